"""Which calls a municipality cannot take part in."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import CallFacts, CallKey, Section
from tests.shared import shared
from watcher.rules.eligibility import RULES, reasons, set_aside


def call(identifier: str, title: str = "A title", programme: str | None = None, action: str | None = None) -> CallFacts:
    return CallFacts(
        CallKey("ft", identifier), title, "https://example.org", "en", programme=programme, action_type=action
    )


def swedish(title: str, summary: str = "") -> CallFacts:
    return CallFacts(CallKey("s", "1"), title, "https://example.org", "sv", summary=summary)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (call("ERC-2026-ADG"), reasons.RESEARCHERS),
        (call("HORIZON-MSCA-2026-PF-01-01"), reasons.RESEARCHERS),
        (call("HORIZON-WIDERA-2027-03-WIDENING-01", "ERA Fellowships"), reasons.RESEARCHERS),
        (call("HORIZON-RAISE-2026-01-03", "RAISE Doctoral Networks for AI in Science"), reasons.RESEARCHERS),
        (call("X-1", action="HORIZON TMA MSCA Cofund Doctoral programme"), reasons.RESEARCHERS),
        (call("ERASMUS-EDU-2025-PE-EUED"), reasons.UNIVERSITIES),
        (call("EP-LINC-SUBV-2026-CONF-INT-03"), reasons.UNIVERSITIES),
        (call("HORIZON-INFRA-2027-01-EOSC-01"), reasons.INFRASTRUCTURE),
        (call("HORIZON-JU-EDCTP3-2026-OUTSRESEARCHTEAMPRIZE"), reasons.PRIZE),
        (call("HORIZON-WIDERA-2026-GENDER-Prize-02"), reasons.PRIZE),
        (call("EDF-2026-DA-ACC-AIRDEF-EATMI"), reasons.DEFENCE),
        (call("HORIZON-EIC-2026-DEFENCE-01", "EIC defence call"), reasons.DEFENCE),
        (call("X-1", programme="AGRIP"), reasons.FARM),
        (call("HORIZON-EIC-2026-ACCELERATOR-01"), reasons.COMPANIES),
        (call("CREA-MEDIA-2026-FILMSALES"), reasons.FILM),
        (call("167264PROSPECTSEN", programme="RELEX-PROSPECT"), reasons.ABROAD),
        (call("ERASMUS-EDU-2026-CB-VET-WB"), reasons.ABROAD),
        (call("ERDFTA-2026-YOUTH4OR2"), reasons.ELSEWHERE),
        (call("ED-2025-PORTUGAL-FPA"), reasons.ELSEWHERE),
        (call("HORIZON-EURATOM-2026-NRT-01"), reasons.NUCLEAR),
        (call("RFCS-2026-BT-Steel-CID"), reasons.INDUSTRY),
        (call("LIFE-2026-NGO-OG-SGA", "LIFE Operating Grants"), reasons.OPERATING),
        (call("CERV-2026-DAPHNE-REGRANTING"), reasons.CIVIL_SOCIETY),
        (call("SOCPL-2026-INFO-WK"), reasons.PARTIES),
        (call("EUAF-2026-TA-01"), reasons.AUTHORITIES),
        (call("HORIZON-MISS-2022-CIT-SGA"), reasons.INVITED),
        (call("X-1", action="Framework Partnership Agreement"), reasons.INVITED),
        (call("CEF-E-2026-PCI-PMI-WORKS"), reasons.LISTED),
        (call("14bab356-26af-49ed-a415-3182279abf09-PIN", "EFSA and EUAN premises in Brussels"), reasons.TENDER),
    ],
)
def test_calls_for_others_are_set_aside_with_the_reason(facts: CallFacts, reason: str) -> None:
    assert set_aside(facts) == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("In order to be eligible, the applicants must:\n– be a natural person;", reasons.PEOPLE),
        ("the applicants must be a natural person or a legal person", None),
        ("Only SMEs legally established in countries participating in the Single Market P", reasons.SMALL_COMPANIES),
        ("Only activities carried out in Poland are eligible.", reasons.ELSEWHERE),
        ("Applicants must be established in the Western Balkans.", reasons.ELSEWHERE),
        ("Applicants must be established in Poland, Sweden or Finland.", None),
        ("At least one applicant must be legally established in Italy.", None),
        ("Applicants must be national authorities.", reasons.AUTHORITIES),
        ("Applicants must be national authorities or local authorities.", None),
        ("The topic is restricted to the identified beneficiaries.", reasons.INVITED),
        ("Applicants may be public bodies. The funding rate is 60 %.", None),
    ],
)
def test_conditions_that_name_others(words: str, reason: str | None) -> None:
    assert set_aside(replace(call("X-1"), eligibility=words)) == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (swedish("Forskarskolan energisystem 2026"), reasons.RESEARCHERS),
        (swedish("Utforska affärsmöjligheter i Kenya och Uganda"), reasons.EXPORT),
        (swedish("Lansera i Indien med India-Sweden Innovations’ Accelerator"), reasons.EXPORT),
        (swedish("Utlysning 1 Energipilot Gotland", "Du som representerar ett litet eller medelstort företag och kan"),
         reasons.COMPANIES),
        (swedish("Myndigheter kan söka om medel från Krisberedskapsanslaget"), reasons.AUTHORITIES),
        (swedish("Utlysning av medel till Migrationsverket, mål 1-2, december 2021"), reasons.INVITED),
        (swedish("Stöd till utökad kommunal energi- och klimatrådgivning år 2021–2022"), None),
        (swedish("Affärsutveckling", "Stöd till små och medelstora företag som samarbetar med en kommun"), None),
        (swedish("Stärk små och medelstora företags tillväxt och konkurrenskraft"), None),
    ],
)  # fmt: skip
def test_swedish_calls(facts: CallFacts, reason: str | None) -> None:
    assert set_aside(facts) == reason


@pytest.mark.parametrize(
    "identifier",
    [
        "HORIZON-EIC-2026-PRIZE-ICAPITAL-02", "HORIZON-MISS-2026-04-PCP-CIT-01", "LIFE-2026-SAP-NAT",
        "CERV-2026-CITIZENS-TOWN", "HORIZON-CL5-2026-2-PRIZE", "ERASMUS-SPORT-2026-EU-AWARDS-INCLUSION",
        "HORIZON-MSCA-2027-CITIZENS-01-01", "HORIZON-WIDERA-2027-04-WIDENING-01", "ED-2025-SWEDEN-FPA",
        "CREA-MEDIA-2026-FESTNET", "ERASMUS-EDU-2026-POL-EXP-T06-SCHOOL-BS",
    ],
)  # fmt: skip
def test_prizes_for_cities_and_clubs_and_innovation_procurement_stay(identifier: str) -> None:
    assert set_aside(call(identifier)) is None


@given(st.text(max_size=80), st.text(max_size=200), st.sampled_from(["sv", "en", "de"]))
def test_any_words_give_a_known_reason_or_none_and_sections_never_decide(title: str, words: str, language: str) -> None:
    facts = replace(call("X-1", title), eligibility=words, language=language)
    assert set_aside(facts) in {None, *(r.reason for r in RULES)}
    assert set_aside(replace(facts, sections=(Section("Scope", "Only SMEs may apply."),))) == set_aside(facts)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "qrels", "least"),
    [("calls.jsonl.gz", "dev-qrels.tsv", 180), ("sv-calls.jsonl.gz", "sv-dev-qrels.tsv", 25)],
)
def test_none_of_the_best_judged_calls_is_set_aside(file: str, qrels: str, least: int) -> None:
    best: dict[str, int] = defaultdict(int)
    for line in shared("matching", qrels).read_text(encoding="utf-8").splitlines():
        _, doc, grade = line.split("\t")
        best[doc] = max(best[doc], int(grade))
    with gzip.open(shared("matching", file), "rt", encoding="utf-8") as rows:
        aside = [r["doc"] for r in map(json.loads, rows) if set_aside(_judged(r, "sv" if "sv-" in file else "en"))]
    assert len(aside) >= least, "the rules must do something"
    assert [d for d in aside if best[d] == 3] == []
    assert len([d for d in aside if best[d] == 2]) <= 0.01 * sum(g == 2 for g in best.values())


def _judged(row: dict[str, str], language: str) -> CallFacts:
    """A judged call, its text where its conditions and summary would stand."""
    facts = call(row["identifier"], row["title"], row["programme"])
    return replace(
        facts, language=language, summary=row["text"][:600], eligibility=row["text"] if language == "en" else ""
    )
