"""Pages of one source: the next is fetched while one is read, so that the host's time is not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def one_ahead(ask: Callable[[int], T], sure: Callable[[int], bool], more: Callable[[], bool]) -> Iterator[T]:
    """Ask for page 1, 2, … one at a time, the next while the caller reads the one it was given.

    ``sure(page)`` tells beforehand that a page exists; where it does not, ``more()`` decides once the page before it
    has been read. What ``ask`` raises comes out where its page was due.
    """
    with ThreadPoolExecutor(1) as pool:
        number, coming = 1, pool.submit(ask, 1)
        while True:
            page = coming.result()
            ahead = pool.submit(ask, number + 1) if sure(number + 1) else None
            yield page
            if not more():
                return
            number += 1
            coming = ahead or pool.submit(ask, number)
