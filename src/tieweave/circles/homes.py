"""Where people live, as it is compared between contacts: who shares a home sees each other every day."""

from __future__ import annotations

from tieweave.model import Address, Contact
from tieweave.resolve.portrait import place
from tieweave.spelling import plain

Home = tuple[str, str, str]
"""Street, number and town."""


def homes(contact: Contact) -> dict[Home, str]:
    """Return the contact's homes, each with the street as it is written.

    They are the addresses that name street, house and town, and are not called those of work.
    """
    found: dict[Home, str] = {}
    for address in contact.addresses:
        home = None if _is_work(address) else _home(address)
        if home is not None:
            found.setdefault(home, address.street)
    return found


def _is_work(address: Address) -> bool:
    return any(kind.lower() == "work" for kind in address.types)


def _home(address: Address) -> Home | None:
    where = place(address)
    town = where.locality or where.postal_code
    if not (where.number and where.street and town):
        return None
    *words, last = where.street.replace("straße", "str").replace("strasse", "str").split()
    # At one number of one name in one town: "Agricola St" and "Agricola Street" need no list of such words.
    return (" ".join([*words, last[0]]) if words else last), where.number, town


def surname(contact: Contact) -> str:
    """Return the family name as the contact writes it; "" where nothing tells it."""
    if contact.family:
        return contact.family
    if "," in contact.name:
        return contact.name.partition(",")[0].strip()
    words = contact.name.split()
    while words and not words[-1].replace("-", "").replace("'", "").replace("’", "").isalpha():
        words.pop()  # an emoji, a remark in brackets
    return words[-1] if len(words) > 1 else ""


def same_surname(contact: Contact) -> str:
    """Return the family name as it is compared."""
    return plain(surname(contact))
