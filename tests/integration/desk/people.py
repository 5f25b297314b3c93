"""A made-up municipality in which Anna and Bo have left traces everywhere. All people and addresses are made up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import select

import db.considerations
import db.digests
import db.feeds
import db.marks
import db.organisations
import db.pauses
import db.standings
import db.work
from db.engine import Database
from db.records import (
    Announcement,
    Area,
    Contact,
    Department,
    Mail,
    MailState,
    Organisation,
    Pause,
    Person,
    Standing,
    StandingState,
)  # fmt: skip
from db.tables import metadata
from db.workrecords import Grounds, Project, ProjectKind, Stand, StandTaken
from tests.integration.db.samples import NOW, store
from watcher.rules.considering import opened_for

OLD = dt.datetime(2023, 3, 1, 8, tzinfo=dt.UTC)
ANNA = Contact("anna@example.org", "Anna Åkesson", "anna@example.org", Person("Bo Berg", "bo@example.org"))
BO = Contact("bo", "Bo Berg", "bo@example.org")
TOWN = Organisation(
    "by", "By kommun", coordinator=Person("Eva Ek", "eva@example.org"),
    departments=(
        Department("teknik", "Tekniska", (Area("vatten", "Vatten", "Friska sjöar och våtmarker."),), (ANNA, BO)),
        Department("skola", "Skolan", (Area("las", "Läsning", "Fler ska läsa."),), (ANNA,)),
    ),
)  # fmt: skip


def settle(database: Database) -> None:
    """Store the town with stands, mails, links, marks and work of Anna and Bo, each old and new."""
    with database.write() as tx:
        db.organisations.save(tx, TOWN, NOW)
        calls = store(tx, ["A", "B"])
        for call_id, at, who in ((calls[0], OLD, ANNA), (calls[1], NOW, BO)):
            new = replace(opened_for("by", "teknik", call_id, _facts(tx, call_id), at), opened=at)
            number = db.considerations.open_new(tx, new)
            assert number is not None
            note = "Anna Åkesson (anna@example.org) hinner inte."
            line = StandTaken(0, number, at, who.id, "mail", Stand.DECLINED, Grounds.TIME, note, ANNA.id)
            db.considerations.take(tx, line)
            _mail(tx, who, f"{at:%G-W%V}", call_id, at, MailState.SENT)
            db.feeds.add(tx, "by", who.id, "f" * 60 + who.id[:2], at)
            db.marks.add(tx, "by", "vatten", call_id, relevant=True, by=who.id, now=at)
            said = Standing(who.id, who.email, StandingState.PAUSED, at, None, "Semester", who.id)
            db.standings.add(tx, "by", said)
            project = Project(
                0, "by", "teknik", f"Projekt {call_id}", ProjectKind.EU, results="Anna Åkesson ledde det."
            )
            db.work.add(tx, project, who.id, at)
        _mail(tx, ANNA, "2026-W49", None, NOW, MailState.QUEUED)
        db.pauses.set_recipient(tx, "by", ANNA.email, Pause(1, NOW, NOW, "451"))


def _facts(tx: Any, call_id: int) -> Any:
    import db.calls

    return next(c.facts for c in db.calls.listing(tx, NOW, closed=True) if c.id == call_id)


def _mail(tx: Any, who: Contact, key: str, call_id: int | None, at: dt.datetime, state: MailState) -> None:
    body = f"To: {who.email}\r\n\r\nHej {who.name}!".encode()
    mail = Mail(0, "by", who.id, "weekly", key, MailState.QUEUED, who.email, "Veckobrev", body, f"<p>{who.name}</p>")
    told = [Announcement(who.id, "new", call_id)] if call_id else []
    mail_id = db.digests.queue(tx, mail, told, at)
    assert mail_id is not None
    if state is MailState.SENT:
        assert db.digests.claim(tx, mail_id, "me", at, at)
        db.digests.mark(tx, mail_id, MailState.SENT, at)


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, to compare before with after."""
    with database.read() as tx:
        return {
            t.name: sorted((tuple(row) for row in tx.connection.execute(select(t))), key=repr)
            for t in metadata.sorted_tables
        }
