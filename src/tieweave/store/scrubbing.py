"""Overwriting what was removed: SQLite leaves it in free pages and in the log until something else needs the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_OWED = ("tieweave", "store", "scrub")
"""The owner, name and key in `memory` that say that a run removed something and has not overwritten it yet."""


def owe(connection: sqlite3.Connection) -> None:
    """Note that something is removed that must be overwritten, by the next run if this one is killed."""
    connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?, x'')", _OWED)


def is_owed(connection: sqlite3.Connection) -> bool:
    """Return whether a run removed something that is not overwritten yet."""
    query = "SELECT 1 FROM memory WHERE owner = ? AND name = ? AND key = ?"
    return connection.execute(query, _OWED).fetchone() is not None


def scrub(connection: sqlite3.Connection) -> bool:
    """Write the file anew without the remains of what was removed, and empty its log; raises `sqlite3.Error`.

    Returns False where another run reads what was removed, so that it stays in the log.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("VACUUM")
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy and is_owed(connection):
        connection.execute("DELETE FROM memory WHERE owner = ? AND name = ? AND key = ?", _OWED)
    return not busy
