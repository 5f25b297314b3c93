"""Which calls a municipality cannot take part in."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict

import pytest

from db.records import CallFacts, CallKey
from tests.shared import shared
from watcher.rules import eligibility
from watcher.rules.eligibility import set_aside


def call(identifier: str, title: str = "A title", programme: str | None = None, action: str | None = None) -> CallFacts:
    return CallFacts(
        CallKey("ft", identifier), title, "https://example.org", "en", programme=programme, action_type=action
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (call("ERC-2026-ADG"), eligibility.RESEARCHERS),
        (call("HORIZON-MSCA-2026-PF-01-01"), eligibility.RESEARCHERS),
        (call("HORIZON-JU-EDCTP3-2026-OUTSRESEARCHTEAMPRIZE"), eligibility.PRIZE),
        (call("EDF-2026-DA-ACC-AIRDEF-EATMI"), eligibility.DEFENCE),
        (call("X-1", programme="AGRIP"), eligibility.FARM),
        (call("HORIZON-EIC-2026-ACCELERATOR-01"), eligibility.COMPANIES),
        (call("167264PROSPECTSEN", programme="RELEX-PROSPECT"), eligibility.ABROAD),
        (call("HORIZON-EURATOM-2026-NRT-01"), eligibility.NUCLEAR),
        (call("RFCS-2026-BT-Steel-CID"), eligibility.INDUSTRY),
        (call("LIFE-2026-NGO-OG-SGA", "LIFE Operating Grants"), eligibility.OPERATING),
        (call("HORIZON-MISS-2022-CIT-SGA"), eligibility.INVITED),
    ],
)
def test_calls_for_others_are_set_aside_with_the_reason(facts: CallFacts, reason: str) -> None:
    assert set_aside(facts) == reason


@pytest.mark.parametrize(
    "identifier",
    [
        "HORIZON-EIC-2026-PRIZE-ICAPITAL-02", "HORIZON-MISS-2026-04-PCP-CIT-01", "LIFE-2026-SAP-NAT",
        "CERV-2026-CITIZENS-TOWN", "HORIZON-CL5-2026-2-PRIZE",
    ],
)  # fmt: skip
def test_prizes_for_cities_and_innovation_procurement_stay(identifier: str) -> None:
    assert set_aside(call(identifier)) is None


@pytest.mark.shared
def test_none_of_the_best_judged_calls_is_set_aside() -> None:
    best: dict[str, int] = defaultdict(int)
    for line in shared("matching", "dev-qrels.tsv").read_text(encoding="utf-8").splitlines():
        _, doc, grade = line.split("\t")
        best[doc] = max(best[doc], int(grade))
    with gzip.open(shared("matching", "calls.jsonl.gz"), "rt", encoding="utf-8") as rows:
        aside = [r["doc"] for r in map(json.loads, rows) if set_aside(call(r["identifier"], r["title"]))]
    assert len(aside) > 50, "the rules must do something"
    assert [d for d in aside if best[d] == 3] == []
    assert len([d for d in aside if best[d] == 2]) <= 0.01 * sum(g == 2 for g in best.values())
