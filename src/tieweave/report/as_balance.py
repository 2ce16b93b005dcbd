"""Give and take per person and in all: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tieweave.enumeration import enumerated
from tieweave.give_and_take import Account, totals
from tieweave.report.harmless import json_document, visible
from tieweave.report.wrapping import cells, fitted, wrapped

VERSION = 1

_NAME = 36
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


def lines(accounts: Sequence[Account], zone: dt.tzinfo | None) -> Iterator[str]:
    """Yield give and take as a table of at most 80 columns, its days in a `zone`, and a sentence of what follows."""
    if not accounts:
        yield 'No favour is known yet: tieweave log "Jane Doe" "reviewed my resume" --received notes one,'
        yield "--gave one that you did."
        return
    yield f"{'':<{_NAME}}  helped you  you helped  last"
    for one in accounts:
        name = fitted(visible(one.name) or "(no name)", _NAME)
        padding = " " * (_NAME - cells(name))
        yield f"{name}{padding}  {one.received:>10,}  {one.given:>10,}  {one.last.astimezone(zone).date()}"
    yield ""
    yield from wrapped(visible(sentence(accounts)))


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
