"""Killed at every commit, three senders at once, a database that is busy or full: nothing lost, and no double but one.

A kill is an exception here, raised just before or just after a commit: all that a process has done by then is what it
has committed and what it has sent.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from db.engine import Database, Tx
from db.errors import DatabaseBusy, DatabaseUnavailable
from db.records import Contact, Mail, MailState
from tests.integration.mail.conftest import ListTransport, Town
from tests.letters import LATER, NOW, TECH, TOWN
from watcher.jobs import deliver, digest, recover
from watcher.jobs.deliver import CLAIM
from watcher.mail.transport import Outcome, Still, always

PEOPLE = tuple(Contact(f"c{n}", f"Namn {n}", f"c{n}@example.org") for n in range(3))


class Killed(BaseException):
    """Nothing catches it, as nothing catches a kill."""


class Failing(Database):
    """A database whose n-th write fails, ``before`` its commit or after it."""

    def __init__(self, inner: Database, number: int, before: bool, error: BaseException | None = None) -> None:
        self._inner, self._left, self._before = inner, number, before
        self._error = error or Killed()
        self.url_shown = inner.url_shown

    @contextmanager
    def read(self) -> Iterator[Tx]:
        with self._inner.read() as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Tx]:
        self._left -= 1
        failing = self._left == 0
        with self._inner.write() as tx:
            yield tx
            if failing and self._before:
                raise self._error
        if failing:
            raise self._error


@pytest.fixture
def ready(town: Town) -> Town:
    """Three contacts and a call to tell them of."""
    town.has(replace(TOWN, departments=(replace(TECH, contacts=PEOPLE),)))
    town.match_all(town.calls(1))
    return town


def everything(town: Town, database: Database, now: dt.datetime) -> None:
    deps = replace(town.deps, database=database)
    recover.run(deps, now)
    digest.run(deps, now, only_due=True)
    deliver.run(deps, now)


def everybody_got_it(town: Town, transport: ListTransport) -> Counter[str]:
    """How often each contact got their mail, which is the same one each time."""
    assert {m.contact_id for m in transport.sent} == {c.id for c in PEOPLE}
    assert len({m.message for m in transport.sent}) == len(PEOPLE)
    assert {m.state for m in town.mails()} == {MailState.SENT}
    return Counter(m.contact_id for m in transport.sent)


@pytest.mark.parametrize("before", [True, False])
def test_killed_at_every_commit(ready: Town, before: bool) -> None:
    doubled = writes = 0
    for number in range(1, 20):
        ready.transport = transport = ListTransport()
        now = NOW + number * dt.timedelta(days=7)
        ready.match_all(ready.calls(number + 1, deadline=LATER))
        sent_before = len(ready.mails())
        try:
            everything(ready, Failing(ready.database, number, before), now)
        except Killed:
            writes = number
        everything(ready, ready.database, now + CLAIM)
        new = ready.mails()[sent_before:]
        counts = Counter(m.contact_id for m in transport.sent)
        assert {m.contact_id for m in new if m.counts.get("new")} <= set(counts)
        assert {m.state for m in new} <= {MailState.SENT, MailState.SKIPPED}
        assert len({m.message for m in transport.sent}) == len(counts), "a double is the very same message"
        doubled += sum(counts.values()) - len(counts)
    assert writes >= 10, "three mails queued, claimed and marked, and the run"
    assert doubled == (3 if before else 0), "only where the kill falls between the hand-over and its commit"


def test_three_senders_at_once_send_each_mail_once(ready: Town) -> None:
    digest.run(ready.deps, NOW)
    start, lock, transport = threading.Barrier(3), threading.Lock(), ListTransport()

    class Shared(ListTransport):
        def send(self, mail: Mail, still: Still = always) -> Outcome:
            with lock:
                return transport.send(mail)

    def work() -> None:
        start.wait(30)
        deliver.run(replace(ready.deps, transport=Shared()), NOW)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert set(everybody_got_it(ready, transport).values()) == {1}


def test_three_builders_at_once_make_one_mail_each(ready: Town) -> None:
    start = threading.Barrier(3)

    def work() -> None:
        start.wait(30)
        digest.run(ready.deps, NOW)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(m.contact_id for m in ready.mails()) == ["c0", "c1", "c2"]


def test_a_busy_database_does_not_make_a_sent_mail_go_twice(ready: Town) -> None:
    digest.run(ready.deps, NOW)
    ready.transport = transport = ListTransport()
    deps = replace(ready.deps, database=Failing(ready.database, 2, True, DatabaseBusy("låst")))
    assert deliver.run(deps, NOW).sent == 3
    assert set(everybody_got_it(ready, transport).values()) == {1}


@pytest.mark.parametrize("number", range(1, 11))
def test_a_full_disk_stops_the_step_and_the_next_tick_goes_on(ready: Town, number: int) -> None:
    ready.transport = transport = ListTransport()
    with pytest.raises(DatabaseUnavailable):
        everything(ready, Failing(ready.database, number, True, DatabaseUnavailable("disken är full")), NOW)
    everything(ready, ready.database, NOW + CLAIM)
    assert sum(everybody_got_it(ready, transport).values()) <= 4
