"""What identifies a record: the keys that it shares with other records of the same person, and with few others."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tieweave.model import Contact
from tieweave.resolve import normalise, phones

EMAIL, PHONE, PAGE, UID = "email", "phone", "url", "uid"
"""The kinds of keys. A key is written "kind:value", as in "email:ann@example.com"."""

KINDS = (EMAIL, PHONE, PAGE, UID)
"""The kinds, those first by which people stay known longest."""


class IdentityKeys(NamedTuple):
    """The keys of one record, by kind; role addresses and service numbers are not among them.

    A named tuple, since every record makes one.
    """

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All keys, in the order of `KINDS`."""
        return self.emails + self.phones + self.pages + self.uids


def key_reader(code: str) -> Callable[[Contact], IdentityKeys]:
    """Return a function that gives a record's keys; `code` is the calling code of national numbers.

    The function remembers the numbers it has seen, since one book writes the same ones again and again.
    """
    seen: dict[str, str] = {}

    def phone_key(number: str) -> str:
        canonical = phones.canonical(number, code)
        return f"{PHONE}:{canonical}" if phones.identifies(canonical) else ""

    def read(record: Contact) -> IdentityKeys:
        emails = [
            f"{EMAIL}:{mailbox}"
            for email in record.emails
            if (mailbox := normalise.mailbox(email.address)) and not normalise.is_role(mailbox)
        ]
        numbers = []
        for phone in record.phones:
            number = phone.number
            key = seen.get(number)
            if key is None:
                key = seen[number] = phone_key(number)
            if key:
                numbers.append(key)
        pages = (
            [f"{PAGE}:{page}" for url in record.urls if (page := normalise.profile_page(url.url))]
            if record.urls
            else []
        )
        uid = normalise.unique_id(record.uid) if record.uid else ""
        return IdentityKeys(_distinct(emails), _distinct(numbers), _distinct(pages), (f"{UID}:{uid}",) if uid else ())

    return read


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(values) if len(values) < 2 else tuple(dict.fromkeys(values))
