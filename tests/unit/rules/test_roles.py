"""What a municipality can be in a call, how many partners it asks for, and its stages. The words are recorded ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import CallFacts, CallKey, Deadline, Role, Section
from watcher.rules.calltext import PHRASE_LIMIT
from watcher.rules.consortium import Consortium, consortium, stages
from watcher.rules.roles import role

RIA, IA = "HORIZON  Research and Innovation Actions", "HORIZON Innovation Actions"
CSA = "HORIZON Coordination and Support Actions"


def call(text: str = "", identifier: str = "X-1", action: str | None = None, language: str = "en") -> CallFacts:
    sections = (Section("", text),) if text else ()
    return CallFacts(
        CallKey("ft", identifier), "A title", "https://example.org", language, sections=sections, action_type=action
    )


@pytest.mark.parametrize(
    ("facts", "expected", "words"),
    [
        (call(identifier="CERV-2026-CITIZENS-TOWN-TT"), Role.LEAD, "CERV-2026-CITIZENS-TOWN-TT"),
        (call(identifier="LIFE-2026-CET-PDA"), Role.LEAD, "LIFE-2026-CET-PDA"),
        (call(identifier="LIFE-2026-NGO-OG-SGA"), Role.UNKNOWN, ""),
        (call("The call for proposals is aimed at local authorities involved in industrial permitting procedures."),
         Role.LEAD, "aimed at local authorities"),
        (call("Nu kan kommuner söka medel för att bedriva utökad rådgivning.", language="sv"), Role.LEAD,
         "kan kommuner söka"),
        (call("Städer kan söka stöd för projekt.", language="sv"), Role.LEAD, "Städer kan söka"),
        (call("At least three cities, represented by a local authority or by an entity with an explicit consent from "
              "the local authority, each from a different Member State or Associated Country, must participate as "
              "beneficiaries."),
         Role.PARTNER, "At least three cities"),
        (call("Each pilot consortium must comprise at least two local and regional authorities drawn from two "
              "different eligible countries."), Role.PARTNER, "local and regional authorities"),
        (call("project must involve regional and local authorities as partners", action="CERV Lump Sum Grants"),
         Role.PARTNER, "regional and local authorities as partners"),
        (call("Provide recommendations to inform local authorities.", action=IA), Role.PARTNER,
         "Innovation Actions: local authorities"),
        (call("Provide recommendations to inform local authorities.", action=RIA), Role.UNKNOWN, ""),
        (call("tested with at least 3 regional and local authorities", action=RIA), Role.PILOT,
         "tested with at least 3 regional and local authorities"),
        (call("living labs in cities and regions", action=RIA), Role.PILOT, "living labs in cities"),
        (call("Superconducting motor windings for a fully electric hydrogen fuel cell", action=RIA), Role.UNKNOWN, ""),
        (call("Public bodies which are not already involved in as beneficiaries", action=RIA), Role.UNKNOWN, ""),
    ],
)  # fmt: skip
def test_the_role_and_the_words_it_rests_on(facts: CallFacts, expected: Role, words: str) -> None:
    found = role(facts)
    assert found.role is expected
    assert words in found.words
    assert bool(found.words) == (expected is not Role.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "action", "partners", "countries"),
    [
        ("Proposals must be submitted by at least 3 applicants (beneficiaries; not affiliated entities) from 3 "
         "different eligible countries.", "LIFE Project Grants", 3, 3),
        ("at least three independent legal entities: Each established in a different Member State or Associated "
         "Country", CSA, 3, 3),
        ("beneficiaries at least three legal entities, independent from each other and each established in a "
         "different country as follows", "HORIZON EIC Grants", 3, 3),
        ("At least two legal entities established in at least two different African Union member states must be part "
         "of the consortium", RIA, 3, 3),
        ("consortia must include at least three independent legal entities established in an African Union member "
         "state", CSA, 3, None),
        ("with a minimum of 5 partners covering together at least 2/3 of the EU Member States", None, 5, None),
        ("submitted by a consortium of at least two legal entities, ensuring both", None, 2, None),
        ("At least one applicant must be legally established in the Mediterranean Sea basin", None, None, None),
        ("at least 2 Border or Coast Guard Authorities from at least 2 different EU Member States", None, None, None),
        ("Applications may be submitted by one or more legal entities.", None, 1, 1),
        ("Projektet ska ha minst tre olika parter.", None, 3, None),
        ("", "HORIZON JU Innovation Actions", 3, 3),
        ("", CSA, 1, 1),
        ("", "HORIZON Pre-commercial Procurement", None, None),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_partners_and_countries(text: str, action: str | None, partners: int | None, countries: int | None) -> None:
    found = consortium(call(text, action=action))
    assert (found.partners, found.countries) == (partners, countries)
    assert bool(found.words) == (found != Consortium())


DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (replace(call(identifier="HORIZON-CL6-2026-01-BIODIV-01-two-stage")), 2),
        (replace(call(), deadlines=(Deadline(DAY, stage=1), Deadline(DAY + dt.timedelta(99), stage=2))), 2),
        (replace(call(identifier="LIFE-2026-CET-PDA"), deadlines=(Deadline(DAY),)), 1),
        (call("The call follows a two-stage procedure."), 2),
        (call("A single-stage submission procedure applies."), 1),
        (replace(call(identifier="14166COMPETITIVE_CALLen"), deadlines=(Deadline(DAY),)), None),
        (replace(call(), key=CallKey("vinnova", "1"), deadlines=(Deadline(DAY),)), None),
        (call(), None),
    ],
)
def test_stages(facts: CallFacts, expected: int | None) -> None:
    assert stages(facts) == expected


@given(st.text(max_size=400))
def test_evidence_is_one_short_line_of_the_call(text: str) -> None:
    facts = call(f"at least 3 applicants {text} cities can apply", action=IA)
    for words in (role(facts).words, consortium(facts).words):
        assert words == " ".join(words.split())
        assert len(words) <= PHRASE_LIMIT + len("Coordination and Support Actions: ")
