"""A list in the store whose values are kept one by one, each under a number of its own, so that each can be undone.

A number is never given to another value, also when its own was taken back: what a user noted once still means the same.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from tieweave.store import Memory, Store

OWNER = "tieweave"
"""Whose memory the lists are in: that of no source, but of what the user said."""
_LAST = "last"
"""The key of the greatest number that was ever given, kept from when its value is taken back."""

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
        """Return the values with their numbers, the oldest first.

        Raises `StoreError`, also where there is a file that cannot be read: an empty list is not what stands in it.
        """
        if not self._store.exists():
            return []
        held = []
        with self._store.snapshot():
            for key, value in self._memory.items():
                # One that is damaged, or of a later version, is left where it is.
                with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    held.append((int(key), self._read(json.loads(value))))
        return sorted(held, key=lambda numbered: numbered[0])

    def add(self, values: Sequence[T]) -> list[int]:
        """Keep values, all of them or none, and return their numbers; raises `StoreError` when they cannot be kept."""
        # In ASCII, so that half a character in a name is no trouble.
        texts = [json.dumps(self._written(value)).encode() for value in values]
        with self._store.transaction(lasting=True):
            first = last_number(self._memory) + 1
            numbers = list(range(first, first + len(values)))
            self._memory.change([(key_of(number), text) for number, text in zip(numbers, texts, strict=True)])
        return numbers

    def undo(self, *numbers: int) -> list[tuple[int, T]]:
        """Take values back, and return those that there were with their numbers; raises `StoreError`."""
        if not self._store.exists():
            return []
        with self._store.transaction(lasting=True):
            taken = [held for held in self.all() if held[0] in numbers]
            if taken:
                note_last(self._memory)
                self._memory.change(drop=[key_of(number) for number, _ in taken])
        return taken

    @property
    def _memory(self) -> Memory:
        return self._store.memory(OWNER, self._name)


def last_number(memory: Memory) -> int:
    """Return the greatest number that was ever given in a list, 0 where none was; raises `StoreError`."""
    given = [int(key) for key, _ in memory.items() if key.isdecimal()]
    return max([0, *given, *(int(value) for value in (memory.get(_LAST),) if value and value.isdigit())])


def note_last(memory: Memory) -> None:
    """Keep the greatest number that was ever given in a list, before values are taken out of it; raises `StoreError`.

    It belongs in the `Store.transaction` that takes them out.
    """
    memory.change([(_LAST, b"%d" % last_number(memory))])


def key_of(number: int) -> str:
    """Return the key of a number in the memory of a list."""
    return f"{number:06}"
