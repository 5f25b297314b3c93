"""Records for the tests of digests and mails. All people and addresses are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from db.records import (
    Area,
    Band,
    Budget,
    Call,
    CallFacts,
    CallKey,
    Contact,
    Deadline,
    Department,
    Mail,
    MailState,
    Match,
    Organisation,
    Person,
    Reason,
    SourceRecord,
    SourceState,
)
from watcher.mail import render, view
from watcher.mail.letterhead import letterhead
from watcher.mail.message import Rendered, Sender, build
from watcher.mail.writing import Writing
from watcher.rules.announce import Addressee, DigestContent, Material, Memory, choose
from watcher.rules.language import language
from watcher.rules.ownshare import ExchangeRate

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
"""Monday of week 48, 07.00 in Sweden."""
SOON = Deadline(dt.date(2026, 12, 5), dt.time(17))
LATER = Deadline(dt.date(2027, 9, 17), dt.time(17))
ANNA = Contact("anna", "Anna Ek", "anna@example.org")
HEAT = Area("heat", "Fjärrvärme", "Vi vill ha fjärrvärme.")
HOMES = Area("homes", "Bostäder", "Vi vill bygga.")
TECH = Department("tech", "Tekniska förvaltningen", (HEAT, HOMES), (ANNA,))
TOWN = Organisation("town", "Växjö kommun", coordinator=Person("Dan Ask", "dan@example.org"), departments=(TECH,))
READER = Addressee(ANNA, (TECH,))
SENDER = Sender("Bidragsvakt <vakt@example.org>")
REASONS = (
    Reason(0.3, "fjärrvärmen", "district heating", "fjärrvärme", "term", "fjärrvärme"),
    Reason(0.1, "bostäder", "housing", "bostad", "term", "bostad"),
    Reason(0.05, "Life", "LIFE", "life", "same"),
)


def facts(number: int = 1, **changed: Any) -> CallFacts:
    values: dict[str, Any] = {
        "key": CallKey("ft", f"LIFE-{number}"),
        "title": f"Title of call {number}",
        "url": f"https://example.org/{number}",
        "language": "en",
    }
    return CallFacts(**(values | changed))


def call(
    number: int = 1, *, gone_since: dt.datetime | None = None, set_aside: str | None = None, **changed: Any
) -> Call:
    return Call(number, facts(number, **changed), "hash", ("eu",), NOW, NOW, gone_since, set_aside)


def match(number: int = 1, area: Area = HEAT, score: float = 0.5, band: Band = Band.POSSIBLE, **changed: Any) -> Match:
    return Match("town", area.id, number, score, band, changed.get("reasons", REASONS))


def material(calls: Sequence[Call], matches: Sequence[Match], revisions: Any = None) -> Material:
    by_area: dict[str, list[Match]] = {}
    for m in sorted(matches, key=lambda m: -m.score):
        by_area.setdefault(m.area_id, []).append(m)
    return Material({c.id: c for c in calls}, by_area, revisions or {})


SOURCES = (
    SourceRecord("eu", "EU-portalen", SourceState.OK, NOW, NOW, 1049),
    SourceRecord("feed", "Interreg", SourceState.NOT_MODIFIED, NOW, NOW),
    SourceRecord("down", "Vinnova", SourceState.UNREACHABLE, NOW, NOW - dt.timedelta(days=3)),
    SourceRecord("odd", "Formas", SourceState.SUSPECT, NOW, None),
    SourceRecord("bad", "Boverket", SourceState.FAILED, NOW, None),
    SourceRecord("never", "Tillväxtverket"),
)


def weekly(
    known: Material,
    memory: Memory | None = None,
    reader: Addressee = READER,
    locale: str = "sv",
    *,
    buttons: bool = False,
) -> Rendered:
    """A contact's digest as it would be sent. Fails when there is nothing to tell."""
    content = choose(reader, known, memory or Memory(), NOW)
    assert isinstance(content, DigestContent)
    how = replace(writing(locale), buttons=buttons)
    head = letterhead(TOWN, reader, SOURCES, ("Dan Ask", "dan@example.org"), how)
    return render.rendered("weekly", view.weekly(content, head, how))


def writing(locale: str = "sv") -> Writing:
    """What the writing of mails needs, with a round exchange rate."""
    return Writing(NOW, language(locale), ExchangeRate(Decimal("11.2"), dt.date(2026, 11, 1)))


FULL = call(
    1,
    title="Heat <for> all & everyone",
    summary="Projects bring living labs to towns. A second sentence.",
    programme="HORIZON",
    action_type="HORIZON Innovation Actions",
    deadlines=(SOON, LATER),
    budget=Budget("EUR", 12_500_000, 2_000_000, 3_000_000, 4, 60),
)


SHORT = Rendered("Veckobrev v. 48: 1 ny utlysning", "Hej å\n.\n..två\n", "<p>Hej å</p>")


def mail(
    address: str = "anna@example.org",
    *,
    contact_id: str = "anna",
    number: int = 1,
    rendered: Rendered = SHORT,
    **changed: Any,
) -> Mail:
    """A mail ready to be sent."""
    contact = Contact(contact_id, "Anna Ek", address)
    values: dict[str, Any] = {
        "id": number,
        "organisation_id": "town",
        "contact_id": contact_id,
        "kind": "weekly",
        "key": "2026-W48",
        "state": MailState.QUEUED,
        "address": address,
        "html": rendered.html,
        "created": NOW,
    } | changed
    message = build(
        rendered, organisation=TOWN, contact=contact, sender=SENDER, kind=values["kind"], key=values["key"], now=NOW
    )
    return Mail(**({"message": message} | values))
