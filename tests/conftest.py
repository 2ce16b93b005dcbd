from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

# Time limits per example would make a slow machine fail for its slowness.
settings.register_profile("tieweave", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("tieweave")

ROOT = Path(__file__).resolve().parent.parent


class Ran(NamedTuple):
    """What a run of the command gave."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test from the home directory and the settings of who runs it."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("TIEWEAVE_CONFIG", "TIEWEAVE_DISABLE_PLUGINS", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def tieweave_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in this process; gives its exit code, output and error output."""

    def run(*arguments: str) -> Ran:
        from tieweave.cli import main

        monkeypatch.setattr(sys, "argv", ["tieweave", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def examples() -> Path:
    return ROOT / "examples"
