"""Where the tests' temporary folders are: in memory, since they flush thousands of small files and databases."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it, for this user alone
ROOM = 2**30
"""Bytes that must be free there: several times what all tests write."""


def pytest_configure() -> None:
    """Have pytest make its folders there, unless somebody chose another place; what a kill leaves is the same."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
