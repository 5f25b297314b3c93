"""One mail of each kind in either language, for tests of how mails look and read. All people are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from db.records import Announcement, Area, Band, Change, Meeting, Person, Revision
from tests.letters import (
    ANNA,
    FULL,
    HEAT,
    HOMES,
    LATER,
    NOW,
    READER,
    SOON,
    SOURCES,
    TECH,
    TOWN,
    call,
    match,
    material,
    writing,
)
from watcher.mail import letters, render, view
from watcher.mail.letterhead import letterhead
from watcher.mail.letters import Part, SummaryView
from watcher.mail.message import Rendered
from watcher.mail.reportask import report_ask
from watcher.rules.announce import Addressee, Changed, DigestContent, Memory, choose
from watcher.rules.annual import Lacking
from watcher.rules.lanes import Near

OLD, NEW = ([{"date": d, "time": None, "zone": "Europe/Brussels"}] for d in ("2027-01-20", "2027-02-11"))
MEETINGS = (Meeting(dt.date(2026, 12, 3), dt.date(2026, 11, 26)),)
LONG = call(
    2,
    title="Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft in one word",
    url="https://example.org/a-very-long-path/" + "x" * 200,
    unread={"budget": "see_annex_" * 9},
    deadlines=(LATER,),
)


def mails(locale: str) -> Mapping[str, Rendered]:
    """By kind; those to the coordinator are Swedish whatever is asked for."""
    tech = replace(TECH, meetings=MEETINGS, areas=tuple(_spoken(a.id, locale) for a in (HEAT, HOMES)))
    reader = Addressee(replace(ANNA, locale=locale, deputy=Person("Bo", "bo@example.org")), (tech,))
    pen = writing(locale)
    head = letterhead(TOWN, reader, SOURCES, ("Dan Ask", "dan@example.org"), pen)
    near = [Near(FULL, match(1, band=Band.STRONG), tech)]
    budgets = Change("budget", {"total": 1_000_000}, {"total": 2_000_000, "rate": 60})
    changed = [Changed(FULL, (Change("deadlines", OLD, NEW), Change("status", "forthcoming", "open"), budgets))]
    return {
        "weekly": render.rendered("weekly", view.weekly(_content(reader), head, pen)),
        "quiet": render.rendered("quiet", view.QuietView(head, pen.lang.plural(4, "vecka", "veckor"))),
        "urgent": render.rendered("urgent", letters.urgent(near, head, pen)),
        "remind": render.rendered("remind", letters.remind(FULL, MEETINGS, head, pen)),
        "changes": render.rendered("changes", letters.changes(changed, head, pen)),
        "confirm": render.rendered("confirm", letters.confirm(reader.contact, reader.areas, head, pen)),
        "report": render.rendered("report", report_ask(_lacking(locale), 2026, dt.date(2027, 1, 29), head, pen)),
        **_to_the_coordinator(),
    }


def _lacking(locale: str) -> tuple[Lacking, ...]:
    """Gaps are told in Swedish, whatever the language of the mail: they are lines of the report."""
    gaps = ("saknas: resultat för Sjöar", "saknas: program för Tak") if locale == "sv" else ()
    return (Lacking(TECH, not gaps, gaps), Lacking(replace(TECH, id="x"), True, ()))


def _spoken(area_id: str, locale: str) -> Area:
    area = {"heat": HEAT, "homes": HOMES}[area_id]
    return area if locale == "sv" else replace(area, title=f"Area {area_id}")


def _content(reader: Addressee) -> DigestContent:
    """A digest with something in every section."""
    calls = [FULL, LONG, call(3), call(4, gone_since=NOW, deadlines=(SOON,)), call(5, title=FULL.facts.title),
             call(6, set_aside="bara företag"), call(7, title="Sent before")]  # fmt: skip
    calls += [call(n, programme="LIFE") for n in range(10, 32)]
    matches = [match(1, band=Band.STRONG), match(1, HOMES, 0.2), *(match(c.id) for c in calls[1:])]
    revisions = {
        3: [Revision(1, 3, "eu", "deadlines", OLD, NEW, NOW), Revision(2, 3, "eu", "title", "Old", "New", NOW)]
    }
    told = [Announcement(ANNA.id, "new", n) for n in (3, 4, 7)]
    content = choose(reader, material(calls, matches, revisions), Memory(told, urgent=[7]), NOW)
    assert isinstance(content, DigestContent)
    return content


def _to_the_coordinator() -> Mapping[str, Rendered]:
    head = letterhead(TOWN, READER, SOURCES, ("Dan Ask", "dan@example.org"), writing())
    parts = (Part("Källor att se över", lines=("Vinnova: gick inte att nå",)), Part("Brev", none="Alla brev kom fram."))
    return {
        "summary": render.rendered("summary", SummaryView(head, "1 sak att se över", "Se över.", parts)),
        "alert": render.rendered("alert", view.AlertView(head, "Källan Vinnova har tystnat", "Tyst.", "Prova källan.")),
    }
