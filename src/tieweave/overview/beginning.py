"""Whom to begin with: three follow-ups of the plan that somebody could do today."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tieweave.model import FollowUp, Purpose

BEGIN_WITH = 3

_KINDS = (
    frozenset({Purpose.LEAD, Purpose.ADVICE, Purpose.INTRODUCTION}),
    frozenset({Purpose.SUPPORT, Purpose.RECONNECT}),
    frozenset({Purpose.GIVE, Purpose.THANK}),
)
"""One of each: an ask about work, a word to somebody dear or long not heard of, and something given."""

_WRITTEN = frozenset({"email", "message"})


def write_to(plan: Sequence[FollowUp], at_home: Set[str] = frozenset()) -> tuple[FollowUp, ...]:
    """Return the three of a plan to begin with, the earliest due first: of different kinds as far as there are some.

    Those come first that need no more than sending: with a draft, and an address to send it to. Nobody writes to those
    `at_home` (ids of contacts) while there are others.
    """
    waiting = sorted((one for one in plan if one.status.is_open), key=lambda one: _readiest_first(one, at_home))
    chosen: list[FollowUp] = []
    for kind in _KINDS:
        chosen += _others([one for one in waiting if one.purpose in kind], chosen)[:1]
    while len(chosen) < BEGIN_WITH and (rest := _others(waiting, chosen)):
        purposes = {one.purpose for one in chosen}
        chosen.append(min(rest, key=lambda one: one.purpose in purposes))
    return tuple(sorted(chosen, key=lambda one: (one.due, plan.index(one))))


def _others(some: Sequence[FollowUp], chosen: Sequence[FollowUp]) -> list[FollowUp]:
    """Return those of `some` to people of whom none is chosen."""
    people = {one.contact.id for one in chosen}
    return [one for one in some if one.contact.id not in people]


def _readiest_first(one: FollowUp, at_home: Set[str]) -> tuple[object, ...]:
    is_ready = bool(one.message and one.address and one.channel in _WRITTEN)
    return one.contact.id in at_home, not is_ready, not one.address, one.due, one.contact.name.casefold(), one.id
