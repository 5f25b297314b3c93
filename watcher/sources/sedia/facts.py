"""A whole row of the portal into the facts of a call. What cannot be read stays unknown, with its raw text."""

from __future__ import annotations

import re
from dataclasses import replace

from db.records import CallFacts, Deadline, Section, Status
from watcher.parse import html
from watcher.parse.text import absolute_url, clean, first_sentence, one_line
from watcher.rules.deadlines import from_portal
from watcher.rules.programmes import PORTAL_CODES
from watcher.sources.sedia.budget import budget
from watcher.sources.sedia.rows import Row
from watcher.sources.sedia.updates import announced

TOPIC_PAGE = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"

_STATUSES = {"31094501": Status.FORTHCOMING, "31094502": Status.OPEN, "31094503": Status.CLOSED}
_SENTENCE_END = re.compile(r"\.(?!\d)|\n")
_STRAY = re.compile(r'^"\s*>\s*(?:general\s+)?conditions\s*(?=\d)', re.IGNORECASE)
"""What is left of the heading's broken markup in front of the first condition, in all 277 recorded conditions."""
_RATE = re.compile(r"\b(?:funding|co-?financing|reimbursement) rates?\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\b(\d{1,3})\s?(?:%|per ?cent)")
_SUMMARY_FROM = ("objective", "objectives", "scope", "")
"""Which part says in a sentence what the call is about; expected outcomes read as lists."""


def facts(row: Row, deadlines: tuple[Deadline, ...], unread_dates: tuple[str, ...]) -> CallFacts:
    """Read everything else of a row whose identity and deadlines are known. Raises ParseError without a title."""
    money, unread_money = budget(row.objects("budgetOverview"), row.first("identifier"))
    programme, unread_programme = _programme(row)
    conditions = _STRAY.sub("", html.to_text(row.first("topicConditions")))
    support = row.first("supportInfo")
    rate = funding_rate(conditions + "\n" + (html.to_text(support) if " rate" in support.lower() else ""))
    opening_text = row.first("startDate")
    opening = from_portal(opening_text) if opening_text else None
    sections = _sections(row)
    unread = {
        "deadlines": "; ".join(unread_dates),
        "budget": "; ".join(unread_money),
        "programme": unread_programme,
        "opening": opening_text if opening_text and not opening else "",
        "status": "" if row.first("status") in _STATUSES else row.first("status"),
    }
    return CallFacts(
        key=row.key,
        title=row.title,
        url=_url(row),
        language=str(row.raw.get("language") or row.first("language") or "en")[:2].lower(),
        summary=summary_of(sections),
        sections=sections,
        programme=programme,
        action_type=one_line(row.first("typesOfAction"), 120) or None,
        status=_STATUSES.get(row.first("status"), Status.UNKNOWN),
        opening=opening.date if opening else None,
        deadlines=deadlines,
        budget=replace(money, rate=rate),
        eligibility=conditions,
        keywords=tuple(dict.fromkeys(k for v in row.metadata.get("keywords", ()) if (k := one_line(str(v), 100)))),
        call_title=one_line(row.first("callTitle")),
        updates=announced(row.objects("latestInfos")),
        unread={name: one_line(text, 300) for name, text in unread.items() if text},
    )


def _sections(row: Row) -> tuple[Section, ...]:
    markup = row.first("descriptionByte") or row.first("description")
    found = html.to_sections(markup) if markup else ()
    destination = clean(html.to_text(row.first("destinationDescription")))
    return (*found, Section("Destination", destination)) if destination else found


def summary_of(sections: tuple[Section, ...]) -> str:
    """What the call is about in a sentence."""
    by_heading = {s.heading.casefold(): s.text for s in reversed(sections)}
    text = next((by_heading[h] for h in _SUMMARY_FROM if by_heading.get(h)), sections[0].text if sections else "")
    return first_sentence(text.lstrip("–- "))


def _programme(row: Row) -> tuple[str | None, str]:
    """The programme's short name, or nothing and the code that is not known."""
    code = row.first("frameworkProgramme")
    known = PORTAL_CODES.get(code)
    return (known.short, "") if known else (None, code)


def funding_rate(text: str) -> int | None:
    """The co-financing rate in per cent when a text names exactly one; two different ones are unknown."""
    sentences = _SENTENCE_END.split(text) if " rate" in text.lower() else []
    found = {int(n) for s in sentences if _RATE.search(s) for n in _PER_CENT.findall(s)}
    return found.pop() if len(found) == 1 and all(0 < n <= 100 for n in found) else None


def _url(row: Row) -> str:
    """The page for people. Some cascade calls point to a JSON file: then the parent topic's page."""
    given = [row.first("url"), str(row.raw.get("url") or "")]
    pages = (absolute_url(u) for u in given if u)
    page = next((u for u in pages if u and not u.split("?")[0].endswith(".json")), None)
    return page or TOPIC_PAGE + row.first("identifier")
