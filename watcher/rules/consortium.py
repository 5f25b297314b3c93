"""How many partners and countries an application needs, and in how many stages it is judged. Pure.

What the call's own conditions say wins; else the general rule of Horizon Europe for the type of action; else unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.records import CallFacts
from watcher.rules.calltext import phrase, searched

_WORDS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {
    w: n for n, w in enumerate("en två tre fyra fem sex sju åtta nio tio".split(), 1)
} | {"a": 1, "an": 1, "ett": 1}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"


@dataclass(frozen=True, slots=True)
class Consortium:
    """The least number of partners (the leader counted) and of countries; None is unknown. ``words`` is the evidence."""

    partners: int | None = None
    countries: int | None = None
    words: str = ""


_ENTITIES = (
    r"(?:(?:independent|different|distinct|eligible|mutually|other|separate|legal|project|consortium)\s+){0,3}"
    r"(?:entit(?:y|ies)|applicants?|partners?|beneficiar(?:y|ies)|organi[sz]ations?|participants?)"
)
_LANDS = (
    r"(?:(?:different|distinct|eligible|participating|EU|European|programme|of the|the)\s+){0,4}"
    r"(?:countr(?:y|ies)|Member States?|States?)"
)
_PARTNERS = re.compile(
    rf"(?:at least|(?:a )?minimum(?: of)?|not less than)\s+{_NUMBER}\s+(?:\([^)]{{1,12}}\)\s+)?{_ENTITIES}\b",
    re.IGNORECASE,
)
_COUNTRIES = re.compile(
    rf"[^.;]{{0,120}}?\b(?:from|in|of)\s+(?:at least\s+|a minimum of\s+)?{_NUMBER}\s+(?:\([^)]{{1,12}}\)\s+)?{_LANDS}",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"[^.;]{0,120}?\b(?:each (?:of them )?|all )?(?:established |located |based )?(?:in|from) (?:an? )?different "
    r"(?:eligible |participating |EU )*(?:countr|Member State)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:applications? by single applicants are (?:also )?allowed|single applicants? (?:is|are) (?:eligible|allowed)"
    r"|may be submitted by one or more (?:legal entities|applicants)|mono-?beneficiary (?:applications?|proposals?))",
    re.IGNORECASE,
)
_SV_PARTNERS = re.compile(
    rf"\bminst\s+{_NUMBER}\s+(?:(?:olika|andra|oberoende)\s+)*(?:parter|partner|partners|projektparter|organisationer|aktörer)\b",
    re.IGNORECASE,
)

_GENERAL: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"^HORIZON (?:JU )?(?:Research and )?Innovation Actions?$", re.IGNORECASE), 3, 3),
    (re.compile(r"^HORIZON (?:JU )?Coordination and Support Actions?$", re.IGNORECASE), 1, 1),
)
"""General Annex B of Horizon Europe: a consortium of three from three countries, but one is enough in a CSA."""


def consortium(facts: CallFacts) -> Consortium:
    """What the call says, else what its type of action says; ``words`` is then the type of action."""
    return _written(searched(facts)) or _general(facts) or Consortium()


def _written(text: str) -> Consortium | None:
    if found := _PARTNERS.search(text):
        rest = text[found.end() :]
        partners = _number(found.group(1))
        if lands := _COUNTRIES.match(rest):
            return Consortium(partners, _number(lands.group(1)), _joined(found, lands))
        if each := _EACH.match(rest):
            return Consortium(partners, partners, _joined(found, each))
        return Consortium(partners, None, phrase(text, found))
    if found := _ALONE.search(text):
        return Consortium(1, 1, phrase(text, found))
    if found := _SV_PARTNERS.search(text):
        return Consortium(_number(found.group(1)), None, phrase(text, found))
    return None


def _joined(found: re.Match[str], rest: re.Match[str]) -> str:
    whole = re.match(r".*", found.string[found.start() : found.end() + rest.end()], re.DOTALL)
    return phrase(found.string[found.start() :], whole) if whole else ""


def _general(facts: CallFacts) -> Consortium | None:
    action = facts.action_type or ""
    return next(
        (Consortium(p, c, action) for pattern, p, c in _GENERAL if pattern.match(" ".join(action.split()))), None
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.casefold()]


_TWO_STAGE = re.compile(
    r"\btwo[- ]stage (?:submission|procedure|call|evaluation|application)|-two-stage\b", re.IGNORECASE
)
_ONE_STAGE = re.compile(r"\bsingle[- ]stage (?:submission|procedure|call|evaluation|application)", re.IGNORECASE)


def stages(facts: CallFacts) -> int | None:
    """In how many stages an application is judged: 1, 2, or unknown."""
    if any((d.stage or 0) > 1 for d in facts.deadlines) or _TWO_STAGE.search(facts.key.external_id):
        return 2
    text = searched(facts)
    two, one = _TWO_STAGE.search(text), _ONE_STAGE.search(text)
    return None if bool(two) == bool(one) else 2 if two else 1
