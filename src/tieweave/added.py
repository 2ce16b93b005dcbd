"""People added by hand (`tieweave add`): kept in the store, and read as a source like any other.

Each is a contact of the source `added:`, kept under a number by which it is taken back. What the user says of its
category and level stands among its labels, in the words that `tieweave.answers` takes for an answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tieweave.errors import SourceError, StoreError
from tieweave.model import Contact, Organisation
from tieweave.numbered_list import NumberedList
from tieweave.spelling import plain
from tieweave.store import Store

LOCATION = "added:"
"""Where the added people are read, beside whatever else a run reads."""

_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]+")
_FEWEST_DIGITS = 3


class Numbered(NamedTuple):
    """Somebody added, and the number under which they are kept."""

    number: int
    contact: Contact


def somebody(
    name: str,
    *,
    category: str = "",
    level: int | None = None,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    organisation: str = "",
    title: str = "",
    notes: Sequence[str] = (),
    labels: Sequence[str] = (),
    when: str = "",
) -> Contact:
    """Return the contact that the user says they know; `category` is a slug, `when` the ISO 8601 instant of it.

    The instant is part of the record's key, so that two people of one name are two records.
    """
    said = [f"tieweave: {category}"] if category else []
    said += [f"Level {int(level)}"] if level else []
    told = "\x1f".join((when, name, *emails, *phones)).encode("utf-8", "surrogatepass")
    return Contact(
        source=LOCATION,
        key=hashlib.blake2b(told, digest_size=8).hexdigest(),
        name=name,
        emails=emails,
        phones=phones,
        organisations=[Organisation(name=organisation, title=title)] if organisation or title else (),
        notes=notes,
        labels=[*said, *labels],
        revised=when,
    )


def mistake(name: str, *, emails: Sequence[str] = (), phones: Sequence[str] = ()) -> str:
    """Return in one line why nobody can be added who is said to be called so and reached so, "" where all is well."""
    if not any(sign.isalnum() for sign in name):
        return 'say whom: a name, such as "Jane Doe"'
    for address in emails:
        if not _ADDRESS.fullmatch(address.strip()):
            return f"{address!r} is no e-mail address; write it as jane@example.com"
    for number in phones:
        if sum(map(str.isdigit, number)) < _FEWEST_DIGITS:
            return f"{number!r} is no phone number"
    return ""


def kept(store: Store) -> list[Numbered]:
    """Return everybody added, the first first; raises `StoreError`."""
    return [Numbered(*held) for held in _list(store).all()]


def keep(store: Store, contact: Contact) -> int:
    """Keep somebody, and return the number; raises `StoreError` when they cannot be kept."""
    return _list(store).add([contact])[0]


def undo(store: Store, number: int) -> Contact | None:
    """Take somebody back, and return them, None where there is nobody of that number; raises `StoreError`."""
    return next((contact for _, contact in _list(store).undo(number)), None)


def namesakes(held: Sequence[Numbered], name: str) -> list[Numbered]:
    """Return those of the `held` who have a name, in whatever case and with or without its accents."""
    return [one for one in held if plain(one.contact.name) == plain(name)]


def locations(store: Store) -> tuple[str, ...]:
    """Return what a run reads of itself: `added:` where somebody was added, else nothing.

    Where the store cannot be read that is nothing, and its `trouble` says why.
    """
    try:
        return (LOCATION,) if kept(store) else ()
    except StoreError as error:
        store.note_trouble(str(error))
        return ()


def records(store: Store) -> Iterator[Contact]:
    """Give everybody added; raises `SourceError` where that is nobody, and `StoreError`."""
    held = kept(store)
    if not held:
        raise SourceError(f'{LOCATION}: nobody was added yet; tieweave add "Jane Doe" adds somebody')
    yield from (one.contact for one in held)


def _list(store: Store) -> NumberedList[Contact]:
    return NumberedList(store, "added", _written, _contact)


def _written(contact: Contact) -> dict[str, object]:
    return {
        "key": contact.key,
        "name": contact.name,
        "emails": [email.address for email in contact.emails],
        "phones": [phone.number for phone in contact.phones],
        "organisations": [{"name": one.name, "title": one.title} for one in contact.organisations],
        "notes": list(contact.notes),
        "labels": list(contact.labels),
        "when": contact.revised,
    }


def _contact(value: dict[str, Any]) -> Contact:
    """Return the contact that JSON holds; raises where it is none. What a later version adds is not read."""
    return Contact(
        source=LOCATION,
        key=_text(value["key"]),
        name=value["name"],
        emails=value["emails"],
        phones=value["phones"],
        organisations=[Organisation(name=one["name"], title=one["title"]) for one in value["organisations"]],
        notes=value["notes"],
        labels=value["labels"],
        revised=value["when"],
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected a text")
    return value
