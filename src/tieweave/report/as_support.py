"""Whom to ask for support: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tieweave.report.as_json import contact_value
from tieweave.report.as_leads import person_lines
from tieweave.report.harmless import json_document
from tieweave.report.look import PLAIN, Line, Room, prose, whole
from tieweave.support import Help, Supporter

VERSION = 1

_HEADINGS = {
    Help.FEEDBACK: "An honest word on your resume",
    Help.PRACTICE: "Practising interviews",
    Help.HARD_DAYS: "Hard days",
}


def as_json(now: dt.datetime, found: Sequence[Supporter], calling_code: str = "") -> str:
    """Return the lists as a JSON document: one list a kind of support, empty where nobody is close."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "support": {
            str(kind): [
                {
                    "contact": contact_value(one.tie.contact, calling_code),
                    "category": one.tie.category,
                    "strength": one.tie.strength,
                    "value": one.value,
                    "reason": one.reason,
                }
                for one in found
                if one.help is kind
            ]
            for kind in Help
        },
    }
    return json_document(document)


def lines(found: Sequence[Supporter], room: Room = PLAIN) -> Iterator[Line]:
    """Yield the lists as text that fits the room."""
    if not found:
        yield from whole("Nobody is in Level 1 yet: label those who are close to you, as Family or Friends.", room)
        return
    for kind, heading in _HEADINGS.items():
        some = [one for one in found if one.help is kind]
        if some:
            yield ((heading, "heading"),)
            for one in some:
                yield from person_lines("  ", one.tie, one.value, one.reason, room)
            yield ()
    yield from prose("Ask one thing of each, and ask what you can do for them.", room, style="faint")
