"""What identifies a record: the keys that it shares with other records of the same person, and with few others."""

from __future__ import annotations

from typing import NamedTuple

from tieweave.model import Contact
from tieweave.resolve import normalise, phones

EMAIL, PHONE, PAGE, UID = "email", "phone", "url", "uid"
"""The kinds of keys. A key is written "kind:value", as in "email:ann@example.com"."""

KINDS = (EMAIL, PHONE, PAGE, UID)
"""The kinds, those first by which people stay known longest."""

_MOBILE = frozenset({"cell", "mobile", "iphone"})


class IdentityKeys(NamedTuple):
    """The keys of one record, by kind; role addresses and service numbers are not among them.

    `mobiles` are those of the phones that the record calls mobile.

    A named tuple, since every record makes one.
    """

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    uids: tuple[str, ...] = ()
    mobiles: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All keys, in the order of `KINDS`."""
        return self.emails + self.phones + self.pages + self.uids


def identity_keys(record: Contact, code: str) -> IdentityKeys:
    """Return the keys of a `record`; `code` is the calling code of national numbers."""
    emails, numbers, mobiles = [], [], []
    for email in record.emails:
        mailbox = normalise.mailbox(email.address)
        if mailbox and not normalise.is_role(mailbox):
            emails.append(f"{EMAIL}:{mailbox}")
    for phone in record.phones:
        number = phones.canonical(phone.number, code)
        if phones.identifies(number):
            numbers.append(f"{PHONE}:{number}")
            if phone.types and not _MOBILE.isdisjoint(phone.types):
                mobiles.append(numbers[-1])
    pages = [f"{PAGE}:{page}" for url in record.urls if (page := normalise.profile_page(url.url))]
    uid = normalise.unique_id(record.uid) if record.uid else ""
    uids = (f"{UID}:{uid}",) if uid else ()
    return IdentityKeys(_distinct(emails), _distinct(numbers), _distinct(pages), uids, tuple(mobiles))


def known_again(key: str) -> str:
    """Return a key in the form that stays the same whether or not the country of a national number is known yet."""
    return f"{PHONE}:{key[-8:]}" if key.startswith(f"{PHONE}:") else key


def _distinct(values: list[str]) -> tuple[str, ...]:
    return tuple(values) if len(values) < 2 else tuple(dict.fromkeys(values))
