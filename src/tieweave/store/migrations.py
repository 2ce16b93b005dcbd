"""The tables, and how a file of an older version comes to have them: step by step, with everything in it kept.

The version stands in SQLite's `user_version`, which changes in one transaction with the tables.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tieweave.store.steps import step

if TYPE_CHECKING:
    import sqlite3

# Runs of the first versions made their tables one by one, and may have been killed among them: hence IF NOT EXISTS.
_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE IF NOT EXISTS memory (
            owner TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
            PRIMARY KEY (owner, name, key)
        ) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE IF NOT EXISTS follow_ups (
            id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL, status TEXT NOT NULL, due TEXT NOT NULL,
            value TEXT NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE IF NOT EXISTS entries (
            number INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL, happened TEXT NOT NULL, value TEXT NOT NULL
        )""",
        "CREATE TABLE IF NOT EXISTS work (person TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE IF NOT EXISTS deliveries (
            sink TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (sink, item)
        ) WITHOUT ROWID""",
    ),
)
"""The statements that bring a file from each version, beginning with 0, to the next; a new step goes to the end."""

VERSION = len(_STEPS)
"""The version that this tieweave reads and writes."""


def is_older(connection: sqlite3.Connection) -> bool:
    """Return whether a file is new, or of an older version; raises `sqlite3.DatabaseError` for one of a newer."""
    import sqlite3

    version = _version(connection)
    if version > VERSION:
        raise sqlite3.DatabaseError(f"version {version} is of a newer tieweave; update tieweave")
    return version < VERSION


def migrate(connection: sqlite3.Connection, path: Path | None = None) -> None:
    """Bring a file to the present version, each step whole or not at all; one that is new gets its tables.

    Where there is anything in the file at `path`, a backup is made first. Of two runs that open a file at one moment
    one does it, the other waits and finds it done. Raises `sqlite3.Error`, or `StoreError` where there is no backup.
    """
    while is_older(connection):
        with step(connection):
            version = _version(connection)  # another run may have been quicker
            if path is not None and version < VERSION and _holds_anything(connection):
                from tieweave.store import backups

                backups.make(path, version)
            path = None  # the steps after the first change what the backup holds
            for statement in _STEPS[version] if version < VERSION else ():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {min(version + 1, VERSION)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _holds_anything(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    quoted = ('"' + name.replace('"', '""') + '"' for (name,) in tables)
    return any(connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in quoted)  # noqa: S608
