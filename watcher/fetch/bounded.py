"""Bodies read with a cap on the bytes that come and on the bytes they unpack to."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from watcher.errors import FetchError, TooLarge

_STEP = 256 * 1024
"""Unpacked at most so much at a time: 1 GB of zeros is never in memory at once."""


_GZIP = b"\x1f\x8b"


class _Unpacks(Protocol):
    """What zlib's decompression objects can do."""

    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


def read_body(chunks: Iterable[bytes], encoding: str, *, max_raw: int, max_decoded: int) -> bytes:
    """The whole body, unpacked. Raises TooLarge beyond a cap and FetchError for a broken or unknown encoding."""
    names = [n.strip().lower() for n in encoding.split(",") if n.strip().lower() not in ("", "identity")]
    if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
        raise FetchError(f"svaret är packat med {encoding[:40]!r}, bara gzip och deflate tas emot")
    raw = _capped(chunks, max_raw, "svaret är större än {} byte")
    unpacked = _unpacked(raw, names[0]) if names else raw
    whole = io.BytesIO()  # gives its bytes without a copy: pieces that are joined are in memory twice
    for piece in _capped(unpacked, max_decoded, "svaret blir större än {} byte när det packas upp"):
        whole.write(piece)
    return whole.getvalue()


def _capped(chunks: Iterable[bytes], limit: int, words: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge(words.format(limit))
        yield chunk


def _unpacked(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """A gzip body may hold several members after each other; anything else after its end is padding."""
    unpack: _Unpacks | None = None
    for chunk in chunks:
        unpack = unpack or _unpacker(name, chunk)
        data = chunk
        while data:
            if unpack.eof and (name == "deflate" or not data.startswith(_GZIP)):
                break
            unpack = _unpacker(name, data) if unpack.eof else unpack
            try:
                yield unpack.decompress(data, _STEP)
            except zlib.error as error:
                raise FetchError("svaret är trasigt packat") from error
            data = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
    if unpack and not unpack.eof:
        raise FetchError("svaret är avklippt: packningen har inget slut")


def _unpacker(name: str, start: bytes) -> _Unpacks:
    """gzip with its header; deflate with or, as some servers send it, without zlib's."""
    if name != "deflate":
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    wrapped = start[:1] and start[0] & 0x0F == 8 and (len(start) < 2 or (start[0] * 256 + start[1]) % 31 == 0)
    return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
