"""The funders' own words in a few words of Swedish: kinds of action, and terms met in titles and summaries. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Explained(NamedTuple):
    """A term as the source writes it, and what it means."""

    term: str
    swedish: str


_ACTIONS: tuple[tuple[str, str], ...] = (
    ("research and innovation action", "forskning som tar fram ny kunskap eller teknik, i ett större konsortium"),
    ("innovation action", "nya lösningar prövas och visas upp nära verkligheten"),
    ("coordination and support action", "nätverk, kunskapsutbyte och planer – ingen forskning"),
    ("pre-commercial procurement", "offentliga beställare upphandlar tillsammans utveckling av nya lösningar"),
    ("innovative solutions", "offentliga beställare köper tillsammans in nya lösningar"),
    ("cofund", "EU delar kostnaden för ett program som i sin tur delar ut medel"),
    ("postdoctoral", "stöd till enskilda forskare"),
    ("doctoral network", "gemensam forskarutbildning"),
    ("erc grant", "stöd till enskilda framstående forskare"),
    ("equity", "riskkapital till enskilda företag"),
    ("blended finance", "bidrag och riskkapital till enskilda företag"),
    ("eic grant", "stöd till tidig teknikutveckling"),
    ("prize", "pris för något som redan är gjort – ingen projektbudget"),
    ("framework partnership", "flerårigt samarbetsavtal som senare bidrag bygger på"),
    ("operating grant", "bidrag till en organisations löpande verksamhet"),
    ("financial support", "bidrag som i sin tur delas ut vidare till andra"),
    ("lump sum", "en fast summa som betalas när arbetet är gjort, utan redovisning av varje kostnad"),
    ("unit grant", "ersättning med ett fast belopp per enhet"),
    ("infrastructure project", "byggande eller planering av infrastruktur"),
    ("technical assistance", "hjälp att förbereda en investering"),
    ("development action", "utveckling av produkter eller teknik"),
    ("simple grant", "bidrag till ett avgränsat projekt, oftast till halva kostnaden"),
    ("project grant", "bidrag till ett avgränsat projekt"),
    ("action grant", "bidrag till ett avgränsat projekt"),
    ("pilot project", "mindre försök på uppdrag av Europaparlamentet"),
)
"""Searched in this order, so that the more particular kind comes first."""

_WORDS: tuple[tuple[str, str], ...] = (
    (r"lump sums?", "fast summa i stället för redovisade kostnader"),
    (r"living labs?", "nya lösningar prövas i vardagen tillsammans med dem som ska använda dem"),
    (r"two-stage", "först en kort ansökan, sedan en full ansökan från dem som går vidare"),
    (r"TRL", "mått på hur mogen en teknik är, från 1 (idé) till 9 (i drift)"),
    (r"consorti(?:um|a)", "flera parter som söker tillsammans"),
    (r"town[- ]twinning", "möten mellan vänorter"),
    (r"twinning", "en mer erfaren part stöder en annan"),
    (r"cascade funding|financial support to third parties", "ett projekt delar ut mindre bidrag vidare"),
    (r"New European Bauhaus|NEB", "EU-initiativ för hållbara, vackra och öppna livsmiljöer"),
    (r"EU Missions?", "EU:s samlade satsningar, bland annat klimatneutrala städer"),
    (r"nature-based solutions?", "naturen används för att lösa problem, till exempel våtmarker mot översvämning"),
    (r"capacity[- ]building", "att stärka kunskap och arbetssätt"),
    (r"mainstreaming", "att väva in en fråga i all verksamhet"),
    (r"stakeholders?", "berörda parter"),
    (r"just transition", "klimatomställning där ingen lämnas efter"),
    (r"energy poverty", "att inte ha råd med den energi hemmet behöver"),
    (r"positive energy districts?", "områden som ger mer energi än de använder"),
    (r"Project Development Assistance|PDA", "stöd till att förbereda investeringar, inte till själva bygget"),
    (r"one-stop[- ]shops?", "rådgivning och hjälp samlad på ett ställe"),
    (r"civil society organi[sz]ations?|CSOs?", "föreningar och andra ideella organisationer"),
    (r"social innovation", "nya sätt att möta sociala behov"),
    (r"upskilling", "vidareutbildning i det egna yrket"),
    (r"reskilling", "omskolning till ett nytt yrke"),
    (r"data spaces?", "gemensamma regler och teknik för att dela data"),
    (r"digital twins?", "digital kopia av till exempel en stad, att pröva förändringar i"),
    (r"demonstrators?", "anläggning som visar att en lösning fungerar"),
    (r"co-creation", "lösningar tas fram tillsammans med dem som berörs"),
    (r"riparian", "längs vattendrag"),
    (r"district heating", "fjärrvärme"),
    (r"circular economy", "att använda material om och om igen"),
    (r"work programme", "EU:s plan för ett eller flera års utlysningar"),
)
_PATTERNS = tuple((re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE), meaning) for pattern, meaning in _WORDS)
_SHORT = {
    "research and innovation actions": "RIA",
    "innovation actions": "IA",
    "coordination and support actions": "CSA",
    "pre-commercial procurement": "PCP",
}
_JOINT = re.compile(r"\bJU\b")


@lru_cache(maxsize=1024)
def action(action_type: str | None) -> Explained | None:
    """A kind of action as the source writes it, explained; the meaning is empty where the house does not know it."""
    if not action_type:
        return None
    term = " ".join(action_type.split())
    folded = term.casefold()
    meaning = next((text for part, text in _ACTIONS if part in folded), "")
    short = next((code for name, code in _SHORT.items() if folded.endswith(name)), "")
    if _JOINT.search(term):
        meaning = "; ".join(filter(None, (meaning, "inom ett partnerskap mellan EU och näringslivet (JU)")))
    return Explained(f"{term} ({short})" if short else term, meaning)


@lru_cache(maxsize=2048)
def words(text: str, limit: int = 3) -> tuple[Explained, ...]:
    """The terms of an English text that a reader may not know, in the order of the text, each once."""
    found: dict[str, tuple[int, int, str]] = {}
    for pattern, meaning in _PATTERNS:
        if (hit := pattern.search(text)) and not any(start <= hit.start() < end for start, end, _ in found.values()):
            found[hit[0]] = (hit.start(), hit.end(), meaning)
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return tuple(Explained(term, meaning) for term, (_, _, meaning) in ordered[:limit])
