"""The cards of an account's address books, each under a key that no other has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from tieweave.model import Contact, Skipped
from tieweave_dav.discovery import Collection
from tieweave_dav.locations import file_name
from tieweave_dav.synchronisation import Objects

Cards = Iterable[tuple[Collection, Objects]]


@attrs.frozen
class Card:
    """A card on the server: the address book, the path of the object, and what it says."""

    collection: Collection
    path: str
    contact: Contact


def read(books: Cards, *, source: str, keep_media: bool = False) -> Iterator[Card | Skipped]:
    """Give the cards of address books as contacts of a `source`, and what cannot be read.

    A contact's key is the card's UID. Two address books may hold one person under one UID: then it is the path, the
    second time that the UID comes, so the order of the books and of the paths in them counts.
    """
    from tieweave_vcard.source import records_of

    keys: set[str] = set()
    for collection, objects in books:
        yield from refused(collection, objects, source)
        for path, data in objects:
            for record in records_of(data, source=source, where=where(collection, path), keep_media=keep_media):
                yield Card(collection, path, _keyed(record, path, keys)) if isinstance(record, Contact) else record


def refused(collection: Collection, objects: Objects, source: str) -> Iterator[Skipped]:
    """Give the objects that could not be fetched."""
    for path, reason in sorted(objects.refused.items()):
        yield Skipped(source=source, where=where(collection, path), reason=reason)


def where(collection: Collection, path: str) -> str:
    """Return where an object is, for messages."""
    return f"{collection.name}, {file_name(path)}"


def _keyed(contact: Contact, path: str, keys: set[str]) -> Contact:
    key, number = contact.key, 1
    while key in keys:
        key = path if number == 1 else f"{path}-{number}"
        number += 1
    keys.add(key)
    return contact if key == contact.key else attrs.evolve(contact, key=key)
