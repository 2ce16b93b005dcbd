"""How right a merging is: the pairs of records that it joined or left open, against those that are of one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations, product

import attrs

from tieweave import Book, SourceRef

Pair = frozenset[SourceRef]
"""Two records."""


def true_pairs(people: Mapping[SourceRef, Hashable]) -> set[Pair]:
    """Return the pairs of records that are of one person, given whose each record is."""
    records = defaultdict(list)
    for record, person in people.items():
        records[person].append(record)
    return {frozenset(pair) for of_one in records.values() for pair in combinations(of_one, 2)}


def joined_pairs(merged: Book) -> set[Pair]:
    """Return the pairs of records that stand in one contact."""
    return {frozenset(pair) for contact in merged.contacts for pair in combinations(contact.sources, 2)}


def undecided_pairs(merged: Book) -> set[Pair]:
    """Return the pairs of records that would stand in one contact if every undecided pair of contacts were joined."""
    return {frozenset(pair) for open_ in merged.undecided for pair in product(open_.one.sources, open_.other.sources)}


@attrs.frozen
class Score:
    """How many pairs were `joined`, how many of these rightly (`right`), and how many there were to join (`true`)."""

    joined: int
    right: int
    true: int

    @classmethod
    def of(cls, joined: Iterable[Hashable], true: Iterable[Hashable]) -> Score:
        """Return the score of the pairs `joined` where the pairs `true` were to be joined."""
        found, wanted = set(joined), set(true)
        return cls(len(found), len(found & wanted), len(wanted))

    @property
    def precision(self) -> float:
        """The share of the joined pairs that are right: 1 where nothing was joined."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """The share of the true pairs that were joined: 1 where there are none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.joined + self.true) if self.joined + self.true else 1.0
