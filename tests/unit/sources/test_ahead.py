"""Pages asked for one ahead."""

from __future__ import annotations

import pytest

from watcher.sources.ahead import one_ahead


def pages(known: int, there: int) -> tuple[list[int], list[int]]:
    """What was asked for and what was read, when ``known`` pages are sure and ``there`` exist."""
    asked: list[int] = []
    left = iter(range(there - 1, -1, -1))

    def ask(page: int) -> int:
        asked.append(page)
        return page

    read = list(one_ahead(ask, lambda page: page <= known, lambda: next(left) > 0))
    return asked, read


def test_every_page_is_asked_for_once_in_order() -> None:
    assert pages(4, 4) == ([1, 2, 3, 4], [1, 2, 3, 4])


def test_pages_nobody_was_sure_of_are_asked_for_when_the_one_before_is_read() -> None:
    assert pages(0, 3) == ([1, 2, 3], [1, 2, 3])


def test_what_goes_wrong_comes_out_at_its_page() -> None:
    def ask(page: int) -> int:
        if page == 2:
            raise ValueError("sida 2")
        return page

    found = one_ahead(ask, lambda _: True, lambda: True)
    assert next(found) == 1
    with pytest.raises(ValueError, match="sida 2"):
        next(found)
