r"""The contract kit for the authors of source plugins. It needs pytest; nothing else of tieweave imports it.

A plugin's test file::

    from pathlib import Path

    import pytest

    from tieweave.testing import SourceContract, assert_golden

    class TestLines(SourceContract):
        plugin = "lines"
        source = "lines"

        @pytest.fixture
        def location(self, tmp_path):
            path = tmp_path / "two.names"
            path.write_text("Ann Lee\nBo Roy\n", encoding="utf-8")
            return str(path)

        def test_golden(self, records):
            assert_golden(records, Path(__file__).with_name("two.expected.json"))

The plugin must be installed, since the kit finds it as tieweave does.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import enum
import importlib.metadata
import inspect
import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs
import pytest

from tieweave.errors import SourceError
from tieweave.model import Contact, Interaction, Organisation, Profile, Skipped
from tieweave.plugins import GROUP, Plugin, PluginHub
from tieweave.sources import Context, SourceType

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Record: TypeAlias = Contact | Interaction | Profile | Skipped
"""What a source yields."""

UPDATE_VARIABLE = "TIEWEAVE_UPDATE_GOLDEN"
"""Set to 1 in the environment, `assert_golden` writes the golden file instead of comparing with it."""

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
"""The clock that the kit's sources are opened with."""


class SourceContract:
    """What every source must keep to. Subclass it as `Test…`, set the names, override the `location` fixture.

    Override `empty_location` and `damaged_location` too where the source has such things: a check whose location
    is None is skipped.
    """

    plugin: ClassVar[str]
    """The plugin's entry-point name."""
    source: ClassVar[str]
    """The name of the source among those the plugin declares."""
    heavy_modules: ClassVar[tuple[str, ...]] = ()
    """Modules that only opening a source may import, such as ("vobject",)."""
    whole_contacts: ClassVar[int] = 2
    """How many whole contacts `damaged_location` has around its damaged record."""
    hosts: ClassVar[tuple[str, ...]] = ()
    """The hosts that the source may ask, such as ("127.0.0.1",) for one that asks a service: none, for a file."""

    @pytest.fixture
    def location(self, tmp_path: Path) -> str:
        """Return a location with contacts or interactions in it. Override it."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture 'location'")

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
    def foreign_location(self, tmp_path: Path) -> str:
        """Return a location that is not of the source's kind."""
        path = tmp_path / "foreign.tieweave-kit"
        path.write_bytes(b"This is of no kind that any source reads.\n")
        return str(path)

    @pytest.fixture
    def context(self) -> Context:
        """Return what the source is opened with."""
        return Context(now=NOW)

    @pytest.fixture
    def source_type(self) -> SourceType:
        """Return the declaration under test."""
        plugin, hub = _hub_of(self.plugin)
        for source_type in hub.declared_sources:
            if source_type.name == self.source and source_type.plugin == self.plugin:
                return source_type
        reason = plugin.error or f"it declares {', '.join(plugin.sources) or 'none'}"
        pytest.fail(f"plugin {self.plugin!r} declares no source {self.source!r}: {reason}", pytrace=False)

    @pytest.fixture(autouse=True)
    def connections(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Return the connections attempted so far in the test to others than `hosts`: each one fails."""
        attempts: list[str] = []
        _refuse_connections(monkeypatch, attempts, self.hosts)
        return attempts

    @pytest.fixture
    def opened(self, source_type: SourceType, context: Context) -> Callable[[str], list[Record]]:
        """Return a function that opens a location and reads it to its end."""
        return lambda location: list(source_type.open(location, context))

    @pytest.fixture
    def records(self, opened: Callable[[str], list[Record]], location: str) -> list[Record]:
        """Return what the source yields for `location`."""
        return opened(location)

    def test_plugin_loads(self) -> None:
        """The plugin is installed, loads, and its hooks give declarations."""
        plugin, _ = _hub_of(self.plugin)
        assert plugin.status == "ok", f"plugin {self.plugin!r} is {plugin.status}: {plugin.error}"

    def test_hook_parameters_have_no_defaults(self) -> None:
        """A default would hide that tieweave does not pass the argument: versions of pluggy differ in it."""
        for name, function in _hook_functions(self.plugin):
            for parameter in inspect.signature(function).parameters.values():
                assert parameter.default is parameter.empty, (
                    f"the argument {parameter.name!r} of {name} has a default; hooks must not have any"
                )

    def test_declaring_imports_nothing_heavy(self) -> None:
        """Loading the plugin and asking what it declares imports none of `heavy_modules`."""
        if not self.heavy_modules:
            pytest.skip("no heavy_modules")
        imported = _imported_by_declaring(self.plugin, self.heavy_modules)
        assert not imported, (
            f"declaring imports {', '.join(imported)}: import it inside the function that opens the source"
        )

    def test_matches_its_own_location(self, source_type: SourceType, location: str) -> None:
        """`matches` says True for the source's own location."""
        answer = source_type.matches(location)
        assert answer is True, f"matches({location!r}) is {answer!r}, not True"

    def test_matches_no_foreign_location(self, source_type: SourceType, foreign_location: str) -> None:
        """`matches` says False, and does not raise, for what another source reads or nobody does."""
        for foreign in (foreign_location, "tieweave-kit:", "", f"{foreign_location} which is missing"):
            answer = source_type.matches(foreign)
            assert answer is False, f"matches({foreign!r}) is {answer!r}, not False"

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


def assert_golden(records: Iterable[Record], path: str | os.PathLike[str]) -> None:
    """Compare records with the golden file at `path`, and fail with a unified diff where they differ.

    The file is JSON to read and review: one object a record with the fields that say something. Folders are left
    out of the paths of files, so it is the same on every machine. With TIEWEAVE_UPDATE_GOLDEN=1 in the
    environment the file is written instead: review what changed before you commit it.
    """
    golden = Path(path)
    found = json.dumps([_shown(record) for record in records], ensure_ascii=False, indent=2) + "\n"
    if os.environ.get(UPDATE_VARIABLE) == "1":
        golden.write_text(found, encoding="utf-8", newline="\n")
        return
    if not golden.exists():
        pytest.fail(f"no golden file {golden}: write it with {UPDATE_VARIABLE}=1 and review it", pytrace=False)
    expected = golden.read_text(encoding="utf-8")
    if found != expected:
        diff = difflib.unified_diff(expected.splitlines(), found.splitlines(), str(golden), "found", lineterm="")
        hint = f"if the change is right, write it with {UPDATE_VARIABLE}=1"
        pytest.fail("\n".join([*diff, hint]), pytrace=False)


def make_contact(name: str = "Anna Example", **fields: Any) -> Contact:
    """Return a contact with that name and `fields`, from the source "test" unless they say otherwise."""
    return Contact(**{"source": "test", "name": name, **fields})


def memory_source(name: str, records: Iterable[Record]) -> SourceType:
    """Return a source that holds `records` in memory and reads the location `name:`."""
    held = tuple(records)
    return SourceType(
        name=name,
        summary=f"{len(held)} records in memory ({name}:)",
        matches=lambda location: location == f"{name}:",
        open=lambda *_: iter(held),
    )


def contacts() -> SearchStrategy[Contact]:
    """Return a Hypothesis strategy for contacts: names of many scripts, addresses, numbers, labels and notes.

    Needs Hypothesis, which nothing else in this module does.
    """
    from hypothesis import strategies as st

    # Lone surrogates are no text: UTF-8 cannot hold them.
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    phones = st.from_regex(r"\+[1-9][0-9]{6,13}", fullmatch=True)
    organisations = st.builds(Organisation, name=texts, title=texts)
    return st.builds(
        Contact,
        source=st.sampled_from(["phone.vcf", "mail.vcf"]),
        name=texts,
        nicknames=st.lists(texts, max_size=2),
        emails=st.lists(st.emails(), max_size=3),
        phones=st.lists(phones, max_size=3),
        organisations=st.lists(organisations, max_size=2),
        notes=st.lists(texts, max_size=2),
        labels=st.lists(texts, max_size=3),
        uid=st.one_of(st.just(""), st.uuids().map(str)),
    )


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


def _hub_of(plugin: str) -> tuple[Plugin, PluginHub]:
    """Load the one installed plugin under test, and leave the others alone."""
    installed = {entry_point.name for entry_point in importlib.metadata.entry_points(group=GROUP)}
    hub = PluginHub.load(disabled=installed - {plugin})
    for found in hub.plugins:
        if found.name == plugin:
            return found, hub
    names = ", ".join(sorted(installed)) or "none"
    pytest.fail(f"no plugin {plugin!r} is installed ({names} are); pip install -e it first", pytrace=False)


def _hook_functions(plugin: str) -> Iterator[tuple[str, Callable[..., object]]]:
    for entry_point in importlib.metadata.entry_points(group=GROUP, name=plugin):
        module = entry_point.load()
        for name in dir(module):
            function = getattr(module, name)
            if getattr(function, f"{GROUP}_impl", None) is not None:
                yield name, function


_DECLARE = """
import json, sys
from tieweave.plugins import PluginHub
disabled, heavy = json.loads(sys.argv[1])
PluginHub.load(disabled=disabled)
print(json.dumps([name for name in heavy if name in sys.modules]))
"""


def _imported_by_declaring(plugin: str, heavy: Iterable[str]) -> list[str]:
    """Return which of the `heavy` modules a fresh Python imports to list what the plugin declares."""
    installed = {entry_point.name for entry_point in importlib.metadata.entry_points(group=GROUP)}
    arguments = json.dumps([sorted(installed - {plugin}), list(heavy)])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ran = subprocess.run(
        [sys.executable, "-c", _DECLARE, arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    imported: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return imported


def _refuse_connections(monkeypatch: pytest.MonkeyPatch, attempts: list[str], hosts: Iterable[str]) -> None:
    """Let sockets reach `hosts` alone, by name or address; what else is tried is refused and noted in `attempts`."""
    allowed = frozenset(hosts)

    def guarded(attempt: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def guard(*arguments: Any, **named: Any) -> Any:
            target = next((argument for argument in arguments if isinstance(argument, str | tuple | bytes)), "")
            host = target[0] if isinstance(target, tuple) and target else target
            if host in allowed:
                return original(*arguments, **named)
            attempts.append(f"{attempt} {target!r}")
            raise ConnectionRefusedError(f"{attempt}: the contract allows {', '.join(allowed) or 'no host'}")

        return guard

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, guarded(name, getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", guarded("getaddrinfo", socket.getaddrinfo))


def _shown(record: Record) -> dict[str, object]:
    """Return a record as JSON values: its kind, and the fields that differ from their defaults."""
    fields = attrs.asdict(
        record,
        filter=lambda attribute, value: value not in (None, "", ()) and value != attribute.default,
        value_serializer=_plain,
    )
    return {"record": type(record).__name__, **fields}


def _plain(_: object, attribute: attrs.Attribute[Any] | None, value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if attribute is not None and attribute.name == "source" and isinstance(value, str) and os.path.isabs(value):
        return Path(value).name
    return value
