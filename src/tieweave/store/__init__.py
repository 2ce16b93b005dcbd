"""What tieweave remembers from run to run: one SQLite file in the data folder, and secrets beside it.

A source keeps what saves it work next time in a `Memory` (the contacts of the last synchronisation and its token, how
far a mailbox was read) and what nobody else may read, such as an access token, as a secret. What the user said stands
there too: answers, decisions, people added, the journal of give and take. All of it stands in the folder that the
operating system keeps for such data; `TIEWEAVE_DATA` names another. Nothing is opened before it is used.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tieweave.errors import StoreError
from tieweave.store import database, scrubbing
from tieweave.store.memory import Memory
from tieweave.store.refusals import is_busy, reason, remedy
from tieweave.store.secrets import PassingSecrets, SecretFiles, Secrets
from tieweave.store.steps import step

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Memory", "Store", "data_folder"]

_WAIT = 10.0
"""Seconds to wait for another run that writes: own estimate, many times what any step takes."""
_WAIT_TO_BE_ALONE = 60.0
"""Seconds to wait for another run that pushes: own estimate, longer than a push to files and one server takes."""


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder for what is remembered: `TIEWEAVE_DATA`, else the operating system's own place."""
    if named := environment.get("TIEWEAVE_DATA"):
        return Path(named).expanduser()
    import platformdirs

    return platformdirs.user_data_path("tieweave")


