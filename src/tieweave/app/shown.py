"""What pages show: parts by the id of their element, each with the version in which it came to be as it is."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping

import attrs

from tieweave.report.page import Fragments


@attrs.frozen(kw_only=True)
class Changes:
    """What a page has to change to be of a `version`: `parts` by id, None for one that is gone, and the `lists`."""

    version: int
    parts: Mapping[str, str | None]
    lists: Mapping[str, tuple[str, ...]]


class Shown:
    """The parts that are shown now, and since which version each is as it is. Threads may share it.

    Versions begin with 1 and grow by one whenever a part changes.
    """

    def __init__(self, made: Fragments) -> None:
        self._lock = threading.Lock()
        self._version = 1
        self._parts: dict[str, tuple[int, str | None]] = {name: (1, html) for name, html in made.parts.items()}
        self._lists: dict[str, tuple[int, tuple[str, ...]]] = {name: (1, of) for name, of in made.lists.items()}
        self._told: set[Callable[[], None]] = set()

    @property
    def version(self) -> int:
        """The version of now."""
        return self._version

    def whole(self) -> tuple[int, Fragments]:
        """Return the version of now and all its parts."""
        with self._lock:
            parts = {name: html for name, (_, html) in self._parts.items() if html is not None}
            return self._version, Fragments(parts=parts, lists={name: of for name, (_, of) in self._lists.items()})

    def since(self, version: int) -> Changes | None:
        """Return what changed since a version, None where nothing did; all there is for a version that never was."""
        with self._lock:
            if version == self._version:
                return None
            if not 0 < version < self._version:
                version = 0
            return Changes(
                version=self._version,
                parts={name: html for name, (at, html) in self._parts.items() if at > version},
                lists={name: of for name, (at, of) in self._lists.items() if at > version},
            )

    def renew(self, made: Fragments, keep: Collection[str] = ()) -> int:
        """Show these parts instead, but for those to `keep` as they are; returns the version they stand in."""
        with self._lock:
            new: dict[str, str | None] = {name: html for name, html in made.parts.items() if name not in keep}
            new |= {name: None for name in self._parts if name not in made.parts}
            return self._change(new, made.lists)

    def note(self, parts: Mapping[str, str]) -> int:
        """Show these parts anew, and the others as they are; returns the version they stand in."""
        with self._lock:
            return self._change(parts, {})

    @contextlib.contextmanager
    def telling(self, callback: Callable[[], None]) -> Iterator[None]:
        """Call back, from whatever thread, when the version grows while the block lasts."""
        with self._lock:
            self._told.add(callback)
        try:
            yield
        finally:
            with self._lock:
                self._told.discard(callback)

    def wake(self) -> None:
        """Call everybody back who waits, though nothing has changed: the server ends."""
        with self._lock:
            callbacks = list(self._told)
        for callback in callbacks:
            callback()

    def _change(self, parts: Mapping[str, str | None], lists: Mapping[str, tuple[str, ...]]) -> int:
        gone = (0, None)
        parts = {name: html for name, html in parts.items() if self._parts.get(name, gone)[1] != html}
        lists = {name: of for name, of in lists.items() if self._lists.get(name, (0, ()))[1] != of}
        if parts or lists:
            self._version += 1
            self._parts |= {name: (self._version, html) for name, html in parts.items()}
            self._lists |= {name: (self._version, of) for name, of in lists.items()}
            for callback in list(self._told):
                callback()
        return self._version
