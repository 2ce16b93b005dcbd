"""Whom a text means: a name or a part of one, an address, a number, an id."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from tieweave.errors import TieweaveError
from tieweave.model import Contact
from tieweave.spelling import plain

_SHOWN = 20


def matching(contacts: Sequence[Contact], wanted: str, former_ids: Mapping[str, str]) -> list[Contact]:
    """Return the contacts whom `wanted` names: exactly, by id or address; else by words of the name.

    `former_ids` are ids that others have taken the place of.
    """
    folded = _fold(former_ids.get(wanted.strip(), wanted))
    digits = "".join(c for c in wanted if c.isdigit())
    exact = [one for one in contacts if folded in _exact(one) or (len(digits) >= 7 and digits in _numbers(one))]
    if exact:
        return exact
    words = folded.split()
    return [
        one
        for one in contacts
        if words and any(all(word in _fold(name) for word in words) for name in (*one.names, one.name))
    ]


def only(contacts: Sequence[Contact], wanted: str, former_ids: Mapping[str, str]) -> Contact:
    """Return the one person whom `wanted` names; raises `TieweaveError` where that is nobody, or several."""
    found = matching(contacts, wanted, former_ids)
    if not found:
        raise nobody(contacts, wanted)
    if len(found) > 1:
        several = ", ".join(f"{contact.name} ({contact.id})" for contact in found[:_SHOWN])
        raise TieweaveError(f"{len(found)} people match {wanted!r}: {several}; name one by the id in brackets")
    return found[0]


def nobody(contacts: Sequence[Contact], wanted: str) -> TieweaveError:
    """Return the error that nobody of that name is there, with the nearest names."""
    names = {_fold(one.name): one.name for one in contacts if one.name}
    near = [names[match] for match in difflib.get_close_matches(_fold(wanted), names, n=3, cutoff=0.6)]
    hint = f"did you mean {', '.join(near)}?" if near else "give a part of the name, an e-mail address or a number"
    return TieweaveError(f"nobody matches {wanted!r} among {len(contacts):,} people; {hint}")


def _exact(contact: Contact) -> set[str]:
    return {_fold(text) for text in (contact.id, contact.name, *contact.names, *contact.nicknames) if text} | {
        email.address for email in contact.emails
    }


def _numbers(contact: Contact) -> set[str]:
    return {"".join(c for c in phone.number if c.isdigit()) for phone in contact.phones}


def _fold(text: str) -> str:
    return plain(" ".join(text.split()))
