from __future__ import annotations

from dataclasses import replace

import pytest

from db import matches, organisations
from db.engine import Database
from db.errors import Conflict, NotStored
from db.organisations import OrgChanges
from db.records import Band, Contact, Match, Organisation
from tests.integration.db.samples import ANNA, CARE, CILLA, DAY, NOW, SOCIAL, TECH, TOWN, WATER, store


def test_what_is_stored_comes_back_as_it_was(database: Database) -> None:
    with database.write() as tx:
        changes = organisations.save(tx, TOWN, NOW)
        assert organisations.get(tx) == organisations.get(tx, "vaxjo") == TOWN
        assert organisations.all_organisations(tx) == [TOWN]
    assert changes == OrgChanges(
        added=(
            "organisation vaxjo",
            "department teknik",
            "department social",
            "area vatten",
            "area omsorg",
            "contact anna@example.org",
            "contact cilla",
        )
    )


def test_saving_the_same_again_changes_nothing(database: Database) -> None:
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        assert organisations.save(tx, TOWN, NOW + DAY, prune=True) == OrgChanges()


def test_changes_are_told_by_id(database: Database) -> None:
    anna = replace(ANNA, deputy=None)
    tech = replace(TECH, name="Teknik", areas=(replace(WATER, excluded=()),), contacts=(anna, CILLA))
    changed = replace(TOWN, region=None, departments=(tech, replace(SOCIAL, contacts=(anna,))))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        changes = organisations.save(tx, changed, NOW)
        assert organisations.get(tx) == changed
    assert changes == OrgChanges(
        changed=("organisation vaxjo", "department teknik", "area vatten", "contact anna@example.org")
    )


def test_a_calendar_is_replaced_as_a_whole(database: Database) -> None:
    (first, _) = SOCIAL.meetings
    moved = replace(SOCIAL, meetings=(first, replace(first, date=first.date + 30 * DAY)))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        changes = organisations.save(tx, replace(TOWN, departments=(TECH, moved)), NOW)
        assert changes == OrgChanges(changed=("department social",))
        assert organisations.get(tx).departments[1].meetings == moved.meetings


def test_another_order_is_kept_but_is_no_change(database: Database) -> None:
    turned = replace(TOWN, departments=(SOCIAL, replace(TECH, contacts=(CILLA, ANNA))))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        assert organisations.save(tx, turned, NOW) == OrgChanges()
        assert organisations.get(tx) == turned


def test_nothing_is_deleted_without_prune(database: Database) -> None:
    smaller = replace(TOWN, departments=(replace(TECH, areas=(), contacts=(CILLA,)),))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        changes = organisations.save(tx, smaller, NOW)
        assert organisations.get(tx) == TOWN
    kept = {"contact anna@example.org", "area vatten", "area omsorg", "department social"}
    assert (changes.added, changes.changed, changes.removed) == ((), (), ())
    assert set(changes.kept) == kept
    assert len(changes.kept) == len(kept)


def test_prune_removes_what_is_not_given_and_the_matches_of_it(database: Database) -> None:
    smaller = replace(TOWN, departments=(replace(TECH, contacts=(CILLA,)),))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        [call_id] = store(tx, ["A"])
        match = Match("vaxjo", CARE.id, call_id, 0.5, Band.STRONG, ())
        matches.replace(tx, "vaxjo", [CARE.id], None, [match], NOW)
        changes = organisations.save(tx, smaller, NOW, prune=True)
        assert organisations.get(tx) == smaller
        assert matches.listing(tx, "vaxjo") == []
    assert set(changes.removed) == {"area omsorg", "contact anna@example.org", "department social"}
    assert (changes.added, changes.changed, changes.kept) == ((), (), ())


def test_a_contact_that_leaves_one_department_is_changed_by_prune_only(database: Database) -> None:
    left = replace(TOWN, departments=(TECH, replace(SOCIAL, contacts=())))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        assert organisations.save(tx, left, NOW) == OrgChanges(kept=("contact anna@example.org",))
        assert organisations.get(tx) == TOWN
        assert organisations.save(tx, left, NOW, prune=True) == OrgChanges(changed=("contact anna@example.org",))
        assert organisations.get(tx) == left
        assert organisations.save(tx, TOWN, NOW) == OrgChanges(changed=("contact anna@example.org",))


def test_an_area_may_move_to_another_department(database: Database) -> None:
    moved = replace(TOWN, departments=(replace(SOCIAL, areas=(CARE, WATER)),))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        changes = organisations.save(tx, moved, NOW, prune=True)
        assert organisations.get(tx) == moved
    assert changes.changed == ("area vatten", "contact anna@example.org")
    assert "area vatten" not in changes.removed


def test_one_address_is_one_contact(database: Database) -> None:
    twin = Contact("anna-social", ANNA.name, "ANNA@example.org")
    town = replace(TOWN, departments=(TECH, replace(SOCIAL, contacts=(twin,))))
    with database.write() as tx:
        assert "contact anna-social" not in organisations.save(tx, town, NOW).added
        assert organisations.get(tx).departments[1].contacts == (ANNA,)


def test_a_stored_address_keeps_its_id(database: Database) -> None:
    """Another id would be told everything again: what was announced is kept by id."""
    renamed = replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, id="anna"), CILLA)), SOCIAL))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        assert organisations.save(tx, renamed, NOW) == OrgChanges()
        assert organisations.get(tx) == TOWN


def test_the_same_id_may_get_another_address(database: Database) -> None:
    town = replace(TOWN, departments=(replace(TECH, contacts=(ANNA, replace(CILLA, email="c@example.org"))), SOCIAL))
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        assert organisations.save(tx, town, NOW) == OrgChanges(changed=("contact cilla",))


@pytest.mark.parametrize(
    "departments",
    [(TECH, replace(SOCIAL, id="teknik")), (TECH, replace(SOCIAL, areas=(replace(CARE, id="vatten"),)))],
    ids=["department", "area"],
)
def test_an_id_given_twice_is_refused(database: Database, departments: tuple[object, ...]) -> None:
    with pytest.raises(Conflict, match="samma id"), database.write() as tx:
        organisations.save(tx, replace(TOWN, departments=departments), NOW)  # type: ignore[arg-type]
    with database.read() as tx:
        assert organisations.all_organisations(tx) == []


def test_organisations_are_apart(database: Database) -> None:
    other = replace(TOWN, id="alvesta", name="Alvesta kommun")
    with database.write() as tx:
        organisations.save(tx, TOWN, NOW)
        organisations.save(tx, other, NOW)
        organisations.save(tx, Organisation("alvesta", "Alvesta"), NOW, prune=True)
        assert organisations.get(tx, "vaxjo") == TOWN
        assert [org.id for org in organisations.all_organisations(tx)] == ["alvesta", "vaxjo"]
        with pytest.raises(NotStored, match="alvesta, vaxjo"):
            organisations.get(tx)


def test_a_missing_organisation_says_how_to_get_one(database: Database) -> None:
    with database.read() as tx:
        for org_id in (None, "nowhere"):
            with pytest.raises(NotStored, match="org import"):
                organisations.get(tx, org_id)
