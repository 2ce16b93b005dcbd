"""Strangers: people whom interactions name and no contact covers, such as a number in a call log without a name."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.history import histories
from tieweave.model import Contact, Direction, History, Interaction
from tieweave.resolve import phones
from tieweave.resolve.participants import Participants


def strangers(
    people: Sequence[Contact], interactions: Sequence[Interaction], code: str = ""
) -> list[tuple[Contact, History]]:
    """Return whom ego turned to and heard of, and who is none of the `people`, with what the interactions add up to.

    Each is a contact that is not filed, of one address or number. Who only wrote or only was written to is left out,
    newsletters and call centres among them, and so is what is named in a way that only its source knows. `code` is the
    calling code of national numbers.
    """
    known = Participants(people, code)
    forms: dict[tuple[str, str], str] = {}
    first: dict[str, tuple[str, str]] = {}
    turned_to: set[str] = set()
    heard_of: set[str] = set()
    for act in interactions:
        for participant in act.participants:
            named = (act.source, participant)
            if named not in forms:
                forms[named] = _reachable(known.form_of_stranger(*named))
            if form := forms[named]:
                first.setdefault(form, named)
                if act.direction is not Direction.IN:
                    turned_to.add(form)
                if act.direction is not Direction.OUT:
                    heard_of.add(form)
    both = [form for form in first if form in turned_to and form in heard_of]
    if not both:
        return []
    found = [_contact(*first[form]) for form in both]
    held = histories(found, interactions, code).of
    return [(contact, history) for contact, history in zip(found, held, strict=True) if history is not None]


def _reachable(form: str) -> str:
    """Return the form where it is an address or a number that can be somebody's, else ""."""
    return form if ("@" in form and "/" not in form) or phones.identifies(form) else ""


def _contact(source: str, participant: str) -> Contact:
    emails, phones = ([participant], []) if "@" in participant else ([], [participant])
    return Contact(source=source, key=participant, filed=False, emails=emails, phones=phones)
