"""From raw scores to scores in [0, 1] and to bands.

The score is the probability that a judge finds the call worth considering (grade 2 or 3), by a logistic regression on
two logarithms: the raw score, and how much the area asks for. A long area text gathers a higher raw score from any
call; without the second a short area never gets a strong call and a long one too many (log loss 0.40 against 0.38).
Within an area the order is that of the raw scores.

``matchers.calibration`` fits the constants and measures them leave-one-area-out; see docs/matching.md.
"""

from __future__ import annotations

from math import exp, log

from db.records import Band, BandLimits

HALF = 49.6
"""The raw score at which the probability is one half, for an area that asks for ``USUAL``.

Fitted on both languages 49.6, on the English calls alone 50.9.
"""
USUAL = 20.0
GROWTH = 1.52
"""How that raw score grows with what the area asks for."""
STEEPNESS = 3.55
STRONG = 0.55
POSSIBLE = 0.06
SHIPPED = BandLimits(STRONG, POSSIBLE)
HYBRID = BandLimits(0.65, 0.05)
"""With the sentence model: its highest probabilities promise more than they hold (docs/matching.md)."""
_HIGHEST = 700.0
"""Of what ``exp`` can take."""


def to_unit(raw: float, asked: float) -> float:
    """A raw score as a probability in [0, 1), for an area that asks for so much. Order is kept within an area."""
    if raw <= 0 or asked <= 0:
        return 0.0
    below = log(HALF) + GROWTH * (log(asked) - log(USUAL)) - log(raw)
    return 1.0 / (1.0 + exp(min(STEEPNESS * below, _HIGHEST)))


def shipped(*, meaning: bool) -> BandLimits:
    """The limits of the words alone, or of words and meaning together."""
    return HYBRID if meaning else SHIPPED


def band_of(score: float, limits: BandLimits = SHIPPED) -> Band:
    """The band of a score in [0, 1]."""
    if score >= limits.strong:
        return Band.STRONG
    return Band.POSSIBLE if score >= limits.possible else Band.WEAK
