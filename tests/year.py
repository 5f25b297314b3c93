"""A made-up year of a municipality: twelve departments, forty projects, three hundred considerations."""

from __future__ import annotations

import datetime as dt
import random

from db.records import Department, Organisation
from db.workrecords import (
    Activity,
    ActivityKind,
    Application,
    ApplicationState,
    Consideration,
    Grounds,
    Money,
    Part,
    Partner,
    Project,
    ProjectKind,
    Stand,
    StandTaken,
)
from watcher.rules.annual import Register

YEAR = 2026
TODAY = dt.date(2027, 1, 15)
MOVED = Department("kultur-gammal", "Kulturnämnden", valid_to=dt.date(2025, 12, 31), successor="forvaltning-3")
DEPARTMENTS = tuple(Department(f"forvaltning-{n}", f"Förvaltning {n}") for n in range(1, 12))


def made(seed: int = 20261123) -> Register:
    """The same seed gives the same year. One department has been merged into another, one has nothing at all."""
    draw = random.Random(seed)
    busy = [d.id for d in DEPARTMENTS[:-1]] + [MOVED.id]
    organisation = Organisation("by", "By kommun", departments=(*DEPARTMENTS, MOVED))
    considerations = [_consideration(n, draw, busy) for n in range(1, 301)]
    return Register(
        organisation=organisation,
        projects=[_project(n, draw, busy) for n in range(1, 41)],
        applications=[_application(n, draw, busy) for n in range(1, 26)],
        activities=[_activity(n, draw, busy) for n in range(1, 16)],
        considerations=considerations,
        history=[_line(c) for c in considerations if c.taken],
    )


def _project(n: int, draw: random.Random, departments: list[str]) -> Project:
    start = dt.date(draw.randint(2022, 2027), draw.randint(1, 12), 1)
    money = Money(draw.choice(["SEK", "EUR"]), *(draw.choice([None, draw.randint(1, 90) * 100_000]) for _ in range(3)))
    return Project(
        id=n,
        organisation_id="by",
        department_id=draw.choice(departments),
        title=f"=Projekt {n}" if n == 7 else f"Projekt {n}",
        kind=draw.choice(list(ProjectKind)),
        part=draw.choice([None, *Part]),
        programme=draw.choice([None, "LIFE", "ERUF", "HORIZON"]),
        partners=(Partner("Gdynia", country="PL"),),
        money=money,
        start=start,
        end=draw.choice([None, start + dt.timedelta(days=draw.randint(200, 1200))]),
        results=draw.choice(["", "Tre nya arbetssätt – “mätt & klart”."]),
        reference=f"KS 2026-{n}",
    )


def _application(n: int, draw: random.Random, departments: list[str]) -> Application:
    submitted = draw.choice([None, dt.date(draw.randint(2025, 2026), draw.randint(1, 12), draw.randint(1, 28))])
    state = draw.choice(list(ApplicationState))
    return Application(n, "by", draw.choice(departments), f"Ansökan {n}", state, submitted, programme="LIFE")


def _activity(n: int, draw: random.Random, departments: list[str]) -> Activity:
    day = dt.date(draw.randint(2025, 2026), draw.randint(1, 12), draw.randint(1, 28))
    return Activity(n, "by", draw.choice(departments), draw.choice(list(ActivityKind)), f"Aktivitet {n}", day)


def _consideration(n: int, draw: random.Random, departments: list[str]) -> Consideration:
    opened = dt.datetime(2026, draw.randint(1, 12), draw.randint(1, 28), 6, tzinfo=dt.UTC)
    stand = draw.choice(list(Stand))
    taken = None if stand is Stand.NEW else opened + dt.timedelta(days=draw.randint(0, 90))
    cutoff = draw.choice(["", (opened.date() + dt.timedelta(days=draw.randint(10, 120))).isoformat()])
    grounds = draw.choice(list(Grounds)) if stand is Stand.DECLINED else None
    return Consideration(
        n, "by", draw.choice(departments), n, cutoff, opened, opened.date(), stand, grounds, taken=taken
    )


def _line(c: Consideration) -> StandTaken:
    assert c.taken is not None
    return StandTaken(c.id, c.id, c.taken, "anna", "mail", c.stand, c.grounds)
