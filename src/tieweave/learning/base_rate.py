"""The base rate: how many people are close before anything is known of them.

It is what differs most from user to user (12 % to 66 % in the tie data), and what a few answers mend at once. Only a
fair sample tells it: answers asked where the verdict was uncertain made it worse (high school 2013: log loss 0.326 ->
0.344 after three), so chosen ones do not count here, nor do labels in the address book, which nobody gives to a fair
sample. What a user corrects unasked counts half, and all such corrections together no more than five answers: forty
close friends corrected are forty pins, not news of everybody else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tieweave import ledger
from tieweave.learning.cases import Case
from tieweave.learning.newton import maximum
from tieweave.model import Asked

PSEUDO_ANSWERS = 10.0
"""How many answers the starting share is worth, as recommended for the project from the tie data (4.5)."""

WEIGHT: Mapping[Asked, float] = {Asked.RANDOM: 1.0, Asked.VOLUNTEERED: 0.5, Asked.CHOSEN: 0.0, Asked.WRITTEN: 0.0}
"""What an answer counts by how it came about (4.5: a small random sample, and volunteered corrections by half)."""

MOST_VOLUNTEERED = 5.0
"""What volunteered answers count at most, together: half of what the start is worth. An estimate of the project's."""


def weights(cases: Sequence[Case], shares: Sequence[float]) -> list[float]:
    """Return what each case counts for the base rate; `shares` is what each is of an answer."""
    found = [WEIGHT[case.asked] * share for case, share in zip(cases, shares, strict=True)]
    volunteered = math.fsum(
        weight for case, weight in zip(cases, found, strict=True) if case.asked is Asked.VOLUNTEERED
    )
    scale = min(1.0, MOST_VOLUNTEERED / volunteered) if volunteered else 1.0
    return [
        weight * scale if case.asked is Asked.VOLUNTEERED else weight for case, weight in zip(cases, found, strict=True)
    ]


def shift(cases: Sequence[Case], counted: Sequence[float], prior: float) -> float:
    """Return by how much everybody's log-odds of being close move, given what each case counts.

    The Beta update of a share `prior` worth ten answers, made fair to who was drawn: a family member who turns out to
    be close is no surprise and moves nothing. Where the evidence says nothing of anybody, it is the Beta update itself:
    (10 · prior + close) / (10 + answers).
    """
    start = ledger.log_odds(prior)
    drawn = [
        (start + math.fsum(case.sums.values()), case.close, weight)
        for case, weight in zip(cases, counted, strict=True)
        if weight
    ]
    if not drawn:
        return 0.0
    terms = [(start, prior, PSEUDO_ANSWERS), *((before, float(close), weight) for before, close, weight in drawn)]

    def derivatives(offset: float) -> tuple[float, float]:
        expected = [ledger.probability(before + offset) for before, _, _ in terms]
        slope = math.fsum(weight * (seen - p) for p, (_, seen, weight) in zip(expected, terms, strict=True))
        bend = math.fsum(weight * p * (1 - p) for p, (_, _, weight) in zip(expected, terms, strict=True))
        return slope, -bend

    return maximum(derivatives, 0.0)
