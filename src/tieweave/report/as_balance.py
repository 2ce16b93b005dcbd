"""Give and take per person and in all: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tieweave.enumeration import enumerated
from tieweave.give_and_take import Account, totals
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Piece, Room, fitting, prose
from tieweave.report.wrapping import cells, filled, fitted

VERSION = 1

_NOTHING = """\
No favour is known yet: tieweave log "Jane Doe" "reviewed my resume" --received notes one,
--gave one that you did.
"""

_NAME = 36
_MOST_NAME = 60
_SCALE = 10
"""Columns of the bar of whoever helped, or was helped, most."""
_NAMED = 3


def as_json(accounts: Sequence[Account], now: dt.datetime) -> str:
    """Return give and take as a JSON document."""
    given, received = totals(accounts)
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "given": given,
        "received": received,
        "people": [
            {
                "id": one.person,
                "name": one.name or None,
                "given": one.given,
                "received": one.received,
                "last": one.last.isoformat(),
            }
            for one in accounts
        ],
    }
    return json_document(document)


def lines(accounts: Sequence[Account], zone: dt.tzinfo | None, room: Room = PLAIN) -> Iterator[Line]:
    """Yield give and take as a table, its days in a `zone`, and a sentence of what follows."""
    if not accounts:
        if room.drawn:
            yield from prose(_NOTHING, room)
        else:
            yield from (((line, ""),) for line in _NOTHING.splitlines())
        return
    names = [visible(one.name) or "(no name)" for one in accounts]
    width = _name_width(names, room)
    most = max(max(one.given, one.received) for one in accounts)
    yield fitting(((f"{'':<{width}}  helped you  you helped  last", "faint"),), room.width)
    for name, one in zip(names, accounts, strict=True):
        picture = _picture(one, most) if room.drawn else ()
        line: Line = (
            (filled(fitted(name, width), width), "name" if one.is_all_taking else ""),
            (f"  {one.received:>10,}  {one.given:>10,}  ", ""),
            (f"{one.last.astimezone(zone).date()}", "faint"),
            *picture,
        )
        yield fitting(line, room.width)
    yield ()
    yield from prose(visible(sentence(accounts)), room)


def _name_width(names: Sequence[str], room: Room) -> int:
    """Return the columns of names: as they were ever in plain text, and where it is drawn as the names need and fit."""
    if not room.drawn:
        return _NAME
    others = 36 + 2 * _SCALE + 5
    return min(max(12, *map(cells, names)), max(12, min(_MOST_NAME, room.width - others)))


def _picture(one: Account, most: int) -> tuple[Piece, ...]:
    """Return what was received to the left of a line and what was given to its right, each as a bar."""
    columns = min(most, _SCALE)
    received, given = (max(round(number * columns / most), number > 0) for number in (one.received, one.given))
    return ("  ", ""), (f"{'━' * received:>{columns}}", "bar"), ("│", "faint"), ("━" * given, "bar")


def sentence(accounts: Sequence[Account]) -> str:
    """Return in one sentence how ego stands with all of them, and whom to do something for."""
    given, received = totals(accounts)
    owed = [one for one in accounts if one.is_all_taking]
    return f"You were helped {times(received)} and helped {times(given)}: {_what_follows(owed, given, received)}"


def times(number: int) -> str:
    """Return how often: "once", "6 times"."""
    return "once" if number == 1 else f"{number:,} times"


def _what_follows(owed: Sequence[Account], given: int, received: int) -> str:
    if not owed:
        return "nobody is owed a first favour." if given < received else "you give as much as you get, or more."
    names = [one.name or "somebody without a name" for one in owed[:_NAMED]]
    rest = len(owed) - len(names)
    who = enumerated([*names, *([f"{rest} more"] if rest else [])])
    return f"{who} {'has' if len(owed) == 1 else 'have'} had nothing back yet; do something for them first."
