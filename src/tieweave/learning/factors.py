"""How much each kind of evidence counts for this user, once there are answers enough to tell.

Refitting weights for each user after a few answers made things worse (high school 2013: AUC within ego 0.830 -> 0.810
at ten), so they stay as they ship until thirty answers, and then move by one factor a kind, held near 1 and never
below 0: a kind of evidence may count less, but not for its opposite.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tieweave import ledger
from tieweave.learning.cases import Case
from tieweave.learning.newton import maximum

FROZEN_BELOW = 30
"""Answers from which on the factors move (4.5: weights only after 30 labels)."""

SPREAD = 0.3
"""Standard deviation of a factor around 1, before answers (4.5)."""

_MOST_ROUNDS = 200
_NEAR = 1e-9


def factors(cases: Sequence[Case], shares: Sequence[float], start: float) -> Mapping[str, float]:
    """Return the most probable factor of every kind that stands in the cases, all 1 below thirty answers.

    `shares` is what each case is of an answer; `start` the log-odds of being close before any evidence.
    """
    kinds = sorted({kind for case in cases for kind in case.sums})
    found = dict.fromkeys(kinds, 1.0)
    if math.fsum(shares) < FROZEN_BELOW - _NEAR:
        return found
    for _ in range(_MOST_ROUNDS):
        before = dict(found)
        for kind in kinds:
            found[kind] = _best(kind, found, cases, shares, start)
        if all(abs(found[kind] - before[kind]) < _NEAR for kind in kinds):
            break
    return found


def _best(kind: str, found: Mapping[str, float], cases: Sequence[Case], shares: Sequence[float], start: float) -> float:
    """Return the best factor of one kind where the others stay."""
    terms = [
        (
            start + math.fsum(found[other] * value for other, value in case.sums.items() if other != kind),
            case.sums[kind],
            float(case.close),
            share,
        )
        for case, share in zip(cases, shares, strict=True)
        if case.sums.get(kind)
    ]

    def derivatives(factor: float) -> tuple[float, float]:
        expected = [ledger.probability(rest + factor * value) for rest, value, _, _ in terms]
        slope = math.fsum(
            share * value * (seen - p) for p, (_, value, seen, share) in zip(expected, terms, strict=True)
        )
        bend = math.fsum(
            share * value * value * p * (1 - p) for p, (_, value, _, share) in zip(expected, terms, strict=True)
        )
        return slope - (factor - 1) / SPREAD**2, -bend - 1 / SPREAD**2

    return maximum(derivatives, found[kind], least=0.0)
