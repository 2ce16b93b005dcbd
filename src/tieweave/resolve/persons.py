"""The records joined so far, person by person, and who must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tieweave.resolve import claims as claimed
from tieweave.resolve.claims import Claims


class Persons:
    """A forest in which each tree is one person, named by its root: the index of one of its records.

    `claims` gives what a record claims. Nobody is ever parted again.
    """

    def __init__(self, records: int, claims: Callable[[int], Claims]) -> None:
        self._parent = list(range(records))
        self._members: dict[int, list[int]] = {}
        self._claims = claims
        self._joined_claims: dict[int, tuple[Claims, ...]] = {}
        self._foes: dict[int, set[int]] = {}

    def find(self, record: int) -> int:
        """Return the person that a record is of."""
        parent = self._parent
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def members(self, person: int) -> list[int]:
        """Return the records of a person."""
        return self._members.get(person) or [person]

    def claims(self, person: int) -> tuple[Claims, ...]:
        """Return the distinct claims of all records of the person."""
        return self._joined_claims.get(person) or (self._claims(person),)

    def keep_apart(self, record: int, other: int) -> None:
        """Let no two records be of one person, whatever they share; the persons they are of must be two."""
        self._foes.setdefault(self.find(record), set()).add(other)
        self._foes.setdefault(self.find(other), set()).add(record)

    def has_foes(self, person: int) -> bool:
        """Return whether somebody must stay apart from the person."""
        return person in self._foes

    def may_be_one(self, one: int, other: int) -> bool:
        """Return whether two persons neither must stay apart nor contradict each other."""
        foes = self._foes.get(one)
        if foes and any(self.find(foe) == other for foe in foes):
            return False
        mine, theirs = self.claims(one), self.claims(other)
        return not any(claimed.contradict(a, b) for a in mine for b in theirs)

    def are_foes(self, one: int, other: int) -> bool:
        """Return whether two persons must stay apart."""
        return any(self.find(foe) == other for foe in self._foes.get(one, ()))

    def join(self, links: Iterable[Sequence[int]]) -> None:
        """Make one person of those of each link."""
        for first, *others in filter(None, links):
            for other in others:
                self._join(self.find(first), self.find(other))

    def _join(self, one: int, other: int) -> None:
        if one == other:
            return
        if len(self.members(one)) < len(self.members(other)):
            one, other = other, one
        mine, theirs = self.claims(one), self.claims(other)
        self._parent[other] = one
        self._members[one] = self.members(one) + self.members(other)
        self._members.pop(other, None)
        self._joined_claims.pop(other, None)
        if mine != theirs:
            self._joined_claims[one] = tuple(dict.fromkeys(mine + theirs))
        if foes := self._foes.pop(other, None):
            self._foes.setdefault(one, set()).update(foes)

    def all(self) -> list[int]:
        """Return every person."""
        return [record for record, parent in enumerate(self._parent) if record == parent]

    def groups(self) -> list[list[int]]:
        """Return the records of each person who has several."""
        return list(self._members.values())
