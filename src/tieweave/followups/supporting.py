"""Asks for support: which of the close people to ask for feedback, practice and company on hard days, each in turn."""

from __future__ import annotations

import functools
import statistics
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from tieweave.followups.candidate import Candidate
from tieweave.followups.people import Person, Situation
from tieweave.leads import Prospects
from tieweave.leads.diversify import origins
from tieweave.model import Purpose
from tieweave.support import Help, support
from tieweave.support.kinds import Suits, suits

_LOOKED_AT = 60
"""Close people whose support is weighed, besides those that are needed: nobody has sixty close friends."""


def supportive(situation: Situation, taken: Collection[str], needed: int) -> list[Person]:
    """Return the close people worth a closer look for support, but for those `taken`, the best first."""
    people = [
        person
        for person in situation.people.values()
        if person.is_close
        and person.id not in taken
        and situation.may_ask(person)
        and not situation.is_dropped(person, Purpose.SUPPORT)
    ]
    people.sort(key=lambda person: (-person.tie.support, -person.tie.strength, person.order))
    return people[: needed + _LOOKED_AT]


class Supporters:
    """The close people to ask for support, the kinds in turn: of which least was `asked` comes first."""

    def __init__(
        self, people: Sequence[Person], prospects: Prospects, places: Mapping[str, int], asked: Mapping[str, int]
    ) -> None:
        self._people = [person for person in people if person.id in places]
        self._suits = {person.id: suits(prospects, places[person.id], person.tie) for person in self._people}
        self._usual = {
            kind: statistics.fmean(held[kind].value for held in self._suits.values()) or 1.0
            for kind in Help
            if self._suits
        }
        self._prospects = prospects
        self._places = places
        self._asked = Counter(asked)

    def take(self, fits: Callable[[Candidate], bool]) -> Candidate | None:
        """Return the next one that `fits`, None where there is none."""
        for kind in sorted(Help, key=lambda kind: (self._asked[kind], list(Help).index(kind))):
            for person in sorted(self._people, key=lambda person: (-self._worth(person, kind), person.order)):
                candidate = self._candidate(person, kind)
                if fits(candidate):
                    self._people.remove(person)
                    self._asked[kind] += 1
                    return candidate
        return None

    def _worth(self, person: Person, kind: Help) -> float:
        """Return how well somebody suits a kind, less where they suit another much better: that is what to ask for."""
        held: Mapping[Help, Suits] = self._suits[person.id]
        advantage = {of: how.value / self._usual[of] for of, how in held.items()}
        return advantage[kind] * advantage[kind] / max(*advantage.values(), 1e-9)

    def _candidate(self, person: Person, kind: Help) -> Candidate:
        return Candidate(
            person=person,
            purpose=Purpose.SUPPORT,
            kind=str(kind),
            reason=functools.partial(self._reason, person, kind),
            origins=frozenset(origins(self._prospects, self._places[person.id])),
        )

    def _reason(self, person: Person, kind: Help) -> str:
        said = support(self._prospects, [person.tie], limit=1)
        return next(one.reason for one in said if one.help is kind)
