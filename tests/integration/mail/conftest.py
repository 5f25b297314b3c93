"""Digests and delivery run against a database of each engine and a mail server on loopback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import db.calls
import db.digests
import db.matches
import db.organisations
import db.sources
from db.calls import ChangedCall, NewCall
from db.engine import Database
from db.records import CallFacts, CrawlReport, Deadline, Mail, MailState, Match, Organisation, SourceState
from tests.databases import database, database_url, engine_name, migrated_database_url
from tests.letters import NOW, SOON, TOWN, facts, match
from watcher.config.settings import Settings
from watcher.config.sourcefile import SourceConfig, SourceFile
from watcher.fetch.client import Fetcher, FetchPolicy
from watcher.jobs.deps import Deps
from watcher.mail.outbox import Outbox
from watcher.mail.transport import Outcome, Still, Transport, Verdict, always
from watcher.rules.changes import compare, content_hash
from watcher.rules.deadlines import closes_at

__all__ = ["database", "database_url", "engine_name", "migrated_database_url"]

WEEK = dt.timedelta(days=7)


@dataclass
class ListTransport:
    """Keeps what it is given and answers with the outcomes in turn, then with SENT."""

    outcomes: list[Verdict] = field(default_factory=list)
    sent: list[Mail] = field(default_factory=list)
    closed: int = 0

    def send(self, mail: Mail, still: Still = always) -> Outcome:
        self.sent.append(mail)
        return Outcome(self.outcomes.pop(0) if self.outcomes else Verdict.SENT, "svar")

    def close(self) -> None:
        self.closed += 1


class Town:
    """A municipality in a database, and the jobs' dependencies around it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.fetcher = Fetcher(FetchPolicy())
        self.transport: Transport = Outbox(folder / "outbox")
        self.mail_from = "Bidragsvakt <vakt@example.org>"
        self.smtp_url: str | None = None
        self.settings: dict[str, Any] = {}

    @property
    def deps(self) -> Deps:
        settings = Settings(
            home=self.folder,
            sources=self.folder / "sources.toml",
            database_url="sqlite://",
            outbox=self.folder / "outbox",
            mail_from=self.mail_from,
            smtp_url=self.smtp_url,
            **self.settings,
        )
        source = SourceConfig("eu", "sedia", "EU-portalen", "https://example.org/", "en", dt.timedelta(days=1))
        return Deps(
            settings=settings,
            database=self.database,
            sources=SourceFile((source,)),
            fetcher=self.fetcher,
            transport=self.transport,
            progress=lambda _what, _done, _total: None,
        )

    def has(self, organisation: Organisation = TOWN) -> None:
        with self.database.write() as tx:
            db.organisations.save(tx, organisation, NOW, prune=True)

    def crawled(self, now: dt.datetime = NOW) -> None:
        report = CrawlReport("eu", SourceState.OK, now, now)
        with self.database.write() as tx:
            db.sources.record(tx, report, name="EU-portalen", rows=3, validators=None)

    def calls(self, *numbers: int, deadline: Deadline = SOON) -> list[int]:
        """New calls with a deadline in twelve days, or the one given; returns their ids."""
        items = [facts(n, deadlines=(deadline,)) for n in numbers]
        new = [NewCall(f, f"raw {f.title}", content_hash(f), closes_at(f.deadlines)) for f in items]
        with self.database.write() as tx:
            return db.calls.insert(tx, "eu", new, NOW)

    def change(self, call_id: int, old: CallFacts, new: CallFacts) -> None:
        item = ChangedCall(call_id, new, "raw 2", content_hash(new), closes_at(new.deadlines), compare(old, new))
        with self.database.write() as tx:
            db.calls.update(tx, "eu", [item], NOW + WEEK)

    def matched(self, *matches: Match) -> None:
        with self.database.write() as tx:
            db.matches.replace(tx, "town", ["heat", "homes"], None, matches, NOW)

    def match_all(self, ids: Sequence[int]) -> None:
        self.matched(*(match(i) for i in ids))

    def mails(self, *, bodies: bool = False) -> list[Mail]:
        with self.database.read() as tx:
            return db.digests.mails(tx, bodies=bodies)

    def states(self) -> list[tuple[str, str, MailState]]:
        return [(m.kind, m.key, m.state) for m in self.mails()]


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Iterator[Town]:
    made = Town(database, tmp_path)
    made.has()
    made.crawled()
    yield made
    made.fetcher.close()
