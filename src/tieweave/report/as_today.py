"""What is due: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tieweave.model import Journal, Kept
from tieweave.report.due import INDENT, day, draft, way
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Room, Style, fitting, prose, whole

VERSION = 1


def due(journal: Journal, until: dt.date) -> list[Kept]:
    """Return what is open and due on a day or before it, what is due first coming first."""
    some = [kept for kept in journal.follow_ups if kept.follow_up.status.is_open and kept.follow_up.due <= until]
    return sorted(some, key=lambda kept: (kept.follow_up.due, kept.follow_up.title, kept.follow_up.id))


def as_json(found: Sequence[Kept], now: dt.datetime) -> str:
    """Return what is due as a JSON document; the day of `now` is today."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "today": now.date().isoformat(),
        "follow_ups": [_value(kept, now.date()) for kept in found],
    }
    return json_document(document)


def lines(found: Sequence[Kept], journal: Journal, today: dt.date, room: Room = PLAIN) -> Iterator[Line]:
    """Yield what is due as text that fits the room: what is overdue, today's, and what comes."""
    if not found:
        yield from _nothing(journal, room)
        return
    overdue = [kept for kept in found if kept.follow_up.due < today]
    headings: tuple[tuple[str, Style, list[Kept]], ...] = (
        ("Overdue", "warning", overdue),
        ("Today", "heading", [kept for kept in found if kept.follow_up.due == today]),
        ("To come", "heading", [kept for kept in found if kept.follow_up.due > today]),
    )
    for heading, style, some in headings:
        if some:
            yield ((heading, style),)
            for kept in some:
                yield from _item(kept, room)
    how = f"When one is done: tieweave done {found[0].follow_up.id}; snooze and drop take an id too"
    yield from whole(how, room, style="faint")


def _nothing(journal: Journal, room: Room) -> Iterator[Line]:
    still_open = sorted(
        (kept.follow_up for kept in journal.follow_ups if kept.follow_up.status.is_open),
        key=lambda one: (one.due, one.title),
    )
    if still_open:
        first = still_open[0]
        next_one = visible(f"Next, on {day(first.due)} {first.due.year}: {first.title}")
        yield fitting((("Nothing is due. ", "good"), (next_one, "")), room.width)
        yield (("tieweave today --days 14 looks two weeks ahead", "faint"),)
    elif journal.follow_ups:
        yield from whole("Nothing is due, and nothing is open: tieweave plan suggests whom to turn to next.", room)
    else:
        yield from whole("Nothing is due, since nothing is planned yet: tieweave plan suggests whom to turn to.", room)


def _item(kept: Kept, room: Room) -> Iterator[Line]:
    one = kept.follow_up
    yield fitting(((f"  {day(one.due):<11} ", "number"), (visible(one.title), "name")), room.width)
    yield from prose(visible(one.reason), room, INDENT)
    yield from prose(f"{one.id} · {way(one)}", room, INDENT, "faint")
    yield ()
    if one.message:
        yield from draft(one, f"{INDENT}  ", room)
        yield ()


def _value(kept: Kept, today: dt.date) -> dict[str, Any]:
    from tieweave.report.as_json import contact_value

    one = kept.follow_up
    return {
        "id": one.id,
        # Its records are those that it is known again by.
        "contact": contact_value(one.contact)
        | {"sources": [{"source": mark.source, "key": mark.key} for mark in kept.marks]},
        "purpose": str(one.purpose),
        "kind": one.kind,
        "title": one.title,
        "due": one.due.isoformat(),
        "overdue": one.due < today,
        "channel": one.channel,
        "address": one.address or None,
        "reason": one.reason,
        "subject": one.subject or None,
        "message": one.message,
        "status": str(one.status),
    }
