"""What every plugin must keep to, whatever it declares."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import ClassVar

import pytest

from tieweave.sinks import SinkType
from tieweave.sources import SourceType
from tieweave.testing.connections import refuse_connections
from tieweave.testing.installed import hook_functions, hub_of, imported_by_declaring


class PluginContract:
    """The checks that sources and sinks share."""

    plugin: ClassVar[str]
    """The plugin's entry-point name."""
    heavy_modules: ClassVar[tuple[str, ...]] = ()
    """Modules that only opening may import, such as ("vobject",)."""
    hosts: ClassVar[tuple[str, ...]] = ()
    """The hosts that may be asked, such as ("127.0.0.1",) where a service is: none, for a file."""

    @pytest.fixture
    def location(self, tmp_path: Path) -> str:
        """Return a location of the kind under test. Override it."""
        raise NotImplementedError(f"{type(self).__name__} must override the fixture 'location'")

    @pytest.fixture
    def foreign_location(self, tmp_path: Path) -> str:
        """Return a location that is not of the kind under test."""
        path = tmp_path / "foreign.tieweave-kit"
        path.write_bytes(b"This is of no kind that any plugin knows.\n")
        return str(path)

    @pytest.fixture
    def declared(self) -> SourceType | SinkType:
        """Return the declaration under test; the contracts say which."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def connections(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Return the connections attempted so far in the test to others than `hosts`: each one fails."""
        attempts: list[str] = []
        refuse_connections(monkeypatch, attempts, self.hosts)
        return attempts

    def test_plugin_loads(self) -> None:
        """The plugin is installed, loads, and its hooks give declarations."""
        plugin, _ = hub_of(self.plugin)
        assert plugin.status == "ok", f"plugin {self.plugin!r} is {plugin.status}: {plugin.error}"

    def test_hook_parameters_have_no_defaults(self) -> None:
        """A default would hide that tieweave does not pass the argument: versions of pluggy differ in it."""
        for name, function in hook_functions(self.plugin):
            for parameter in inspect.signature(function).parameters.values():
                assert parameter.default is parameter.empty, (
                    f"the argument {parameter.name!r} of {name} has a default; hooks must not have any"
                )

    def test_declaring_imports_nothing_heavy(self) -> None:
        """Loading the plugin and asking what it declares imports none of `heavy_modules`."""
        if not self.heavy_modules:
            pytest.skip("no heavy_modules")
        imported = imported_by_declaring(self.plugin, self.heavy_modules)
        assert not imported, f"declaring imports {', '.join(imported)}: import it inside the function that opens"

    def test_matches_its_own_location(self, declared: SourceType | SinkType, location: str) -> None:
        """`matches` says True for the plugin's own location."""
        answer = declared.matches(location)
        assert answer is True, f"matches({location!r}) is {answer!r}, not True"

    def test_matches_no_foreign_location(self, declared: SourceType | SinkType, foreign_location: str) -> None:
        """`matches` says False, and does not raise, for what is another plugin's or nobody's."""
        for foreign in (foreign_location, "tieweave-kit:", "", f"{foreign_location} which is missing"):
            answer = declared.matches(foreign)
            assert answer is False, f"matches({foreign!r}) is {answer!r}, not False"
