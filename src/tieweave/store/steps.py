"""A step that is done whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@contextlib.contextmanager
def step(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what the block does in one transaction; raises `sqlite3.Error`.

    It takes the lock for writing at once, so that what is read in it is still so when it is written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
