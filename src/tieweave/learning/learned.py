"""What was learned: the base rate, the factors and the effects together, and what moved, in plain words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave import ledger
from tieweave.learning import base_rate
from tieweave.learning.cases import Case, Key, counts, shared_keys
from tieweave.learning.effects import effects
from tieweave.learning.factors import factors
from tieweave.learning.moved import moved


@attrs.frozen(kw_only=True)
class Learned:
    """What the answers taught of people who were not asked about.

    `start` is the share of close people (0..1) that was expected before the answers, `prior` the share to expect now:
    everybody's log-odds move by `shift`. `effects` are log-odds by what people share, ("category", "co-worker") or
    ("organisation", "acme"); `factors` say how many times each kind of evidence counts on the close axis, 1 where
    none is named. `answers` is the number of people answered for, and `moved` says what moved, in sentences.
    """

    start: float
    prior: float
    effects: Mapping[Key, float] = attrs.field(factory=dict)
    factors: Mapping[str, float] = attrs.field(factory=dict)
    answers: int = 0
    moved: tuple[str, ...] = ()

    @property
    def shift(self) -> float:
        """By how much everybody's log-odds of being close move."""
        return ledger.log_odds(self.prior) - ledger.log_odds(self.start)

    def effects_on(self, category: str, organisations: Iterable[str]) -> list[tuple[Key, float]]:
        """Return the effects that concern somebody of a category at `organisations` (their names)."""
        return [(key, found) for key in shared_keys(category, organisations) if (found := self.effects.get(key))]

    def log_odds(self, sums: Mapping[str, float], category: str = "", organisations: Iterable[str] = ()) -> float:
        """Return the log-odds of being close, given what each kind of evidence says.

        The sums are to be worked out with the `start`: what a category says replaces the share to begin with, and would
        otherwise take back what the answers moved.
        """
        weighed = [self.factors.get(kind, 1.0) * value for kind, value in sums.items()]
        concerned = [effect for _, effect in self.effects_on(category, organisations)]
        return math.fsum([ledger.log_odds(self.prior), *weighed, *concerned])


def learned(cases: Sequence[Case], prior: float) -> Learned:
    """Return what the `cases` teach, where the share of close people was expected to be `prior` (0..1).

    The order of the cases does not matter. Without cases nothing moves.
    """
    shares = counts(cases)
    counted = base_rate.weights(cases, shares)
    shift = base_rate.shift(cases, counted, prior)
    start = ledger.log_odds(prior) + shift
    weighed = factors(cases, shares, start)
    before = [math.fsum([start, *(weighed[kind] * value for kind, value in case.sums.items())]) for case in cases]
    found = effects(cases, shares, before)
    now = ledger.probability(start) if shift else prior
    return Learned(
        start=prior,
        prior=now,
        effects=found,
        factors=weighed,
        answers=len(cases),
        moved=moved(cases, prior, now, found, weighed),
    )
