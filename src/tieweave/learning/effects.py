"""What a category or an organisation means to this user: for one, colleagues are friends; for another, never.

Each value's effect is an offset on the close axis, shrunk toward none: three answers move it a little, thirty most of
the way. All are found together, so that co-workers who are all of one company are not counted twice. Chosen answers
count too: given what the evidence said of somebody, why they were asked says nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tieweave import ledger
from tieweave.learning.cases import Case, Key, shared_keys
from tieweave.learning.newton import maximum

VARIANCE = 0.5
"""Variance of an effect around 0 before answers, in squared log-odds (4.5)."""

_MOST_ROUNDS = 200
_NEAR = 1e-9


def effects(cases: Sequence[Case], shares: Sequence[float], before: Sequence[float]) -> Mapping[Key, float]:
    """Return the most probable effect of everything that the people of the cases share, in log-odds.

    `shares` is what each case is of an answer, `before` its log-odds of being close without any effect.
    """
    of_case = [shared_keys(case.category, case.organisations) for case in cases]
    members: dict[Key, list[int]] = {}
    for at, keys in enumerate(of_case):
        for key in keys:
            members.setdefault(key, []).append(at)
    found = dict.fromkeys(sorted(members), 0.0)
    for _ in range(_MOST_ROUNDS):
        last = dict(found)
        for key in found:
            terms = [
                (
                    math.fsum([before[at], *(found[other] for other in of_case[at] if other != key)]),
                    float(cases[at].close),
                    shares[at],
                )
                for at in members[key]
            ]
            found[key] = _best(terms, found[key])
        if all(abs(found[key] - last[key]) < _NEAR for key in found):
            break
    return found


def _best(terms: Sequence[tuple[float, float, float]], start: float) -> float:
    """Return the best offset for (log-odds without it, seen, share) of each person whom it concerns."""

    def derivatives(offset: float) -> tuple[float, float]:
        expected = [ledger.probability(rest + offset) for rest, _, _ in terms]
        slope = math.fsum(share * (seen - p) for p, (_, seen, share) in zip(expected, terms, strict=True))
        bend = math.fsum(share * p * (1 - p) for p, (_, _, share) in zip(expected, terms, strict=True))
        return slope - offset / VARIANCE, -bend - 1 / VARIANCE

    return maximum(derivatives, start)
