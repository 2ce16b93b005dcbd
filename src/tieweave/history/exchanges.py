"""Mail and meetings by each of ego's own addresses: with whom, and both ways.

What is kept is two numbers for each of them and each person, not an act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from tieweave.model import Channel, Direction, Interaction

_MOST = 10
"""People at an act up to which it is one with each of them."""


@attrs.frozen
class Exchange:
    """How many mails went from ego and to ego; a meeting counts as both."""

    sent: int
    received: int


class Exchanges:
    """The mails and meetings with each person by ego's own address, counted one by one."""

    def __init__(self) -> None:
        self._sent: dict[str, dict[int, int]] = {}
        self._received: dict[str, dict[int, int]] = {}

    def note(self, act: Interaction, reached: Sequence[int]) -> None:
        """Note an act that reached people and says by which of ego's addresses it went."""
        if act.channel is not (Channel.MEETING if act.direction is Direction.BOTH else Channel.EMAIL):
            return
        if len(act.participants) > _MOST:
            return
        if act.direction is not Direction.IN:
            _count(self._sent.setdefault(act.own, {}), reached)
        if act.direction is not Direction.OUT:
            _count(self._received.setdefault(act.own, {}), reached)

    def by_address(self) -> dict[str, Mapping[int, Exchange]]:
        """Return what was counted: by ego's own address, in order, then by person."""
        found: dict[str, Mapping[int, Exchange]] = {}
        for own in sorted({*self._sent, *self._received}):
            sent, received = self._sent.get(own, {}), self._received.get(own, {})
            people = sorted({*sent, *received})
            found[own] = {one: Exchange(sent.get(one, 0), received.get(one, 0)) for one in people}
        return found


def _count(counts: dict[int, int], people: Sequence[int]) -> None:
    for person in people:
        counts[person] = counts.get(person, 0) + 1
