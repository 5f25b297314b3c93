"""What hostile and broken servers do, by name: the bytes they send, and what is to come of it."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from tests.integration.fetch.servers import RESET, head
from watcher.errors import BadStatus, FetchError, Refused, TooLarge, Unreachable

MiB = 1024 * 1024


@dataclass(frozen=True)
class Fault:
    """``pieces`` makes a server's answer of its port; ``error`` and ``words`` are how fetching it ends, where None
    an answer is to come. ``status`` is that of a BadStatus."""

    pieces: Callable[[int], Iterable[bytes]]
    error: type[FetchError] | None
    words: str = ""
    pause: float = 0.0
    tls: bool = False
    addresses: tuple[str, ...] = ("127.0.0.1",)
    """What the name leads to, look-up by look-up; the last one stays."""
    status: int = 0


def whole(start: bytes, *body: bytes) -> Callable[[int], Iterable[bytes]]:
    return lambda _port: [start, *body]


def moved(target: str) -> Callable[[int], Iterable[bytes]]:
    """A redirect; ``{port}`` in the target is the server's own."""
    return lambda port: [head("302 Found", Location=target.format(port=port), Content_Length=0)]


def packed(encoding: str, bomb: Callable[[], Iterator[bytes]]) -> Callable[[int], Iterable[bytes]]:
    return lambda _port: chain([head(Content_Encoding=encoding, Content_Type="application/json")], bomb())


def gzip_bomb() -> Iterator[bytes]:
    """1 GiB of zeros as 1 MB of gzip, made of one block again and again."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    zeros = bytes(MiB)
    first = deflate.compress(zeros) + deflate.flush(zlib.Z_FULL_FLUSH)
    yield b"\x1f\x8b\x08" + bytes(7)
    yield from repeat(first, 1024)
    crc = 0
    for _ in range(1024):
        crc = zlib.crc32(zeros, crc)
    yield deflate.flush() + struct.pack("<II", crc, 1024 * MiB)


def brotli_bomb() -> Iterator[bytes]:
    """1 GiB of zeros in under 1 kB of Brotli: 16 MiB at a time."""
    yield bytes.fromhex("cfffff7f002400e2b14072efff0d")
    yield from repeat(bytes.fromhex("fcffff074002200e0b40f7fedf00"), 63)
    yield b"\x03"


def zstd_bomb() -> Iterator[bytes]:
    """1 GiB of zeros in 32 kB of Zstandard: 8,192 blocks that each say *128 KiB of zeros*."""
    block, last = ((128 * 1024) << 3 | 0b010), 1
    yield b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", 1024 * MiB)
    yield from repeat(struct.pack("<I", block)[:3] + b"\0", 8191)
    yield struct.pack("<I", block | last)[:3] + b"\0"


SWEDISH = '{"data": [{"t": "Stöd till sjöar"}]}'.encode("latin-1")
IN_TIME, BROKEN = "svarade inte i tid", "förbindelsen bröts"
FAULTS: dict[str, Fault] = {
    "redirect to a private address": Fault(moved("http://10.0.0.1/secret"), Refused, "inte är öppen på internet"),
    "redirect to the cloud's own data": Fault(moved("http://169.254.169.254/"), Refused, "inte är öppen på internet"),
    "redirect to loopback": Fault(moved("http://127.0.0.1:{port}/secret"), Refused, "inte är öppen på internet"),
    "rebinding between two look-ups": Fault(moved("/again"), Refused, "någon annanstans",
                                            addresses=("127.0.0.1", "10.0.0.1")),
    "slow header": Fault(lambda _port: chain([b"HTTP/1.1 200 OK\r\n"], repeat(b"X: y\r\n")), Unreachable, IN_TIME, 0.2),
    "slow body": Fault(lambda _port: chain([head(Content_Length=1000)], repeat(b"x")), Unreachable, IN_TIME, 0.2),
    "endless header": Fault(lambda _port: chain([b"HTTP/1.1 200 OK\r\n"], repeat(b"X: y\r\n" * 999)), Unreachable),
    "endless body": Fault(lambda _port: chain([head()], repeat(b"x" * 65536)), TooLarge, "större än 67108864 byte"),
    "1 GB of gzip": Fault(packed("gzip", gzip_bomb), TooLarge, "packas upp"),
    "Brotli bomb": Fault(packed("br", brotli_bomb), FetchError, "bara gzip och deflate"),
    "Zstandard bomb": Fault(packed("zstd", zstd_bomb), FetchError, "bara gzip och deflate"),
    "wrong charset": Fault(whole(head(Content_Type="application/json; charset=x-evil"), SWEDISH), None),
    "cut short": Fault(whole(head(Content_Length=1000), b"half"), Unreachable, BROKEN),
    "cut short between chunks": Fault(whole(head(Transfer_Encoding="chunked"), b"4\r\nhalf\r\n"), Unreachable, BROKEN),
    "gzip cut short": Fault(whole(head(Content_Encoding="gzip"), gzip.compress(SWEDISH)[:-9]), FetchError, "avklippt"),
    "bad gzip": Fault(whole(head(Content_Encoding="gzip"), b"\x1f\x8bno gzip at all"), FetchError, "trasigt packat"),
    "redirect loop": Fault(moved("/again"), Refused, "fler än 5 omdirigeringar"),
    "redirect to a file": Fault(moved("file:///etc/passwd"), Refused, "inte file"),
    "redirect to another scheme": Fault(moved("gopher://127.0.0.1:{port}/x"), Refused, "inte gopher"),
    "reset before the answer": Fault(whole(RESET), Unreachable, BROKEN),
    "reset in the answer": Fault(whole(head(Content_Length=1000), b"half", RESET), Unreachable, BROKEN),
    "TLS name wrong": Fault(whole(head(), SWEDISH), Unreachable, "certifikatet godtas inte", tls=True),
    "429 with Retry-After": Fault(whole(head("429 Too Many", Retry_After=3600)), BadStatus, "felkod 429", status=429),
    "503": Fault(whole(head("503 Down")), BadStatus, "felkod 503", status=503),
    "304 that nobody asked for": Fault(whole(head("304 Not Modified")), BadStatus, "304", status=304),
}  # fmt: skip
