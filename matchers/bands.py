"""From raw scores to scores in [0, 1] and to bands.

The score is the probability that a judge finds the call worth considering (grade 2 or 3), by a logistic regression on
the logarithm of the raw score over the judged development areas. Measured leave-one-area-out on 16 areas and 1,522
calls, at most 15 an area: strong holds 5.1 calls an area of which 49 % are worth considering, strong and possible
together hold 66 % of the best calls. See docs/matching.md.
"""

from __future__ import annotations

from db.records import Band, BandLimits

HALF = 44.2
"""The raw score at which the probability is one half."""
STEEPNESS = 2.8
STRONG = 0.30
POSSIBLE = 0.12
SHIPPED = BandLimits(STRONG, POSSIBLE)


def to_unit(raw: float) -> float:
    """A raw score as a probability in [0, 1). Order is kept."""
    return 1.0 / (1.0 + (HALF / raw) ** STEEPNESS) if raw > 0 else 0.0


def band_of(score: float, limits: BandLimits = SHIPPED) -> Band:
    """The band of a score in [0, 1]."""
    if score >= limits.strong:
        return Band.STRONG
    return Band.POSSIBLE if score >= limits.possible else Band.WEAK
