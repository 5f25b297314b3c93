"""robots.txt, without the network."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from watcher.errors import BadStatus, Refused, Unreachable
from watcher.fetch.answer import Answer
from watcher.fetch.robots import CLOSED_FOR, KEPT, Robots, rules_of

PAGE = "https://funder.example/calls?x=1"


class Host:
    """Answers for robots.txt with a text or an error, and counts."""

    def __init__(self, reply: bytes | Exception) -> None:
        self.reply, self.asked, self.now = reply, 0, 0.0

    def get(self, url: str, _pace: float) -> Answer:
        assert url == "https://funder.example/robots.txt"
        self.asked += 1
        if isinstance(self.reply, Exception):
            raise self.reply
        return Answer(url, 200, self.reply)

    def robots(self) -> Robots:
        return Robots(self.get, lambda: self.now)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow: /calls", False),
        (b"User-agent: *\nDisallow: /calls\nAllow: /calls?x=", True),
        (b"User-agent: *\nDisallow: /*?x=1$", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Bidragsvakt\nDisallow: /admin", True),
        (b"User-agent: other\nUser-agent: BIDRAGSVAKT/2.0\nDisallow: /calls", False),
        (b"User-agent: bid\nDisallow: /", True),
        (b"User-agent: other\nDisallow: /", True),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /calls", False),
        (b"<html>not found</html>", True),
        (b"\xff\xfe\x00\x00", True),
    ],
)
def test_what_a_file_allows(text: bytes, allowed: bool) -> None:
    robots = Host(text).robots()
    if allowed:
        assert robots.permit(PAGE, 2.0) == 2.0
    else:
        with pytest.raises(Refused, match="robots"):
            robots.permit(PAGE, 2.0)


def test_a_host_is_asked_once_a_day() -> None:
    host = Host(b"")
    robots = host.robots()
    for host.now in (0.0, KEPT - 1, KEPT + 1):
        robots.permit(PAGE, 1.0)
    assert host.asked == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_file_allows_all(status: int) -> None:
    assert Host(BadStatus("x", status)).robots().permit(PAGE, 1.0) == 1.0


@pytest.mark.parametrize("error", [BadStatus("x", 503), Unreachable("x"), Refused("x")])
def test_a_host_whose_file_cannot_be_had_is_left_alone_for_a_time(error: Exception) -> None:
    host = Host(error)
    robots = host.robots()
    for host.now in (0.0, CLOSED_FOR - 1):
        with pytest.raises(Refused, match="en timme"):
            robots.permit(PAGE, 1.0)
    assert host.asked == 1
    host.reply, host.now = b"", CLOSED_FOR + 1
    assert robots.permit(PAGE, 1.0) == 1.0


def test_rules_known_before_hold_while_the_file_cannot_be_had() -> None:
    host = Host(b"User-agent: *\nDisallow: /private")
    robots = host.robots()
    robots.permit(PAGE, 1.0)
    host.reply, host.now = Unreachable("x"), KEPT + 1
    assert robots.permit(PAGE, 1.0) == 1.0
    with pytest.raises(Refused):
        robots.permit("https://funder.example/private", 1.0)


@pytest.mark.parametrize(("delay", "pace"), [("4", 0.25), ("86400", 1 / 30), ("0", 1.0), ("-1", 1.0), ("nan", 1.0)])
def test_a_crawl_delay_slows_us_but_not_to_a_halt(delay: str, pace: float) -> None:
    assert Host(f"User-agent: *\nCrawl-delay: {delay}".encode()).robots().permit(PAGE, 1.0) == pytest.approx(pace)


HOSTILE: list[Callable[[], bytes]] = [
    lambda: b"".join(b"User-agent: a%d\n" % n for n in range(15_000)) + b"Disallow: /x\n" * 15_000,
    lambda: b"User-agent: *\nDisallow: /" + b"*a" * 200_000,
    lambda: b"User-agent: *\n" + b"".join(b"Disallow: /*a%d*b\n" % n for n in range(20_000)),
    lambda: b"user agent " * 40_000,
    lambda: b"\n" * 3_000_000,
]


@pytest.mark.parametrize("made", HOSTILE)
def test_hostile_files_take_neither_time_nor_memory(made: Callable[[], bytes]) -> None:
    began = time.monotonic()
    rules = rules_of(made())
    rules.can_fetch("https://funder.example/" + "a" * 2000, "bidragsvakt")
    assert time.monotonic() - began < 5