class Store:
    """The memories of sources and their secrets, in one folder; without a folder, forgotten at the end of the run.

    `wait` is how many seconds to wait for another run that writes at the same moment.

    Where the file cannot be opened or written, the run goes on with what can be read of it, as if nothing more were
    remembered, and `trouble` says why: a store saves work, and its loss must not cost a result.
    """

    def __init__(self, folder: Path | None = None, *, wait: float = _WAIT) -> None:
        self.folder = folder
        self._wait = wait
        self.trouble = ""
        """Why nothing is remembered, in one line; empty when all is well."""
        self._lost = ""
        self._unread = False
        self._keeps = True
        self._connection: sqlite3.Connection | None = None
        self._secrets: Secrets = PassingSecrets() if folder is None else SecretFiles(folder)

    @classmethod
    def usual(cls, environment: Mapping[str, str] = os.environ) -> Store:
        """Return the user's own store, where `data_folder` says."""
        return cls(data_folder(environment))

    @classmethod
    def temporary(cls) -> Store:
        """Return a store that forgets everything when it is closed."""
        return cls()

    def rehearsing(self) -> Store:
        """Return a store that holds what this one does, and forgets at the end of the run what it is told.

        The file is neither made nor changed by it, so it is for a run that is to write nothing. Secrets are kept.
        """
        store = Store(self.folder, wait=self._wait)
        store._keeps = False
        return self if self.folder is None else store

    @property
    def path(self) -> Path | None:
        """Where the file is, or would be; None of a temporary store."""
        return None if self.folder is None else self.folder / database.FILE

    def memory(self, owner: str, name: str) -> Memory:
        """Return what the source `owner` remembers under a `name` of its choice: an account, a file's full path."""
        return Memory(self, owner, name)

    def secret(self, name: str) -> str | None:
        """Return the secret kept under `name`, None when there is none; raises `StoreError` when it is unreadable."""
        return self._secrets.get(name)

    def keep_secret(self, name: str, text: str) -> None:
        """Keep a secret in a file that only its owner can read; raises `StoreError` when it cannot be written."""
        self._secrets.keep(name, text)

    def forget_secret(self, name: str) -> bool:
        """Remove a secret; returns whether there was one. Raises `StoreError` when it cannot be removed."""
        return self._secrets.forget(name)

    def exists(self) -> bool:
        """Return whether there is anything to read, without making the file where it is not."""
        return self._connection is not None or (self.path is not None and os.path.exists(self.path))

    def check(self) -> str:
        """Open the file, and return why nothing is remembered: one line, empty when all is well."""
        try:
            with self.connected() as connection:
                connection.execute("SELECT 1 FROM memory LIMIT 1").fetchone()
        except StoreError as error:
            self.note_trouble(str(error))
        return self.trouble

    def close(self) -> None:
        """Close the file; a temporary store forgets."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        # A source's context may hold the last of a store that nobody closes; Python 3.13 complains of such files.
        self.close()

    @contextlib.contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """Give the open database; what SQLite refuses becomes a `StoreError`."""
        import sqlite3

        try:
            if self._connection is None:
                self._connection = self._opened()
            yield self._connection
        except sqlite3.Error as error:
            if self._connection is not None and is_busy(error):
                # Who has waited once does not wait again at every step.
                self._connection.execute("PRAGMA busy_timeout = 0")
            raise StoreError(f"{self._where}: cannot be used ({reason(error)}){remedy(error)}") from error

    @contextlib.contextmanager
    def transaction(self, *, lasting: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the open database for one step that is done whole or not at all; raises `StoreError`.

        It takes the lock for writing at once, so that what is read in it is still so when it is written. One within
        another is a part of that. With `lasting` it raises too where the file cannot be written, and what is done
        would be forgotten at the end of the run.
        """
        with self.connected() as connection:
            if lasting and self._lost:
                raise StoreError(self._lost)
            with contextlib.nullcontext() if connection.in_transaction else step(connection):
                yield connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Give the open database for reading, all of it as it is at one moment; within a transaction as it is there.

        Raises `StoreError`, also where there is a file that cannot be read: nothing is not what stands in it.
        """
        with self.connected() as connection:
            if self._unread:
                raise StoreError(self._lost)
            own = not connection.in_transaction
            if own:
                connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if own and connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def alone(self, *, wait: float = _WAIT_TO_BE_ALONE) -> Iterator[None]:
        """Keep other runs from the same until the block ends; raises `StoreError` after `wait` seconds for another."""
        if self.folder is None or not self._keeps:
            yield
            return
        from tieweave.store.alone import BusyError, alone

        try:
            with alone(self.folder, wait):
                yield
        except BusyError as error:
            why = "another run of tieweave pushes at this moment; wait for its end, then try again"
            raise StoreError(f"{self._where}: {why}") from error

    def scrub(self) -> None:
        """Write the file anew without the remains of what was removed from it, and empty its log.

        Raises `StoreError`, also where another run reads what was removed: then it stays in the log.
        """
        with self.connected() as connection:
            whole = scrubbing.scrub(connection)
        if not whole:
            raise StoreError(f"{self._where}: another run of tieweave reads it at this moment; wait for its end")

    def note_trouble(self, why: str) -> None:
        """Note that nothing of this run will be remembered, and `why`; the first reason is kept."""
        self.trouble = self.trouble or f"{why}; nothing is remembered of this run"

    @property
    def _where(self) -> str:
        return str(self.path or "memory")

    def _opened(self) -> sqlite3.Connection:
        import sqlite3

        if self.folder is None:
            return database.passing()
        if not self._keeps:
            return self._copied()
        try:
            connection = database.opened(self.folder, self._wait)
            if scrubbing.is_owed(connection):
                with contextlib.suppress(sqlite3.Error):  # then the next run does it
                    scrubbing.scrub(connection)
            return connection
        except (OSError, sqlite3.Error) as error:
            self._lost = f"{self._where}: cannot be opened ({reason(error)}){remedy(error)}"
        except StoreError as error:
            self._lost = str(error)
        self.note_trouble(self._lost)
        return self._copied()

    def _copied(self) -> sqlite3.Connection:
        readable = None if self.folder is None else database.copied(self.folder)
        if readable is None and (self._lost or self.exists()):
            self._unread = True
            self._lost = self._lost or f"{self._where}: cannot be read; check the path and its permissions"
            self.note_trouble(self._lost)
        return readable or database.passing()
