"""Which records belong to one person: joined by what they share, kept apart by what they contradict.

Keys are taken kind by kind, those first that are most one's own (UID, mailbox, profile page, telephone, name); a
person joined by an earlier kind stays joined. Within a kind:

- Those who share a key are joined when no two of them contradict each other. Where some do, as in a family with
  one telephone, only those are joined who agree with exactly the same others: Ann's two records are, Bob's two
  are, and "Mum", who might be either's, stays by herself.
- Joins that hang together are looked at together in the same way, so A~B and B~C never join an A and a C that
  contradict each other; B then goes with neither, unless an earlier kind of key has joined it to one.

So the outcome depends on the records alone and not on their order, and a further record parts nobody, unless it
contradicts one of those who hang together with it. Records meet only in the block of a key they share, and a block
is compared by its distinct claims, of which there may be no more than a fixed number: the work grows with the
number of records.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from tieweave.model import Contact
from tieweave.resolve import acquaintance, compare
from tieweave.resolve.acquaintance import Known
from tieweave.resolve.compare import Basis, Claims
from tieweave.resolve.keys import IdentityKeys

_HANDFUL = 5
"""A key that more sets of incompatible people share identifies nobody: a switchboard, a mailing list."""
_MOST = 40
"""More distinct claims on one key, or persons of one full name, are not compared at all."""


def cluster(records: Sequence[Contact], keys: Sequence[IdentityKeys]) -> list[list[int]]:
    """Return the indexes of the records of each person who has several; `keys` are those of the records."""
    # Most records share nothing with another, and what they claim is never asked.
    claims = functools.cache(lambda at: compare.claims(records[at]))
    persons = _Persons(len(records), claims)
    persons.join(_equal(records))
    for values, basis in (
        ([key.uids for key in keys], Basis.SHARED),
        ([key.emails for key in keys], Basis.OWN),
        ([key.pages for key in keys], Basis.OWN),
        ([key.phones for key in keys], Basis.SHARED),
    ):
        _round(persons, _blocks(values), _Rule(persons.signature, persons.agree_on(basis), _HANDFUL, _nobody))

    ordinary = map(compare.ordinary_name_key, records)
    by_name = _blocks([(key,) if key else compare.name_keys(claims(at)) for at, key in enumerate(ordinary)])

    @functools.cache
    def known(person: int) -> Known:
        members = persons.members(person)
        return acquaintance.known([records[at] for at in members], [keys[at] for at in members])

    def signature(person: int) -> Hashable:
        # All who are known by nothing but one name are alike; anybody else is compared as themselves.
        return persons.signature(person) if known(person).bare else person

    def agree(one: int, other: int) -> bool:
        pairs = product(persons.claims(one), persons.claims(other))
        return (
            persons.agree_on(Basis.NAME)(one, other)
            and any(compare.same_name(a, b) for a, b in pairs)
            and not known(one).speaks_against(known(other))
        )

    _round(persons, by_name, _Rule(signature, agree, _MOST, lambda person: known(person).bare))
    return persons.groups()


def _equal(records: Sequence[Contact]) -> list[list[int]]:
    """Return those records that are equal: one file given twice."""
    found: dict[Contact, list[int]] = {}
    for block in _blocks([((record.source, record.key),) for record in records]):
        for at in block:
            found.setdefault(records[at], []).append(at)
    return list(found.values())


def _blocks(values: Iterable[Iterable[Hashable]]) -> list[list[int]]:
    """Return, for each key that several records have, the records that have it."""
    first: dict[Hashable, int] = {}
    several: dict[Hashable, list[int]] = {}
    for index, record_keys in enumerate(values):
        for key in record_keys:
            if first.setdefault(key, index) != index:
                several.setdefault(key, [first[key]]).append(index)
    return list(several.values())


class _Persons:
    """The records joined so far: a forest in which each tree is one person, named by its root."""

    def __init__(self, records: int, claims: Callable[[int], Claims]) -> None:
        self._parent = list(range(records))
        self._members: dict[int, list[int]] = {}
        self._claims = claims
        self._joined_claims: dict[int, tuple[Claims, ...]] = {}

    def find(self, record: int) -> int:
        parent = self._parent
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def members(self, person: int) -> list[int]:
        return self._members.get(person) or [person]

    def claims(self, person: int) -> tuple[Claims, ...]:
        """Return the distinct claims of all records of the person."""
        return self._joined_claims.get(person) or (self._claims(person),)

    def join(self, links: Iterable[Sequence[int]]) -> None:
        for first, *others in links:
            for other in others:
                self._join(self.find(first), self.find(other))

    def _join(self, one: int, other: int) -> None:
        if one == other:
            return
        if len(self.members(one)) < len(self.members(other)):
            one, other = other, one
        self._parent[other] = one
        self._members[one] = self.members(one) + self.members(other)
        self._members.pop(other, None)
        mine, theirs = self.claims(one), self.claims(other)
        self._joined_claims.pop(other, None)
        if mine != theirs:
            self._joined_claims[one] = tuple(dict.fromkeys(mine + theirs))

    def signature(self, person: int) -> Hashable:
        return frozenset(self.claims(person))

    def agree_on(self, basis: Basis) -> Callable[[int, int], bool]:
        """Return a function that says whether two persons who share something of that `basis` can be one."""

        def agree(one: int, other: int) -> bool:
            mine, theirs = self.claims(one), self.claims(other)
            if any(compare.contradict(a, b) for a in mine for b in theirs):
                return False
            return basis is not Basis.SHARED or any(compare.agree_closely(a, b) for a in mine for b in theirs)

        return agree

    def groups(self) -> list[list[int]]:
        """Return the records of each person who has several."""
        return list(self._members.values())


def _nobody(_: int) -> bool:
    return False


class _Rule(NamedTuple):
    """How those who share a key of one kind are compared.

    Those with one `signature` need no comparison: they agree. A key with more than `most` classes identifies
    nobody. The `weak` go with the only class there is, and not with each other where there are several.
    """

    signature: Callable[[int], Hashable]
    agree: Callable[[int, int], bool]
    most: int
    weak: Callable[[int], bool]

    def classes(self, persons: Sequence[int]) -> list[list[int]]:
        """Return the `persons` in classes of those who agree with exactly the same others among them.

        The members of a class agree with each other. With too many to compare there are only the classes of those
        with one signature.
        """
        alike: dict[Hashable, list[int]] = {}
        for person in persons:
            alike.setdefault(self.signature(person), []).append(person)
        groups = list(alike.values())
        if len(groups) > _MOST:
            return groups
        agreeing = [{number} for number in range(len(groups))]
        for one in range(len(groups)):
            for other in range(one):
                if self.agree(groups[one][0], groups[other][0]):
                    agreeing[one].add(other)
                    agreeing[other].add(one)
        classes: dict[frozenset[int], list[int]] = {}
        for group, others in zip(groups, agreeing, strict=True):
            classes.setdefault(frozenset(others), []).extend(group)
        found = list(classes.values())
        if len(found) == 1:
            return found
        return [part for one in found for part in ([[person] for person in one] if all(map(self.weak, one)) else [one])]


def _round(persons: _Persons, blocks: list[list[int]], rule: _Rule) -> None:
    """Join whom the keys of one kind join."""
    links: list[list[int]] = []
    for block in blocks:
        sharing = sorted({persons.find(record) for record in block})
        if len(sharing) == 2:
            if rule.agree(*sharing):
                links.append(sharing)
        elif len(sharing) > 2:
            classes = rule.classes(sharing)
            if len(classes) <= rule.most:
                links += [alike for alike in classes if len(alike) > 1]
    persons.join(kept for hanging_together in _connected(links) for kept in _without_chains(hanging_together, rule))


def _without_chains(links: list[list[int]], rule: _Rule) -> list[list[int]]:
    """Return those of the `links`, which hang together, that join nobody who contradicts another."""
    if len(links) == 1:
        return links
    classes = rule.classes(sorted({person for link in links for person in link}))
    if len(classes) == 1:
        return links
    class_of = {person: number for number, alike in enumerate(classes) for person in alike}
    kept = []
    for link in links:
        parts: dict[int, list[int]] = {}
        for person in link:
            parts.setdefault(class_of[person], []).append(person)
        kept += [part for part in parts.values() if len(part) > 1]
    return kept


def _connected(links: list[list[int]]) -> list[list[list[int]]]:
    """Return the links in sets that have nobody in common."""
    parent: dict[int, int] = {}

    def find(person: int) -> int:
        while (above := parent.setdefault(person, person)) != person:
            parent[person] = parent[above]
            person = above
        return person

    for first, *others in links:
        for other in others:
            parent[find(other)] = find(first)
    found: dict[int, list[list[int]]] = {}
    for link in links:
        found.setdefault(find(link[0]), []).append(link)
    return list(found.values())
