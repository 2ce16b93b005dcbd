"""Who turns up together with whom: in the readers of a mail, a group chat, a meeting.

The weight of a pair grows by 1/(k-1) with each act of k people, ego among them (Newman, Physical Review E 64, 016132,
2001): lunch for three says more of two of them than a meeting of thirty.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping

MOST = 30
"""People at an act from which on it says nothing of any two of them; it also bounds the work."""

_UNIT = 1 << 16
_WEIGHT_BITS = 40
_TIDY_AT = 256
LEAST = 0.1
"""What the acts of two must add up to for them to be linked: two mails to twenty people, or one table for ten."""


class Company:
    """Pairs of people with what they add up to, eight bytes a pair and act, added up from time to time."""

    def __init__(self) -> None:
        self._met: dict[int, array[int]] = {}
        self._tidied: dict[int, int] = {}

    def note(self, people: Collection[int], weight: float) -> None:
        """Note that people turned up together at an act that weighs so much (0 to 1)."""
        if not 2 <= len(people) <= MOST:
            return
        each = round(weight * _UNIT / len(people))
        if not each:
            return
        ordered = sorted(people)
        for at, one in enumerate(ordered[:-1]):
            met = self._met.get(one)
            if met is None:
                met = self._met[one] = array("Q")
            met.extend([other << _WEIGHT_BITS | each for other in ordered[at + 1 :]])
            if len(met) >= self._tidied.get(one, _TIDY_AT):
                self._tidy(one)

    def together(self, people: int) -> tuple[Mapping[int, float], ...]:
        """Return for each of so many people those after them and the weights; empty where nobody met."""
        if not self._met:
            return ()
        found: list[dict[int, float]] = [{} for _ in range(people)]
        # A little is lost of every act when it is kept in whole parts.
        least = round(LEAST * _UNIT) - MOST
        for one in sorted(self._met):
            for other, sum_ in sorted(_sums(self._met.pop(one)).items()):
                if sum_ >= least:
                    found[one][other] = sum_ / _UNIT
        return tuple(found)

    def _tidy(self, one: int) -> None:
        sums = _sums(self._met[one])
        self._met[one] = array("Q", [other << _WEIGHT_BITS | sum_ for other, sum_ in sums.items()])
        self._tidied[one] = max(_TIDY_AT, 2 * len(sums))


def _sums(met: array[int]) -> dict[int, int]:
    sums: dict[int, int] = {}
    mask = (1 << _WEIGHT_BITS) - 1
    for packed in met:
        other = packed >> _WEIGHT_BITS
        sums[other] = sums.get(other, 0) + (packed & mask)
    return sums
