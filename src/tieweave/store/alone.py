"""One run at a time: what two runs must not do at once, such as delivering the same items to the same place.

The lock is SQLite's, on an empty file beside the store: it holds wherever the store does, and ends with the process,
however that ends.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from tieweave.store.refusals import is_busy
from tieweave.store.secrets import private_folder

FILE = "push.lock"
"""The name of the file in the data folder."""


class BusyError(Exception):
    """Another run is at it, and was for as long as this one waited."""


@contextlib.contextmanager
def alone(folder: Path, wait: float) -> Iterator[None]:
    """Keep other runs out until the block ends; raises `BusyError` after waiting for one `wait` seconds.

    Where nothing can be locked, nothing can be kept either, and whoever keeps something says so.
    """
    import sqlite3

    with contextlib.ExitStack() as stack:
        try:
            private_folder(folder)
            path = folder / FILE
            if not path.exists():  # see database.py: to close it would end the lock of who else in this process has it
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
            stack.callback(connection.close)
            connection.execute("BEGIN EXCLUSIVE")
        except (OSError, sqlite3.Error) as error:
            if is_busy(error):
                raise BusyError from error
        yield
