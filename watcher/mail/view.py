"""A digest's content as the templates need it: finished Swedish texts in the order they are read. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.records import Call, Organisation, Precision, SourceRecord, SourceState
from watcher.clock import STOCKHOLM
from watcher.mail.callview import CallView, Link, call_view, link
from watcher.parse.text import one_line
from watcher.rules.announce import Addressee, AreaNews, DigestContent, Item
from watcher.rules.deadlines import next_deadline
from watcher.rules.similar import similar_line
from watcher.rules.swedish import capital, date_text, days_left, joined, number, period_text, plural, time_text

_SEARCHED = (SourceState.OK, SourceState.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A call that is written out under another area."""

    link: Link
    area: str
    similar: str = ""


@dataclass(frozen=True, slots=True)
class AreaView:
    department: str
    title: str
    calls: tuple[CallView, ...]
    pointers: tuple[Pointer, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ChangedView:
    link: Link
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedView:
    """A call with a day: its next deadline, or the day it was gone. ``note`` says what else there is to know."""

    link: Link
    date: str
    left: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    name: str
    state: str
    good: bool
    """False for a source that was asked and did not give what it should."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every digest has: whom it is for, what was searched, whom to ask."""

    organisation: str
    week: int
    date: str
    departments: str
    sources: tuple[SourceView, ...]
    searched: str
    reply_name: str
    reply_email: str


@dataclass(frozen=True, slots=True)
class WeeklyView:
    head: Letterhead
    subject_news: str
    lead: tuple[str, ...]
    areas: tuple[AreaView, ...]
    changed: tuple[ChangedView, ...]
    gone: tuple[DatedView, ...]
    coming: tuple[DatedView, ...]


@dataclass(frozen=True, slots=True)
class QuietView:
    head: Letterhead
    weeks: str


@dataclass(frozen=True, slots=True)
class AlertView:
    """A source in trouble or well again; all Swedish sentences."""

    head: Letterhead
    headline: str
    what: str
    todo: str


def letterhead(
    organisation: Organisation, addressee: Addressee, sources: Sequence[SourceRecord], reply: tuple[str, str],
    now: dt.datetime,
) -> Letterhead:  # fmt: skip
    """``reply`` is the name (or empty) and address that answers go to."""
    day = now.astimezone(STOCKHOLM).date()
    searched = sum(s.state in _SEARCHED for s in sources)
    return Letterhead(
        organisation=one_line(organisation.name),
        week=day.isocalendar().week,
        date=date_text(day),
        departments=joined([one_line(d.name) for d in addressee.departments]),
        sources=tuple(source_view(s) for s in sources),
        searched=plural(searched, "källa genomsökt", "källor genomsökta"),
        reply_name=one_line(reply[0]),
        reply_email=reply[1],
    )


def weekly(content: DigestContent, head: Letterhead, now: dt.datetime) -> WeeklyView:
    """The weekly digest."""
    return WeeklyView(
        head=head,
        subject_news=_subject_news(content),
        lead=_lead(content, now),
        areas=tuple(_area(news, now) for news in content.news),
        changed=tuple(ChangedView(link(c.call), tuple(map(capital, c.sentences))) for c in content.changed),
        gone=tuple(_gone(call, now) for call in content.gone),
        coming=tuple(_coming(call, now) for call in content.coming),
    )


def source_view(source: SourceRecord) -> SourceView:
    """A source and its state in words."""
    when, last = _when(source.last_attempt), _when(source.last_success)
    before = f"; senast genomsökt {last}" if last else "; har ännu inte gått att genomsöka"
    match source.state:
        case SourceState.OK:
            rows = f", {plural(source.rows, 'post', 'poster')}" if source.rows else ""
            text = f"genomsökt {when}{rows}"
        case SourceState.NOT_MODIFIED:
            text = f"genomsökt {when}, oförändrad sedan förra gången"
        case SourceState.SUSPECT:
            text = f"svarade {when}, men svaret verkar ofullständigt{before}"
        case SourceState.UNREACHABLE:
            text = f"gick inte att nå {when}{before}"
        case SourceState.FAILED:
            text = f"gick inte att läsa {when}{before}"
        case None:
            text = "inte genomsökt ännu"
    trouble = f"; {one_line(source.trouble)}" if source.trouble else ""
    good = source.state in (*_SEARCHED, None) and not trouble
    return SourceView(one_line(source.name or source.id), text + trouble, good)


def _when(moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(STOCKHOLM)
    return f"{date_text(local.date())} {time_text(local.time())}"


def _subject_news(content: DigestContent) -> str:
    if content.new_calls:
        return plural(content.new_calls, "ny utlysning", "nya utlysningar")
    parts = [plural(len(content.changed), "ändrad", "ändrade")] if content.changed else []
    parts += [f"{number(len(content.gone))} syns inte längre"] if content.gone else []
    return f"inga nya utlysningar, {joined(parts)}"


def _lead(content: DigestContent, now: dt.datetime) -> tuple[str, ...]:
    lines = []
    if content.new_calls:
        possible = content.new_calls - content.strong_calls
        kinds = [plural(content.strong_calls, "stark träff", "starka träffar")] if content.strong_calls else []
        kinds += [plural(possible, "möjlig träff", "möjliga träffar")] if possible else []
        fits = plural(content.new_calls, "ny utlysning passar", "nya utlysningar passar")
        lines.append(f"{fits} era utvecklingsområden: {joined(kinds)}.")
    if content.changed:
        told = plural(len(content.changed), "utlysning som ni redan fått", "utlysningar som ni redan fått")
        lines.append(f"{told} har ändrats.")
    if content.gone:
        lines.append(f"{plural(len(content.gone), 'utlysning', 'utlysningar')} syns inte längre i källan.")
    if content.coming:
        first = next_deadline(content.coming[0].facts.deadlines, now)
        nearest = f" Den närmaste är {days_left(first.date, now.astimezone(STOCKHOLM).date())}." if first else ""
        count = f"{number(len(content.coming))} av era utlysningar har"
        lines.append(f"{count} sista dag inom 30 dagar.{nearest}")
    return tuple(lines)


def _area(news: AreaNews, now: dt.datetime) -> AreaView:
    return AreaView(
        department=one_line(news.department.name),
        title=one_line(news.area.title),
        calls=tuple(_written_out(i, now) for i in news.items if i.elsewhere is None),
        pointers=tuple(_pointer(i, now) for i in news.items if i.elsewhere is not None),
        more=f"och {number(news.more)} till" if news.more else "",
    )


def _written_out(item: Item, now: dt.datetime) -> CallView:
    return replace(call_view(item.call, item.match, now), similar=capital(similar_line(item.similar, now)))


def _pointer(item: Item, now: dt.datetime) -> Pointer:
    area = one_line(item.elsewhere.title) if item.elsewhere else ""
    return Pointer(link(item.call), area, similar_line(item.similar, now))


def _gone(call: Call, now: dt.datetime) -> DatedView:
    since = date_text(call.gone_since.astimezone(STOCKHOLM).date()) if call.gone_since else ""
    deadline = next_deadline(call.facts.deadlines, now)
    note = (
        f"Senast kända sista dag: {period_text(deadline.date, deadline.precision)}." if deadline else "Sista dag okänd."
    )
    return DatedView(link(call), since, "", note)


def _coming(call: Call, now: dt.datetime) -> DatedView:
    deadline = next_deadline(call.facts.deadlines, now)
    assert deadline is not None, "only calls with a coming deadline are chosen"
    note = "syns inte längre i källan" if call.gone_since else ""
    left = days_left(deadline.date, now.astimezone(STOCKHOLM).date()) if deadline.precision is Precision.DAY else ""
    return DatedView(link(call), period_text(deadline.date, deadline.precision), left, note)
