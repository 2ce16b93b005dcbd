"""What one source remembers under one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tieweave.errors import StoreError

if TYPE_CHECKING:
    from tieweave.store import Store


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
            query = "SELECT key, value FROM memory WHERE owner = ? AND name = ? AND key >= ? ORDER BY key"
            for key, value in connection.execute(query, (*self._of, prefix)):
                if not key.startswith(prefix):
                    break
                yield key, bytes(value)

    def write(self, put: Iterable[tuple[str, bytes]] = (), *, drop: Iterable[str] = (), afresh: bool = False) -> None:
        """Change what is remembered in one step: all of it or, should the run be killed, nothing.

        `drop` are keys to forget, `put` keys and their new values; `afresh` forgets everything else. Where it cannot be
        written, what was there stays and the store's `trouble` says so: the run goes on.
        """
        try:
            self._change(put, drop, afresh=afresh, lasting=False)
        except StoreError as error:
            self._store.note_trouble(str(error))

    def change(self, put: Iterable[tuple[str, bytes]] = (), *, drop: Iterable[str] = ()) -> None:
        """Change what must not be lost, as `write` does; raises `StoreError` where it would not be remembered.

        Within a `Store.transaction` it is a part of that one.
        """
        self._change(put, drop, afresh=False, lasting=True)

    def _change(self, put: Iterable[tuple[str, bytes]], drop: Iterable[str], *, afresh: bool, lasting: bool) -> None:
        with self._store.transaction(lasting=lasting) as connection:
            if afresh:
                connection.execute("DELETE FROM memory WHERE owner = ? AND name = ?", self._of)
            remove = "DELETE FROM memory WHERE owner = ? AND name = ? AND key = ?"
            connection.executemany(remove, ((*self._of, key) for key in drop))
            add = "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)"
            connection.executemany(add, ((*self._of, key, value) for key, value in put))
