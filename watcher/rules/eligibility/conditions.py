"""Rules over what a call says in words, in English: who must, or who alone may, apply."""

from __future__ import annotations

from watcher.rules.eligibility import reasons as why
from watcher.rules.eligibility.rule import Rule, rule, said

_ELSEWHERE = (
    r"(?:Austria|Belgium|Bulgaria|Croatia|Cyprus|Czechia|the Czech Republic|Estonia|France|Germany|Greece|Hungary"
    r"|Ireland|Italy|Latvia|Lithuania|Luxembourg|Malta|the Netherlands|Poland|Portugal|Romania|Slovakia|Slovenia|Spain"
    r"|Ukraine|Moldova|T(?:ü|u)rk(?:iye|ey)|Georgia|Armenia|Iceland|Switzerland|the United Kingdom"
    r"|the Western Balkans|(?:an? |the )?(?:EU )?outermost regions?|sub-Saharan Africa|Latin America|the Caribbean)"
)
_HERE = r"\b(?:Sweden|Swedish|Nordic|Baltic|Member States?|EU countr|associated countr)"
_MUST = r"(?:must|shall|should|have to)"

RULES: tuple[Rule, ...] = (
    rule(why.PEOPLE, rf"\bapplicants {_MUST}:? ?(?:– )?be (?:an? )?natural persons?\b(?! (?:or|and))", said),
    rule(
        why.SMALL_COMPANIES,
        r"\bonly (?:SMEs|start-?ups)[^.]{0,60}\b(?:are eligible|(?:can|may) (?:apply|participate)|established)",
        said,
        unless=r"\bmunicipalit|\blocal authorit",
    ),
    # One partner from a place is a condition on the consortium, not on us: hence *applicants*, all of them.
    rule(
        why.ELSEWHERE,
        rf"(?<!one of the )\bapplicants {_MUST} be (?:\w+ly )?(?:established|registered|based) in {_ELSEWHERE}\b",
        said,
        unless=_HERE,
    ),
    rule(why.ELSEWHERE, rf"\bonly (?:activities|projects|applicants|entities)[^.]{{0,40}} in {_ELSEWHERE}\b", said),
    rule(
        why.AUTHORITIES,
        rf"\bapplicants {_MUST} be (?:the )?(?:national|competent|central|managing) (?:competent )?authorit",
        said,
        unless=r"\b(?:regional|local) authorit",
    ),
    rule(
        why.INVITED, r"\b(?:restricted|limited) to (?:the )?(?:identified|named|invited) (?:applicant|beneficiar)", said
    ),
    rule(why.INVITED, r"\bonly (?:the )?(?:named|identified|invited) (?:applicants?|beneficiar(?:y|ies))", said),
)
