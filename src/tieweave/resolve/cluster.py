"""Which records belong to one person: the stages of linkage, from what is certain to what is weighed.

What the user has decided; records that say the same; those that share what identifies a person; those that are alike
enough. What a stage has joined stays joined.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tieweave.model import Contact, Decision
from tieweave.resolve import blocking, claims, portrait
from tieweave.resolve.claims import Claims
from tieweave.resolve.copies import join_copies
from tieweave.resolve.decisions import obey
from tieweave.resolve.frequencies import Frequencies, frequencies
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.linking import link
from tieweave.resolve.persons import Persons
from tieweave.resolve.portrait import Portrait
from tieweave.resolve.sharing import join_sharing


class Clusters(NamedTuple):
    """The outcome of linkage: the records of each person who has several, and what to compare anybody with.

    `undecided` are pairs of records whose persons may be one; `common` are keys that are of several people.
    """

    groups: list[list[int]]
    undecided: list[tuple[int, int]]
    common: frozenset[str]
    how_common: Frequencies


def cluster(
    records: Sequence[Contact],
    keys: Sequence[IdentityKeys],
    decisions: Sequence[Decision] = (),
    together: Sequence[int] = (),
    apart: Iterable[tuple[int, int]] = (),
    before: Sequence[str] = (),
) -> Clusters:
    """Return which of the `records`, whose identity keys are `keys`, are of one person.

    The user's `decisions` come before all else; then the records `together` are one person's, and those of each pair
    `apart` are not. `before` are the ids that the records' persons had in an earlier run.
    """

    @functools.cache
    def claimed(at: int) -> Claims:
        return claims.claims(records[at])

    persons = Persons(len(records), claimed)
    obey(persons, decisions, records, keys)
    for one in together[:-1]:
        if not persons.are_foes(persons.find(one), persons.find(together[-1])):
            persons.join([[one, together[-1]]])
    for one, other in apart:
        if persons.find(one) != persons.find(other):
            persons.keep_apart(one, other)
    join_copies(persons, records)
    several, common = join_sharing(persons, keys, [record.source for record in records], before)
    people = persons.all()
    members = {person: persons.members(person) for person in people}
    persons_claims = {person: persons.claims(person) for person in people}
    how_common = frequencies(([records[at] for at in members[person]], persons_claims[person]) for person in people)

    @functools.cache
    def show(person: int) -> Portrait:
        of = members[person]
        return portrait.portrait([records[at] for at in of], [keys[at] for at in of], persons_claims[person], common)

    blocked = [[(records[at], keys[at], claimed(at)) for at in members[person]] for person in people]
    pairs = ((people[one], people[other]) for one, other in blocking.candidates(blocked, several))
    undecided = link(persons, pairs, show, how_common, _Order(records, members))
    return Clusters(
        groups=persons.groups(),
        undecided=[(found.one, found.other) for found in undecided],
        common=frozenset(common),
        how_common=how_common,
    )


class _Order:
    """What persons are sorted by where all else is equal, the same in whatever order the records come."""

    def __init__(self, records: Sequence[Contact], members: dict[int, list[int]]) -> None:
        self._records = records
        self._members = members
        self._places = Counter((record.source, record.key) for record in records)

    def __call__(self, person: int) -> tuple[tuple[str, str, str], ...]:
        places = []
        for at in self._members[person]:
            record = self._records[at]
            place = record.source, record.key
            # Only where two records claim one place is their whole content worth writing out.
            places.append((*place, repr(record) if self._places[place] > 1 else ""))
        return tuple(sorted(places))
