"""What is remembered of an account: who it was, and its collections; each collection has a memory of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from tieweave.store import Memory, Store
from tieweave_dav.credentials import OWNER
from tieweave_dav.discovery import Collection, Found
from tieweave_dav.kinds import Kind
from tieweave_dav.locations import Location


@attrs.frozen
class Remembered:
    """The memories of one location."""

    kind: Kind
    location: Location
    store: Store

    @property
    def user(self) -> str:
        """Who signed in when it was last read, "" where it never was."""
        return str(self._table().get("user", ""))

    def found(self, user: str) -> Found | None:
        """Return what was found for that user when it was last read, None where it never was."""
        table = self._table()
        try:
            return _found(table) if table.get("user") == user else None
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, user: str, found: Found) -> None:
        """Remember what was found, and forget the collections that are no longer there."""
        there = {collection.url for collection in found.collections}
        self._forget([one for one in self._collections(user) if one.url not in there], user)
        table = {"user": user, **_as_table(found)}
        self._memory.write([("account", json.dumps(table).encode("ascii"))])

    def collection(self, user: str, collection: Collection) -> Memory:
        """Return the memory of a collection."""
        return self.store.memory(OWNER, f"{self.kind.memory} {user} {collection.url}")

    def forget(self) -> bool:
        """Forget all of it; returns whether there was anything."""
        user = self.user
        there = self.found(user) is not None
        self._forget(self._collections(user), user)
        self._memory.write(afresh=True)
        return there

    @property
    def _memory(self) -> Memory:
        return self.store.memory(OWNER, f"{self.kind.memory}:{self.location.text.partition(':')[2].strip()}")

    def _table(self) -> dict[str, Any]:
        try:
            table = json.loads(self._memory.get("account") or b"{}")
        except ValueError:
            return {}
        return table if isinstance(table, dict) else {}

    def _collections(self, user: str) -> tuple[Collection, ...]:
        found = self.found(user)
        return found.collections if found is not None else ()

    def _forget(self, collections: list[Collection] | tuple[Collection, ...], user: str) -> None:
        for collection in collections:
            self.collection(user, collection).write(afresh=True)


def _found(table: Mapping[str, Any]) -> Found:
    """Return what `_as_table` wrote; raises KeyError, TypeError or ValueError for what it did not write."""
    collections = tuple(Collection(url=str(url), name=str(name)) for url, name in table["collections"])
    if not table["homes"] and len(collections) != 1:
        raise ValueError("neither homes nor a single collection")
    return Found(
        collections=collections,
        homes=tuple(map(str, table["homes"])),
        emails=tuple(map(str, table["emails"])),
        me=str(table["me"]),
    )


def _as_table(found: Found) -> dict[str, object]:
    """Return what is to be remembered of an account."""
    return {
        "collections": [[one.url, one.name] for one in found.collections],
        "homes": found.homes,
        "emails": found.emails,
        "me": found.me,
    }
