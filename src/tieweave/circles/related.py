"""Whom a contact names as related to it, of the people in the book: vCard's RELATED, "Spouse: Magda Wójcik".

Whatever the relation is, the two know each other. Somebody is found by UID, e-mail address, a record's key or the name,
and only where one person alone is meant: a wrong link would tell ego to ask the wrong person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tieweave.circles.homes import same_surname
from tieweave.groups import member_key
from tieweave.model import Contact
from tieweave.resolve import names, normalise
from tieweave.spelling import plain

K = TypeVar("K")

_NOBODY = -1
_MOST_NAMED = 200
"""Related people, or forms of a name, of one contact that are looked at; whoever has more is no person's card."""


def related_pairs(people: Sequence[Contact]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of people of whom one names the other, in order."""
    if not any(person.related for person in people):
        return
    found = _Holders(people)
    for at, person in enumerate(people):
        for related in person.related[:_MOST_NAMED]:
            other = found.meant(related.name, person)
            if other not in (_NOBODY, at):
                yield at, other


def group_members(people: Sequence[Contact], groups: Iterable[Contact]) -> list[tuple[str, tuple[int, ...]]]:
    """Return the name of each group card with those of the people whom it names as members, by UID or address."""
    named = [group for group in groups if group.name and group.members]
    if not named:
        return []
    found = _Holders(people)
    return [
        (group.name, tuple(sorted({at for member in group.members if (at := found.known_by(member)) != _NOBODY})))
        for group in named
    ]


class _Holders:
    """Who has what a reference may name; what several have means none of them."""

    def __init__(self, people: Sequence[Contact]) -> None:
        self._keys: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._parsed: dict[tuple[str, str], int] = {}
        for at, person in enumerate(people):
            for key in _references(person):
                _hold(self._keys, key, at)
            for name in {plain(name) for name in (person.name, *person.names[:_MOST_NAMED]) if name}:
                _hold(self._names, name, at)
            for pair in _given_and_family(person):
                _hold(self._parsed, pair, at)

    def known_by(self, reference: str) -> int:
        """Return who has this UID, address or key."""
        key = member_key(reference.strip())
        at = self._keys.get(key, _NOBODY)
        return at if at != _NOBODY else self._keys.get(normalise.mailbox(key) or normalise.unique_id(key), _NOBODY)

    def meant(self, reference: str, by: Contact) -> int:
        """Return whom the text in a field of `by` for a related person means."""
        at = self.known_by(reference)
        if at == _NOBODY and not reference.startswith(("urn:", "mailto:", "http:", "https:", "tel:")):
            at = self._names.get(plain(reference), _NOBODY)
            if at == _NOBODY:
                name = names.parse(reference)
                # A mother writes "Ella" for her daughter: a given name alone is of the contact's own family.
                given, family = (name.given, name.family) if name.full else (name.alone, same_surname(by))
                at = self._parsed.get((given, family), _NOBODY) if given and family else _NOBODY
        return at


def _references(person: Contact) -> Iterator[str]:
    keys = {""}
    for record in (person, *person.records):
        keys |= {member_key(record.uid), normalise.unique_id(record.uid), member_key(record.key), record.id.lower()}
    for email in person.emails:
        keys |= {member_key(email.address), normalise.mailbox(email.address)}
    keys.discard("")
    yield from sorted(keys)


def _given_and_family(person: Contact) -> set[tuple[str, str]]:
    family = same_surname(person)
    pairs = {(plain(person.given).partition(" ")[0], family)} if person.given and family else set()
    for text in person.names[:_MOST_NAMED]:
        name = names.parse(text)
        if name.full:
            pairs.add((name.given, name.family))
    return pairs


def _hold(held: dict[K, int], key: K, at: int) -> None:
    if held.setdefault(key, at) != at:
        held[key] = _NOBODY
