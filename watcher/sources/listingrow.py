"""One row of a list page, with its detail page where that was read, into a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from db.records import CallFacts, CallKey, Section
from watcher.config.sourcefile import SourceConfig
from watcher.parse import jsontext
from watcher.parse.listing import DetailPage, ListRow
from watcher.parse.text import first_sentence
from watcher.rules.lastday import LastDay, bare_date, from_field, from_text, opening_in, zone_of
from watcher.rules.money import budget_in
from watcher.rules.pagestatus import status_in
from watcher.rules.regions import regions_of_page
from watcher.rules.shares import shares_in
from watcher.sources.base import Candidate
from watcher.sources.listingdetail import Details, list_hash
from watcher.sources.options import text_option, with_last_day

_LONGEST_KEY = 300


def key_of(row: ListRow, source: SourceConfig) -> CallKey:
    """By its address; a row without one is known by its title."""
    if row.link and len(row.link) <= _LONGEST_KEY:
        return CallKey(source.id, row.link)
    return CallKey(source.id, f"t-{jsontext.digest_of(row.link or row.title.casefold())[:16]}")


def candidate_of(row: ListRow, source: SourceConfig, details: Details, known: Mapping[str, str]) -> Candidate | None:
    """None for a new row whose detail has to wait for the next crawl, or whose page must name it and could not."""
    key = key_of(row, source)
    if key.folded in details.waiting or (_named_by_page(source) and not _can_be_named(key, details, known)):
        return None
    detail = details.read.get(key.folded)
    own = list_hash(row)
    if key.folded in details.keys:
        kept = None if detail else known.get(key.folded)
        own = kept or f"{own}:{_detail_hash(detail)}"
    last = _last_day(row, detail, source)
    return Candidate(
        key=key,
        raw_hash=own,
        deadlines=last.deadlines,
        title=_title(row, detail, source),
        url=row.link or f"{source.url}#{key.external_id}",
        rank=0,
        facts=partial(_facts, row, detail, source, last),
    )


def _named_by_page(source: SourceConfig) -> bool:
    """Whether only a call's own page says what it is called."""
    return source.kind in ("links", "pages")


def _can_be_named(key: CallKey, details: Details, known: Mapping[str, str]) -> bool:
    detail = details.read.get(key.folded)
    return bool(detail.title) if detail else key.folded in known


def _title(row: ListRow, detail: DetailPage | None, source: SourceConfig) -> str:
    return detail.title if detail and _named_by_page(source) else row.title


def _detail_hash(detail: DetailPage | None) -> str:
    if not detail:
        return ""
    said = [detail.deadline, detail.summary, detail.text]
    return jsontext.digest_of([*said, detail.title] if detail.title else said)


def _last_day(row: ListRow, detail: DetailPage | None, source: SourceConfig) -> LastDay:
    """The first that gives a date: the detail's selector, the list's, a label in the detail's text, in the item's."""
    zone, order = zone_of(source.language), text_option(source, "date_order")
    found = [from_field(field, zone, order) for field in (detail and detail.deadline, row.deadline) if field]
    if detail:
        found.append(from_text(detail.text, zone, order))
    if row.deadline is None:
        found.append(from_text(row.text, zone, order))
    if not any(last.deadlines for last in found) and text_option(source, "bare_date") == "closed":
        found.append(bare_date(row.text.replace(row.title, "", 1), zone, order))
    known = next((last for last in found if last.deadlines), None)
    return known or next((last for last in found if last.unread), LastDay())


def _facts(row: ListRow, detail: DetailPage | None, source: SourceConfig, last: LastDay) -> CallFacts:
    text = (detail and detail.text) or row.text
    summary = (detail and detail.summary) or row.summary
    title = _title(row, detail, source)
    opening, about = opening_in(text, zone_of(source.language), text_option(source, "date_order"))
    facts = CallFacts(
        key=key_of(row, source),
        title=title,
        url=row.link or source.url,
        language=source.language,
        summary=first_sentence(summary or text.replace(title, "", 1).strip()),
        sections=(Section("", text),) if text else (),
        status=status_in(text),
        opening=opening,
        opening_words=about,
        budget=replace(budget_in(text), shares=shares_in(text, funder=text_option(source, "funder"))),
        regions=regions_of_page(title, text),
    )
    return with_last_day(facts, last)
