"""What every mail has at its top and foot: whom it is for, what was searched, whom to ask. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Organisation, Precision, SourceRecord, SourceState
from watcher.clock import STOCKHOLM
from watcher.mail.writing import Writing
from watcher.parse.text import one_line
from watcher.rules.announce import Addressee
from watcher.rules.language import Language
from watcher.rules.periods import DAILY, MONTHLY

_SEARCHED = (SourceState.OK, SourceState.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class SourceView:
    name: str
    state: str
    good: bool
    """False for a source that was asked and did not give what it should."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every mail has: whom it is for, in which language, what was searched, whom to ask."""

    locale: str
    name: str
    """What the digest calls itself, by how often the reader gets it."""
    short: str
    """The same for a subject."""
    organisation: str
    week: int
    date: str
    departments: str
    instead: tuple[str, ...]
    """Why the reader gets the mail of a department in somebody's place, a sentence each."""
    sources: tuple[SourceView, ...]
    searched: str
    reply_name: str
    reply_email: str
    pages: bool
    """Whether there are pages to pause or end the mails on."""


def _name(frequency: str, weekly: str, writing: Writing) -> str:
    """``Veckobrev vecka 48``, ``Dagsbrev 24 november 2026`` or ``Månadsbrev november 2026``."""
    lang, today = writing.lang, writing.today
    if frequency == DAILY:
        return lang.say("Dagsbrev {date}", date=lang.date_text(today))
    if frequency == MONTHLY:
        return lang.say("Månadsbrev {month}", month=lang.period_text(today, Precision.MONTH))
    return lang.say(weekly, week=today.isocalendar().week)


def _in_place(department: str, name: str, lang: Language) -> str:
    """Why a reader gets the mail of others."""
    if name:
        return lang.say(
            "Du får brevet för {department} eftersom {name} inte kan nås.", department=department, name=name
        )
    return lang.say("Du får brevet för {department} eftersom ingen annan där läser det.", department=department)


def letterhead(
    organisation: Organisation, addressee: Addressee, sources: Sequence[SourceRecord], reply: tuple[str, str],
    writing: Writing,
) -> Letterhead:  # fmt: skip
    """``reply`` is the name (or empty) and address that answers go to."""
    lang = writing.lang
    searched = sum(s.state in _SEARCHED for s in sources)
    return Letterhead(
        locale=lang.CODE,
        name=_name(addressee.contact.frequency, "Veckobrev vecka {week}", writing),
        short=_name(addressee.contact.frequency, "Veckobrev v. {week}", writing),
        organisation=one_line(organisation.name),
        week=writing.today.isocalendar().week,
        date=lang.date_text(writing.today),
        departments=lang.joined([one_line(d.name) for d in addressee.departments]),
        instead=tuple(_in_place(one_line(department), one_line(name), lang) for department, name in addressee.instead),
        sources=tuple(source_view(s, writing) for s in sources),
        searched=lang.plural(searched, "källa genomsökt", "källor genomsökta"),
        reply_name=one_line(reply[0]),
        reply_email=reply[1],
        pages=writing.buttons,
    )


def source_view(source: SourceRecord, writing: Writing) -> SourceView:
    """A source and its state in words."""
    lang = writing.lang
    when, last = _when(source.last_attempt, writing), _when(source.last_success, writing)
    match source.state:
        case SourceState.OK:
            text = lang.say("genomsökt {when}", when=when)
            text += f", {lang.plural(source.rows, 'post', 'poster')}" if source.rows else ""
        case SourceState.NOT_MODIFIED:
            text = lang.say("genomsökt {when}, oförändrad sedan förra gången", when=when)
        case SourceState.SUSPECT:
            text = lang.say("svarade {when}, men svaret verkar ofullständigt", when=when)
        case SourceState.UNREACHABLE:
            text = lang.say("gick inte att nå {when}", when=when)
        case SourceState.FAILED:
            text = lang.say("gick inte att läsa {when}", when=when)
        case None:
            text = lang.say("inte genomsökt ännu")
    if source.state not in (*_SEARCHED, None):
        before = (
            lang.say("senast genomsökt {when}", when=last) if last else lang.say("har ännu inte gått att genomsöka")
        )
        text += f"; {before}"
    if source.trouble:
        text += f"; {one_line(source.trouble) if lang.CODE == 'sv' else lang.say('något verkar vara fel')}"
    return SourceView(
        one_line(source.name or source.id), text, source.state in (*_SEARCHED, None) and not source.trouble
    )


def _when(moment: dt.datetime | None, writing: Writing) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(STOCKHOLM)
    return f"{writing.lang.date_text(local.date())} {writing.lang.time_text(local.time())}"
