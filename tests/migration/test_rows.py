"""What was stored by an older version is there after it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import text

import db.digests
from db import postgres, sqlite
from db.engine import Database
from db.records import MailState
from db.schema import upgrade
from db.urls import parse_url
from tests.databases import fresh_url, opened

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
TOWN = text(
    "INSERT INTO organisations (id, name, locale, created, updated) VALUES ('by', 'By', 'sv', :created, :created)"
)
MAIL = text(
    "INSERT INTO mails (id, organisation_id, contact_id, kind, key, state, address, subject, message, html, created) "
    "VALUES (7, 'by', 'anna', 'weekly', '2026-W48', 'queued', 'anna@example.org', 'Veckobrev', :message, '<p>å</p>', "
    ":created)"
)
TOLD = text(
    "INSERT INTO announcements (organisation_id, contact_id, kind, call_id, ref, at, mail_id, void) "
    "VALUES ('by', 'anna', 'new', 1, '', :created, 7, :void)"
)
CALL = text(
    "INSERT INTO calls (id, namespace, external_id, folded_key, folded_id, title, url, language, summary, sections, "
    "status, deadlines, currency, eligibility, keywords, call_title, unread, content_hash, first_seen, backlog) "
    "VALUES (1, 'ft', 'X', 'ft:x', 'x', 'X', 'https://x.example/', 'en', '', '[]', 'open', '[]', 'EUR', '', '[]', '', "
    "'{}', 'h', :created, :void)"
)


def test_mails_keep_their_bodies_and_what_they_told(engine_name: str, tmp_path: Path) -> None:
    with fresh_url(engine_name, tmp_path) as url:
        at(url, "0017")
        with opened(url) as database, database.write() as tx:
            db.digests.mark(tx, 7, MailState.SKIPPED, NOW, "prov")
        with opened(url) as database, database.read() as tx:
            mail = db.digests.get(tx, 7)
            assert (mail.message, mail.html, mail.state) == (b"Hej\r\n", "<p>å</p>", MailState.SKIPPED)
            assert tx.connection.scalar(text("SELECT count(*) FROM announcements WHERE mail_id = 7")) == 1


def at(url: str, version: str) -> None:
    """A database of that version with a mail that has told of a call."""
    parsed = parse_url(url)
    engine = sqlite.create(parsed) if parsed.get_backend_name() == "sqlite" else postgres.create(parsed)
    database = Database(engine, url)
    with database.write() as tx:
        upgrade(tx, version)
        values = {"created": NOW.replace(tzinfo=None), "message": b"Hej\r\n", "void": False}
        for statement in (TOWN, CALL, MAIL, TOLD):
            tx.connection.execute(statement, values)
    database.close()
