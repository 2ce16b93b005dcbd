"""What every source must keep to, as a class of checks."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tieweave.errors import SourceError
from tieweave.model import Contact, Profile, Skipped
from tieweave.sources import Context, SourceType
from tieweave.testing.golden import Record
from tieweave.testing.installed import declaration, hub_of
from tieweave.testing.making import NOW
from tieweave.testing.plugin_contract import PluginContract


class SourceContract(PluginContract):
    """What every source must keep to. Subclass it as `Test…`, set the names, override the `location` fixture.

    Override `empty_location` and `damaged_location` too where the source has such things: a check whose location
    is None is skipped.
    """

    source: ClassVar[str]
    """The name of the source among those the plugin declares."""
    whole_contacts: ClassVar[int] = 2
    """How many whole contacts `damaged_location` has around its damaged record."""

    @pytest.fixture
    def empty_location(self) -> str | None:
        """Return a location that the source matches and that holds no record (None: there is no such thing)."""
        return None

    @pytest.fixture
    def damaged_location(self) -> str | None:
        """Return a location with a damaged record between `whole_contacts` whole ones (None: no such thing)."""
        return None

    @pytest.fixture
    def missing_location(self, location: str, tmp_path: Path) -> str | None:
        """Return a location of the source's kind that does not exist (None: no such thing)."""
        return str(tmp_path / f"there is no such thing{Path(location).suffix}")

    @pytest.fixture
    def context(self) -> Context:
        """Return what the source is opened with."""
        return Context(now=NOW)

    @pytest.fixture
    def source_type(self) -> SourceType:
        """Return the declaration under test."""
        return declaration(self.plugin, "source", hub_of(self.plugin)[1].declared_sources, self.source)

    @pytest.fixture
    def declared(self, source_type: SourceType) -> SourceType:
        """Return the declaration under test, as the checks that sinks have too know it."""
        return source_type

    @pytest.fixture
    def opened(self, source_type: SourceType, context: Context) -> Callable[[str], list[Record]]:
        """Return a function that opens a location and reads it to its end."""
        return lambda location: list(source_type.open(location, context))

    @pytest.fixture
    def records(self, opened: Callable[[str], list[Record]], location: str) -> list[Record]:
        """Return what the source yields for `location`."""
        return opened(location)

    def test_yields_only_records(self, records: list[object]) -> None:
        """A source yields Contact, Interaction, Profile and Skipped, something at all, and one Profile at most."""
        assert records, "the source yields nothing for 'location', so there is nothing to check"
        strangers = sorted({type(record).__name__ for record in records if not isinstance(record, Record)})
        assert not strangers, f"the source yields {', '.join(strangers)}, which is no record"
        profiles = sum(isinstance(record, Profile) for record in records)
        assert profiles <= 1, f"the source yields {profiles} profiles; one is the most"

    def test_contacts_name_their_source(self, records: list[Record]) -> None:
        """Each contact says where it was read, so that the user can be told."""
        nameless = [contact for contact in _contacts(records) if contact.source == Contact().source]
        assert not nameless, f"a contact names no source, set it to the location: {nameless[0].name!r}"

    def test_keys_are_unique(self, records: list[Record]) -> None:
        """No two contacts of one source have one key."""
        counts = Counter((contact.source, contact.key) for contact in _contacts(records))
        twice = [key for (_, key), count in counts.items() if count > 1]
        assert not twice, f"{len(twice)} keys belong to several contacts, such as {twice[0]!r}"

    def test_keys_stay_the_same(self, opened: Callable[[str], list[Record]], location: str) -> None:
        """A contact has the same key when its source is opened again: corrections are kept by it."""
        first, second = ([contact.key for contact in _contacts(opened(location))] for _ in range(2))
        assert first == second, f"keys differ when the source is opened again: {_first_difference(first, second)}"

    def test_readable_twice(self, opened: Callable[[str], list[Record]], location: str) -> None:
        """Opening the source again gives equal records."""
        first, second = opened(location), opened(location)
        assert first == second, f"records differ when the source is read again: {_first_difference(first, second)}"

    def test_empty_source_yields_nothing(
        self, opened: Callable[[str], list[Record]], empty_location: str | None
    ) -> None:
        """An empty source yields nothing, or raises a `SourceError` of one line."""
        if empty_location is None:
            pytest.skip("no empty_location")
        records = _records_unless_refused(opened, empty_location)
        assert not records, f"an empty source yields {records[0]!r}"

    def test_damaged_record_is_skipped(
        self, opened: Callable[[str], list[Record]], damaged_location: str | None
    ) -> None:
        """A damaged record becomes a `Skipped` that says where and why, and the rest still arrive."""
        if damaged_location is None:
            pytest.skip("no damaged_location")
        records = opened(damaged_location)
        skipped = [record for record in records if isinstance(record, Skipped)]
        assert skipped, "the damaged record is not reported: yield a Skipped for it"
        for record in skipped:
            for field in ("source", "where", "reason"):
                text = getattr(record, field)
                assert len(text.splitlines()) == 1, f"{field} of a Skipped must be one line, not {text!r}"
        contacts = len(_contacts(records))
        assert contacts == self.whole_contacts, (
            f"{contacts} contacts arrive from the damaged source, not {self.whole_contacts}: the rest must go on"
        )

    def test_missing_location_is_one_line(
        self, opened: Callable[[str], list[Record]], missing_location: str | None
    ) -> None:
        """A location that does not exist raises a `SourceError` of one line."""
        if missing_location is None:
            pytest.skip("no missing_location")
        records = _records_unless_refused(opened, missing_location)
        assert records is None, f"a missing location gives {len(records)} records; raise SourceError"

    def test_opens_no_connection(
        self, opened: Callable[[str], list[Record]], location: str, connections: list[str]
    ) -> None:
        """The source connects to nothing but its `hosts`, not even in a way that it recovers from."""
        with contextlib.suppress(OSError, SourceError):  # what a refused connection becomes
            opened(location)
        but = f" to others than {', '.join(self.hosts)}" if self.hosts else ""
        assert not connections, f"the source opens connections{but}: {', '.join(connections)}"


def _contacts(records: Iterable[Record]) -> list[Contact]:
    return [record for record in records if isinstance(record, Contact)]


def _records_unless_refused(opened: Callable[[str], list[Record]], location: str) -> list[Record] | None:
    """Return what the source yields, None where it raises a `SourceError` of one line; fail if it does otherwise."""
    try:
        return opened(location)
    except SourceError as error:
        lines = str(error).splitlines()
        assert len(lines) == 1, f"the message of a SourceError must be one line that says what to do, not {lines}"
        return None
    except Exception as error:
        raise AssertionError(f"opening {location!r} raises {type(error).__name__}; raise SourceError") from error


def _first_difference(first: list[Any], second: list[Any]) -> str:
    for one, other in zip(first, second, strict=False):
        if one != other:
            return f"{one!r} became {other!r}"
    return f"{len(first)} became {len(second)}"
