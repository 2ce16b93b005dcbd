"""How far somebody stands out among ego's other people, in standard deviations."""

from __future__ import annotations

import math
from collections.abc import Iterable

_PRIOR_OTHERS = 3
"""Made-up others with a variance of one: among few people nobody stands out much."""
_SPREAD = 0.5
"""Added to the spread: where all others are alike, a little more is no reason to call anybody outstanding."""


class Others:
    """The values of some people, from which each one's own is taken away before it is compared with the rest.

    So a value that rises never makes its owner stand out less.
    """

    def __init__(self, values: Iterable[float] = ()) -> None:
        self._count = 0
        self._sum = self._squares = 0.0
        for value in sorted(values):
            self._count += 1
            self._sum += value
            self._squares += value * value

    def standing(self, value: float, own: float | None = None) -> float:
        """Return how far a value stands out beside these; `own` is the one of them that is its owner's, if any is."""
        count = self._count if own is None else self._count - 1
        if count < 1:
            return 0.0
        held = own or 0.0
        mean = (self._sum - held) / count
        variance = max(0.0, (self._squares - held * held) / count - mean * mean)
        variance = (count * variance + _PRIOR_OTHERS) / (count + _PRIOR_OTHERS)
        return count / (count + _PRIOR_OTHERS) * (value - mean) / math.sqrt(variance + _SPREAD**2)
