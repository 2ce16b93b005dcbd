"""Which source says what of a merged contact: every value with all who say it, however they write it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from tieweave.model import Contact, Email, Organisation, Phone, Url
from tieweave.resolve import normalise, phones


class Said(NamedTuple):
    """One value of a contact: its `field`, in words, the value as text, and the sources that say it."""

    field: str
    value: str
    sources: tuple[str, ...]


_FIELDS = {
    "names": "name",
    "nicknames": "nickname",
    "emails": "e-mail",
    "phones": "phone",
    "urls": "page",
    "organisations": "work",
    "birthday": "birthday",
    "labels": "label",
    "notes": "note",
}


def provenance(contact: Contact, code: str = "") -> Iterator[Said]:
    """Yield every value of a contact with its sources; `code` is the calling code of national numbers."""
    records = contact.records or (contact,)
    for attribute, field in _FIELDS.items():
        said: dict[Hashable, dict[str, None]] = {}
        for record in records:
            for value in _values(record, attribute):
                said.setdefault(_form(value, code), {})[record.source] = None
        for value in _values(contact, attribute):
            yield Said(field, _text(value), tuple(said.get(_form(value, code), ())))


def _values(contact: Contact, attribute: str) -> tuple[object, ...]:
    held = getattr(contact, attribute)
    return held if isinstance(held, tuple) else (held,) if held else ()


def _form(value: object, code: str) -> Hashable:
    """Return a value as it is compared: the type of an address, and the notation of a number, are not looked at."""
    match value:
        case Email():
            return normalise.mailbox(value.address) or value.address
        case Phone():
            return phones.canonical(value.number, code)
        case Url():
            return normalise.profile_page(value.url) or value.url.lower()
    return value


def _text(value: object) -> str:
    match value:
        case Email():
            return value.address
        case Phone():
            return value.number
        case Url():
            return value.url
        case Organisation():
            work = " at ".join(part for part in (value.title or value.role, value.name) if part)
            return work or value.department
    return " ".join(str(value).split())
