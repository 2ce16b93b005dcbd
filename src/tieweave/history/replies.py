"""How long people take to answer each other: by the keys with which acts name what they answer.

Reply time tells friends from others better than volume does (Wuchty & Uzzi, PLoS ONE 2011). Acts come in any order and
keys are long, so what is kept of a key is its hash, eight bytes.
"""

from __future__ import annotations

from array import array

from tieweave.history.diary import number_of
from tieweave.model import Direction, Interaction

_LONGEST = 30 * 86_400
"""Seconds after which an answer is no answer to that act but a new start."""
_MOST_ASKED = 8
"""People to whom a letter may go for an answer to it to be one to ego."""


class Replies:
    """The acts that may be answered, and the answers."""

    def __init__(self) -> None:
        self._keys = array("q")
        self._times = array("d")
        self._from_ego = array("b")
        self._reached: list[tuple[int, ...]] = []
        self._answered = array("q")
        self._answers = array("q")
        self._answer_times = array("d")

    def note(self, act: Interaction, reached: tuple[int, ...], when: float) -> None:
        """Note an act that reached people at a moment; only one with a single person answers somebody in particular."""
        if act.direction is Direction.BOTH or not reached:
            return
        from_ego = act.direction is Direction.OUT
        if act.key and len(reached) <= _MOST_ASKED:
            self._keys.append(hash((number_of(act.channel), act.key)))
            self._times.append(when)
            self._from_ego.append(from_ego)
            self._reached.append(reached)
        if act.answers and len(reached) == 1:
            self._answered.append(hash((number_of(act.channel), act.answers)))
            self._answers.append(reached[0] << 1 | from_ego)
            self._answer_times.append(when)

    def hours(self) -> dict[int, list[float]]:
        """Return the hours until each answer, in ascending order, by the person who gave it or got it.

        Who writes again before anybody answered has not been answered.
        """
        if not self._answered:
            return {}
        first = dict.fromkeys(self._answered, -1)
        for at, key in enumerate(self._keys):
            known = first.get(key)
            if known is not None and (known < 0 or self._times[at] < self._times[known]):
                first[key] = at
        found: dict[int, list[float]] = {}
        for key, packed, when in zip(self._answered, self._answers, self._answer_times, strict=True):
            at = first[key]
            person, from_ego = packed >> 1, packed & 1
            if at < 0 or self._from_ego[at] == from_ego or person not in self._reached[at]:
                continue
            waited = when - self._times[at]
            if 0 <= waited <= _LONGEST:
                found.setdefault(person, []).append(waited / 3600)
        return {person: sorted(hours) for person, hours in found.items()}
