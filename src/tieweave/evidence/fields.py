"""Which fields were filled in: one writes down a friend's birthday, and a business card's title.

The weights stand in `tie_weights.py`; they are untested on data, and small for that reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from tieweave import tie_weights as weights
from tieweave.enumeration import enumerated
from tieweave.model import Contact, Evidence, Profile
from tieweave.resolve.normalise import PUBLIC_DOMAINS

KIND = "field"

_WORK_ONLY_TOWARD_WORK = 1.0


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield one item for a contact's personal fields, or one pair for a record of work fields alone."""
    for contact in contacts:
        if contact.kind != "individual":
            continue
        personal = personal_fields(contact)
        if personal:
            weight = min(weights.PERSONAL_FIELD * len(personal), weights.CAPS[KIND])
            yield _item(contact, f"you keep their {enumerated(personal)}", "close", weight)
        elif _work_only(contact):
            detail = "only work details: organisation, title or work address"
            yield _item(contact, detail, "close", weights.WORK_FIELDS_ALONE)
            yield _item(contact, detail, "work", _WORK_ONLY_TOWARD_WORK)


def personal_fields(contact: Contact) -> list[str]:
    """Return the names of the fields one keeps of people in one's private life."""
    found = []
    if contact.birthday:
        found.append("birthday")
    if contact.anniversary:
        found.append("anniversary")
    if contact.nicknames:
        found.append("nickname")
    if any(_is_home(address.types) for address in contact.addresses):
        found.append("home address")
    if any(_is_home(phone.types) for phone in contact.phones):
        found.append("home phone")
    if contact.related:
        found.append("family's names")
    return found


def has_private_address(contact: Contact) -> bool:
    """Return whether a contact has an e-mail address that is no employer's, and none that is."""
    return bool(contact.emails) and not any(_at_work(email.address, email.types) for email in contact.emails)


def _is_home(types: tuple[str, ...]) -> bool:
    return any(kind.lower() == "home" for kind in types)


def _work_only(contact: Contact) -> bool:
    titled = any(organisation.name and organisation.title for organisation in contact.organisations)
    emails_at_work = bool(contact.emails) and all(_at_work(email.address, email.types) for email in contact.emails)
    return titled and (emails_at_work or not contact.emails) and not contact.addresses


def _at_work(address: str, types: tuple[str, ...]) -> bool:
    if any(kind.lower() == "work" for kind in types):
        return True
    return not _is_home(types) and address.partition("@")[2] not in PUBLIC_DOMAINS


def _item(contact: Contact, detail: str, toward: str, weight: float) -> Evidence:
    return Evidence(kind=KIND, detail=detail, toward=toward, weight=weight, source=contact.source, contact=contact.id)
