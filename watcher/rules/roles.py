"""What a municipality can be in a call: leader, partner or pilot site, with the words that say so. Pure.

The first row of the table whose pattern stands in the call decides; nothing found is *unknown*, never a no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.records import CallFacts, Role
from watcher.rules.calltext import phrase, searched

_LOCAL = (
    r"(?:municipalit(?:y|ies)|municipal (?:authorit(?:y|ies)|compan(?:y|ies))|cities|towns"
    r"|local (?:and(?:/or)? regional |/ ?regional |or regional )?(?:public )?(?:authorit(?:y|ies)|governments?|bodies)"
    r"|regional (?:and(?:/or)?|or) local (?:public )?(?:authorit(?:y|ies)|governments?))"
)
_PUBLIC = rf"(?:{_LOCAL}|public (?:authorit(?:y|ies)|bod(?:y|ies)|sector organi[sz]ations?|entit(?:y|ies)))"
_SV = (
    r"(?:kommuner(?:na)?|kommunen|kommunala (?:bolag|verksamheter)|städer"
    r"|offentliga? (?:organisation(?:er)?|aktör(?:er)?))"
)


SWEDISH = {
    Role.LEAD: "kan leda",
    Role.PARTNER: "kan vara partner",
    Role.PILOT: "pilotplats",
    Role.UNKNOWN: "okänt",
}
"""The roles as people read them."""


@dataclass(frozen=True, slots=True)
class RoleFinding:
    """The role and the words of the call it rests on; no words when the role is unknown."""

    role: Role
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Sign:
    role: Role
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _sign(role: Role, pattern: str, unless: str | None = None) -> _Sign:
    return _Sign(role, re.compile(pattern, re.IGNORECASE), re.compile(unless, re.IGNORECASE) if unless else None)


_PROGRAMMES: tuple[_Sign, ...] = (
    _sign(Role.LEAD, r"\bCERV-\d{4}-CITIZENS-TOWN\b[-\w]*"),
    _sign(Role.LEAD, r"\bHORIZON-EIC-\d{4}-PRIZE-ICAPITAL\b[-\w]*"),
    _sign(Role.LEAD, r"\bLIFE-\d{4}-(?:SAP|CET|STRAT|PLP|TA)-[-\w]+", unless=r"-NGO-"),
    _sign(Role.LEAD, r"\bInterreg\b"),
    _sign(Role.LEAD, r"\bCEF-T-\d{4}-AFIF\w*[-\w]*"),
)
"""Signs in the identifier, the title or the programme: programmes in which public bodies coordinate projects."""

_TEXT: tuple[_Sign, ...] = (
    _sign(Role.LEAD, rf"\b(?:aimed at|addressed to|open to|targeted at) (?:\w+ ){{0,3}}{_LOCAL}"),
    _sign(Role.LEAD, rf"\b{_LOCAL} (?:applying for|can apply|may apply|are eligible to apply)"),
    _sign(Role.LEAD, rf"\b(?:coordinated|led) by (?:an? )?{_PUBLIC}"),
    _sign(Role.LEAD, rf"\b(?:coordinators?|(?:lead )?applicants?) (?:must|should|can|may|shall) be (?:an? )?{_PUBLIC}"),
    _sign(Role.LEAD, rf"\beligible applicants[^.]{{0,120}}\b{_LOCAL}"),
    _sign(Role.LEAD, rf"\b{_SV} kan(?: nu)? (?:söka|ansöka|få)\b|\bkan(?: nu)? {_SV} (?:söka|ansöka|få)\b"),
    _sign(Role.LEAD, rf"\b[Ss]om {_SV}[^.]{{0,80}} kan du söka"),
    _sign(
        Role.PARTNER,
        rf"\bat least (?:\w+ )(?:\w+ )?{_LOCAL}[^.;]{{0,160}}\b(?:participate|beneficiar|consorti|Member State)",
    ),
    _sign(
        Role.PARTNER, rf"\b{_LOCAL}[^.]{{0,120}}\b(?:must|should) (?:participate|be part of|be involved) as benefici"
    ),
    _sign(
        Role.PARTNER, rf"\bconsorti(?:um|a)\b[^.]{{0,160}}\b(?:includ|involv|compris|compos)[^.]{{0,160}}\b{_PUBLIC}"
    ),
    _sign(Role.PARTNER, rf"\b(?:participation|involvement) of (?:\w+ ){{0,3}}{_LOCAL}[^.]{{0,60}}\bconsorti"),
    _sign(Role.PARTNER, r"\b(?:legal persons?|legal entities)[^.]{0,80}\bpublic (?:or|and|bodies)\b"),
    _sign(Role.PARTNER, rf"\b{_PUBLIC}(?:(?!\bnot\b)[^.;]){{0,80}}\b(?:as (?:beneficiaries|partners)|are eligible)\b"),
    _sign(Role.PARTNER, rf"\btillsammans med[^.]{{0,40}}\b{_SV}"),
    _sign(
        Role.PILOT,
        rf"\b(?:demonstrat(?:ed|ing|ions?)|pilot(?:ed|ing|s)?|living labs?|tested|validated)\b[^.]{{0,100}}\b{_LOCAL}",
    ),
    _sign(
        Role.PILOT,
        rf"\b{_LOCAL}[^.]{{0,100}}\b(?:demonstrations?|demonstration sites?|pilots?|pilot sites?|living labs?)\b",
    ),
)
_ACTIONS = re.compile(
    r"\b(?:(?<!Research and )Innovation Actions?|Coordination and Support Actions?|Lump Sum Grants"
    r"|Project Grants|Simple Grants|Pre-commercial Procurement"
    r"|Public Procurement of Innovative Solutions|Cofund Actions?)",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:{_LOCAL}|{_SV})", re.IGNORECASE)


def role(facts: CallFacts) -> RoleFinding:
    """The role that the call's programme or words give a municipality, with the words; unknown when they give none.

    Reads the sections too: a call read without its text may give less.
    """
    where = " ".join((facts.key.external_id, facts.title, facts.programme or ""))
    text = searched(facts)
    for signs, looked_at in ((_PROGRAMMES, where), (_TEXT, text)):
        for sign in signs:
            if (found := sign.pattern.search(looked_at)) and not (sign.unless and sign.unless.search(looked_at)):
                return RoleFinding(sign.role, phrase(looked_at, found))
    return _by_action(facts, text)


def _by_action(facts: CallFacts, text: str) -> RoleFinding:
    """Actions close to use that name municipalities anywhere are open to them as partners."""
    action, named = _ACTIONS.search(" ".join((facts.action_type or "").split())), _NAMED.search(text)
    if action and named:
        return RoleFinding(Role.PARTNER, f"{action.group()}: {phrase(text, named)}")
    return RoleFinding(Role.UNKNOWN)
