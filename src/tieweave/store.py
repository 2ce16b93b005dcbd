"""What tieweave remembers from run to run: one SQLite file in the data folder, and secrets beside it.

A source keeps what saves it work next time in a `Memory` (the contacts of the last synchronisation and its token, how
far a mailbox was read) and what nobody else may read, such as an access token, as a secret. Both stand in the folder
that the operating system keeps for such data; `TIEWEAVE_DATA` names another. Nothing is opened before it is used.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tieweave.errors import StoreError
from tieweave.whole_file import replaced

if TYPE_CHECKING:
    import sqlite3

_FILE = "tieweave.sqlite3"
_SECRETS = "secrets"
_VERSION = 1  # of the tables, kept in SQLite's user_version
_WAIT = 10.0

_TABLES = f"""
    CREATE TABLE IF NOT EXISTS memory (
        owner TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
        PRIMARY KEY (owner, name, key)
    ) WITHOUT ROWID;
    PRAGMA user_version = {_VERSION};
"""


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder for what is remembered: `TIEWEAVE_DATA`, else the operating system's own place."""
    if named := environment.get("TIEWEAVE_DATA"):
        return Path(named).expanduser()
    import platformdirs

    return platformdirs.user_data_path("tieweave")


class Store:
    """The memories of sources and their secrets, in one folder; without a folder, forgotten at the end of the run.

    `wait` is how many seconds to wait for another run that writes at the same moment.

    Where the file cannot be opened or written, the run goes on as if nothing were remembered, and `trouble` says why:
    a store saves work, and its loss must not cost a result.
    """

    def __init__(self, folder: Path | None = None, *, wait: float = _WAIT) -> None:
        self.folder = folder
        self._wait = wait
        self.trouble = ""
        """Why nothing is remembered, in one line; empty when all is well."""
        self._connection: sqlite3.Connection | None = None
        self._secrets: dict[str, str] = {}

    @classmethod
    def usual(cls, environment: Mapping[str, str] = os.environ) -> Store:
        """Return the user's own store, where `data_folder` says."""
        return cls(data_folder(environment))

    @classmethod
    def temporary(cls) -> Store:
        """Return a store that forgets everything when it is closed."""
        return cls()

    def memory(self, owner: str, name: str) -> Memory:
        """Return what the source `owner` remembers under a `name` of its choice: an account, a file's full path."""
        return Memory(self, owner, name)

    def secret(self, name: str) -> str | None:
        """Return the secret kept under `name`, None when there is none; raises `StoreError` when it is unreadable."""
        if self.folder is None:
            return self._secrets.get(name)
        path = self._secret_path(name)
        try:
            return path.read_bytes().decode("utf-8")  # not read_text, which changes line ends
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{path}: cannot be read ({_reason(error)}); remove it and sign in again") from error

    def keep_secret(self, name: str, text: str) -> None:
        """Keep a secret in a file that only its owner can read; raises `StoreError` when it cannot be written."""
        if self.folder is None:
            self._secrets[name] = text
            return
        path = self._secret_path(name)
        try:
            _private_folder(self.folder)
            _private_folder(path.parent)
            with replaced(path, mode=0o600) as stream:
                stream.write(text)
        except OSError as error:
            raise StoreError(f"{path}: cannot be written ({_reason(error)}); check the folder") from error

    def forget_secret(self, name: str) -> bool:
        """Remove a secret; returns whether there was one."""
        if self.folder is None:
            return self._secrets.pop(name, None) is not None
        path = self._secret_path(name)
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreError(f"{path}: cannot be removed ({_reason(error)}); remove it yourself") from error
        return True

    def exists(self) -> bool:
        """Return whether there is anything to read, without making the file where it is not."""
        return self._connection is not None or (self.folder is not None and (self.folder / _FILE).exists())

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
            if self._connection is not None and _is_busy(error):
                # Who has waited once does not wait again at every step.
                self._connection.execute("PRAGMA busy_timeout = 0")
            raise StoreError(f"{self._where}: cannot be used ({_reason(error)}){_remedy(error)}") from error

    @property
    def _where(self) -> str:
        return "memory" if self.folder is None else str(self.folder / _FILE)

    def _opened(self) -> sqlite3.Connection:
        import sqlite3

        if self.folder is not None:
            try:
                return _database(self.folder, self._wait)
            except (OSError, sqlite3.Error) as error:
                self.note_trouble(f"{self._where}: cannot be opened ({_reason(error)}){_remedy(error)}")
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.executescript(_TABLES)
        return connection

    def note_trouble(self, why: str) -> None:
        """Note that nothing of this run will be remembered, and `why`; the first reason is kept."""
        self.trouble = self.trouble or f"{why}; nothing is remembered of this run"

    def _secret_path(self, name: str) -> Path:
        from urllib.parse import quote

        if self.folder is None:
            raise ValueError("a temporary store has no files")
        return self.folder / _SECRETS / quote(name, safe="@ ")


