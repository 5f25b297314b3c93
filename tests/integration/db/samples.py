"""Records for the db tests. All people and addresses are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from db import calls, organisations
from db.calls import NewCall
from db.records import (
    Area,
    Budget,
    CallFacts,
    CallKey,
    Contact,
    Deadline,
    Department,
    Meeting,
    Organisation,
    Person,
    Section,
    Status,
)
from db.transaction import Tx

NOW = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
DAY_ONE = dt.date(2026, 12, 10)


def facts(external_id: str = "LIFE-2027-WATER", **changed: Any) -> CallFacts:
    values: dict[str, Any] = {
        "key": CallKey("ft", external_id),
        "title": "Återställda våtmarker – “natur”",
        "url": "https://example.org/call",
        "language": "en",
    }
    return CallFacts(**(values | changed))


FULL = facts(
    summary="Restores wetlands.",
    sections=(Section("", "Before any heading."), Section("Scope", "Line one\nline two ≥ 5 °C 🌱")),
    programme="LIFE",
    action_type="LIFE-PJG",
    status=Status.FORTHCOMING,
    opening=dt.date(2026, 12, 1),
    deadlines=(
        Deadline(dt.date(2027, 3, 4), dt.time(17, 0), stage=1),
        Deadline(dt.date(9999, 12, 31), None, "UTC"),
    ),
    budget=Budget("EUR", 12_000_000_000, 500_000, 2_500_000, 4, 60),
    eligibility="Any legal person.",
    keywords=("water", "nature"),
    call_title="Nature and biodiversity",
    unread={"opening": "31/02/2026"},
)


def new(external_id: str, closes_at: dt.datetime | None = None, **changed: Any) -> NewCall:
    return NewCall(facts(external_id, **changed), f"raw {external_id}", f"content {external_id}", closes_at)


def store(tx: Tx, external_ids: Sequence[str], source_id: str = "eu", at: dt.datetime = NOW) -> list[int]:
    return calls.insert(tx, source_id, [new(external_id) for external_id in external_ids], at)


ANNA = Contact("anna@example.org", "Anna Ek", "Anna@example.org", Person("Bo Al", "bo@example.org"))
CILLA = Contact("cilla", "Cilla Rönn", "cilla@example.org", frequency="monthly")
WATER = Area("vatten", "Rent vatten", "Vi vill rena vattnet.", ("vätgas",))
CARE = Area("omsorg", "Äldre hemma", "Fler ska kunna bo hemma.")
TECH = Department("teknik", "Tekniska förvaltningen", (WATER,), (ANNA, CILLA), dt.date(2020, 1, 1), successor="miljo")
MEETINGS = (Meeting(DAY_ONE, DAY_ONE - 14 * DAY), Meeting(DAY_ONE + 28 * DAY, DAY_ONE + 14 * DAY))
SOCIAL = Department(
    "social", "Omsorgsförvaltningen", (CARE,), (ANNA,), valid_to=dt.date(2030, 12, 31), meetings=MEETINGS
)
TOWN = Organisation(
    "vaxjo", "Växjö kommun", "sv", Person("Dan Ask", "dan@example.org"), (TECH, SOCIAL), "212000-0662", "999", "SE212"
)


def with_town(tx: Tx) -> None:
    organisations.save(tx, TOWN, NOW)
