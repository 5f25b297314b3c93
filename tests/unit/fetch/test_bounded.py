"""Bodies with caps."""

from __future__ import annotations

import gzip
import zlib

import pytest

from watcher.errors import FetchError, TooLarge
from watcher.fetch.bounded import read_body

LIMITS = {"max_raw": 100_000, "max_decoded": 200_000}


def in_pieces(data: bytes, size: int = 7) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"hej" * 99)),
        ("deflate", zlib.compress(b"hej" * 99)),
        ("deflate", zlib.compress(b"hej" * 99)[2:-4]),
        ("gzip", gzip.compress(b"hej" * 50) + gzip.compress(b"hej" * 49)),
        ("gzip", gzip.compress(b"hej" * 99) + b"\0" * 40),
        ("", b"hej" * 99),
        ("identity", b"hej" * 99),
    ],
)
def test_bodies_are_unpacked(encoding: str, packed: bytes) -> None:
    assert read_body(in_pieces(packed), encoding, **LIMITS) == b"hej" * 99
    assert read_body([packed], encoding, **LIMITS) == b"hej" * 99


def test_a_bomb_stops_at_the_cap() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(TooLarge, match="packas upp"):
        read_body([bomb], "gzip", **LIMITS)


def test_an_endless_body_stops_at_the_cap() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 1000

    with pytest.raises(TooLarge, match="100000 byte"):
        read_body(endless(), "", **LIMITS)  # type: ignore[arg-type]
    assert taken == 101


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_other_packings_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="bara gzip"):
        read_body([b"x"], encoding, **LIMITS)


@pytest.mark.parametrize(
    ("data", "words"), [(gzip.compress(b"hej" * 999)[:-9], "avklippt"), (b"\x1f\x8bno", "trasigt")]
)
def test_broken_gzip_is_an_error(data: bytes, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        read_body([data], "gzip", **LIMITS)
