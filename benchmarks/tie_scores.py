"""How right a measure of closeness is against people's own answers, and how sure that is: `ties.py` says what it means.

Everything counts egos, not pairs: the pairs of one ego hang together, so intervals come from drawing egos anew, and a
statistic takes how often each ego was drawn (`times`, a row a resample). Needs the extra "bench".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Booleans: TypeAlias = npt.NDArray[np.bool_]

_HALVINGS = 40
_STEPS = 5
"""Of Newton's method from the solution for all egos: those for resamples are near it."""
_CHUNK = 100


@attrs.frozen(eq=False)
class Answers:
    """The pairs of a set: whose (`ego`, a number from 0) each is, and whether that ego calls the other `close`."""

    ego: Integers
    close: Booleans

    @property
    def egos(self) -> int:
        """The number of egos."""
        return int(self.ego.max()) + 1

    @property
    def share(self) -> float:
        """The share of close ties."""
        return float(self.close.mean())

    def by_ego(self, values: Floats | Booleans) -> Floats:
        """Return the sums of a value of each pair, by ego."""
        sums: Floats = np.bincount(self.ego, weights=values, minlength=self.egos).astype(np.float64)
        return sums

    def resamples(self, count: int, seed: int) -> Integers:
        """Return how often each ego is drawn in each of `count` draws of as many egos as there are."""
        dice = np.random.default_rng(seed)
        drawn: Integers = dice.multinomial(self.egos, np.full(self.egos, 1 / self.egos), size=count)
        return drawn


