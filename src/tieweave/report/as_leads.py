"""Leads: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tieweave.categories import UNKNOWN, by_slug
from tieweave.leads import CompanyLeads
from tieweave.model import Contact, Lead, Standing, Tie
from tieweave.report.as_json import contact_value
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Room, fitting, meter, prose

VERSION = 1

_HEADINGS = {
    Standing.PRESENT: "there now",
    Standing.FORMER: "there before",
    Standing.THROUGH: "know somebody there",
    Standing.MENTIONED: "mentioned with it",
}
_MOST_NAMES = 5
_WITH_BARS = 60
"""Columns that leave room for a bar beside sentences."""


def as_json(
    now: dt.datetime,
    leads: Sequence[Lead],
    *,
    targets: Sequence[str] = (),
    company: CompanyLeads | None = None,
    calling_code: str = "",
) -> str:
    """Return the leads as a JSON document; `company` is what was asked about, None where nothing was."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "targets": list(targets),
        "company": None
        if company is None
        else {"asked": company.asked, "names": list(company.names), "near": list(company.near)},
        "leads": [_lead_value(lead, calling_code) for lead in leads],
    }
    return json_document(document)


def lines(leads: Sequence[Lead], targets: Sequence[str], people: int, room: Room = PLAIN) -> Iterator[Line]:
    """Yield the list as text that fits the room: close people at a target employer, then everybody else."""
    if targets:
        yield from prose(visible(f"Looking for: {' · '.join(targets)}"), room)
        yield ()
    close = [lead for lead in leads if lead.close]
    others = [lead for lead in leads if not lead.close]
    if close:
        yield ((f"Close to you, at a company you aim for ({len(close)})", "heading"),)
        yield from _people(close, 1, room)
        yield ()
    if others:
        yield (("Who may lead further", "heading"), *(() if close else ((f", of {people:,} people", "faint"),)))
        yield from _people(others, len(close) + 1, room)
        yield ()
    if not leads:
        yield from prose("Nobody here can be asked yet: add people, or notes on what they do.", room)
    elif not targets:
        how = 'Say what you are looking for with --target "field, place", or as targets in your profile.'
        yield from prose(how, room, style="faint")


def company_lines(found: CompanyLeads, room: Room = PLAIN) -> Iterator[Line]:
    """Yield whom ego knows at a company as text that fits the room; where that is nobody, it is said."""
    if not found.leads:
        yield from prose(visible(f"Nobody you know is or was at {found.asked!r}, as far as your contacts say."), room)
        if found.names:
            on = f"It is in there as {_listed(found.names)}, on cards of nobody you can ask."
            yield from prose(visible(on), room)
        if found.near:
            yield from prose(visible(f"Nearest spellings: {_listed(found.near)}."), room)
        else:
            yield (("No company there is spelt like it.", ""),)
        return
    named = found.names or (found.asked,)
    also = [name for name in named if name != found.asked]
    yield from prose(visible(f"{found.asked}" + (f" (as {_listed(also)})" if also else "")), room, style="name")
    number = 1
    for standing, heading in _HEADINGS.items():
        some = [lead for lead in found.leads if lead.standing is standing]
        if some:
            yield ()
            yield ((f"{heading[:1].upper()}{heading[1:]} ({len(some)})", "heading"),)
            yield from _people(some, number, room)
            number += len(some)
    if found.near:
        yield ()
        same = f"Not counted, since the names differ: {_listed(found.near)}. If one is the same, add it to [aliases]."
        yield from prose(visible(same), room, style="faint")


def person_lines(before: str, tie: Tie, value: float, reason: str, room: Room) -> Iterator[Line]:
    """Yield who somebody is after a number or a blank, with their `value` (0..1) as a bar where there is room; and why.

    The reason stands five columns in, as it does below "  1. ", and where there is a bar, below the name.
    """
    picture: Line = (meter(value, room), (" ", "")) if room.drawn and room.width >= _WITH_BARS else ()
    name, *rest = _called(tie)
    known = "".join(f" · {part}" for part in rest)
    yield fitting(((before, "faint"), *picture, (name, "name"), (known, "faint")), room.width)
    yield from prose(visible(reason), room, " " * (len(before) + room.meter + 1 if picture else 5))


def _called(tie: Tie) -> list[str]:
    """Return somebody in a few words: their name, or how to reach them, and what they are to ego."""
    labels = {slug: kind.label for slug, kind in by_slug().items()}
    kind = [] if tie.category == UNKNOWN else [labels.get(tie.category, tie.category)]
    level = [] if tie.level is None else [f"Level {int(tie.level)}"]
    return [visible(part) for part in (_name(tie.contact), *kind, *level)]


def _people(leads: Sequence[Lead], first: int, room: Room) -> Iterator[Line]:
    for number, lead in enumerate(leads, first):
        yield from person_lines(f"{number:3}. ", lead.tie, lead.value, lead.reason, room)


def _name(contact: Contact) -> str:
    reach = [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    return contact.name or (reach[0] if reach else "(no name)")


def _listed(names: Sequence[str]) -> str:
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    return ", ".join([*names[:_MOST_NAMES], *more])


def _lead_value(lead: Lead, calling_code: str) -> dict[str, Any]:
    return {
        "contact": contact_value(lead.tie.contact, calling_code),
        "category": lead.tie.category,
        "level": None if lead.tie.level is None else int(lead.tie.level),
        "strength": lead.tie.strength,
        "value": lead.value,
        "ask": str(lead.ask),
        "reason": lead.reason,
        "close": lead.close,
        "company": lead.company or None,
        "standing": None if lead.standing is None else str(lead.standing),
        "through": [{"id": contact.id, "name": contact.name or None} for contact in lead.through],
    }
