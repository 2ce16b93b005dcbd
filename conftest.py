"""What holds for all tests, of the core and of the plugins: the same examples on every run, and a home of their own.

Their folders are in memory, since they flush thousands of small files and databases.
"""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Time limits per example would make a slow machine fail for its slowness.
settings.register_profile("tieweave", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("tieweave")

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it, for this user alone
ROOM = 2**30
"""Bytes that must be free there: several times what all tests write."""


def pytest_configure() -> None:
    """Have pytest make its folders there, unless somebody chose another place; what a kill leaves is the same."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test from the home directory and the settings of who runs it."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable in (
        "TIEWEAVE_CONFIG",
        "TIEWEAVE_DATA",
        "TIEWEAVE_DISABLE_PLUGINS",
        "COLUMNS",
        "NO_COLOR",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(variable, raising=False)