@attrs.frozen
class Estimate:
    """A statistic, and the middle 95 % of what it is in the resamples."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, drawn: Floats) -> Estimate:
        """Return the estimate of a `value` that was so much in the resamples; those without a value do not count."""
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        return cls(value, float(low), float(high))


Statistic = Callable[[Integers], Floats]
"""What it is in each of the resamples."""


def estimate(statistic: Statistic, answers: Answers, drawn: Integers) -> Estimate:
    """Return a statistic of all egos, each once, with its interval."""
    once = np.ones((1, answers.egos), dtype=np.int64)
    return Estimate.of(float(statistic(once)[0]), statistic(drawn))


# -- Ranking -----------------------------------------------------------------------------------------------------------


def wins(answers: Answers, scores: Floats) -> Floats:
    """Return how often a close tie of one ego scores higher than another tie of the other, ties counting half.

    Rows are the egos of the close tie, columns those of the other. All areas under the curve are sums over it.
    """
    close = answers.close
    found = np.zeros((answers.egos, answers.egos))
    for other in range(answers.egos):
        losers = np.sort(scores[~close & (answers.ego == other)])
        beaten = np.searchsorted(losers, scores[close], "left") + np.searchsorted(losers, scores[close], "right")
        found[:, other] = np.bincount(answers.ego[close], weights=beaten / 2, minlength=answers.egos)
    return found


def pooled_auc(answers: Answers, won: Floats) -> Statistic:
    """Return the area under the ROC curve of all pairs together."""
    close, others = answers.by_ego(answers.close), answers.by_ego(~answers.close)

    def statistic(times: Integers) -> Floats:
        area: Floats = np.einsum("bi,ij,bj->b", times, won, times, optimize=True)
        return area / ((times @ close) * (times @ others))

    return statistic


def per_ego_auc(answers: Answers, won: Floats) -> Statistic:
    """Return the mean over egos of the area within each; egos who call all or nobody close have none."""
    pairs = answers.by_ego(answers.close) * answers.by_ego(~answers.close)
    counted = pairs > 0
    areas = np.diag(won)[counted] / pairs[counted]

    def statistic(times: Integers) -> Floats:
        held = times[:, counted]
        mean: Floats = held @ areas / held.sum(axis=1)
        return mean

    return statistic


# -- Probability -------------------------------------------------------------------------------------------------------


def log_odds(strengths: Floats) -> Floats:
    """Return the log-odds of probabilities, those given as 0 or 1 a little less sure (they are rounded)."""
    inner = np.clip(strengths, 1e-4, 1 - 1e-4)
    odds: Floats = np.log(inner / (1 - inner))
    return odds


def _probabilities(odds: Floats) -> Floats:
    sure: Floats = 1 / (1 + np.exp(-odds))
    return sure


def constants(answers: Answers, odds: Floats, times: Integers) -> tuple[Floats, Floats]:
    """Return the constant that, added to all log-odds, makes their mean the share of close ties, and that share."""
    low, high = -20.0, 20.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = _probabilities(odds + middle).mean() < answers.share
        low, high = (middle, high) if below else (low, middle)
    added, shares = np.full(len(times), (low + high) / 2), np.zeros(len(times))
    for start in range(0, len(times), _CHUNK):
        held = times[start : start + _CHUNK][:, answers.ego].astype(np.float64)
        size = held.sum(axis=1)
        shares[start : start + _CHUNK] = share = held @ answers.close / size
        constant = added[start : start + _CHUNK]
        for _ in range(_STEPS):
            sure = _probabilities(odds + constant[:, None])
            mean = np.einsum("bn,bn->b", held, sure) / size
            constant += (share - mean) / (mean - np.einsum("bn,bn,bn->b", held, sure, sure) / size)
    return added, shares


def shifted(answers: Answers, odds: Floats) -> Floats:
    """Return the probabilities once the base rate is right."""
    added, _ = constants(answers, odds, np.ones((1, answers.egos), dtype=np.int64))
    return _probabilities(odds + added[0])


def balanced_accuracy(answers: Answers, odds: Floats) -> Statistic:
    """Return the mean of the shares of close and of other ties told rightly, with the line at the base rate.

    The base rate is made right first, in each resample anew.
    """

    def statistic(times: Integers) -> Floats:
        added, shares = constants(answers, odds, times)
        told = odds + added[:, None] >= np.log(shares / (1 - shares))[:, None]
        return _balanced(answers, told, times)

    return statistic


def balanced_accuracy_of(answers: Answers, told: Booleans) -> Statistic:
    """Return the mean of the shares of close and of other ties told rightly, where some are `told` close."""
    return lambda times: _balanced(answers, told[None, :], times)


def _balanced(answers: Answers, told: Booleans, times: Integers) -> Floats:
    held = times[:, answers.ego]
    right = [(held * (group & (told == side))).sum(axis=1) for side, group in _sides(answers)]
    there = [(held * group).sum(axis=1) for _, group in _sides(answers)]
    mean: Floats = (right[0] / there[0] + right[1] / there[1]) / 2
    return mean


def _sides(answers: Answers) -> Sequence[tuple[bool, Booleans]]:
    return (True, answers.close), (False, ~answers.close)


def slope(answers: Answers, odds: Floats) -> Statistic:
    """Return the slope of a logistic regression of the answers on the log-odds (Cox 1958); below 1 it is too sure."""

    def fitted(times: Integers, start: tuple[float, float], steps: int) -> tuple[Floats, Floats]:
        held = times[:, answers.ego].astype(np.float64)
        level, gain = np.full(len(held), start[0]), np.full(len(held), start[1])
        for _ in range(steps):
            sure = _probabilities(level[:, None] + gain[:, None] * odds)
            rest = held * (answers.close - sure)
            sure *= 1 - sure
            sure *= held
            a, b, c = sure.sum(axis=1), sure @ odds, sure @ odds**2
            up, across = rest.sum(axis=1), rest @ odds
            size = a * c - b * b
            level, gain = level + (c * up - b * across) / size, gain + (a * across - b * up) / size
        return level, gain

    def statistic(times: Integers) -> Floats:
        base = float(np.log(answers.share / (1 - answers.share)))
        level, gain = fitted(np.ones((1, answers.egos), dtype=np.int64), (base, 0.0), _HALVINGS)
        parts = [
            fitted(times[at : at + _CHUNK], (float(level[0]), float(gain[0])), _STEPS)[1]
            for at in range(0, len(times), _CHUNK)
        ]
        return np.concatenate(parts)

    return statistic


# -- Calibration -------------------------------------------------------------------------------------------------------


def bins_of_equal_count(probabilities: Floats, bins: int = 10) -> Integers:
    """Return the bin of each, as many in each as can be: equal ones are never parted."""
    ordered = np.sort(probabilities)
    middle = np.searchsorted(ordered, probabilities, "left") + np.searchsorted(ordered, probabilities, "right")
    found: Integers = np.minimum(middle * bins // (2 * len(ordered)), bins - 1).astype(np.int64)
    return found


def bins_of_equal_width(probabilities: Floats, bins: int = 10) -> Integers:
    """Return the bin of each: from 0 to 0.1, from 0.1 to 0.2, and so on."""
    found: Integers = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    return found


def calibration_error(close: Booleans | Floats, probabilities: Floats, bins: Integers) -> Floats:
    """Return the mean over pairs of |mean probability - share of close ties| of the bin; a row of `close` a result."""
    off = np.atleast_2d(probabilities - close)
    by_bin = np.stack([off[:, bins == one].sum(axis=1) for one in np.unique(bins)])
    error: Floats = np.abs(by_bin).sum(axis=0) / len(probabilities)
    return error


def noise_floor(probabilities: Floats, bins: Integers, seed: int, draws: int = 1000) -> tuple[float, float]:
    """Return the error that the same probabilities show when they are right: the mean, and what 95 % stay below."""
    dice = np.random.default_rng(seed)
    errors = calibration_error(dice.random((draws, len(probabilities))) < probabilities, probabilities, bins)
    return float(errors.mean()), float(np.percentile(errors, 95))
