"""Coverage: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tieweave.categories import Level
from tieweave.coverage import Candidate, CategoryCoverage, Coverage
from tieweave.enumeration import enumerated
from tieweave.model import Channel, Contact
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Piece, Room, fitting, goal, meter, plain, prose, whole
from tieweave.report.wrapping import cells, fitted

VERSION = 1

_HEADINGS = ((Level.CLOSE, "Mostly close (Level 1)"), (Level.ACQUAINTED, "Mostly further away (Level 2)"))
_WHERE = {
    Channel.EMAIL: "mail",
    Channel.MEETING: "calendar",
    Channel.CALL: "calls",
    Channel.MESSAGE: "messages",
}
_NAME = 10
"""Columns that a name takes at least: more names than so fit into no line, and are not put there at all."""
_PROMPT = 20
"""Columns that a prompt needs to stand beside its category; else it stands below."""
_GOAL = 60
_FILE = "File one in seconds: tieweave add NAME --email ADDRESS --category SLUG"


def as_json(now: dt.datetime, found: Coverage) -> str:
    """Return the coverage with all candidates as a JSON document; a prompt stands with thin categories alone."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "goal": found.goal,
        "people": found.people,
        "categories": [_category_value(one) for one in found.categories],
        "unknown": len(found.unknown),
        "candidates": [_candidate_value(one) for one in found.candidates],
    }
    return json_document(document)


def lines(found: Coverage, limit: int, room: Room = PLAIN) -> Iterator[Line]:
    """Yield the coverage as text that fits the room, with the first `limit` candidates."""
    label_width = max(cells(visible(one.category.label)) for one in found.categories)
    for level, heading in _HEADINGS:
        some = [one for one in found.categories if one.category.level is level]
        if some:
            yield ((heading, "heading"),)
            for one in some:
                yield from _category(one, label_width, room)
            yield ()
    if found.candidates:
        yield from _candidates(found.candidates, limit, room)
        yield ()
    if room.drawn:
        yield goal(found.people / found.goal, min(_GOAL, room.width))
    yield from prose(_summary(found), room)


def _category(one: CategoryCoverage, label_width: int, room: Room) -> Iterator[Line]:
    """Yield the row of a category, and the prompt of a thin one: under the names, or where they would stand."""
    label = visible(one.category.label)
    count = len(one.ties)
    row: Line = (
        (f"  {label}{' ' * (label_width - cells(label))}", "" if count else "faint"),
        (f" {count:4,}  ", "number" if count else "warning"),
    )
    indent = cells(plain(row))
    beside = room.width - indent >= _PROMPT
    asked = visible(one.category.prompt) if one.is_thin else ""
    prompt = [*prose(asked, room, " " * (indent if beside else 4), "faint")]
    if one.ties:
        names = ", ".join(_called(tie.contact) for tie in one.ties[: room.width // _NAME])
        shown: Piece = (f"  {names}" if beside else "", "")
        yield fitting((*row, meter(min(1.0, count / one.typical), room), shown), room.width)
        yield from prompt
    elif prompt and beside:
        ((text, style),), *more = prompt
        yield (*row, (text.lstrip(), style))
        yield from more
    else:
        yield (row[0], (row[1][0].rstrip(), "warning"))
        yield from prompt


def _candidates(candidates: Sequence[Candidate], limit: int, room: Room) -> Iterator[Line]:
    where = enumerated([name for channel, name in _WHERE.items() if any(_has(one, channel) for one in candidates)])
    who = "1 person" if len(candidates) == 1 else f"{len(candidates):,} people"
    order = ", those with the most give and take first" if len(candidates) > 1 else ""
    heading = f"{who} in your {where} {'is' if len(candidates) == 1 else 'are'} in no address book{order}:"
    yield from prose(heading, room, style="heading")
    shown = candidates[:limit]
    facts = [_facts(one) for one in shown]
    left = room.width - 4 - max(map(len, facts), default=0)
    names = [fitted(_with_address(one.contact), left) for one in shown]
    widest = max(map(cells, names), default=0)
    for name, fact in zip(names, facts, strict=True):
        yield (f"  {name}{' ' * (widest - cells(name))}", ""), (f"  {fact}", "faint")
    if len(candidates) > limit:
        yield ((f"  … and {len(candidates) - limit:,} more: --limit 0 shows all", "faint"),)
    if any(one.counts for one in candidates):
        everybody = all(one.counts for one in candidates)
        yield ((f"{'They' if everybody else 'All but mere numbers'} are counted above too.", "faint"),)
    yield from whole(_FILE, room, style="faint")


def _has(one: Candidate, channel: Channel) -> bool:
    return any(page.channel is channel for page in one.history.channels)


def _facts(one: Candidate) -> str:
    count = one.history.acts
    return f"{count:,} time{'' if count == 1 else 's'}, last {one.history.last:%Y-%m-%d}"


def _summary(found: Coverage) -> str:
    count = found.people
    names = f"{count:,} of {found.goal:,} names" if count < found.goal else f"{count:,} names, past the {found.goal:,}"
    thin = sum(one.is_thin for one in found.categories)
    parts = [names]
    if found.unknown:
        parts.append(f"{len(found.unknown):,} of them in no category yet (tieweave review asks)")
    if thin:
        are = "category is" if thin == 1 else "categories are"
        parts.append(f"{thin} {are} thin: whoever comes to mind is kept by tieweave add")
    return "; ".join(parts) + "."


def _with_address(contact: Contact) -> str:
    name, address = _name(contact), _address(contact)
    return visible(f"{name} <{address}>" if name and address else name or address or "(no name)")


def _called(contact: Contact) -> str:
    return visible(_name(contact) or _address(contact) or "(no name)")


def _name(contact: Contact) -> str:
    """Return the name, "" where a source had to call somebody by their address."""
    return "" if contact.name.lower() == _address(contact) else contact.name


def _address(contact: Contact) -> str:
    reach = (*(email.address for email in contact.emails), *(phone.number for phone in contact.phones))
    return next(iter((*reach, *(url.url for url in contact.urls))), "")


def _category_value(one: CategoryCoverage) -> dict[str, Any]:
    return {
        "category": one.category.slug,
        "label": one.category.label,
        "level": int(one.category.level),
        "count": len(one.ties),
        "prompt": (one.category.prompt or None) if one.is_thin else None,
        "people": [_name(tie.contact) or _address(tie.contact) or "(no name)" for tie in one.ties],
    }


def _candidate_value(one: Candidate) -> dict[str, Any]:
    return {
        "name": _name(one.contact) or None,
        "address": _address(one.contact) or None,
        "source": one.contact.source,
        "interactions": one.history.acts,
        "last_interaction": one.history.last.isoformat(),
    }
