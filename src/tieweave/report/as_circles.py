"""The circles among ego's contacts and the bridges between them: as text, and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tieweave.circles import Network
from tieweave.model import Circle, Contact
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Room, whole

_INDENT = " " * 6
_MOST_NAMED = 4
_MOST_BRIDGES = 3


def as_json(now: dt.datetime, network: Network, contacts: Sequence[Contact]) -> str:
    """Return all circles, the largest first, with their members and who leads there, as a JSON document.

    `contacts` are those that the network was made of. A circle is named by its place in `circles`.
    """
    named = _names(contacts)
    document = {
        "version": 1,
        "now": now.isoformat(),
        "circles": [_circle_value(circle, named) for circle in network.circles],
        "bridges": [
            {"contact": _contact_value(contacts[at].id, named), "own": own, "other": other}
            for at, own, other in network.bridges
        ],
    }
    return json_document(document)


def lines(network: Network, contacts: Sequence[Contact], limit: int, room: Room = PLAIN) -> Iterator[Line]:
    """Yield ego's own circles, then the others with who leads there, `limit` of each, the largest first."""
    named = _names(contacts)
    leading: dict[int, list[tuple[int, int]]] = {}
    for at, own, other in network.bridges:
        leading.setdefault(other, []).append((at, own))
    for own, heading in ((True, "You move in"), (False, "Others")):
        places = [at for at, circle in enumerate(network.circles) if circle.own is own]
        if not places:
            continue
        yield (heading, "heading"), (f" ({len(places):,})", "faint")
        for at in places[:limit]:
            circle = network.circles[at]
            yield (f"  {visible(circle.name)}", "name"), (f"  ({len(circle.members):,})", "number")
            members = _few([named[member] for member in circle.members], _MOST_NAMED)
            yield from whole(members, room, _INDENT)
            if bridges := leading.get(at):
                yield from whole(f"through {_through(bridges, network, contacts, named)}", room, _INDENT, "good")
        if len(places) > limit:
            yield ((f"  … and {len(places) - limit:,} more, smaller: --limit 0 shows all", "faint"),)
        yield ()
    yield from whole(_summary(network, len(contacts)), room)


def _summary(network: Network, people: int) -> str:
    if not network.circles:
        return (
            f"no circles among {people:,} people: nothing shows that three of them know each other; "
            "mail, a calendar or labels would"
        )
    own = sum(circle.own for circle in network.circles)
    bridges = len({at for at, _, _ in network.bridges})
    who = "nobody leads" if not bridges else "1 person leads" if bridges == 1 else f"{bridges:,} people lead"
    lead = f"{who} from yours to others"
    if not own:
        lead = "none is known to be yours: a profile with your employer, clubs and address tells"
    count = len(network.circles)
    return f"{count:,} {'circle' if count == 1 else 'circles'} among {people:,} people, {own:,} of them yours; {lead}"


def _through(
    bridges: Sequence[tuple[int, int]], network: Network, contacts: Sequence[Contact], named: dict[str, str]
) -> str:
    told = [f"{named[contacts[at].id]} ({visible(network.circles[own].name)})" for at, own in bridges]
    return _few(told, _MOST_BRIDGES)


def _few(texts: Sequence[str], most: int) -> str:
    """Return the first of the texts, and how many more there are."""
    rest = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def _names(contacts: Sequence[Contact]) -> dict[str, str]:
    """Return what each contact is called, harmless: by name, or else by address or number."""
    return {contact.id: visible(_called(contact)) or "(no name)" for contact in contacts}


def _called(contact: Contact) -> str:
    reach = (*(email.address for email in contact.emails), *(phone.number for phone in contact.phones))
    return contact.name or next(iter((*contact.nicknames, *reach)), "")


def _circle_value(circle: Circle, named: dict[str, str]) -> dict[str, Any]:
    return {
        "name": circle.name,
        "shared": circle.shared.value,
        "own": circle.own,
        "size": len(circle.members),
        "members": [_contact_value(member, named) for member in circle.members],
    }


def _contact_value(member: str, named: dict[str, str]) -> dict[str, str]:
    return {"id": member, "name": named[member]}
