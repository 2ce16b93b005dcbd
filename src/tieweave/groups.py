"""Groups as address books keep them: a card that names its members becomes a label on each of them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave.model import Contact


def label_members(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Return the contacts, every member of a group card with the group's name among its labels.

    Members are found by UID or e-mail address, within the source that names them: an address book's UIDs are its
    own. The group cards stay, so that no record is lost.
    """
    labels: dict[tuple[str, str], list[str]] = {}
    for group in contacts:
        if group.kind == "group" and group.name:
            for member in group.members:
                labels.setdefault((group.source, member_key(member)), []).append(group.name)
    if not labels:
        return tuple(contacts)
    return tuple(_labelled(contact, labels) for contact in contacts)


def member_key(member: str) -> str:
    """Return a member reference as it is compared: without its URI scheme, in lower case."""
    lowered = member.lower()
    for scheme in ("urn:uuid:", "mailto:"):
        lowered = lowered.removeprefix(scheme)
    return lowered


def _labelled(contact: Contact, labels: dict[tuple[str, str], list[str]]) -> Contact:
    if contact.kind == "group":
        return contact
    references = [contact.uid, *(email.address for email in contact.emails)]
    added = [
        name
        for reference in references
        if reference
        for name in labels.get((contact.source, member_key(reference)), ())
        if name not in contact.labels
    ]
    return attrs.evolve(contact, labels=(*contact.labels, *added)) if added else contact
