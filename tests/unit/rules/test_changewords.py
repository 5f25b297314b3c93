"""Changed facts as Swedish sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db.records import Budget, Change, Revision, Status
from tests.letters import LATER, NOW, SOON, facts
from watcher.rules.changes import compare
from watcher.rules.changewords import net_changes, sentences

BASE = facts(deadlines=(SOON,), budget=Budget(total=5_000_000, rate=60), status=Status.FORTHCOMING, updates=("Old.",))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"deadlines": (LATER,)},
            ["sista dag flyttad från 5 december 2026 kl. 17.00 till 17 september 2027 kl. 17.00"],
        ),
        ({"deadlines": (SOON, LATER)}, ["ny sista dag: 17 september 2027 kl. 17.00"]),
        ({"deadlines": ()}, ["sista dag inte längre angiven (var 5 december 2026 kl. 17.00)"]),
        ({"deadlines": (replace(SOON, stage=1),)}, []),
        ({"budget": Budget(total=7_000_000, rate=60)}, ["budgeten ändrad från 5 miljoner euro till 7 miljoner euro"]),
        ({"budget": Budget(total=5_000_000)}, ["stödets andel ändrat från 60 % till okänt"]),
        ({"status": Status.OPEN}, ["nu öppen för ansökan (tidigare kommande)"]),
        ({"status": Status.UNKNOWN}, []),
        ({"opening": dt.date(2026, 12, 1)}, ["öppningsdag ändrad från okänd till 1 december 2026"]),
        ({"title": "New"}, ["ny titel, tidigare ”Title of call 1”"]),
        ({"programme": "LIFE"}, ["programmet ändrat från okänt program till Life – miljö och klimat"]),
        ({"action_type": "LIFE Project Grants"}, ["typen av stöd ändrad från okänd till LIFE Project Grants"]),
        ({"eligibility": "All."}, ["villkoren har fyllts på eller tagits bort"]),
        ({"updates": ("Corrigendum of 3 May.", "Old.")}, ["nytt från källan: ”Corrigendum of 3 May.”"]),
        ({"updates": ("long " * 50,)}, [f"nytt från källan: ”{'long ' * 42}long …”"]),
        ({"updates": ()}, []),
        ({"summary": "Not told."}, []),
    ],
)
def test_each_told_field_has_its_sentence(changed: dict[str, object], expected: list[str]) -> None:
    assert list(sentences(compare(BASE, replace(BASE, **changed)))) == expected  # type: ignore[arg-type]


def test_a_deadline_that_was_unknown_is_told_as_known() -> None:
    assert sentences(compare(facts(), facts(deadlines=(SOON,)))) == ("sista dag nu känd: 5 december 2026 kl. 17.00",)


def test_values_of_an_unexpected_shape_say_nothing_wrong() -> None:
    odd = [Change("deadlines", "text", [{"date": "x"}, 5]), Change("budget", None, [1]), Change("opening", 1, 2)]
    assert sentences(odd) == ()


def revision(number: int, field: str, old: object, new: object) -> Revision:
    return Revision(number, 1, "eu", field, old, new, NOW)


def test_steps_on_the_way_are_told_as_one_change() -> None:
    steps = [revision(1, "title", "A", "B"), revision(2, "title", "B", "C"), revision(3, "summary", "x", "y")]
    assert net_changes(steps) == (Change("title", "A", "C"),)


def test_what_was_changed_back_is_no_change() -> None:
    assert net_changes([revision(1, "title", "A", "B"), revision(2, "title", "B", "A")]) == ()


def test_a_zone_that_is_no_longer_known_is_left_out() -> None:
    date = {"date": "2026-12-05", "time": "17:00:00", "zone": "Mars/Olympus", "stage": None}
    assert sentences([Change("deadlines", [], [date])]) == ()
