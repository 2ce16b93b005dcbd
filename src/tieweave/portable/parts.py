"""What a store holds of the user's own, part by part: how each is read from the file, and written to it.

What sources remember, to save work next time, is no part of it, and no secret is. What stands in a value is somebody
else's business (`tieweave.answers`, `identities`, `added`, `journals`, `deliveries`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from tieweave.numbered_list import OWNER, key_of
from tieweave.store import Store

if TYPE_CHECKING:
    import sqlite3

Key: TypeAlias = tuple[Any, ...]
"""What a row is known by in its part: a number, an id, a sink and an item."""


@attrs.frozen
class Row:
    """One thing that is held: its `columns`, texts in the order of its part, and its `value`, what JSON can hold."""

    columns: tuple[str, ...]
    value: Any = attrs.field(eq=lambda value: identity(value))

    @property
    def content(self) -> tuple[object, ...]:
        """What two rows have in common that say the same, under whatever key."""
        return (*self.columns, identity(self.value))


Holdings: TypeAlias = Mapping[str, Mapping[Key, Row]]
"""Everything of the user's own: by the name of the part, the rows by their keys. Every part is there."""


@attrs.frozen
class Damaged:
    """A row whose value is none, and which is left where it is: of which `part`, under which `key`."""

    part: str
    key: str


def identity(value: object) -> str:
    """Return one and the same text for two values that are the same to JSON, whatever the order of their keys."""
    return json.dumps(value, sort_keys=True, allow_nan=False)


@attrs.frozen
class Table:
    """A part that is a table of its own: the names of its key's columns, and of the others but `value`."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...] = ()
    holds: type = attrs.field(default=dict, init=False)

    def rows(self, connection: sqlite3.Connection) -> Iterator[tuple[Key, tuple[str, ...], Any]]:
        """Yield the key, the columns and the value of each row as SQLite gives them."""
        names = (*self.key, *self.columns)
        found = connection.execute(f"SELECT {', '.join(names)}, value FROM {self.name}")  # noqa: S608
        for row in found:
            yield row[: len(self.key)], row[len(self.key) : -1], row[-1]

    def put(self, connection: sqlite3.Connection, key: Key, row: Row) -> None:
        """Write a row, in the place of what had its key."""
        names = (*self.key, *self.columns, "value")
        statement = f"INSERT OR REPLACE INTO {self.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        connection.execute(statement, (*key, *row.columns, json.dumps(row.value)))

    def drop(self, connection: sqlite3.Connection, key: Key) -> None:
        """Remove the row of a key."""
        where = " AND ".join(f"{name} = ?" for name in self.key)
        connection.execute(f"DELETE FROM {self.name} WHERE {where}", key)  # noqa: S608


@attrs.frozen
class Remembered:
    """A part that is a memory of tieweave's own; of a `numbered` one the keys are numbers, and what is none stays."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...] = attrs.field(default=(), init=False)

    @property
    def numbered(self) -> bool:
        """Whether it is a `tieweave.numbered_list`; the others hold plain texts."""
        return self.key == ("number",)

    @property
    def holds(self) -> type:
        """What a value is in Python."""
        return dict if self.numbered else str

    def rows(self, connection: sqlite3.Connection) -> Iterator[tuple[Key, tuple[str, ...], Any]]:
        """Yield the key, the columns and the value of each row as SQLite gives them."""
        query = "SELECT key, value FROM memory WHERE owner = ? AND name = ?"
        for key, value in connection.execute(query, (OWNER, self.name)):
            if not self.numbered:
                yield (key,), (), identity(bytes(value).decode("ascii", "replace"))
            elif key.isdecimal():
                yield (int(key),), (), value

    def put(self, connection: sqlite3.Connection, key: Key, row: Row) -> None:
        """Write a row, in the place of what had its key."""
        written = (json.dumps(row.value) if self.numbered else str(row.value)).encode()
        values = (OWNER, self.name, self._written(key), written)
        connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)", values)

    def drop(self, connection: sqlite3.Connection, key: Key) -> None:
        """Remove the row of a key."""
        values = (OWNER, self.name, self._written(key))
        connection.execute("DELETE FROM memory WHERE owner = ? AND name = ? AND key = ?", values)

    def _written(self, key: Key) -> str:
        return key_of(key[0]) if self.numbered else str(key[0])


PARTS: tuple[Table | Remembered, ...] = (
    Remembered("decisions", ("number",)),
    Remembered("answers", ("number",)),
    Remembered("added", ("number",)),
    Remembered("ids", ("key",)),
    Table("follow_ups", ("id",), ("person", "status", "due")),
    Table("entries", ("number",), ("person", "happened")),
    Table("work", ("person",)),
    Table("deliveries", ("sink", "item")),
)
"""The parts, in the order of the document."""


def held(store: Store) -> tuple[Holdings, tuple[Damaged, ...]]:
    """Return what a store holds, all of one moment, and what of it is damaged; raises `StoreError`."""
    if not store.exists():
        return {part.name: {} for part in PARTS}, ()
    with store.snapshot() as connection:
        return found(connection)


def found(connection: sqlite3.Connection) -> tuple[Holdings, tuple[Damaged, ...]]:
    """Return what stands in an open database, and what of it is damaged; raises `sqlite3.Error`."""
    holdings: dict[str, dict[Key, Row]] = {part.name: {} for part in PARTS}
    damaged = []
    for part in PARTS:
        for key, columns, text in sorted(part.rows(connection), key=lambda row: row[0]):
            try:
                holdings[part.name][key] = Row(columns, _value(text, part.holds))
            except (ValueError, TypeError, RecursionError):
                damaged.append(Damaged(part.name, " ".join(map(str, key))))
    return holdings, tuple(damaged)


def _value(text: str | bytes, kind: type) -> object:
    value = json.loads(text)
    identity(value)
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}")
    return value


def change(connection: sqlite3.Connection, before: Holdings, after: Holdings) -> None:
    """Make of what stands in an open database, which is `before`, what shall stand there; all else stays.

    It belongs in a transaction. Raises `sqlite3.Error`.
    """
    for part in PARTS:
        was, is_now = before[part.name], after[part.name]
        for key in was.keys() - is_now.keys():
            part.drop(connection, key)
        for key, row in is_now.items():
            if was.get(key) != row:
                part.put(connection, key, row)
