"""The ledger: how items of evidence add up.

Items of one kind are correlated (a label "Family" and a label "Cousins" are one statement made twice), so within
a kind the strongest counts in full, the second by half, the rest not at all, and the sum is capped. Between kinds
log-odds add. The caps stand in `tie_weights.py`; the label and relation families have the widest, since what people
themselves write is the best evidence there is (role words alone reach AUC 0.789 in 102 Milan ego networks).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from tieweave import tie_weights
from tieweave.model import Evidence

CLOSE = "close"
"""The axis of P(Level 1)."""
WORK = "work"
"""The axis of P(known through work)."""
ANSWER = "answer"
"""The kind of what the user said: it outweighs everything."""
LEARNED = "learned"
"""The kind of what answers about others taught; such items were found together, so they add in full."""


def cap(kind: str, toward: str) -> float:
    """Return the most that evidence of one kind may add or take away, in log-odds."""
    if toward == CLOSE or kind == ANSWER:
        return tie_weights.CAPS.get(kind, tie_weights.DEFAULT_CAP)
    return tie_weights.DEFAULT_CAP


def totals(evidence: Iterable[Evidence]) -> dict[str, float]:
    """Return the sum of the evidence toward each category and axis, in log-odds."""
    families: dict[tuple[str, str], list[float]] = {}
    for item in evidence:
        families.setdefault((item.toward, item.kind), []).append(item.weight)
    sums: dict[str, float] = {}
    for (toward, kind), weights in families.items():
        sums[toward] = sums.get(toward, 0.0) + sum_of(kind, toward, weights)
    return sums


def sum_of(kind: str, toward: str, weights: list[float]) -> float:
    """Return what items of one kind toward one thing add up to: in full where they were learned together."""
    limit = cap(kind, toward)
    if kind == LEARNED:
        return max(-limit, min(limit, math.fsum(weights)))
    return family_sum(weights, limit)


def family_sum(weights: list[float], limit: float) -> float:
    """Return what correlated weights add up to: the strongest and half of the second, within ±`limit`."""
    if len(weights) == 1:
        total = weights[0]
    else:
        first, second = sorted(weights, key=lambda weight: (-abs(weight), weight))[:2]
        total = first + second / 2
    return max(-limit, min(limit, total))


def probability(log_odds: float) -> float:
    """Return the probability that log-odds stand for; safe for any size."""
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1.0 + odds)


def log_odds(share: float) -> float:
    """Return the log-odds of a probability strictly between 0 and 1."""
    return math.log(share / (1.0 - share))
