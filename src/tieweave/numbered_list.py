"""A list in the store whose values are kept one by one, each under a number of its own, so that each can be undone."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from tieweave.errors import StoreError
from tieweave.store import Memory, Store

_OWNER = "tieweave"

T = TypeVar("T")


class NumberedList(Generic[T]):
    """The list called `name` in a `store`.

    `written` makes of a value what JSON can hold, and `read` makes the value of that again; it raises where it is none.
    """

    def __init__(
        self, store: Store, name: str, written: Callable[[T], dict[str, object]], read: Callable[[Any], T]
    ) -> None:
        self._store = store
        self._name = name
        self._written = written
        self._read = read

    def all(self) -> list[tuple[int, T]]:
        """Return the values with their numbers, the oldest first; raises `StoreError`."""
        if not self._store.exists():
            return []
        held = []
        for key, value in self._memory.items():
            # One that is damaged, or of a later version, is left where it is.
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                held.append((int(key), self._read(json.loads(value))))
        return sorted(held, key=lambda numbered: numbered[0])

    def add(self, values: Sequence[T]) -> list[int]:
        """Keep values, all of them or none, and return their numbers; raises `StoreError` when they cannot be kept."""
        first = max([0, *(int(key) for key, _ in self._memory.items() if key.isdecimal())]) + 1
        numbers = list(range(first, first + len(values)))
        # In ASCII, so that half a character in a name is no trouble.
        put = [
            (_key(number), json.dumps(self._written(value)).encode())
            for number, value in zip(numbers, values, strict=True)
        ]
        self._change(put=put)
        return numbers

    def undo(self, *numbers: int) -> list[tuple[int, T]]:
        """Take values back, and return those that there were with their numbers; raises `StoreError`."""
        taken = [held for held in self.all() if held[0] in numbers]
        if taken:
            self._change(drop=[_key(number) for number, _ in taken])
        return taken

    @property
    def _memory(self) -> Memory:
        return self._store.memory(_OWNER, self._name)

    def _change(self, put: Sequence[tuple[str, bytes]] = (), drop: Sequence[str] = ()) -> None:
        self._memory.write(put, drop=drop)
        # A run goes on without what it would have remembered; what the user said and is not kept must be told.
        if self._store.trouble:
            raise StoreError(self._store.trouble)


def _key(number: int) -> str:
    return f"{number:06}"
