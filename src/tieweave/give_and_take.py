"""Give and take: the favours that ego and others did each other, and how they stand.

A favour is what the user logs as one (`tieweave log --gave`, `--received`), a give that is done, and an ask that was
answered or led to something: an answer is help. Thanks are none, they are owed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from tieweave.model import Journal, Purpose


@attrs.frozen(kw_only=True)
class Favour:
    """One favour: done by ego for the `person` (an id, called `name`) where it was `given`, else the other way round.

    `when` is an aware datetime, `text` what it was, "" where nobody said.
    """

    person: str
    name: str
    when: dt.datetime
    text: str
    given: bool


@attrs.frozen(kw_only=True)
class Account:
    """How ego and one person stand: favours `given` to them and `received` from them, and when the `last` was."""

    person: str
    name: str
    given: int
    received: int
    last: dt.datetime

    @property
    def is_all_taking(self) -> bool:
        """Whether they have helped, and have had nothing back."""
        return self.received > 0 and self.given == 0


def favours(journal: Journal) -> list[Favour]:
    """Return the favours of a journal, the oldest first.

    What an entry says of a follow-up, and the follow-up itself, are one favour.
    """
    found: dict[tuple[bool, str], Favour] = {}
    for at, entry in enumerate(journal.entries):
        directions = [True] if entry.gave else []
        if entry.received or entry.answered or entry.lead:
            directions.append(False)
        what = entry.follow_up or f"entry {at}"
        for given in directions:
            text = entry.text or (entry.lead and f"led to {entry.lead}")
            one = Favour(person=entry.person, name=entry.name, when=entry.when, text=text, given=given)
            found.setdefault((given, what), one)
    for kept in journal.follow_ups:
        act = kept.follow_up
        given = act.purpose is Purpose.GIVE and act.status.is_done
        if given or (act.purpose.asks and act.status.is_answered):
            favour = Favour(
                person=act.contact.id,
                name=act.contact.name,
                when=kept.noted,
                text=act.title,
                given=given,
            )
            found.setdefault((given, act.id), favour)
    return sorted(found.values(), key=lambda favour: (favour.when, favour.person, favour.given, favour.text))


def accounts(favours: Iterable[Favour]) -> list[Account]:
    """Return how ego stands with each person: those first who gave most and had nothing back, then who gave more."""
    by_person: dict[str, list[Favour]] = {}
    for favour in favours:
        by_person.setdefault(favour.person, []).append(favour)
    found = []
    for person, some in by_person.items():
        given = sum(one.given for one in some)
        latest = max(some, key=lambda one: one.when)
        found.append(
            Account(person=person, name=latest.name, given=given, received=len(some) - given, last=latest.when)
        )
    return sorted(found, key=_owed)


def totals(accounts: Sequence[Account]) -> tuple[int, int]:
    """Return how many favours ego gave and received in all."""
    return sum(one.given for one in accounts), sum(one.received for one in accounts)


def _owed(one: Account) -> tuple[bool, int, int, str, str]:
    return not one.is_all_taking, one.given - one.received, -one.received, one.name.casefold(), one.person
