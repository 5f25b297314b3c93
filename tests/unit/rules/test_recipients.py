from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from db.records import Area, Contact, Department, Organisation, Person, Standing, StandingState
from watcher.rules.recipients import Plan, plan

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
ANNA = Contact("anna", "Anna", "anna@example.org", Person("Bo", "Bo@example.org"), frequency="daily")
CILLA = Contact("cilla", "Cilla", "cilla@example.org")
TECH = Department("tech", "Tekniska", (Area("a", "A", "Text"),), (ANNA,))
CARE = Department("care", "Omsorgen", (Area("b", "B", "Text"),), (CILLA,))
TOWN = Organisation("town", "By", coordinator=Person("Dan", "dan@example.org"), departments=(TECH, CARE))


def gone(contact_id: str, state: StandingState = StandingState.BOUNCED, address: str | None = None) -> Standing:
    return Standing(contact_id, address or f"{contact_id}@example.org", state, NOW)


def got(found: Plan) -> dict[str, list[str]]:
    return {a.contact.id: [d.id for d in a.departments] for a in found.addressees}


def test_everybody_gets_their_own() -> None:
    found = plan(TOWN, (), NOW)
    assert got(found) == {"anna": ["tech"], "cilla": ["care"]}
    assert (found.unwatched, found.stand_ins) == ((), ())


@pytest.mark.parametrize("state", [StandingState.BOUNCED, StandingState.PAUSED, StandingState.UNSUBSCRIBED])
def test_a_deputy_stands_in_and_is_told_why(state: StandingState) -> None:
    found = plan(TOWN, [gone("anna", state)], NOW)
    assert got(found) == {"bo@example.org": ["tech"], "cilla": ["care"]}
    bo = found.addressees[0].contact
    assert (bo.name, bo.email, bo.frequency, bo.deputy) == ("Bo", "Bo@example.org", "daily", None)
    assert found.addressees[0].instead == (("Tekniska", "Anna"),)
    assert found.unwatched == ()


def test_after_the_deputy_comes_the_coordinator_and_the_department_is_unwatched() -> None:
    found = plan(TOWN, [gone("anna"), gone("bo")], NOW)
    assert got(found) == {"coordinator": ["tech"], "cilla": ["care"]}
    assert [(u.department.id, u.why) for u in found.unwatched] == [("tech", "Anna: adressen tar inte emot brev")]
    assert {a.contact.id: a.instead for a in found.addressees} == {"coordinator": (("Tekniska", ""),), "cilla": ()}


def test_when_nobody_is_left_it_is_said() -> None:
    found = plan(TOWN, [gone("anna"), gone("bo"), gone("dan")], NOW)
    assert got(found) == {"cilla": ["care"]}
    assert [u.department.id for u in found.unwatched] == ["tech"]
    alone = plan(replace(TOWN, coordinator=None), [gone("cilla")], NOW)
    assert [u.department.id for u in alone.unwatched] == ["care"]


def test_a_department_without_contacts_goes_to_the_coordinator() -> None:
    found = plan(replace(TOWN, departments=(replace(TECH, contacts=()),)), (), NOW)
    assert got(found) == {"coordinator": ["tech"]}
    assert found.unwatched[0].why == "ingen kontaktperson är inlagd"


def test_one_addressee_a_person_whatever_parts_they_play() -> None:
    cilla = Person("Cilla E", "CILLA@example.org")
    anna = replace(ANNA, deputy=cilla)
    town = replace(TOWN, coordinator=cilla, departments=(replace(TECH, contacts=(anna,)), CARE))
    found = plan(town, [gone("anna")], NOW)
    assert got(found) == {"cilla": ["tech", "care"]}
    assert found.addressees[0].contact is CILLA


def test_a_deputy_who_is_a_contact_of_the_department_stands_in_for_nobody() -> None:
    anna = replace(ANNA, deputy=Person("Cilla", "cilla@example.org"))
    found = plan(replace(TOWN, departments=(replace(TECH, contacts=(anna, CILLA)),)), [gone("anna")], NOW)
    assert got(found) == {"cilla": ["tech"]}
    assert found.stand_ins == ()


def test_a_corrected_address_is_written_to_again_but_who_left_stays_away() -> None:
    moved = replace(TOWN, departments=(replace(TECH, contacts=(replace(ANNA, email="new@example.org"),)),))
    assert got(plan(moved, [gone("anna")], NOW)) == {"anna": ["tech"]}
    assert got(plan(moved, [gone("anna", StandingState.UNSUBSCRIBED)], NOW)) == {"bo@example.org": ["tech"]}


def test_departments_out_of_force_are_nobodys() -> None:
    assert plan(replace(TOWN, departments=(replace(TECH, valid_to=dt.date(2026, 11, 22)),)), (), NOW) == Plan(())


def test_a_coordinator_does_not_take_the_id_of_a_contact() -> None:
    other = replace(ANNA, id="coordinator", deputy=None)
    found = plan(replace(TOWN, departments=(replace(TECH, contacts=(other,)),)), [gone("x", address=other.email)], NOW)
    assert got(found) == {"dan@example.org": ["tech"]}
