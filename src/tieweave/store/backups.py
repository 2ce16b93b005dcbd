"""Backups of the file, made beside it before its tables change."""

from __future__ import annotations

import contextlib
import filecmp
import os
from collections.abc import Iterator
from pathlib import Path

from tieweave.errors import StoreError
from tieweave.store.refusals import reason

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a file for those that belong to it."""


def make(path: Path, version: int) -> Path:
    """Make a private copy of the file at `path`, whose tables are of a `version`, and return where it is.

    It is whole and on the disk when this returns; an older backup is never overwritten. Whoever calls it holds the
    lock for writing, so that no other run writes, or makes the same copy, meanwhile. Raises `StoreError`.
    """
    import sqlite3

    first = path.with_name(f"{path.name}.v{version}.backup")
    new = first.with_name(f"{first.name}.new")  # always of one name, so that a run that was killed leaves one at most
    try:
        _remove(new)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(new)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file that stands for itself
        _flush(new)
        made = _named(new, first)
        if os.name == "posix":
            _flush(path.parent)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            _remove(new)
        why = f"its backup {first.name} cannot be written ({reason(error)}); make room on the disk, and run it again"
        raise StoreError(f"{path}: cannot be brought from version {version} to the present one, since {why}") from error
    return made


def beside(path: Path) -> list[Path]:
    """Return the backups of the file at `path`, finished or not, with what belongs to them."""
    return sorted(one for one in path.parent.glob(f"{path.name}.v*.backup*") if one.is_file())


def _named(new: Path, first: Path) -> Path:
    """Give the copy the first name that no other backup has; where one holds the same, that one stands for it."""
    for name in _names(first):
        if not name.exists():
            os.replace(new, name)
            return name
        if filecmp.cmp(new, name, shallow=False):
            _remove(new)
            return name
    raise AssertionError("there is always one name more")


def _names(first: Path) -> Iterator[Path]:
    yield first
    number = 2
    while True:
        yield first.with_name(f"{first.name}.{number}")
        number += 1


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    for one in (path, *(path.with_name(path.name + end) for end in _BESIDE)):
        one.unlink(missing_ok=True)
