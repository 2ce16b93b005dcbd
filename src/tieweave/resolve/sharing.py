"""Joining by what identifies: records that share a UID, a mailbox, a page, a number and do not contradict each other.

Keys are taken kind by kind, those first that are most one's own; a person joined by an earlier kind stays joined.
Within a kind:

- Those who share a key are joined when no two of them contradict each other. Where some do, as in a family with
  one telephone, only those are joined who agree with exactly the same others: Ann's two records are, Bob's two
  are, and "Mum", who might be either's, stays by herself.
- Joins that hang together are looked at together in the same way, so A~B and B~C never join an A and a C that
  contradict each other; B then goes with neither, unless an earlier kind of key has joined it to one.

So the outcome depends on the records alone and not on their order. A further record can part those who were joined
where it, or somebody it hangs together with, contradicts one of them; what an earlier run has joined is held
together. Records meet only in the block of a key they share, and a block is compared by its distinct claims, of which
there may be no more than a fixed number: the work grows with the number of records.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from itertools import combinations, product
from typing import NamedTuple

from tieweave.resolve import claims, normalise, phones
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.persons import Persons

_HANDFUL = 5
"""A key that more sets of incompatible people share identifies nobody: a switchboard, a mailing list."""
_MOST = 40
"""More distinct claims on one key are not compared at all."""


def join_sharing(
    persons: Persons, keys: Sequence[IdentityKeys], sources: Sequence[str], before: Sequence[str] = ()
) -> tuple[set[str], set[str]]:
    """Join the persons whose records share an identity key.

    Returns the keys that several records have, and those of them that are of several people. `keys` and `sources` are
    those of the records, and `before` is the id of the person that each was of in an earlier run, "" where that is not
    known. Who was joined by a key then, and agrees still, is joined though somebody new shares it and agrees with one
    of them only.
    """
    reach = _Reach(persons, keys, sources)
    own, of_house, household = (_rule(persons, basis, reach) for basis in (_Basis.OWN, _Basis.SHARED, _Basis.HOUSEHOLD))
    several: set[str] = set()
    common: set[str] = set()
    rounds = (
        ([key.uids for key in keys], _rule(persons, _Basis.COPIED, reach)),
        ([key.emails for key in keys], own),
        ([key.pages for key in keys], own),
        ([key.phones for key in keys], of_house),
    )
    for values, rule in rounds:
        shared = _blocks(values)
        several.update(shared)
        common |= _round(persons, shared, rule, household)
    if before:
        # Last, so that nothing but what would fall apart is held together by what was.
        for values, rule in rounds:
            again = [[f"{was} {key}" for key in of] if was else () for was, of in zip(before, values, strict=True)]
            _round(persons, _blocks(again), rule, household)
    return several, common


def _blocks(values: Iterable[Collection[str]]) -> dict[str, list[int]]:
    """Return, for each key that several records have, the records that have it."""
    first: dict[str, int] = {}
    several: dict[str, list[int]] = {}
    for index, record_keys in enumerate(values):
        for key in record_keys:
            if first.setdefault(key, index) != index:
                several.setdefault(key, [first[key]]).append(index)
    return several


class _Basis(enum.IntEnum):
    """What two records have in common; the later, the more has to agree beside it."""

    OWN = 1
    """Something that belongs to one person as a rule: a mailbox, a profile page."""
    COPIED = 2
    """A UID, which templates and copies repeat."""
    SHARED = 3
    """A telephone number, which households and offices share."""
    HOUSEHOLD = 4
    """What several people are known to share: a mailbox or a number of those who contradict each other."""


class _Reach(NamedTuple):
    """The ways to reach the persons, as far as they are joined, and the sources they are in."""

    persons: Persons
    keys: Sequence[IdentityKeys]
    sources: Sequence[str]

    def numbers(self, person: int) -> frozenset[str]:
        """Return the numbers of a person."""
        return frozenset(phone for at in self.persons.members(person) for phone in self.keys[at].phones)

    def emails(self, person: int) -> frozenset[str]:
        """Return the mailboxes of a person."""
        return frozenset(email for at in self.persons.members(person) for email in self.keys[at].emails)

    def in_one_book(self, one: int, other: int) -> bool:
        """Return whether one source has both, so that whoever keeps it may have meant two."""
        sources, others = ({self.sources[at] for at in self.persons.members(person)} for person in (one, other))
        return not sources.isdisjoint(others)

    def differ(self, one: int, other: int) -> bool:
        """Return whether two who share something of a household have the rest for themselves, as father and son do.

        Each has numbers that the other has not. A mobile phone is of one person, and who shares that shares enough.
        """
        numbers, other_numbers = self.numbers(one), self.numbers(other)
        return bool(numbers - other_numbers and other_numbers - numbers) and not any(
            self._is_mobile(number, one, other) for number in numbers & other_numbers
        )

    def _is_mobile(self, number: str, one: int, other: int) -> bool:
        members = (*self.persons.members(one), *self.persons.members(other))
        return any(number in self.keys[at].mobiles for at in members) or phones.is_mobile(number.partition(":")[2])


class _Rule(NamedTuple):
    """How those who share a key of one kind are compared: those with one `signature` agree without comparison."""

    signature: Callable[[int], Hashable]
    agree: Callable[[int, int], bool]

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
        found: dict[frozenset[int], list[int]] = {}
        for group, others in zip(groups, agreeing, strict=True):
            found.setdefault(frozenset(others), []).extend(group)
        return list(found.values())


def _rule(persons: Persons, basis: _Basis, reach: _Reach) -> _Rule:
    """Return how persons are compared who share something of a `basis`."""

    def agree(one: int, other: int) -> bool:
        if not persons.may_be_one(one, other):
            return False
        pairs = list(product(persons.claims(one), persons.claims(other)))
        if basis is _Basis.OWN:
            mailboxes = [email.partition(":")[2] for email in reach.emails(one) & reach.emails(other)]
            two_names = all(claims.two_names(a, b, mailboxes) for a, b in pairs) and reach.in_one_book(one, other)
            return not two_names and any(claims.agree_loosely(a, b) for a, b in pairs)
        if not any(claims.agree_closely(a, b) for a, b in pairs):
            return False
        if basis is _Basis.HOUSEHOLD and not any(claims.named(a, b) and claims.equally_named(a, b) for a, b in pairs):
            return False
        return basis is _Basis.COPIED or not reach.differ(one, other)

    def signature(person: int) -> Hashable:
        if persons.has_foes(person):
            return person
        said = frozenset(persons.claims(person))
        if basis is _Basis.COPIED:
            return said
        if basis is _Basis.OWN:
            return said, frozenset(reach.sources[at] for at in persons.members(person))
        return said, reach.numbers(person)

    return _Rule(signature, agree)


def _round(persons: Persons, shared: dict[str, list[int]], rule: _Rule, strict: _Rule) -> set[str]:
    """Join whom the keys of one kind join, and return the keys that are of people who contradict each other.

    These are compared by the `strict` rule, since they are a household's or an office's.
    """
    links: list[list[int]] = []
    common: set[str] = set()
    for key, block in shared.items():
        sharing = sorted({persons.find(record) for record in block})
        if len(sharing) < 2:
            continue
        household = normalise.is_household(key.partition(":")[2])
        if len(sharing) == 2 and not household:
            if rule.agree(*sharing):
                links.append(sharing)
            elif _contradict(persons, sharing):
                common.add(key)
            continue
        classes = rule.classes(sharing)
        if household or len(classes) > _HANDFUL or (len(classes) > 1 and _contradict(persons, sharing)):
            common.add(key)
            classes = strict.classes(sharing)
            if len(classes) > _HANDFUL:
                continue
        links += [alike for alike in classes if len(alike) > 1]
    persons.join(kept for together in _connected(links) for kept in _without_chains(together, rule))
    return common


def _contradict(persons: Persons, sharing: Sequence[int]) -> bool:
    """Return whether two of a handful of people say of themselves what cannot be of one person."""
    said = {persons.claims(person) for person in sharing}
    return len(said) > _MOST or any(
        claims.contradict(a, b) for one, other in combinations(said, 2) for a in one for b in other
    )


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
