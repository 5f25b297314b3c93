"""The chain of the decision log: every way of tampering is seen, and what may change does not break it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.privacyrecords import GONE
from db.workrecords import Consideration, Grounds, Stand, StandTaken
from watcher.rules.decisionlog import HASHED, LEFT_OUT, Decided, broken, rows

AT = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
Log = list[dict[str, str]]


def _decided(number: int, by: str = "anna", note: str = "=Inte nu", title: str = "Våtmarker") -> Decided:
    item = Consideration(number, "by", "teknik", number, "2027-03-04", AT, AT.date())
    line = StandTaken(number, number, AT, by, "mail", Stand.DECLINED, Grounds.TIME, note)
    return Decided(item, line, f"LIFE-{number}", title)


def _fault(log: Log) -> int | None:
    found = broken(list(enumerate(log, 2)))
    return found[0] if found else None


def _log(people: bool = True) -> Log:
    return rows([_decided(n) for n in (1, 2, 3, 4, 5)], people=people)


def test_a_log_holds_whole_and_as_an_extract() -> None:
    whole, part = _log(), rows([_decided(n) for n in (1, 2, 3, 4, 5)], shown=[2, 4])
    assert _fault(whole) is None
    assert _fault(part) is None
    assert [row["nr"] for row in part] == [LEFT_OUT, "2", LEFT_OUT, "4", LEFT_OUT]
    assert {value for name, value in part[0].items() if name in HASHED[1:]} == {""}
    assert part[-1]["kedja"] == whole[-1]["kedja"]


def test_an_empty_log_holds() -> None:
    assert _fault([]) is None


def test_weeding_masking_and_a_new_title_change_no_hash() -> None:
    weeded = rows([_decided(n, GONE, "", "Wetlands") for n in (1, 2, 3, 4, 5)])
    assert [r["kedja"] for r in weeded] == [r["kedja"] for r in _log()] == [r["kedja"] for r in _log(people=False)]
    assert {row["av"] + row["anteckning"] for row in _log(people=False)} == {""}


@given(st.integers(0, 4), st.sampled_from(HASHED))
def test_a_changed_value_is_seen_at_its_line(at: int, name: str) -> None:
    log = _log()
    log[at][name] += "x"
    assert _fault(log) == at + 2


@pytest.mark.parametrize(
    ("tamper", "line"),
    [
        (lambda log: log.pop(2), 4),
        (lambda log: log.insert(2, dict(log[1])), 4),
        (lambda log: log.reverse(), 2),
        (lambda log: log[3].update(nr=LEFT_OUT, sha256="0" * 64), 5),
    ],
)
def test_lines_taken_out_put_in_moved_or_hidden_are_seen(tamper: Callable[[Log], object], line: int) -> None:
    log = _log()
    tamper(log)
    assert _fault(log) == line
