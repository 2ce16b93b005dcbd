"""The place that a sink is tested at, and what others than the sink can do there: the fixtures of `SinkContract`."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, TypeAlias

import pytest

from tieweave.model import FollowUp, Profile
from tieweave.sinks import Delivery, Seen, Sink, SinkContext, SinkType
from tieweave.testing.installed import declaration, hub_of
from tieweave.testing.making import NOW, make_follow_up
from tieweave.testing.plugin_contract import PluginContract

Opening: TypeAlias = Callable[[str], contextlib.closing[Sink]]
"""Opens the sink at a location, for a `with` block."""

Delivering: TypeAlias = Callable[..., list[Delivery]]
"""Delivers follow-ups in a run of its own: `deliver(items, dry_run=False, to=location)`."""

Looking: TypeAlias = Callable[..., Sequence[Seen] | None]
"""Tells what is seen at the place in a run of its own: `look(at=location)`."""


class SinkPlace(PluginContract):
    """The fixtures of `SinkContract`, to be overridden; `location` must be, by a place that is not there yet.

    Those that are None are functions by which others than the sink do something at that place; they are called while
    the sink is closed. A check whose fixture is None is skipped.
    """

    sink: ClassVar[str]
    """The name of the sink among those the plugin declares."""
    keeps_done: ClassVar[bool] = True
    """Whether what is done stays there, marked; False where it is removed, as a draft is."""

    @pytest.fixture
    def context(self) -> SinkContext:
        """Return what the sink is opened with."""
        return SinkContext(now=NOW, profile=Profile(name="Morgan Gallant", emails=("morgan@example.com",)))

    @pytest.fixture
    def snapshot(self, tmp_path: Path) -> Callable[[], object]:
        """Return a function that gives all that is at the place: as it stands, every file under `tmp_path`.

        A file that is written anew with the same bytes differs, as it does to a program that synchronises it.
        """
        return lambda: {str(path): _state(path) for path in sorted(tmp_path.rglob("*"))}

    @pytest.fixture
    def fresh_location(self) -> Callable[[int], str] | None:
        """Return a function from a number to a new place of its own for it (None: nothing is killed)."""
        return None

    @pytest.fixture
    def count(self) -> Callable[[str], int] | None:
        """Return a function that counts our items at a location by other means than the sink (None: it is believed)."""
        return None

    @pytest.fixture
    def failing(self) -> Callable[[str], None] | None:
        """Return a function that makes the place refuse the item of an id (None: no such thing)."""
        return None

    @pytest.fixture
    def meddle(self) -> Callable[[], Callable[[], None]] | None:
        """Return a function that adds what others have there, and returns one that asserts it is there unchanged."""
        return None

    @pytest.fixture
    def tick(self) -> Callable[[str], None] | None:
        """Return a function by which the user ticks the item of an id off (None: no such thing)."""
        return None

    @pytest.fixture
    def move(self) -> Callable[[str, dt.date], None] | None:
        """Return a function by which the user moves the item of an id to another day (None: no such thing)."""
        return None

    @pytest.fixture
    def remove(self) -> Callable[[str], None] | None:
        """Return a function by which the user deletes the item of an id (None: no such thing)."""
        return None

    @pytest.fixture
    def broken_location(self) -> str | None:
        """Return a location of the sink's kind that cannot be used (None: no such thing)."""
        return None

    @pytest.fixture
    def sink_type(self) -> SinkType:
        """Return the declaration under test."""
        return declaration(self.plugin, "sink", hub_of(self.plugin)[1].declared_sinks, self.sink)

    @pytest.fixture
    def declared(self, sink_type: SinkType) -> SinkType:
        """Return the declaration under test, as the checks that sources have too know it."""
        return sink_type

    @pytest.fixture
    def opened(self, sink_type: SinkType, context: SinkContext) -> Opening:
        """Return a function that opens a location, for a `with` block that closes it."""
        return lambda location: contextlib.closing(sink_type.open(location, context))

    @pytest.fixture
    def deliver(self, opened: Opening, location: str) -> Delivering:
        """Return a function that delivers follow-ups, in a run of its own: `deliver(items, dry_run=False, to=…)`."""

        def delivered(items: Sequence[FollowUp], *, dry_run: bool = False, to: str = location) -> list[Delivery]:
            with opened(to) as sink:
                return list(sink.deliver(items, dry_run=dry_run))

        return delivered

    @pytest.fixture
    def look(self, opened: Opening, location: str) -> Looking:
        """Return a function that tells what is seen at the place, in a run of its own: `look(at=…)`."""

        def seen(at: str = location) -> Sequence[Seen] | None:
            with opened(at) as sink:
                return sink.seen()

        return seen

    @pytest.fixture
    def items(self) -> list[FollowUp]:
        """Return four open follow-ups by e-mail, on four days."""
        first = make_follow_up().due
        return [
            make_follow_up(name, due=first + dt.timedelta(days=days))
            for days, name in enumerate(["Ann Lee", "Bo Roy", "Cy Day", "Di Eng"])
        ]


def _state(path: Path) -> tuple[object, ...]:
    found = path.lstat()
    if path.is_symlink():
        return (str(path.readlink()),)
    return (found.st_mode, found.st_ino, found.st_mtime_ns, path.read_bytes()) if path.is_file() else (found.st_mode,)
