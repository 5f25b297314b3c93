from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.acceptance.conftest import Place
from watcher.demo.portal import DemoPortal


class Service:
    """A running ``serve``; ``said`` is its log so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def end(self, number: int = signal.SIGTERM) -> float:
        """Seconds until it was gone."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        self._reader.join()
        return time.monotonic() - began

    def close(self) -> None:
        """Whatever happened, leave nothing behind."""
        if self.process.poll() is None:
            self.end(signal.SIGKILL)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()


@contextmanager
def serving(place: Place) -> Iterator[Service]:
    service = Service(place.start("serve"))
    try:
        yield service
    finally:
        service.close()


def wait_for(what: Callable[[], object], seconds: float = 45) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_it_catches_up_once_and_ends_when_told(town: Place) -> None:
    with serving(town) as service:
        wait_for(lambda: service.said.count("event=deliver") == 2)  # before the crawl and after it
        assert service.end() < 10
        assert service.process.returncode == 0
    crawled = service.said.count("event=crawl")
    assert crawled == 2
    digests = service.said.count("event=digest")
    with serving(town) as again:
        wait_for(lambda: "event=deliver" in again.said)
        again.end()
    assert "event=crawl" not in again.said
    assert "event=digest" not in again.said or not digests
    assert "@" not in service.said.replace("‹adress›", "")


def test_a_source_that_says_nothing_does_not_keep_it_from_ending(town: Place, portal: DemoPortal) -> None:
    released = threading.Event()
    asked = threading.Event()

    def stall(_path: str, _number: int) -> None:
        asked.set()
        released.wait(60)

    portal.fault = stall
    try:
        with serving(town) as service:
            wait_for(asked.is_set)
            assert service.end() < 10
            assert service.process.returncode == 0
    finally:
        released.set()


def test_a_second_service_stands_by_and_takes_over(town: Place) -> None:
    with serving(town) as first:
        wait_for(lambda: "event=serving" in first.said)
        with serving(town) as second:
            wait_for(lambda: "standing by" in second.said)
            first.end()
            wait_for(lambda: "event=serving" in second.said)
            assert second.end() < 10


def test_a_standby_ends_when_told(town: Place) -> None:
    with serving(town) as first:
        wait_for(lambda: "event=serving" in first.said)
        with serving(town) as second:
            wait_for(lambda: "standing by" in second.said)
            assert second.end(signal.SIGINT) < 10
            assert second.process.returncode == 0


def test_a_wrong_sources_file_at_start_is_2(town: Place) -> None:
    town.write("sources.toml", "[[source]]\n")
    process = town.start("serve")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "sources.toml" in err


def test_stdout_stays_empty(town: Place) -> None:
    with serving(town) as service:
        wait_for(lambda: "event=serving" in service.said)
        service.end()
        assert service.process.stdout
        assert service.process.stdout.read() == ""
