"""The ids of persons: the same from run to run, as long as one of the person's keys stays.

Without memory an id is derived from the person's best key, so it stays when files are read again, in another order
or with others beside them, as long as that key stays the best. A store makes it exact: it keeps the keys that
each `Bearer` has with the id it got and gives them back as `known`.
"""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tieweave.model import Contact, Profile
from tieweave.resolve import phones
from tieweave.resolve.keys import KINDS, IdentityKeys, identity_keys, known_again
from tieweave.spelling import plain

_BYTES = 6
"""Bytes of an id, written as 12 characters: among 100,000 persons two meet with a probability of 2 in 100,000, and
then the second takes the next of its keys."""
_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}


class Bearer(NamedTuple):
    """A person who needs an id: the name to show, the identity keys of each record, and the records' own keys.

    `places` are the records' sources with their keys; `said` is all that the person's records say, where nothing else
    tells two people apart. A named tuple, since every person is one.
    """

    name: str
    records: tuple[IdentityKeys, ...]
    contents: tuple[str, ...]
    places: tuple[str, ...] = ()
    said: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What the person can be known by again: identity keys, and where the records stand.

        The records' own keys only where there is nothing that identifies.
        """
        if len(self.records) == 1:
            found = self.records[0].all
        else:
            found = tuple(dict.fromkeys(key for record in self.records for key in record.all))
        return (found or tuple(map(content, self.contents))) + self.places


def bearer(contact: Contact, keys: Iterable[IdentityKeys]) -> Bearer:
    """Return what gives `contact` its id; `keys` are those of its records."""
    records = contact.records or (contact,)
    contents = tuple(sorted({record.key for record in records})) if contact.records else (contact.key,)
    return Bearer(contact.name, tuple(keys), contents, tuple(sorted({place(record) for record in records})))


def told_apart(people: Sequence[Contact], bearers: Sequence[Bearer]) -> list[Bearer]:
    """Return the bearers of ids, those who are the same in all else with all that they say."""
    counts = Counter(bearers)
    return [
        held._replace(said=repr(with_id(person, ""))) if counts[held] > 1 else held
        for person, held in zip(people, bearers, strict=True)
    ]


def content(key: str) -> str:
    """Return a record's own key as one by which its person is known again, wherever the record stands."""
    return f"content:{key}"


def place(record: Contact) -> str:
    """Return where a record stands, its source and its key there, as a key by which its person is known again."""
    return f"record:{record.source}:{record.key}"


def own_keys(people: Sequence[Contact], bearers: Sequence[Bearer]) -> dict[str, str]:
    """Return the id that each key belongs to; what several people have says nothing of who it was.

    Where a record stands is worth remembering where it has no key of its own, or was joined with others.
    """
    ids: dict[str, str] = {}
    shared: set[str] = set()
    for person, held in zip(people, bearers, strict=True):
        for key in held.keys:
            if ids.setdefault(key, person.id) != person.id:
                shared.add(key)
    for key in shared:
        del ids[key]
    for person, held in zip(people, bearers, strict=True):
        if not person.records and any(key in ids for record in held.records for key in record.all):
            for where in held.places:
                ids.pop(where, None)
    return ids


def assign_ids(people: Sequence[Bearer], known: Mapping[str, str]) -> list[str]:
    """Return the id of each person, in their order; who is before whom makes no difference to the ids.

    `known` says which id a key belongs to, from earlier runs. A person whose keys are known keeps the id that most
    of them have; where two claim one id, it goes to the one with more of its keys. Others get one from their best
    key: an e-mail address, then a telephone number, a page, a UID, then the name with the record's own key; of one
    kind that which most records share, then the smallest. Of several whose best key is one and the same, the first
    by name gets its id, and the others one from their next key.
    """
    ids = _kept(people, known) if known else {}
    first: dict[str, int] = dict.fromkeys((*known.values(), *ids.values()), -1)
    contested: set[int] = set()
    for at, person in enumerate(people):
        if at not in ids:
            ids[at] = _derived(next(_preferred(person, Counter())))
            if first.setdefault(ids[at], at) != at:
                contested |= {at, first[ids[at]]}
    contested.discard(-1)
    taken = {found for at, found in ids.items() if at not in contested}.union(known.values()) if contested else set()
    used: Counter[str] = Counter()
    for at in _by_name(people, contested):
        ids[at] = next(found for key in _preferred(people[at], used) if (found := _derived(key)) not in taken)
        taken.add(ids[at])
    return [ids[at] for at in range(len(people))]


def identify(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return the contacts, in their order, those without an id with one."""
    contacts = tuple(contacts)
    without = [contact for contact in contacts if not contact.id]
    if not without:
        return contacts
    code = phones.calling_code(Profile(), without)
    held = {contact.id: contact.id for contact in contacts if contact.id}
    people = [
        bearer(contact, (identity_keys(record, code) for record in contact.records or (contact,)))
        for contact in without
    ]
    new = iter(assign_ids(people, held))
    return tuple(contact if contact.id else with_id(contact, next(new)) for contact in contacts)


def with_id(contact: Contact, new: str) -> Contact:
    """Return the contact with another id."""
    # A copy takes half the time of attrs.evolve, whose converters have nothing to do on values that are converted
    # already, and a book of 10,000 is copied whole. Nobody else holds the copy while its id is set.
    copied = copy.copy(contact)
    object.__setattr__(copied, "id", new)
    return copied


def _by_name(people: Sequence[Bearer], some: Iterable[int]) -> list[int]:
    return sorted(some, key=lambda at: (plain(people[at].name), people[at]))


def _kept(people: Sequence[Bearer], known: Mapping[str, str]) -> dict[int, str]:
    claimed = []
    for place, at in enumerate(_by_name(people, range(len(people)))):
        votes = Counter(known[key] for key in people[at].keys if key in known and key not in people[at].places)
        # Where a record stands says who it was only where nothing else does: it may have been joined with others.
        votes = votes or Counter(known[key] for key in people[at].places if key in known)
        claimed += [(-number, place, found, at) for found, number in votes.items()]
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, _, found, at in sorted(claimed):
        if at not in ids and found not in given:
            ids[at] = found
            given.add(found)
    return ids


def _preferred(person: Bearer, used: Counter[str]) -> Iterator[str]:
    """Yield what an id can be derived from, the best first, without end.

    `used` is how many numbers were given to those who have nothing else of their own.
    """
    if len(person.records) == 1:
        for keys in person.records[0][: len(KINDS)]:
            yield from keys if len(keys) < 2 else sorted(keys)
    else:
        counts = Counter(key for record in person.records for key in record.all)
        yield from sorted(counts, key=lambda key: (_RANKS[key.partition(":")[0]], -counts[key], key))
    name = f"name:{plain(person.name)}"
    if person.name:
        yield name
    yield from (f"{name}:{content}" for content in person.contents)
    base = f"{name}:{person.contents[0]}"
    while True:
        used[base] += 1
        yield f"{base}:{used[base] + 1}"


def _derived(key: str) -> str:
    return hashlib.blake2b(known_again(key).encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
