"""How the day, the channel and the draft of a follow-up are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tieweave.model import FollowUp
from tieweave.report.harmless import visible
from tieweave.report.look import Line, Room, prose

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
INDENT = " " * 14
"""What stands before what belongs to a follow-up: the breadth of its day."""
_BY = {
    "email": "by e-mail",
    "message": "by message",
    "call": "by phone",
    "meeting": "when you meet",
    "page": "on their page",
}


def day(of: dt.date) -> str:
    """Return a day as it is shown: "Mon 30 Nov"."""
    return f"{_DAYS[of.weekday()]} {of.day} {_MONTHS[of.month - 1]}"


def date(of: dt.date) -> str:
    """Return a day with its year: "30 Nov 2026"."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def way(follow_up: FollowUp) -> str:
    """Return by which channel, and where it reaches them, in a few words."""
    by = _BY.get(follow_up.channel, follow_up.channel)
    return visible(f"{by} ({follow_up.address})" if follow_up.address else by)


def draft(follow_up: FollowUp, indent: str, room: Room) -> Iterator[Line]:
    """Yield the draft as lines that fit the room, its subject before it; nothing where there is none."""
    if follow_up.message and follow_up.subject:
        yield from prose(visible(f"Subject: {follow_up.subject}"), room, indent)
    for line in follow_up.message.splitlines():
        yield from prose(visible(line), room, indent) if line.strip() else [()]
