"""What the user has decided of who is who, obeyed whatever the records say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from tieweave.model import Contact, Decision, RecordMark
from tieweave.resolve.keys import IdentityKeys, identity_keys, known_again
from tieweave.resolve.persons import Persons
from tieweave.spelling import plain


def decided(one: Contact, other: Contact, *, same: bool, code: str = "", when: str = "") -> Decision:
    """Return the decision that two contacts, merged or not, are the `same` person or are not.

    `code` is the calling code of national numbers. A key that both have does not tell one from the other, unless their
    names do.
    """
    sides = [_marked(contact, code) for contact in (one, other)]
    named = [{(key, plain(mark.name)) for mark in side for key in mark.keys} for side in sides]
    common = named[0] & named[1]
    own = [
        [attrs.evolve(mark, keys=[key for key in mark.keys if (key, plain(mark.name)) not in common]) for mark in side]
        for side in sides
    ]
    return Decision(same=same, one=own[0], other=own[1], when=when)


def _marked(contact: Contact, code: str) -> list[RecordMark]:
    return [
        RecordMark(
            source=record.source,
            key=record.key,
            name=record.name,
            keys=[known_again(key) for key in identity_keys(record, code).all],
        )
        for record in contact.records or (contact,)
    ]


def obey(
    persons: Persons, decisions: Sequence[Decision], records: Sequence[Contact], keys: Sequence[IdentityKeys]
) -> None:
    """Join and keep apart the persons that the decisions are about; of two that cannot both be, the later counts."""
    if not decisions:
        return
    known = _Known(records, keys)
    for decision in reversed(decisions):
        one, other = (
            sorted({at for mark in side for at in known.find(mark)}) for side in (decision.one, decision.other)
        )
        for a in one:
            for b in other:
                first, second = persons.find(a), persons.find(b)
                if decision.same and not persons.are_foes(first, second):
                    persons.join([[first, second]])
                elif not decision.same and first != second:
                    persons.keep_apart(a, b)


class _Known:
    """Finds the records of a book that marks stand for."""

    def __init__(self, records: Sequence[Contact], keys: Sequence[IdentityKeys]) -> None:
        self._places: dict[tuple[str, str], list[int]] = {}
        self._named: dict[tuple[str, str], list[int]] = {}
        for at, record in enumerate(records):
            self._places.setdefault((record.source, record.key), []).append(at)
            name = plain(record.name)
            for key in (f"key:{record.key}", *map(known_again, keys[at].all)):
                self._named.setdefault((key, name), []).append(at)

    def find(self, mark: RecordMark) -> list[int]:
        """Return the records that a mark stands for: in their place, or moved, or changed but for name and a key."""
        return self._places.get((mark.source, mark.key)) or list(dict.fromkeys(self._elsewhere(mark)))

    def _elsewhere(self, mark: RecordMark) -> Iterator[int]:
        name = plain(mark.name)
        moved = self._named.get((f"key:{mark.key}", name))
        if moved:
            yield from moved
            return
        for key in mark.keys:
            yield from self._named.get((known_again(key), name), ())
