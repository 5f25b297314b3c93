"""The pages over real HTTP, with a database of each engine and a town with two departments."""

from __future__ import annotations

import datetime as dt
import http.client
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from db.records import Area, Band, Department, Match
from tests.databases import database, database_url, engine_name, migrated_database_url
from tests.integration.mail.conftest import Town, town
from tests.letters import ANNA, NOW, TECH, TOWN, match
from watcher import clock
from watcher.rules.tokens import Grant, Purpose, sign
from watcher.web.server import started

__all__ = ["database", "database_url", "engine_name", "migrated_database_url", "town"]

KEYS = ("k" * 32,)
SCHOOL = Department("school", "Skolan", (Area("reading", "Läsning", "Elever läser."),), (ANNA,))
TWO = replace(TOWN, departments=(TECH, SCHOOL))


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """The pages of a town, as a browser asks for them. ``call_id`` is a strong match of the first department."""

    town: Town
    port: int
    call_id: int

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body.encode() or None, {**kind, **headers})
            got = connection.getresponse()
            found = {k.lower(): v for k, v in got.getheaders()}
            return Answer(got.status, got.read().decode(), found)
        finally:
            connection.close()

    def link(self, purpose: Purpose, detail: str = "", contact: str = "anna", call_id: int | None = None) -> str:
        wanted = self.call_id if call_id is None else call_id
        grant = Grant(purpose, "town", contact, 0 if purpose is Purpose.UNSUBSCRIBE else wanted, detail)
        return f"/l/{purpose.value}/{sign(KEYS, grant, clock.now())}"


def matched(call_id: int, area: str = "heat") -> Match:
    return replace(match(call_id, score=0.8, band=Band.STRONG), area_id=area)


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes from an hour after the digests' Monday, whenever the tests are run."""
    begun = clock.monotonic() - 3600
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(seconds=clock.monotonic() - begun))


@pytest.fixture
def site(town: Town, ticking: None) -> Iterator[Site]:
    town.has(TWO)
    (call_id,) = town.calls(1)
    town.matched(matched(call_id))
    town.settings = {"secret_keys": KEYS, "public_url": "https://bidrag.example.org"}
    with started(town.deps, "127.0.0.1", 0) as port:
        yield Site(town, port, call_id)
