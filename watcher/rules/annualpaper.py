"""The yearly report and the report of a term of office, put into words. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from db.workrecords import Activity, Application, PartnerKind, Project
from watcher.rules.annual import Period, Register, Year, departments, money_by_currency, whole
from watcher.rules.considering import GROUNDS_WORDS
from watcher.rules.followup import Figures
from watcher.rules.paper import Bars, Block, Cell, Gaps, Grid, Heading, Paper, Text
from watcher.rules.programmes import swedish_name
from watcher.rules.swedish import amount, date_text, joined, number, plural
from watcher.rules.workfields import ACTIVITY_KINDS, PARTS, partners_text
from watcher.rules.workforms import APPLICATION_STATES

OVERVIEW = "Översikt"
"""The table of all departments, which is there also when they have done nothing."""
_PROJECT = ("Projekt", "Program", "Roll", "Tid", "Partner", "Budget", "Bidrag", "Egen andel", "Diarienummer")
_APPLICATION = ("Ansökan", "Program", "Inskickad", "Läge", "Sökt bidrag", "Egen andel", "Diarienummer")
NAMED = {
    PartnerKind.BUSINESS: "näringslivet",
    PartnerKind.UNIVERSITY: "universitet och högskolor",
    PartnerKind.NETWORK: "nätverk",
}
"""The partners that the strategy names."""
_ACTIVITY = ("Vad", "Slag", "När", "Var", "Med vilka")


def annual(register: Register, year: int, today: dt.date, department: str | None = None) -> Paper:
    """The report of a year: the whole municipality and each department, or one department (by name) alone."""
    period = Period.of_year(year)
    parts = departments(register, period, today)
    blocks: list[Block] = []
    if department is None:
        total = whole(register, period, today)
        blocks += [Heading(1, "Hela kommunen"), *_overview(total, parts), *_chapters(total, gaps=False)]
    for part in parts:
        if department in (None, part.name):
            blocks += [Heading(1, part.name), *_inherited(part), *_chapters(part, gaps=True)]
    name = register.organisation.name
    title = f"Internationellt arbete {year}"
    return Paper(title, name if department is None else f"{name}, {department}", today, tuple(blocks))


def mandate(register: Register, first: int, last: int, today: dt.date) -> Paper:
    """The report of several years, for the follow-up once a term."""
    years = [(y, whole(register, Period.of_year(y), today)) for y in range(first, last + 1)]
    period = whole(register, Period(dt.date(first, 1, 1), dt.date(last, 12, 31)), today)
    headers = ("År", "EU-projekt i gång", "EU-projekt avslutade", "Andra projekt", "Ansökningar", "Andel övervägda")
    rows = tuple(
        (str(y), len(v.ongoing), len(v.ended), len(v.international), len(v.applications), _share(v.figures))
        for y, v in years
    )
    blocks: list[Block] = [
        Heading(1, "Utvecklingen år för år"),
        Grid("År för år", headers, rows),
        Bars("Inlämnade ansökningar", "ansökningar", tuple((str(y), len(v.applications)) for y, v in years)),
        Heading(1, "Pengar in mot egen andel"),
        *_money(period.projects),
        Heading(1, "Vad ansökningarna blev"),
        *_outcomes(period.applications),
        Heading(1, "Övervägda utlysningar"),
        *_considered(period.figures),
        Heading(1, "Vad arbetet har gett"),
        *_results(period),
    ]
    if period.gaps:
        blocks += [Heading(1, "Uppgifter som saknas"), Gaps(period.gaps)]
    return Paper(f"Internationellt arbete {first}–{last}", register.organisation.name, today, tuple(blocks))


def _overview(total: Year, parts: Sequence[Year]) -> Iterator[Block]:
    yield Text(_summary(total))
    headers = ("Förvaltning", "EU-projekt i gång", "EU-projekt avslutade", "Andra projekt", "Ansökningar", "Övrigt")
    rows = tuple(
        (p.name, len(p.ongoing), len(p.ended), len(p.international), len(p.applications), len(p.activities))
        for p in parts
    )
    if rows:
        yield Grid(OVERVIEW, headers, rows)
    bars = tuple((p.name, len(p.projects)) for p in parts if p.projects)
    if bars:
        yield Bars("Projekt per förvaltning", "projekt", bars)


def _summary(year: Year) -> str:
    if year.empty:
        return "Inget internationellt arbete är registrerat för året."
    parts = [
        plural(len(year.ongoing), "pågående EU-projekt", "pågående EU-projekt"),
        plural(len(year.ended), "avslutat EU-projekt", "avslutade EU-projekt"),
        plural(len(year.international), "annat internationellt projekt", "andra internationella projekt"),
        plural(len(year.applications), "inlämnad ansökan", "inlämnade ansökningar"),
    ]
    return f"Under året hade kommunen {joined(parts)}."


def _inherited(part: Year) -> Iterator[Block]:
    """That the work of units that were merged or renamed is here."""
    if part.inherited:
        names = [f"{d.name} (till {date_text(d.valid_to)})" if d.valid_to else d.name for d in part.inherited]
        yield Text(f"Här ingår även det som gjordes av {joined(names)}.")


def _together(year: Year) -> Iterator[Block]:
    """Work with those that the strategy names."""
    work: list[Project | Activity] = [*year.projects, *year.activities]
    counts = [(words, sum(any(p.kind is kind for p in w.partners) for w in work)) for kind, words in NAMED.items()]
    if any(count for _, count in counts):
        yield Grid("Samverkan", ("Med", "Projekt och aktiviteter"), tuple(counts))


def _chapters(year: Year, *, gaps: bool) -> Iterator[Block]:
    """(a) projects and applications, (b) other work, (c) what it has given, and the figures of considerations."""
    yield Heading(2, "Projekt och ansökningar")
    tables = (
        ("Pågående EU-projekt", year.ongoing),
        ("EU-projekt som avslutats under året", year.ended),
        ("Andra internationella projekt", year.international),
    )
    for name, projects in tables:
        yield _projects(name, projects)
    yield _applications(year.applications)
    yield Heading(2, "Övrigt internationellt arbete")
    yield _activities(year)
    yield from _together(year)
    yield Heading(2, "Vad arbetet har gett")
    yield from _results(year)
    yield Heading(2, "Övervägda utlysningar")
    yield from _considered(year.figures)
    if gaps and year.gaps:
        yield Heading(2, "Uppgifter som saknas")
        yield Gaps(year.gaps)


def _projects(name: str, projects: Sequence[Project]) -> Block:
    if not projects:
        return Text(f"{name}: inga.")
    return Grid(name, _PROJECT, tuple(_project(p) for p in projects))


def _project(p: Project) -> tuple[Cell, ...]:
    time = f"{p.start or 'okänt'} – {p.end or 'okänt'}"
    money = (p.money.total, p.money.grant, p.money.own)
    return (
        p.title,
        swedish_name(p.programme),
        PARTS[p.part] if p.part else None,
        time,
        partners_text(p.partners) or None,
        *(amount(m, p.money.currency) if m is not None else None for m in money),
        p.reference or None,
    )


def _applications(applications: Sequence[Application]) -> Block:
    if not applications:
        return Text("Inlämnade ansökningar: inga.")
    rows = tuple(
        (
            a.title,
            swedish_name(a.programme),
            a.submitted,
            APPLICATION_STATES[a.state],
            *(amount(m, a.money.currency) if m is not None else None for m in (a.money.grant, a.money.own)),
            a.reference or None,
        )
        for a in applications
    )
    return Grid("Inlämnade ansökningar", _APPLICATION, rows)


def _activities(year: Year) -> Block:
    if not year.activities:
        return Text("Inget registrerat.")
    rows = tuple(
        (
            a.title,
            ACTIVITY_KINDS[a.kind],
            f"{a.start} – {a.end}" if a.end else str(a.start),
            a.place or None,
            partners_text(a.partners) or None,
        )
        for a in year.activities
    )
    return Grid("Övrigt arbete", _ACTIVITY, rows)


def _results(year: Year) -> Iterator[Block]:
    found = [(p.title, p.results) for p in year.projects if p.results]
    found += [(a.title, a.results) for a in year.activities if a.results]
    if found:
        yield Grid("Resultat", ("Vad", "Resultat"), tuple(found))
    else:
        yield Text("Inga resultat är registrerade.")


def _considered(f: Figures) -> Iterator[Block]:
    if not f.opened:
        yield Text("Inga utlysningar övervägdes under tiden.")
        return
    days = "okänt" if f.median_days is None else f"{f.median_days:g} dagar".replace(".", ",")
    yield Text(
        f"{plural(f.opened, 'utlysning passade', 'utlysningar passade')} utvecklingsområdena väl. "
        f"{number(f.in_time)} fick ett ställningstagande före sista dag, {number(f.missed)} gick förbi utan, "
        f"{number(f.waiting)} väntar. Andel i tid: {_share(f)}. Mediantid till ställningstagande: {days}."
    )
    if f.grounds:
        yield Bars("Skäl att avstå", "gånger", tuple((GROUNDS_WORDS[g], n) for g, n in f.grounds))


def _share(f: Figures) -> str:
    return "–" if f.share is None else f"{round(100 * f.share)} %"


def _money(projects: Sequence[Project]) -> Iterator[Block]:
    totals = money_by_currency(projects)
    unknown = sum(p.money.grant is None or p.money.own is None for p in projects)
    if totals:
        rows = tuple((amount(g, c), amount(own, c), _per_krona(g, own)) for c, (g, own) in sorted(totals.items()))
        yield Grid("Bidrag och egen andel", ("Bidrag", "Egen andel", "Bidrag per egen satsad krona eller euro"), rows)
    if unknown:
        yield Text(f"För {plural(unknown, 'projekt', 'projekt')} är bidraget eller den egna andelen okänd.")
    if not projects:
        yield Text("Inga projekt är registrerade.")


def _per_krona(grant: int, own: int) -> str | None:
    return f"{grant / own:.1f}".replace(".", ",") if own else None


def _outcomes(applications: Sequence[Application]) -> Iterator[Block]:
    counts = [(words, sum(a.state is state for a in applications)) for state, words in APPLICATION_STATES.items()]
    if applications:
        yield Bars("Ansökningarnas läge", "ansökningar", tuple(counts))
    else:
        yield Text("Inga ansökningar är registrerade.")
