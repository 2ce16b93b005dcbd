"""A document brought into a store, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tieweave.numbered_list import OWNER, last_number
from tieweave.portable.merging import merged
from tieweave.portable.parts import PARTS, Holdings, change, found
from tieweave.store import Store

if TYPE_CHECKING:
    import sqlite3


@attrs.frozen
class Brought:
    """What of one part of a document came in: `new` rows, `changed` ones, and those that were `there` already.

    `renumbered` are those of the store that got a new number, since something older came in before them.
    """

    part: str
    new: int = 0
    changed: int = 0
    there: int = 0
    renumbered: int = 0


def bring(store: Store, coming: Holdings) -> tuple[Brought, ...]:
    """Bring what a document holds into a store, all of it or nothing; raises `StoreError`."""
    with store.transaction(lasting=True) as connection:
        here, _ = found(connection)
        after = merged(here, coming, _last(store, connection))
        change(connection, here, after)
    return _brought(here, coming, after)


def would_bring(store: Store, coming: Holdings) -> tuple[Brought, ...]:
    """Return what `bring` would, changing nothing; raises `StoreError`."""
    if not store.exists():
        nothing: Holdings = {part.name: {} for part in PARTS}
        return _brought(nothing, coming, merged(nothing, coming, {}))
    with store.snapshot() as connection:
        here, _ = found(connection)
        return _brought(here, coming, merged(here, coming, _last(store, connection)))


def _last(store: Store, connection: sqlite3.Connection) -> dict[str, int]:
    """Return the greatest number that was ever given in each list."""
    given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
    lists = [part.name for part in PARTS if part.key == ("number",) and part.name != "entries"]
    numbers = {name: last_number(store.memory(OWNER, name)) for name in lists}
    return {**numbers, "entries": int(given[0]) if given else 0}


def _brought(here: Holdings, coming: Holdings, after: Holdings) -> tuple[Brought, ...]:
    told = []
    for part in PARTS:
        was, is_now, came = here[part.name], after[part.name], coming[part.name]
        new = len(is_now) - len(was)
        moved = changed = 0
        if part.key == ("number",):
            moved = len(was.keys() - is_now.keys())
        else:
            changed = sum(is_now[key] != row for key, row in was.items())
        told.append(Brought(part.name, new, changed, len(came) - new - changed, moved))
    return tuple(told)
