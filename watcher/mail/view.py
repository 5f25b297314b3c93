"""A digest's content as the templates need it: finished texts in the order they are read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.records import Call
from watcher.clock import STOCKHOLM
from watcher.mail.callview import CallView, call_view
from watcher.mail.letterhead import Letterhead
from watcher.mail.writing import Link, Writing, link, time_left
from watcher.parse.text import one_line
from watcher.rules.announce import AreaNews, DigestContent, Item
from watcher.rules.awaiting import Waiting
from watcher.rules.changewords import sentences
from watcher.rules.deadlines import next_deadline
from watcher.rules.events import SHOWN
from watcher.rules.glance import Glance, Why, at_a_glance
from watcher.rules.similar import similar_line
from watcher.rules.swedish import capital


@dataclass(frozen=True, slots=True)
class GlanceView:
    """One of the few things that cannot wait."""

    label: str
    link: Link


@dataclass(frozen=True, slots=True)
class Pointer:
    """A call that is written out under another area."""

    link: Link
    area: str
    similar: str = ""


@dataclass(frozen=True, slots=True)
class AreaView:
    """``more`` says that not all is shown, and ``command`` what shows the rest."""

    department: str
    title: str
    calls: tuple[CallView, ...]
    pointers: tuple[Pointer, ...]
    more: str
    command: str


@dataclass(frozen=True, slots=True)
class ChangedView:
    link: Link
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedView:
    """A call with a day: its next deadline, or the day it was seen last. ``note`` says what else there is to know."""

    link: Link
    date: str
    left: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A call that a stand is asked for. ``clickable`` is its id where the mail has links for a stand, else 0."""

    link: Link
    department: str
    due: str
    clickable: int


@dataclass(frozen=True, slots=True)
class WeeklyView:
    """``rate`` says which exchange rate the kronor are reckoned with; empty where none are."""

    head: Letterhead
    subject_news: str
    lead: tuple[str, ...]
    glance: tuple[GlanceView, ...]
    areas: tuple[AreaView, ...]
    waiting: tuple[WaitingView, ...]
    events: tuple[DatedView, ...]
    more_events: str
    already: tuple[Link, ...]
    changed: tuple[ChangedView, ...]
    gone: tuple[DatedView, ...]
    coming: tuple[DatedView, ...]
    set_aside: str
    rate: str


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


def weekly(content: DigestContent, head: Letterhead, writing: Writing) -> WeeklyView:
    """The weekly digest."""
    writing = writing.about(_calls(content))
    return WeeklyView(
        head=head,
        subject_news=_subject_news(content, writing),
        lead=_lead(content, writing),
        glance=tuple(_glance(g, writing) for g in at_a_glance(content, writing.now)),
        areas=tuple(_area(news, writing) for news in content.news),
        waiting=tuple(_waiting(w, writing) for w in content.waiting),
        events=tuple(_event(e, writing) for e in content.events[:SHOWN]),
        more_events=_more_events(len(content.events) - SHOWN, writing),
        already=tuple(link(call, writing) for call in content.already),
        changed=tuple(
            ChangedView(link(c.call, writing), tuple(map(capital, sentences(c.changes, writing.lang))))
            for c in content.changed
        ),
        gone=tuple(_gone(call, writing) for call in content.gone),
        coming=tuple(_coming(call, writing) for call in content.coming),
        set_aside=_set_aside(content.set_aside, writing),
        rate=rate_text((i.call for n in content.news for i in n.items), writing),
    )


def rate_text(calls: Iterable[Call], writing: Writing) -> str:
    """The dated exchange rate, when a call has an own share that it was needed for."""
    if writing.exchange is None or not any(c.facts.budget.rate and c.facts.budget.currency == "EUR" for c in calls):
        return ""
    lang, exchange = writing.lang, writing.exchange
    sek, day = lang.decimal(exchange.sek), lang.date_text(exchange.day)
    return lang.say("Kronor är räknade med {sek} kronor per euro ({day}).", sek=sek, day=day)


def _calls(content: DigestContent) -> Iterator[Call]:
    for news in content.news:
        for item in news.items:
            yield item.call
    yield from (c.call for c in content.changed)
    yield from (*content.gone, *content.coming, *content.already, *(w.call for w in content.waiting), *content.events)


def _event(call: Call, writing: Writing) -> DatedView:
    """An event and its day; unknown is said."""
    coming = next_deadline(call.facts.deadlines, writing.now)
    day = writing.lang.deadline_text(coming) if coming else writing.lang.say("dagen är okänd")
    names = [one_line(writing.names[s]) for s in call.sources if s in writing.names]
    return DatedView(link(call, writing), capital(day), "", ", ".join(names))


def _more_events(count: int, writing: Writing) -> str:
    if count <= 0:
        return ""
    return writing.lang.say("och {count} till", count=writing.lang.number(count))


