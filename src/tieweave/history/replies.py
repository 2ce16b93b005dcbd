"""How long people take to answer each other: by the keys with which acts name what they answer.

Reply time tells friends from others better than volume does (Wuchty & Uzzi, PLoS ONE 2011). Acts come in any order and
keys are long, so what is kept of a key is its hash, eight bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from tieweave.model import Direction, Interaction

_LONGEST = 30 * 86_400
"""Seconds after which an answer is no answer to that act but a new start."""


class Replies:
    """The times of acts that may be answered, and the answers."""

    def __init__(self) -> None:
        self._keys = array("q")
        self._times = array("d")
        self._answered = array("q")
        self._answer_times = array("d")
        self._people = array("q")

    def note(self, act: Interaction, reached: Sequence[int]) -> None:
        """Note an act with the people `reached`; only one with a single person answers somebody in particular."""
        when = act.when.timestamp()
        if act.key:
            self._keys.append(hash((act.channel, act.key)))
            self._times.append(when)
        if act.answers and len(reached) == 1 and act.direction is not Direction.BOTH:
            self._answered.append(hash((act.channel, act.answers)))
            self._answer_times.append(when)
            self._people.append(reached[0])

    def hours(self) -> dict[int, list[float]]:
        """Return the hours until each answer, in ascending order, by the person who gave it or got it."""
        if not self._answered:
            return {}
        wanted = dict.fromkeys(self._answered, -1.0)
        for key, when in zip(self._keys, self._times, strict=True):
            if key in wanted:
                wanted[key] = when
        found: dict[int, list[float]] = {}
        for key, when, person in zip(self._answered, self._answer_times, self._people, strict=True):
            waited = when - wanted[key]
            if wanted[key] >= 0 and 0 <= waited <= _LONGEST:
                found.setdefault(person, []).append(waited / 3600)
        return {person: sorted(hours) for person, hours in found.items()}
