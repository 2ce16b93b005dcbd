"""Occasions: new roles to congratulate on and birthdays to wish well for, of those who are not turned to already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence, Set

import attrs

from tieweave.followups import gifts
from tieweave.followups.candidate import Candidate
from tieweave.followups.people import Situation

_SOON = dt.timedelta(days=28)
"""How long before a birthday nothing is asked: the wish goes first, and is an occasion. Own estimate."""
_HALF_A_YEAR = dt.timedelta(days=182)
_NEW_ROLES = 4
"""Congratulations that may come before what can wait: two in each of two weeks; own estimate."""


@attrs.frozen(eq=False)
class Occasions:
    """New roles and birthdays, of each person one of them at most; the most important of each first."""

    new_roles: Sequence[Candidate]
    wishes: Sequence[Candidate]

    @classmethod
    def of(cls, situation: Situation, taken: Set[str], until: dt.date) -> Occasions:
        """Return those up to a day, of people who are not `taken`.

        A new role is news now, and a birthday comes again: who has both is congratulated.
        """
        new_roles = _new_roles(situation, taken)
        return cls(new_roles, _wishes(situation, taken | {one.person.id for one in new_roles}, until))

    def celebrating(self, today: dt.date) -> Set[str]:
        """Return the ids of those whose birthday is soon."""
        return {wish.person.id for wish in self.wishes if wish.due is not None and wish.due <= today + _SOON}


def _new_roles(situation: Situation, taken: Collection[str]) -> list[Candidate]:
    """Return the congratulations that may come first: to those who are closest, or lead furthest."""
    before = situation.journal.work
    people = [situation.people[one] for one in before if one in situation.people and one not in taken]
    found = [one for person in people if (one := gifts.congratulation(situation, person, before)) is not None]
    found.sort(key=lambda one: (-max(one.person.tie.strength, one.person.tie.lead), one.person.order))
    return found[:_NEW_ROLES]


def _wishes(situation: Situation, taken: Collection[str], until: dt.date) -> list[Candidate]:
    """Return the wishes, those to the closest first."""
    people = [person for person in situation.people.values() if person.id not in taken]
    found = [wish for wish in gifts.birthdays(situation, people, until) if not _is_wished(wish)]
    return sorted(found, key=lambda one: (-one.person.tie.strength, one.person.order))


def _is_wished(wish: Candidate) -> bool:
    """Say whether that birthday is settled: put off, or of a card that named another day, it is still the same one."""
    return any(wish.due is not None and abs(wish.due - day) < _HALF_A_YEAR for day in wish.person.past.wished)
