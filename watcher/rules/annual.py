"""What belongs in a year's report, of the whole municipality and of each department. Pure.

A department's projects stay with its successor: units merge and are renamed, what they did does not go away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from db.records import Department, Organisation
from db.workrecords import Activity, Application, Consideration, Project, ProjectKind, StandTaken
from watcher.clock import STOCKHOLM
from watcher.rules.followup import Figures, figures

Own = TypeVar("Own", Application, Project, Activity, Consideration)
_FAR = dt.date.max


@dataclass(frozen=True)
class Register:
    """Everything that is registered of an organisation."""

    organisation: Organisation
    projects: Sequence[Project] = ()
    applications: Sequence[Application] = ()
    activities: Sequence[Activity] = ()
    considerations: Sequence[Consideration] = ()
    history: Sequence[StandTaken] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    first: dt.date
    last: dt.date

    @staticmethod
    def of_year(year: int) -> Period:
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))

    def holds(self, day: dt.date | None) -> bool:
        """Whether a known day lies in the period."""
        return day is not None and self.first <= day <= self.last

    def meets(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether something from ``start`` to ``end`` (unknown: open) was going on in the period."""
        return (start or dt.date.min) <= self.last and (end or _FAR) >= self.first


@dataclass(frozen=True)
class Year:
    """What one department, or all, did in a period. ``gaps`` are Swedish."""

    name: str
    ongoing: tuple[Project, ...]
    ended: tuple[Project, ...]
    international: tuple[Project, ...]
    applications: tuple[Application, ...]
    activities: tuple[Activity, ...]
    figures: Figures
    gaps: tuple[str, ...]
    department_id: str = ""
    """Empty for the whole municipality."""
    inherited: tuple[Department, ...] = ()
    """Departments that are no more, whose work is here."""

    @property
    def projects(self) -> tuple[Project, ...]:
        return (*self.ongoing, *self.ended, *self.international)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was registered."""
        return not (self.projects or self.applications or self.activities or self.figures.opened)


def heirs(organisation: Organisation, day: dt.date) -> dict[str, Department]:
    """For each department's id the one that answers for it on the day: itself, or the last of its successors."""
    known = {d.id: d for d in organisation.departments}
    found = {}
    for department in organisation.departments:
        heir, seen = department, {department.id}
        while not heir.in_force(day) and heir.successor in known and heir.successor not in seen:
            heir = known[heir.successor]
            seen.add(heir.id)
        found[department.id] = heir
    return found


def whole(register: Register, period: Period, today: dt.date) -> Year:
    """The year of the whole municipality."""
    return _year(register.organisation.name, register, period, today)


def departments(register: Register, period: Period, today: dt.date) -> tuple[Year, ...]:
    """The year of each department that existed at the end of the period, or has something in it, in their order."""
    heir = heirs(register.organisation, period.last)
    years = []
    for department in register.organisation.departments:
        if heir[department.id].id != department.id:
            continue
        mine = frozenset(i for i, h in heir.items() if h.id == department.id)
        year = _year(department.name, _only(register, mine), period, today)
        before = tuple(d for d in register.organisation.departments if d.id in mine and d.id != department.id)
        year = replace(year, department_id=department.id, inherited=before)
        if department.in_force(period.last) or not year.empty:
            years.append(year)
    return tuple(years)


def _only(register: Register, ids: frozenset[str]) -> Register:
    considerations = _of(register.considerations, ids)
    numbers = {c.id for c in considerations}
    return replace(
        register,
        projects=_of(register.projects, ids),
        applications=_of(register.applications, ids),
        activities=_of(register.activities, ids),
        considerations=considerations,
        history=[x for x in register.history if x.consideration_id in numbers],
    )


def _of(items: Iterable[Own], ids: frozenset[str]) -> list[Own]:
    return [item for item in items if item.department_id in ids]


def _year(name: str, register: Register, period: Period, today: dt.date) -> Year:
    projects = [p for p in register.projects if period.meets(p.start, p.end)]
    eu = [p for p in projects if p.kind is ProjectKind.EU]
    ended = [p for p in eu if _ended(p, period)]
    applications = [a for a in register.applications if period.holds(a.submitted)]
    activities = [a for a in register.activities if period.meets(a.start, a.end or a.start)]
    considered = [c for c in register.considerations if period.holds(c.opened.astimezone(STOCKHOLM).date())]
    year = Year(
        name=name,
        ongoing=tuple(p for p in eu if p not in ended),
        ended=tuple(ended),
        international=tuple(p for p in projects if p.kind is ProjectKind.INTERNATIONAL),
        applications=tuple(applications),
        activities=tuple(activities),
        figures=figures(considered, register.history, min(today, period.last + dt.timedelta(days=1))),
        gaps=(),
    )
    undated = [a for a in register.applications if a.submitted is None]
    return replace(year, gaps=tuple(_gaps(year, undated, period)))


def _ended(project: Project, period: Period) -> bool:
    return period.holds(project.end) or (project.ended and project.end is None)


def _gaps(year: Year, undated: Sequence[Application], period: Period) -> Iterable[str]:
    """What a reader would miss, each as a short sentence."""
    for project in year.projects:
        closed = _ended(project, period)
        missing = {
            "resultat": closed and not project.results,
            "starttid": project.start is None,
            "sluttid": project.end is None,
            "program": project.programme is None,
            "roll": project.part is None,
            "totalbudget": project.money.total is None,
            "egen andel": project.money.own is None,
        }
        if words := [word for word, lacks in missing.items() if lacks]:
            yield f"saknas: {', '.join(words)} för {project.title}"
    for application in undated:
        yield f"saknas: dag för inlämning för ansökan {application.title}"
    for activity in year.activities:
        if not activity.results:
            yield f"saknas: resultat för {activity.title}"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A department that has not filled in a year: ``nothing`` is registered, or there are ``gaps`` (Swedish)."""

    department: Department
    nothing: bool
    gaps: tuple[str, ...]


def lacking(register: Register, period: Period, today: dt.date) -> tuple[Lacking, ...]:
    """Those that have not filled in, by who answers for them today. Considerations count for nothing here: they come
    by themselves."""
    heir = heirs(register.organisation, today)
    found: dict[str, Lacking] = {}
    for year in departments(register, period, today):
        department = heir[year.department_id]
        nothing = not (year.projects or year.applications or year.activities)
        before = found.get(department.id, Lacking(department, True, ()))
        found[department.id] = Lacking(department, nothing and before.nothing, (*before.gaps, *year.gaps))
    return tuple(x for x in found.values() if x.nothing or x.gaps)


def money_by_currency(projects: Sequence[Project]) -> Mapping[str, tuple[int, int]]:
    """The grants and the own shares of projects that know both, added up for each currency."""
    totals: dict[str, tuple[int, int]] = {}
    for p in projects:
        if p.money.grant is not None and p.money.own is not None:
            grant, own = totals.get(p.money.currency, (0, 0))
            totals[p.money.currency] = (grant + p.money.grant, own + p.money.own)
    return totals
