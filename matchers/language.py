"""Which language a call is written in: what its source says, unless the text itself plainly says otherwise.

The only home of py3langid. Measured on 1,522 English and 252 Swedish calls (20 of which are English in truth): one
Swedish title was taken for Norwegian and five English ones for something else before the two rules below.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SWEDISH, ENGLISH = "sv", "en"
NORDIC = frozenset({"da", "no"})
KNOWN = ("sv", "en", "da", "no", "de", "fi", "fr")
"""The languages of the sources a Swedish municipality watches; the rest is not told apart."""
_SHORTEST = 40
"""Shorter texts (*Open Topic*) say too little: the source's word counts."""
_LONGEST = 1_000
_SURE = 0.95
_ALIASES = {"nb": "no", "nn": "no"}


def language_of(text: str, claimed: str = "") -> str:
    """The language of a text as two letters; ``claimed`` (else English) where the text is too short or unclear."""
    claimed = _ALIASES.get(claimed, claimed) or ENGLISH
    text = " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]
    if len(text) < _SHORTEST:
        return claimed
    shares = dict(_identifier().rank(text))
    found = max(shares, key=lambda language: shares[language])
    if found in NORDIC and any(c in "äöÄÖ" for c in text):
        return SWEDISH  # neither Danish nor Norwegian has these letters
    sure = sum(shares[n] for n in NORDIC) if found in NORDIC else shares[found]
    return str(found) if sure >= _SURE else claimed


@cache
def _identifier() -> LanguageIdentifier:
    """The model, read once: it takes about a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(KNOWN))
    return identifier
