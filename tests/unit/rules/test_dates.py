"""Dates as people write them, and which of them are the last day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db.records import Deadline
from watcher.rules.lastday import LastDay, from_field, from_text, is_closing_label, zone_of

BRUSSELS = "Europe/Brussels"
DAY = dt.date(2026, 9, 17)


def at(hour: int | None = None, minute: int = 0, zone: str = BRUSSELS, day: dt.date = DAY) -> tuple[Deadline, ...]:
    return (Deadline(day, dt.time(hour, minute) if hour is not None else None, zone),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 September 2026", at()),
        ("17 september 2026", at()),
        ("den 17 sept. 2026", at()),
        ("September 17, 2026", at()),
        ("17th of September 2026", at()),
        ("torsdag 17 september 2026 klockan 23:59", at(23, 59)),
        ("2026-09-17", at()),
        ("2026-09-17 kl. 16.00", at(16)),
        ("17.9.2026", at()),
        ("17/09/2026 17h00", at(17)),
        ("9/17/2026", at()),
        ("17 September 2026, 17:00 Brussels time", at(17)),
        ("17:00 (Brussels time) on 17 September 2026", at(17)),
        ("17 September 2026 at 17:00 hours GMT", at(17, zone="UTC")),
        ("17 september 2026 kl 15 svensk tid", at(15, zone="Europe/Stockholm")),
        ("September 17, 2026 5 pm CET", at(17)),
        ("17 September 2026 12:00 noon", at(12)),
        ("17 September 2026 24:00", at()),
        ("2026-09-17T17:00:00+02:00", at(17)),
        ("2026-09-17T15:00:00Z", at(17)),
        ("2026-09-16T22:00:00Z", at()),
        ("2026-09-17T00:00:00Z", at()),
        ("1 mars 2026 – 17 september 2026", at()),
        ("1–17 september 2026", at()),
        ("Öppnar 1 mars 2026, stänger 17 september 2026", at()),
    ],
)
def test_a_deadlines_own_place(text: str, expected: tuple[Deadline, ...]) -> None:
    assert from_field(text, BRUSSELS) == LastDay(expected)


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2027",
        "17 september",
        "31 februari 2026",
        "2026-02-30",
        "9999-99-99",
        "Publicerad 3 mars 2026",
        "Senast uppdaterad 3 mars 2026",
        "1 May 2026 in Lund and later 3 May 2027 in Ystad",
        "to be announced",
    ],
)
def test_what_cannot_be_read_for_certain_stays_unknown_with_its_text(text: str) -> None:
    assert from_field(text, BRUSSELS) == LastDay((), text)


def test_a_source_may_say_how_it_writes_dates() -> None:
    assert from_field("03/04/2027", BRUSSELS, "dmy").deadlines == at(day=dt.date(2027, 4, 3))
    assert from_field("03/04/2027", BRUSSELS, "mdy").deadlines == at(day=dt.date(2027, 3, 4))


@pytest.mark.parametrize("text", ["Löpande", "Ongoing", ""])
def test_no_last_day_is_not_an_unread_one(text: str) -> None:
    assert from_field(text, BRUSSELS) == LastDay()


def test_several_cut_offs() -> None:
    both = (*at(day=dt.date(2027, 3, 4)), *at(day=dt.date(2027, 9, 9)))
    staged = tuple(replace(deadline, stage=stage) for stage, deadline in enumerate(both, 1))
    assert from_field("4 March 2027 (first stage), 9 September 2027 (second stage)", BRUSSELS).deadlines == staged
    assert from_text("Deadlines: 4 March 2027 and 9 September 2027. Info day 1 May 2027", BRUSSELS).deadlines == both


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Published 3 March 2026. Deadline: 17 Sep 2026. Grants up to", at()),
        ("Sista ansökningsdag 2026-09-17 kl 15:00. Publicerad 2026-01-01", at(15)),
        ("Ansökningstid: 1 mars 2026 – 17 september 2026", at()),
        ("Closes on 17 September 2026 17:00 Brussels time; info day 3 February 2027", at(17)),
        ("Published 3 March 2026 News of 4 March 2026", ()),
        ("senast uppdaterad 2026-03-03", ()),
        ("The deadline is near. Published 3 May 2026", ()),
        ("The deadline was moved. Read more about it on our pages and in the newsletter of spring, 3 May 2026", ()),
    ],
)
def test_in_running_text_only_a_labelled_date_counts(text: str, expected: tuple[Deadline, ...]) -> None:
    assert from_text(text, BRUSSELS).deadlines == expected


def test_a_label_without_a_readable_date_is_unread() -> None:
    assert from_text("Nyheter. Deadline: 17 sept, se nedan", BRUSSELS) == LastDay((), "Deadline: 17 sept, se nedan")


def test_thousands_of_dates_are_read_in_time() -> None:
    text = "Deadline: " + ", ".join(f"1) {1 + n % 28} May 2027" for n in range(4_000))
    assert len(from_text(text, BRUSSELS).deadlines) == 28


def test_labels_and_zones() -> None:
    assert is_closing_label("Sista dag att söka")
    assert not is_closing_label("Publicerad")
    assert not is_closing_label("Senast uppdaterad")
    assert (zone_of("sv"), zone_of("en")) == ("Europe/Stockholm", BRUSSELS)
