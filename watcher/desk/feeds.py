"""Personal addresses of a calendar and feeds: given once, kept only as hashes, ended when somebody says so."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import db.considerations
import db.feeds
import db.matches
import db.organisations
from db.engine import Database
from db.errors import NotStored
from db.feeds import FeedToken
from db.records import Band, Call
from db.transaction import Tx
from db.workrecords import Consideration
from watcher.desk.clicks import Whose, person
from watcher.errors import NotFound, TokenError, UsageError
from watcher.jobs.callbook import read_calls
from watcher.reports import calendarfile, feedfile
from watcher.reports.entries import appointments, entries
from watcher.rules.announce import TOLD_BANDS
from watcher.rules.considering import is_declined
from watcher.rules.events import is_event

__all__ = ["ATOM", "CALENDAR", "JSON", "KINDS", "FeedToken", "Given", "give", "listing", "read", "revoke"]

CALENDAR, ATOM, JSON = "deadlines.ics", "matches.atom", "matches.json"
KINDS = {CALENDAR: "text/calendar", ATOM: "application/atom+xml", JSON: "application/feed+json"}
_LONGEST = 100
"""Characters of a token that are looked at."""


@dataclass(frozen=True, slots=True)
class Given:
    """A new feed and its addresses, which nobody can see again."""

    feed: FeedToken
    addresses: tuple[str, ...]


def give(database: Database, public_url: str | None, contact: str, now: dt.datetime) -> Given:
    """Make the addresses of a person, given by id. Raises NotFound, and UsageError without a ``public_url``."""
    if public_url is None:
        raise UsageError("flöden behöver en adress som går att nå: sätt public_url i settings.toml")
    token = secrets.token_urlsafe(32)
    with database.write() as tx:
        who = _person(tx, contact)
        feed = db.feeds.add(tx, who.organisation.id, who.contact_id, _hash(token), now)
    return Given(feed, tuple(f"{public_url}/f/{token}/{kind}" for kind in KINDS))


def listing(database: Database) -> list[FeedToken]:
    """Every feed of every organisation, oldest first."""
    with database.read() as tx:
        return [f for o in db.organisations.all_organisations(tx) for f in db.feeds.listing(tx, o.id)]


def revoke(database: Database, number: int, now: dt.datetime) -> None:
    """End a feed. Raises NotFound when there is none such in force."""
    with database.write() as tx:
        if not db.feeds.revoke(tx, number, now):
            raise NotFound(f"flödet {number} finns inte eller gäller inte längre")


def read(database: Database, token: str, kind: str, now: dt.datetime, events: Collection[str] = ()) -> bytes:
    """The file behind an address; what only the sources in ``events`` show is no call.

    Raises TokenError for one that does not hold, the same for every reason.
    """
    if kind not in KINDS or len(token) > _LONGEST:
        raise TokenError("adressen gäller inte")
    with database.read() as tx:
        who, key = _whose(tx, token)
        areas = [a for d in who.departments for a in d.areas]
        mine = {a.id for a in areas}
        matches = [m for m in db.matches.listing(tx, who.organisation.id, bands=TOLD_BANDS) if m.area_id in mine]
        considered = db.considerations.listing(tx, who.organisation.id, departments=[d.id for d in who.departments])
        ids = {m.call_id for m in matches} | {c.call_id for c in considered}
        known = (c for c in read_calls(tx, now, ids=ids, with_text=False) if not is_event(c, events))
        calls = {c.id: c for c in known if c.set_aside is None}
    name = f"Bidragsvakt, {who.organisation.name}"
    home = {a.id: d.id for d in who.departments for a in d.areas}
    declined = _declined(considered, calls, now)
    live = [m for m in matches if (home[m.area_id], m.call_id) not in declined]
    if kind == CALENDAR:
        followed = {m.call_id for m in live if m.band is Band.STRONG}
        followed |= {c.call_id for c in considered if (c.department_id, c.call_id) not in declined}
        return calendarfile.write(name, appointments([calls[i] for i in followed & calls.keys()], now), now)
    found = entries(areas, live, calls)
    return feedfile.atom(name, key, found, now) if kind == ATOM else feedfile.json_feed(name, key, found)


def _declined(considered: Iterable[Consideration], calls: Mapping[int, Call], now: dt.datetime) -> set[tuple[str, int]]:
    """Which departments have declined which of these calls."""
    said: dict[tuple[str, int], list[Consideration]] = {}
    for item in considered:
        said.setdefault((item.department_id, item.call_id), []).append(item)
    return {
        (department, call_id)
        for (department, call_id), items in said.items()
        if call_id in calls and is_declined(items, calls[call_id].facts, now)
    }


def _whose(tx: Tx, token: str) -> tuple[Whose, str]:
    feed = db.feeds.by_hash(tx, _hash(token))
    if feed is None:
        raise TokenError("adressen gäller inte")
    try:
        found = person(db.organisations.get(tx, feed.organisation_id), feed.contact_id)
    except NotStored:
        found = None
    if found is None:
        raise TokenError("adressen gäller inte")
    return found, f"feed-{feed.id}"


def _person(tx: Tx, contact: str) -> Whose:
    for organisation in db.organisations.all_organisations(tx):
        if found := person(organisation, contact):
            return found
    raise NotFound(f"ingen kontakt, ersättare eller samordnare heter {contact}; se bidragsvakt contacts list")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
