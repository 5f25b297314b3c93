from __future__ import annotations

import pytest

from db import matches, organisations
from db.engine import Database
from db.errors import Conflict
from db.records import Band, Match, MatchState, Organisation, Reason
from tests.integration.db.samples import NOW, store, with_town

_REASONS = (Reason(0.25, "vattnet", "water", "vatten – water", "term", "vatten"), Reason(0.1, "EU", "EU", "eu", "same"))


def _match(area_id: str, call_id: int, score: float = 0.35, band: Band = Band.STRONG) -> Match:
    return Match("vaxjo", area_id, call_id, score, band, _REASONS)


def test_matches_come_back_best_first_and_can_be_chosen(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        a, b, c = store(tx, ["A", "B", "C"])
        best, second, third = _match("vatten", b, 0.9), _match("vatten", a), _match("vatten", c, 0.35, Band.WEAK)
        care = _match("omsorg", a, 0.1, Band.POSSIBLE)
        matches.replace(tx, "vaxjo", ["vatten", "omsorg"], None, [third, care, second, best], NOW)
    with database.read() as tx:
        assert matches.listing(tx, "vaxjo") == [care, best, second, third]
        assert matches.listing(tx, "vaxjo", area_id="vatten", bands=[Band.STRONG]) == [best, second]
        assert matches.listing(tx, "vaxjo", bands=[]) == matches.listing(tx, "other") == []


def test_only_what_was_matched_anew_is_replaced(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        a, b = store(tx, ["A", "B"])
        first = [_match("vatten", a), _match("vatten", b), _match("omsorg", a)]
        matches.replace(tx, "vaxjo", ["vatten", "omsorg"], None, first, NOW)
        matches.replace(tx, "vaxjo", ["vatten"], [b], [], NOW)
        assert matches.listing(tx, "vaxjo") == [_match("omsorg", a), _match("vatten", a)]
        matches.replace(tx, "vaxjo", ["vatten"], [], [], NOW)
        assert len(matches.listing(tx, "vaxjo")) == 2
        matches.replace(tx, "vaxjo", ["vatten"], None, [_match("vatten", b, 0.5)], NOW)
        assert matches.listing(tx, "vaxjo") == [_match("omsorg", a), _match("vatten", b, 0.5)]


def test_a_match_outside_what_is_replaced_is_a_mistake(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
        a, b = store(tx, ["A", "B"])
        with pytest.raises(ValueError, match="area omsorg"):
            matches.replace(tx, "vaxjo", ["vatten"], None, [_match("omsorg", a)], NOW)
        with pytest.raises(ValueError, match=f"call {b}"):
            matches.replace(tx, "vaxjo", ["vatten"], [a], [_match("vatten", b)], NOW)


def test_a_match_of_an_unknown_call_is_refused(database: Database) -> None:
    with database.write() as tx:
        with_town(tx)
    with pytest.raises(Conflict), database.write() as tx:
        matches.replace(tx, "vaxjo", ["vatten"], None, [_match("vatten", 999)], NOW)


def test_what_was_matched_is_kept_for_each_organisation(database: Database) -> None:
    one = MatchState("a", {7: "x"}, 1, {"t:sjö": 1})
    two = MatchState("b", {7: "x", 8: "y"}, 2, {"t:sjö": 1, "t:skog": 2}, 3)
    with database.write() as tx:
        with_town(tx)
        assert matches.state(tx, "vaxjo") is None
        for found in (one, two):
            matches.set_state(tx, "vaxjo", found)
            assert matches.state(tx, "vaxjo") == found
        organisations.save(tx, Organisation("alvesta", "Alvesta"), NOW)
        matches.set_state(tx, "alvesta", one)
        assert (matches.state(tx, "vaxjo"), matches.state(tx, "alvesta")) == (two, one)