class Memory:
    """What one source remembers under one name: values of bytes by key."""

    def __init__(self, store: Store, owner: str, name: str) -> None:
        self._store = store
        self._of = (owner, name)

    def get(self, key: str) -> bytes | None:
        """Return the value kept under `key`, None when there is none; raises `StoreError`."""
        with self._store.connected() as connection:
            query = "SELECT value FROM memory WHERE owner = ? AND name = ? AND key = ?"
            row = connection.execute(query, (*self._of, key)).fetchone()
        return None if row is None else bytes(row[0])

    def some(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values of those of the `keys` that are kept, however much else there is; raises `StoreError`."""
        import json

        with self._store.connected() as connection:
            query = (
                "SELECT key, value FROM memory WHERE owner = ? AND name = ? AND key IN (SELECT value FROM json_each(?))"
            )
            wanted = json.dumps(list(keys), ensure_ascii=False)
            return {key: bytes(value) for key, value in connection.execute(query, (*self._of, wanted))}

    def items(self, prefix: str = "") -> Iterator[tuple[str, bytes]]:
        """Give the keys that begin with `prefix` in their order, each with its value; raises `StoreError`."""
        with self._store.connected() as connection:
            query = "SELECT key, value FROM memory WHERE owner = ? AND name = ? AND key >= ? AND key < ? ORDER BY key"
            last = prefix + "\U0010ffff"
            for key, value in connection.execute(query, (*self._of, prefix, last)):
                yield key, bytes(value)

    def write(self, put: Iterable[tuple[str, bytes]] = (), *, drop: Iterable[str] = (), afresh: bool = False) -> None:
        """Change what is remembered in one step: all of it or, should the run be killed, nothing.

        `drop` are keys to forget, `put` keys and their new values; `afresh` forgets everything else. Where it cannot be
        written, what was there stays and the store's `trouble` says so: the run goes on.
        """
        try:
            with self._store.connected() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    if afresh:
                        connection.execute("DELETE FROM memory WHERE owner = ? AND name = ?", self._of)
                    remove = "DELETE FROM memory WHERE owner = ? AND name = ? AND key = ?"
                    connection.executemany(remove, ((*self._of, key) for key in drop))
                    add = "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)"
                    connection.executemany(add, ((*self._of, key, value) for key, value in put))
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
        except StoreError as error:
            self._store.note_trouble(str(error))


def _database(folder: Path, wait: float) -> sqlite3.Connection:
    """Open the file, made with its tables where it is new; raises OSError or sqlite3.Error."""
    import sqlite3

    _private_folder(folder)
    path = folder / _FILE
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise sqlite3.DatabaseError(f"version {version} is of a newer tieweave; update tieweave")
        if version < _VERSION:
            connection.executescript(_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _is_busy(error: Exception) -> bool:
    import sqlite3

    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _remedy(error: Exception) -> str:
    """Return what to do where the file cannot be used; only one that is past use is to be moved away."""
    import sqlite3

    if _is_busy(error):
        return "; another run writes at this moment, wait for its end"
    if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "; move it away, it will be made anew"
    if isinstance(error, OSError) or _code(error) is not None:
        return "; check the folder, and that the disk is not full"
    return ""


def _code(error: Exception) -> int | None:
    """Return SQLite's primary result code, the lowest byte of an extended one; None where it gave none."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or " ".join(str(error).split())
