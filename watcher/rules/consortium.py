"""How many partners and countries an application needs, and in how many stages it is judged. Pure.

What the call's own conditions say wins; else the general rule of Horizon Europe for the type of action; else unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.records import CallFacts
from watcher.rules.calltext import phrase, searched, shown

_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SWEDISH = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
_WORDS = {word: n for words in (_ENGLISH, _SWEDISH) for n, word in enumerate(words, 1)}
_NUMBER = rf"(\d{{1,2}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"


@dataclass(frozen=True, slots=True)
class Consortium:
    """The least number of partners (the leader counted) and of countries; ``words`` is the evidence."""

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
    rf"(?:\s*\([^)]*\))?[^.;]{{0,120}}?\b(?:from|in|of)\s+(?:at least\s+|a minimum of\s+)?{_NUMBER}\s+"
    rf"(?:\([^)]{{1,12}}\)\s+)?{_LANDS}",
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
    """The most that the call's words and the general rule of its type of action ask for together."""
    written, general = _written(searched(facts)), _general(facts)
    if not (written and general):
        return written or general or Consortium()
    partners = max(written.partners or 0, general.partners or 0)
    countries = max(written.countries or 0, general.countries or 0)
    return Consortium(partners, countries if countries > 1 or partners == 1 else None, written.words)


def _written(text: str) -> Consortium | None:
    """What the words ask for. *At least one entity from …* adds a condition: it is no number of partners."""
    found = [c for m in _PARTNERS.finditer(text) if (c := _read(m)).partners != 1]
    if found:
        return next((c for c in found if c.countries), found[0])
    if alone := _ALONE.search(text):
        return Consortium(1, 1, phrase(text, alone))
    swedish = _SV_PARTNERS.search(text)
    return Consortium(_number(swedish.group(1)), None, phrase(text, swedish)) if swedish else None


def _read(found: re.Match[str]) -> Consortium:
    rest = found.string[found.end() :]
    partners = _number(found.group(1))
    if lands := _COUNTRIES.match(rest):
        return Consortium(partners, _number(lands.group(1)), _joined(found, lands))
    if each := _EACH.match(rest):
        return Consortium(partners, partners, _joined(found, each))
    return Consortium(partners, None, phrase(found.string, found))


def _joined(found: re.Match[str], rest: re.Match[str]) -> str:
    return shown(found.string, found.start(), found.end() + rest.end())


def _general(facts: CallFacts) -> Consortium | None:
    action = " ".join((facts.action_type or "").split())
    return next((Consortium(p, c, action) for pattern, p, c in _GENERAL if pattern.match(action)), None)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.casefold()]


_TWO_STAGE = re.compile(
    r"\btwo[- ]stage (?:submission|procedure|call|evaluation|application)|-two-stage\b", re.IGNORECASE
)
_ONE_STAGE = re.compile(r"\bsingle[- ]stage (?:submission|procedure|call|evaluation|application)", re.IGNORECASE)


def stages(facts: CallFacts) -> int | None:
    """In how many stages an application is judged: 1, 2, or unknown.

    The EU portal marks two stages in the identifier or the deadlines: of 498 recorded topics with a submission model
    none without such a mark had two. Calls passed on by projects (``COMPETITIVE_CALL``) follow their own ways.
    """
    topic = facts.key.external_id
    if any((d.stage or 0) > 1 for d in facts.deadlines) or _TWO_STAGE.search(topic):
        return 2
    text = searched(facts)
    two, one = _TWO_STAGE.search(text), _ONE_STAGE.search(text)
    if bool(two) != bool(one):
        return 2 if two else 1
    return 1 if not two and facts.key.namespace == "ft" and facts.deadlines and "COMPETITIVE" not in topic else None
