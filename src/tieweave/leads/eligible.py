"""Whom one can ask at all, and who is close."""

from __future__ import annotations

import datetime as dt

from tieweave.categories import Level
from tieweave.leads.words import tokens
from tieweave.left_alone import is_left_alone
from tieweave.model import Contact, Profile, Tie

_GROWN_UP = 18


def can_be_asked(contact: Contact, profile: Profile, now: dt.datetime) -> bool:
    """Say whether a contact is one person, with a name or an address, not ego, and no child of ego's that is small.

    Nobody is asked who is to be left alone: the dead, and those marked "do not contact".
    """
    if contact.kind != "individual":
        return False
    if not (contact.name or contact.emails or contact.phones or contact.urls):
        return False
    if any(email.address in profile.emails for email in contact.emails):
        return False
    return not (_is_small_child(contact, profile, now) or is_left_alone(contact))


def is_close(tie: Tie) -> bool:
    """Say whether a tie is of Level 1."""
    return tie.level is Level.CLOSE


def _is_small_child(contact: Contact, profile: Profile, now: dt.datetime) -> bool:
    """Say whether somebody is one of ego's children by name, and not known to be grown up."""
    if not profile.children:
        return False
    name = tokens(contact.name)
    surname = tokens(profile.name)[-1:] + tokens(profile.partner)[-1:]
    for child in profile.children:
        called = tokens(child)
        if name == called or (name[: len(called)] == called and len(name) > 1 and name[-1] in surname):
            year = contact.birthday[:4]
            return not (year.isascii() and year.isdigit() and now.year - int(year) > _GROWN_UP)
    return False
