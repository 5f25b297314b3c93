"""An answer's pages as they came, held packed until the source is stored: a portal's take 80 MB unpacked."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self, overload

_FAST = 1
"""gzip's lowest level: an eighth of the size at a tenth of the time that reading a page takes."""


class RawPages(Sequence[bytes]):
    """Pages in the order they came. Packing is done beside the caller's work, while the context is open."""

    def __init__(self) -> None:
        self._packed: list[Future[bytes]] = []
        self._hash = hashlib.sha256()
        self._aside = ThreadPoolExecutor(1)

    @classmethod
    def of(cls, contents: Iterable[bytes]) -> Self:
        """Pages that are all here already."""
        with cls() as pages:
            for content in contents:
                pages.add(content)
        return pages

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._aside.shutdown()

    def add(self, content: bytes) -> None:
        """Take a page; waits for the one before, so that at most two lie unpacked."""
        if self._packed:
            self._packed[-1].result()
        self._packed.append(self._aside.submit(self._pack, content))

    def digest(self) -> str:
        """Sixteen hexadecimal digits that tell one answer from another."""
        for page in self._packed:
            page.result()
        return self._hash.hexdigest()[:16]

    def members(self) -> Iterator[bytes]:
        """The parts of a gzip file in which the pages stand after each other, each ended by a line break."""
        return (page.result() for page in self._packed)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [_unpack(p) for p in self._packed[index]]
        return _unpack(self._packed[index])

    def __len__(self) -> int:
        return len(self._packed)

    def _pack(self, content: bytes) -> bytes:
        line = content + b"\n"
        self._hash.update(line)
        return gzip.compress(line, _FAST, mtime=0)


def _unpack(page: Future[bytes]) -> bytes:
    return gzip.decompress(page.result())[:-1]
