"""Made-up portal rows of real shape and size: what the bench crawls. The same seed gives the same rows."""

from __future__ import annotations

import json
import random
from typing import Any

PROGRAMMES = ("43108390", "43152860", "43252405", "43251567", "43251589", "43251814", "43353764", "43252476")
SUBJECTS = (
    "older people and long-term care", "storm water and urban flooding", "lake restoration and biodiversity",
    "energy renovation of multi-apartment buildings", "district heating and energy storage",
    "digital skills in schools", "young people not in employment", "libraries, film and performing arts",
    "cyber security of public services", "circular economy and textile waste",
    "charging infrastructure for heavy vehicles", "5G and data platforms", "mental health of children",
    "citizen participation and town twinning", "timber construction", "fusion plasma",
    "satellite navigation receivers", "quantum communication", "advanced battery materials",
    "ocean observation",
)  # fmt: skip
VERBS = ("develop", "test", "demonstrate", "scale up", "assess", "coordinate", "share", "improve", "deploy", "evaluate")
ENDS = (
    "with local authorities and citizens", "in at least three Member States", "through pilots in real conditions",
    "building on results of earlier projects", "with a clear plan for uptake and exploitation",
    "taking social sciences and humanities into account", "in line with the climate and digital transitions",
)  # fmt: skip


def rows(count: int, *, size: int = 16_000, seed: int = 20261123) -> list[dict[str, Any]]:
    """``count`` live grant topics of about ``size`` bytes each."""
    draw = random.Random(seed)
    return [_row(n, size, draw) for n in range(count)]


def _sentence(subject: str, draw: random.Random) -> str:
    return (
        f"Projects should {draw.choice(VERBS)} approaches to {subject} and {draw.choice(SUBJECTS)} {draw.choice(ENDS)}."
    )


def _text(subject: str, size: int, draw: random.Random) -> str:
    sentences: list[str] = []
    length = 0
    while length < size:
        sentences.append(_sentence(subject, draw))
        length += len(sentences[-1]) + 7
    return "".join(f"<p>{s}</p>" for s in sentences)


def _row(n: int, size: int, draw: random.Random) -> dict[str, Any]:
    subject = SUBJECTS[n % len(SUBJECTS)]
    identifier = f"BENCH-2027-{n:05d}"
    entry = {"action": f"{identifier} - HORIZON Innovation Actions", "expectedGrants": 3, "minContribution": 2_000_000,
             "maxContribution": 4_000_000, "budgetYearMap": {"2027": "12000000"}}  # fmt: skip
    description = (
        f'<p class="topicdescriptionkind">Expected Outcome:</p>{_text(subject, size // 4, draw)}'
        f'<p class="topicdescriptionkind">Scope:</p>{_text(subject, size // 4, draw)}'
    )
    return {
        "reference": f"{n + 50_000_000}TOPICSen",
        "url": f"https://portal.example/topic-details/{identifier}",
        "language": "en",
        "content": f"Better {subject} ({n})",
        "summary": f"Better {subject} ({n})",
        "metadata": {
            "identifier": [identifier],
            "title": [f"Better {subject} ({n})"],
            "type": ["1"],
            "status": ["31094502"],
            "frameworkProgramme": [draw.choice(PROGRAMMES)],
            "startDate": ["2026-05-12T00:00:00.000+0000"],
            "deadlineDate": [f"2027-{1 + n % 12:02d}-{1 + n % 27:02d}T00:00:00.000+0000"],
            "deadlineModel": ["single-stage"],
            "typesOfAction": ["HORIZON Innovation Actions"],
            "descriptionByte": [description],
            "topicConditions": [_text("eligibility and admissibility", size * 3 // 10, draw)],
            "budgetOverview": [json.dumps({"budgetTopicActionMap": {"1": [entry]}})],
            "callTitle": [f"Call for {subject}"],
            "keywords": [subject.upper()],
            "supportInfo": [_text("guidance for applicants", size // 10, draw)],
        },
    }
