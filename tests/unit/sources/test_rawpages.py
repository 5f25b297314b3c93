"""Pages held packed."""

from __future__ import annotations

import os

import pytest

from watcher.sources.rawpages import RawPages


def test_pages_come_back_as_they_were_in_order() -> None:
    contents = [b"", b"a" * 100_000, os.urandom(1000)]
    with RawPages() as pages:
        for content in contents:
            pages.add(content)
        assert pages[1] == contents[1]
    assert list(pages) == contents
    assert pages[:2] == contents[:2]
    assert len(pages) == 3


def test_a_page_that_is_not_there() -> None:
    with RawPages() as pages, pytest.raises(IndexError):
        pages[0]
