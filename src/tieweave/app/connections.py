"""How many connections may be open: so few that there is always room for the user's own, and for the store's files."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 64
"""Connections at once: a browser opens six to one place, and a program may have 256 files on some systems."""


class Connection(H11Protocol):
    """A connection. Where there are too many, the one that has gone longest without asking anything is closed.

    Anybody on the machine may connect; only who has asked can be told from who may not.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin the connection, and end another where there are too many."""
        super().connection_made(transport)
        self.since = self.loop.time()
        if len(self.connections) > MOST:
            silent = [one for one in self.connections if isinstance(one, Connection) and one.cycle is None]
            oldest = min(silent, key=lambda one: one.since)
            self.connections.discard(oldest)  # others may come before it is closed
            oldest.transport.abort()
