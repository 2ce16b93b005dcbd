"""The SQLite file: opened, made private, brought to the present version, and set so that nothing said is lost.

It keeps a write-ahead log where the file system can do that, so that who reads waits for nobody who writes. The log is
flushed to the disk at each commit (`synchronous = FULL`): what a command said it kept is there after a loss of power
too, which `NORMAL` does not promise. A run commits a few dozen times, so this costs it milliseconds.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tieweave.errors import StoreError
from tieweave.store import migrations
from tieweave.store.refusals import is_busy, is_unreachable
from tieweave.store.secrets import private_folder

if TYPE_CHECKING:
    import sqlite3

FILE = "tieweave.sqlite3"
"""The name of the file in the data folder."""


def opened(folder: Path, wait: float) -> sqlite3.Connection:
    """Return the open file, made where there is none; raises `OSError`, `sqlite3.Error` or `StoreError`.

    `wait` is how many seconds to wait for another run that writes.
    """
    import sqlite3

    private_folder(folder)
    path = folder / FILE
    _made(path)
    try:
        return _opened(path, wait)
    except sqlite3.OperationalError as error:
        if not is_unreachable(error):
            raise
        # Without memory to share among processes (some network drives) a log cannot be read, but by who is alone.
        _end_log(path, wait)
        return _opened(path, wait, log=False)


def passing() -> sqlite3.Connection:
    """Return a database that is forgotten when it is closed."""
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection)
    return connection


def copied(folder: Path) -> sqlite3.Connection | None:
    """Return what stands in a file, as a passing copy that leaves nothing beside it; None where it cannot be read."""
    import sqlite3

    path = (folder / FILE).absolute()
    before = _state(path)
    # To read a log one must be able to write beside it; where there is none, the file alone says everything, for as
    # long as nobody writes to it.
    ways = ["mode=ro"] if _has_log(path) else ["mode=ro&immutable=1", "mode=ro"]
    for way in ways:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?{way}", uri=True)) as source:
                source.backup(connection)
            if way != "mode=ro" and _state(path) != before:
                raise sqlite3.OperationalError("it was written to meanwhile")
            migrations.migrate(connection)
        except (OSError, sqlite3.Error, StoreError):
            connection.close()
        else:
            return connection
    return None


def _state(path: Path) -> tuple[object, ...]:
    """Return what is another when a file was written to."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, _has_log(path)


def _has_log(path: Path) -> bool:
    """Return whether a part of what a file says stands beside it: in its log, or in the journal of a broken step."""
    return any(_size(path.with_name(path.name + end)) > 0 for end in ("-wal", "-journal"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _made(path: Path) -> None:
    """Make the file where there is none, its owner's alone (the log gets its permissions); raises `OSError`.

    One that is there is opened by SQLite alone. POSIX ends all locks that a process holds on a file as soon as the
    process closes it once, and another process, which sees no lock, would then remove the log that this one writes to
    (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif not os.access(path, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def _opened(path: Path, wait: float, *, log: bool = True) -> sqlite3.Connection:
    import sqlite3

    connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        if log and migrations.is_older(connection):  # asked for once: where it cannot be, it is not tried at every run
            _begin_log(connection)
        connection.execute("PRAGMA synchronous = FULL")
        migrations.migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_log(connection: sqlite3.Connection) -> None:
    import sqlite3

    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as error:
        if not is_busy(error):  # then another run that opens it does the same, or is at work without a log: as well
            raise


def _end_log(path: Path, wait: float) -> None:
    import sqlite3

    with contextlib.closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
