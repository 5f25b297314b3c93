"""The contents of the mails beside the digest as the templates need them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Area, Call, Contact, Department, Meeting
from watcher.mail.callview import CallView, board_text, call_view
from watcher.mail.letterhead import Letterhead
from watcher.mail.view import rate_text
from watcher.mail.writing import Link, Writing, link, time_left
from watcher.parse.text import one_line
from watcher.rules.announce import Changed
from watcher.rules.changewords import Difference, differences
from watcher.rules.deadlines import next_deadline
from watcher.rules.lanes import Near


@dataclass(frozen=True, slots=True)
class NearArea:
    department: str
    title: str
    calls: tuple[CallView, ...]


@dataclass(frozen=True, slots=True)
class UrgentView:
    """New strong matches that cannot wait, each under the area it fits best."""

    head: Letterhead
    subject: str
    lead: str
    areas: tuple[NearArea, ...]
    rate: str


@dataclass(frozen=True, slots=True)
class RemindView:
    """A call under consideration whose deadline comes near."""

    head: Letterhead
    subject: str
    headline: str
    link: Link
    deadline: str
    left: str
    board: str


@dataclass(frozen=True, slots=True)
class ChangedCall:
    link: Link
    rows: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Known calls with what they said and what they say."""

    head: Letterhead
    subject: str
    headline: str
    calls: tuple[ChangedCall, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A headed paragraph, or a headed list and what is said when it is empty."""

    heading: str
    text: str = ""
    lines: tuple[str, ...] = ()
    none: str = ""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The coordinator's week."""

    head: Letterhead
    short: str
    lead: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """What a new contact is told of their data and their mails."""

    head: Letterhead
    what: str
    parts: tuple[Part, ...]
    areas: tuple[str, ...]


def urgent(near: Sequence[Near], head: Letterhead, writing: Writing) -> UrgentView:
    """New strong matches with a deadline or an opening within ten working days."""
    writing = writing.about(n.call for n in near)
    lang, first = writing.lang, near[0].call
    title = link(first, writing).title
    day = next_deadline(first.facts.deadlines, writing.now)
    opens = first.facts.opening if first.facts.opening and first.facts.opening >= writing.today else None
    if opens and (day is None or opens < day.date):
        subject = lang.say("Bråttom: öppnar {left} – {title}", left=lang.days_left(opens, writing.today), title=title)
    else:
        left = lang.days_left(day.date, writing.today) if day else lang.say("okänd")
        subject = lang.say("Bråttom: sista dag {left} – {title}", left=left, title=title)
    fits = lang.plural(len(near), "ny stark träff", "nya starka träffar")
    return UrgentView(
        head=head,
        subject=subject,
        lead=lang.say("{fits} öppnar eller stänger inom 10 arbetsdagar.", fits=fits),
        areas=_near_areas(near, writing),
        rate=rate_text((n.call for n in near), writing),
    )


def _near_areas(near: Sequence[Near], writing: Writing) -> tuple[NearArea, ...]:
    """In the order of their most urgent calls."""
    owners: dict[str, tuple[Department, Area]] = {}
    for n in near:
        area = next(a for a in n.department.areas if a.id == n.match.area_id)
        owners.setdefault(area.id, (n.department, area))
    return tuple(
        NearArea(
            one_line(department.name),
            one_line(area.title),
            tuple(call_view(n.call, n.match, writing, department.meetings) for n in near if n.match.area_id == area_id),
        )
        for area_id, (department, area) in owners.items()
    )


def remind(call: Call, meetings: Sequence[Meeting], head: Letterhead, writing: Writing) -> RemindView:
    """A reminder of a deadline that has not passed."""
    upcoming = next_deadline(call.facts.deadlines, writing.now)
    assert upcoming is not None, "only calls with a coming deadline are reminded of"
    shown, lang = link(call, writing), writing.lang
    left = lang.days_left(upcoming.date, writing.today)
    return RemindView(
        head=head,
        subject=lang.say("Påminnelse: sista dag {left} – {title}", left=left, title=shown.title),
        headline=lang.say("Sista dag {left}", left=left),
        link=shown,
        deadline=lang.deadline_text(upcoming),
        left=time_left(upcoming, writing),
        board=board_text(meetings, upcoming, writing),
    )


def changes(changed: Sequence[Changed], head: Letterhead, writing: Writing) -> ChangesView:
    """Before and after, fact by fact."""
    writing = writing.about(c.call for c in changed)
    lang = writing.lang
    count = lang.plural(len(changed), "utlysning har ändrats", "utlysningar har ändrats")
    title = link(changed[0].call, writing).title
    return ChangesView(
        head=head,
        subject=lang.say("Ändrad utlysning: {title}", title=title) if len(changed) == 1 else count,
        headline=count,
        calls=tuple(ChangedCall(link(c.call, writing), differences(c.changes, lang)) for c in changed),
    )


def confirm(contact: Contact, areas: Sequence[Area], head: Letterhead, writing: Writing) -> ConfirmView:
    """What is stored of a new contact, why, how long, and whom to ask."""
    lang = writing.lang
    often = {"daily": "varje vardag", "monthly": "en gång i månaden"}.get(contact.frequency, "en gång i veckan")
    what = lang.say(
        "Bidragsvakt söker igenom utlysningar från EU och svenska finansiärer och skickar dem som passar, {often} när "
        "det finns något nytt. Det som brådskar kommer samma dag.",
        often=lang.say(often),
    )
    stored = lang.say("Namn, e-postadress, förvaltning, språk, hur ofta du får brev, och vilka brev du har fått.")
    if contact.deputy:
        stored += " " + lang.say("{name} är inlagd som din ersättare.", name=one_line(contact.deputy.name))
    parts = (
        Part(lang.say("Vad som sparas om dig"), stored),
        Part(
            lang.say("Varför"),
            lang.say(
                "För att kommunens verksamheter alltid ska överväga extern medfinansiering behöver någon få breven."
            ),
        ),
        Part(
            lang.say("Hur länge"),
            lang.say("Så länge du är kontaktperson. Sedan gallras uppgifterna enligt kommunens beslut om gallring."),
        ),
        Part(
            lang.say("Vem du frågar"),
            lang.say("Svara på brevet om du vill se, rätta eller ta bort uppgifterna, eller slippa breven."),
        ),
    )
    return ConfirmView(head, what, parts, tuple(one_line(a.title) for a in areas))
