"""Joining by likeness: people who share no key that joins them are compared, weighed, joined, or left undecided.

Of two thresholds the upper joins and the lower leaves apart; what lies between is for the user. Joins go from the
surest to the least sure, and none makes one person of two who contradict each other. A person who goes as well with
either of two who cannot be one goes with neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tieweave.resolve import weights
from tieweave.resolve.compare import Score, score
from tieweave.resolve.doubts import doubt
from tieweave.resolve.frequencies import Frequencies
from tieweave.resolve.persons import Persons
from tieweave.resolve.portrait import Portrait

_AS_WELL = 2.0
"""Log-odds: two links that differ by less are taken for equally good."""


class Link(NamedTuple):
    """Two persons who may be one, and how sure it is."""

    one: int
    other: int
    score: Score


def link(
    persons: Persons,
    pairs: Iterable[tuple[int, int]],
    portrait: Callable[[int], Portrait],
    how_common: Frequencies,
    order: Callable[[int], tuple[tuple[str, str, str], ...]],
) -> list[Link]:
    """Join those of the `pairs` of persons that are surely one, and return those that are undecided.

    `portrait` shows a person; `order` is what persons are sorted by where all else is equal, the same in every run.
    """
    scored: dict[tuple[int, int], Score] = {}
    for one, other in pairs:
        if persons.may_be_one(one, other):
            found = score(portrait(one), portrait(other), how_common)
            if found.log_odds >= weights.LOWER:
                scored[one, other] = found
    sure = [
        Link(one, other, found)
        for (one, other), found in scored.items()
        if is_sure(portrait(one), portrait(other), found)
    ]
    places = {person: order(person) for found in sure for person in (found.one, found.other)}
    sure.sort(key=lambda found: (-round(found.score.log_odds, 6), *sorted((places[found.one], places[found.other]))))
    _Joins(persons, sure, dict(scored), portrait, how_common).make()
    return [
        Link(one, other, found)
        for (one, other), found in scored.items()
        if (a := persons.find(one)) != (b := persons.find(other)) and persons.may_be_one(a, b)
    ]


def is_sure(one: Portrait, other: Portrait, found: Score) -> bool:
    """Return whether a score joins two persons."""
    if found.log_odds >= weights.UPPER:
        return not doubt(one, other)
    bare = one.bare or other.bare
    return bare and found.log_odds >= weights.UPPER_IF_BARE and found.exact_name and not doubt(one, other)


class _Joins:
    """The joins of one run: links from the surest on, and who goes as well with somebody else."""

    def __init__(
        self,
        persons: Persons,
        links: Sequence[Link],
        scored: dict[tuple[int, int], Score],
        portrait: Callable[[int], Portrait],
        how_common: Frequencies,
    ) -> None:
        self._persons = persons
        self._links = links
        self._scored = scored
        self._portrait = portrait
        self._how_common = how_common
        self._joined: dict[int, list[int]] = {}
        self._of: dict[int, list[tuple[float, int]]] = {}
        for one, other, found in links:
            self._of.setdefault(one, []).append((found.log_odds, other))
            self._of.setdefault(other, []).append((found.log_odds, one))

    def make(self) -> None:
        """Join along the links."""
        for one, other, found in self._links:
            mine, theirs = self._cluster(one), self._cluster(other)
            if mine is theirs or not self._are_one(mine, theirs):
                continue
            if not self._has_rival(mine, theirs, found.log_odds) and not self._has_rival(theirs, mine, found.log_odds):
                self._persons.join([[one, other]])
                together = mine + theirs
                for person in together:
                    self._joined[person] = together

    def _cluster(self, person: int) -> list[int]:
        return self._joined.setdefault(person, [person])

    def _has_rival(self, cluster: list[int], other: list[int], log_odds: float) -> bool:
        """Return whether the cluster goes as well with somebody who cannot be one with the other."""
        return any(
            found > log_odds - _AS_WELL
            and rival not in cluster
            and rival not in other
            and not self._are_one(self._cluster(rival), other)
            for person in cluster
            for found, rival in self._of[person]
        )

    def _are_one(self, cluster: list[int], other: list[int]) -> bool:
        return all(self._may_be_one(a, b) for a in cluster for b in other)

    def _may_be_one(self, one: int, other: int) -> bool:
        """Return whether two persons may become one by what joins each of them with a third."""
        pair = (one, other) if (one, other) in self._scored else (other, one)
        if not self._persons.may_be_one(self._persons.find(one), self._persons.find(other)):
            return False
        if pair not in self._scored:
            self._scored[pair] = score(self._portrait(one), self._portrait(other), self._how_common)
        found = self._scored[pair]
        mine, theirs = self._portrait(one), self._portrait(other)
        if not (mine.reachable or theirs.reachable):
            return found.log_odds >= weights.LOWER
        # Beside the name, which all namesakes have, something must speak for it, or nothing against.
        return is_sure(mine, theirs, found) or (found.beside_name >= 0 and not doubt(mine, theirs))
