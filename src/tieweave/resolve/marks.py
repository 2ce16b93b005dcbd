"""Knowing a person again in a later run, by marks of their records: where each stood, its name and its keys.

What the user said of somebody must outlast a new export, a renamed file, and a card with one number more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from tieweave.model import Contact, RecordMark
from tieweave.resolve.keys import IdentityKeys, identity_keys, known_again
from tieweave.spelling import plain

_SURE = 1000
"""What a record counts that is found in its place, or by its own key and name: more than any number of shared keys."""


def marks(contact: Contact, code: str) -> list[RecordMark]:
    """Return what each record of a contact, merged or not, is known by; `code` is that of national numbers."""
    return [
        RecordMark(
            source=record.source,
            key=record.key,
            name=record.name,
            keys=[known_again(key) for key in identity_keys(record, code).all],
        )
        for record in contact.records or (contact,)
    ]


class Known:
    """The records of a book, to be found again by marks.

    `keys_of` gives the identity keys of the record at an index; it is asked only when a mark is not found in its place.
    """

    def __init__(self, records: Sequence[Contact], keys_of: Callable[[int], IdentityKeys]) -> None:
        self._records = records
        self._keys_of = keys_of
        self._places: dict[tuple[str, str], list[int]] = {}
        for at, record in enumerate(records):
            self._places.setdefault((record.source, record.key), []).append(at)

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], list[int]]:
        named: dict[tuple[str, str], list[int]] = {}
        for at, record in enumerate(self._records):
            name = plain(record.name)
            for key in (f"key:{record.key}", *map(known_again, self._keys_of(at).all)):
                named.setdefault((key, name), []).append(at)
        return named

    def find(self, mark: RecordMark) -> list[int]:
        """Return the records that a mark stands for: in their place, or moved, or changed but for name and a key."""
        return list(self.matches(mark))

    def matches(self, mark: RecordMark) -> dict[int, int]:
        """Return the records that `find` finds, and how much speaks for each: the keys in common, or its place."""
        if here := self._places.get((mark.source, mark.key)):
            return dict.fromkeys(here, _SURE)
        name = plain(mark.name)
        if moved := self._named.get((f"key:{mark.key}", name)):
            return dict.fromkeys(moved, _SURE)
        found: dict[int, int] = {}
        for key in dict.fromkeys(map(known_again, mark.keys)):
            for at in self._named.get((key, name), ()):
                found[at] = found.get(at, 0) + 1
        return found


def known(records: Sequence[Contact], code: str) -> Known:
    """Return the `records` to be found again, their keys worked out when they are needed."""
    return Known(records, lambda at: identity_keys(records[at], code))


def whose(contacts: Sequence[Contact], marked: Iterable[Sequence[RecordMark]], code: str) -> list[list[int]]:
    """Return for each of several sets of marks the positions of the `contacts`, merged or not, that most of them find.

    That is nobody, or one as a rule, or several where nothing tells them apart: somebody was parted since. `code` is
    that of national numbers.
    """
    records: list[Contact] = []
    owners: list[int] = []
    for at, contact in enumerate(contacts):
        for record in contact.records or (contact,):
            records.append(record)
            owners.append(at)
    book = known(records, code)
    places = []
    for some in marked:
        votes: dict[int, int] = {}
        for mark in some:
            for found, weight in book.matches(mark).items():
                votes[owners[found]] = votes.get(owners[found], 0) + weight
        most = max(votes.values(), default=0)
        places.append(sorted(at for at, count in votes.items() if count == most))
    return places