def _waiting(found: Waiting, writing: Writing) -> WaitingView:
    lang, item = writing.lang, found.consideration
    day = lang.date_text(item.due)
    due = lang.say("svar senast {day}", day=day)
    if found.late:
        days = lang.plural(found.late, "arbetsdag", "arbetsdagar")
        due = lang.say("svaret skulle ha kommit {day}, för {days} sedan", day=day, days=days)
    clickable = found.call.id if writing.buttons else 0
    return WaitingView(link(found.call, writing), one_line(found.department), capital(due), clickable)


def _subject_news(content: DigestContent, writing: Writing) -> str:
    lang = writing.lang
    if content.new_calls:
        return lang.plural(content.new_calls, "ny utlysning", "nya utlysningar")
    parts = [lang.plural(len(content.changed), "ändrad", "ändrade")] if content.changed else []
    if content.gone:
        parts.append(lang.say("{count} syns inte längre", count=lang.number(len(content.gone))))
    if content.events:
        parts.append(lang.plural(len(content.events), "evenemang", "evenemang"))
    if content.waiting:
        parts.append(lang.say("{count} väntar på svar", count=lang.number(len(content.waiting))))
    return lang.say("inga nya utlysningar, {others}", others=lang.joined(parts))


def _lead(content: DigestContent, writing: Writing) -> tuple[str, ...]:
    lang, lines = writing.lang, []
    if content.new_calls:
        possible = content.new_calls - content.strong_calls
        kinds = [lang.plural(content.strong_calls, "stark träff", "starka träffar")] if content.strong_calls else []
        kinds += [lang.plural(possible, "möjlig träff", "möjliga träffar")] if possible else []
        fits = lang.plural(content.new_calls, "ny utlysning passar", "nya utlysningar passar")
        lines.append(lang.say("{fits} era utvecklingsområden: {kinds}.", fits=fits, kinds=lang.joined(kinds)))
    if content.changed:
        told = lang.plural(len(content.changed), "utlysning som ni redan fått", "utlysningar som ni redan fått")
        lines.append(lang.say("{told} har ändrats.", told=told))
    if content.gone:
        count = lang.plural(len(content.gone), "utlysning", "utlysningar")
        lines.append(lang.say("{count} syns inte längre i källan.", count=count))
    if content.waiting:
        count = lang.plural(len(content.waiting), "utlysning väntar", "utlysningar väntar")
        lines.append(lang.say("{count} på att ni tar ställning.", count=count))
    if content.coming:
        count = lang.plural(len(content.coming), "av era utlysningar har", "av era utlysningar har")
        lines.append(lang.say("{count} sista dag inom 30 dagar.", count=count))
    return tuple(lines)


def _glance(glance: Glance, writing: Writing) -> GlanceView:
    lang, call = writing.lang, glance.call
    deadline = next_deadline(call.facts.deadlines, writing.now)
    if glance.why is Why.CHANGED:
        label = capital(lang.joined(sentences(glance.changes, lang)))
    elif glance.why is Why.DEADLINE and deadline:
        label = lang.say("Sista dag {left}", left=time_left(deadline, writing))
    else:
        label = lang.say("Ny stark träff")
    return GlanceView(label, link(call, writing))


def _area(news: AreaNews, writing: Writing) -> AreaView:
    lang = writing.lang
    return AreaView(
        department=one_line(news.department.name),
        title=one_line(news.area.title),
        calls=tuple(
            call_view(i.call, i.match, writing, news.department.meetings, i.similar)
            for i in news.items
            if i.elsewhere is None
        ),
        pointers=tuple(_pointer(i, writing) for i in news.items if i.elsewhere is not None),
        more=lang.say("och {count} till", count=lang.number(news.more)) if news.more else "",
        command=f"bidragsvakt match --area {news.area.id} --top 60" if news.more else "",
    )


def _pointer(item: Item, writing: Writing) -> Pointer:
    area = one_line(item.elsewhere.title) if item.elsewhere else ""
    return Pointer(link(item.call, writing), area, similar_line(item.similar, writing.now, writing.lang))


def _gone(call: Call, writing: Writing) -> DatedView:
    lang = writing.lang
    deadline = next_deadline(call.facts.deadlines, writing.now)
    note = (
        lang.say("Senast kända sista dag: {day}.", day=lang.period_text(deadline.date, deadline.precision))
        if deadline
        else lang.say("Sista dag okänd.")
    )
    return DatedView(link(call, writing), lang.date_text(call.last_seen.astimezone(STOCKHOLM).date()), "", note)


def _coming(call: Call, writing: Writing) -> DatedView:
    deadline = next_deadline(call.facts.deadlines, writing.now)
    assert deadline is not None, "only calls with a coming deadline are chosen"
    note = writing.lang.say("syns inte längre i källan") if call.gone_since else ""
    return DatedView(
        link(call, writing),
        writing.lang.period_text(deadline.date, deadline.precision),
        time_left(deadline, writing),
        note,
    )


def _set_aside(count: int, writing: Writing) -> str:
    if not count:
        return ""
    calls = writing.lang.plural(count, "utlysning är bortsorterad", "utlysningar är bortsorterade")
    return writing.lang.say("{calls}, eftersom en kommun inte kan delta.", calls=calls)
