"""The server: a socket that only this machine can reach, a thread that serves it, and the end of both."""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Iterator

import attrs
import uvicorn

from tieweave.app.connections import MOST, Connection
from tieweave.app.desk import Desk
from tieweave.app.guard import Guard
from tieweave.app.routes import address, app
from tieweave.errors import TieweaveError
from tieweave.report.page.document import live_policy

_LOOPBACK = "127.0.0.1"
_WAIT_TO_END = 2
"""Seconds until who is still being answered is cut off: own estimate, many times what an act takes."""
_KEEP_ALIVE = 60
_TURN = 0.0001
"""Seconds until a thread that finds everything again lets one go on that answers a click. Such an answer waits for the
store hundreds of times, once a row, and each time its turn may be taken: with 1 ms that adds up to a quarter of a
second, with this to a tenth, and what is found takes no longer. Python's own are 5 ms."""
_COLLECTED_EVERY = (5_000, 10, 100)
"""How many objects more until the youngest are looked through for cycles, and how many such times until the older ones
are, and all: what is found of 3,000 people is 200,000 objects without cycles, and to look through them stops everything
for a tenth of a second, at Python's own thresholds three times whenever all is found again."""


@attrs.frozen(kw_only=True)
class Served:
    """Where the page is served, until the block ends."""

    url: str
    port: int
    token: str


def bound(port: int = 0) -> socket.socket:
    """Return a socket on loopback, at a port that is free where none is named; raises `TieweaveError`."""
    # Named as TCP, or asyncio leaves its delays on: an answer in two pieces would take 40 ms longer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port as well
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_LOOPBACK, port))
        listening.listen(MOST)  # who comes before the server is up waits
    except OSError as error:
        listening.close()
        why = error.strerror or error
        raise TieweaveError(f"port {port} cannot be used ({why}); choose another --port, or none") from error
    return listening


@contextlib.contextmanager
def served(
    desk: Desk, listening: socket.socket, *, troubled: Callable[[Exception], None], patience: float = 20.0
) -> Iterator[Served]:
    """Serve a desk on a socket while the block lasts, in threads; `patience` is how long a page waits for a change.

    At the end who waits for a change is let go at once, and an act that is being done is done.
    """
    token = secrets.token_urlsafe(32)
    port: int = listening.getsockname()[1]
    guarded = Guard(app(desk, troubled=troubled, patience=patience), token=token, port=port, policy=live_policy())
    server = uvicorn.Server(
        uvicorn.Config(
            guarded,
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            http=Connection,
            backlog=MOST,
            loop="asyncio",
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=_WAIT_TO_END,
        )
    )
    # Away from the main thread the server leaves the signals to whoever runs it.
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="tieweave-serving", daemon=True)
    with _short_breaks():
        desk.start()
        thread.start()
        try:
            yield Served(url=address(port, token), port=port, token=token)
        finally:
            server.should_exit = True
            desk.end()
            thread.join(_WAIT_TO_END + 1)
            listening.close()


@contextlib.contextmanager
def _short_breaks() -> Iterator[None]:
    """Let no thread wait long for another while the block lasts, nor for the collector, which a server needs.

    What is there already is left out of what the collector looks through.
    """
    turn, collected, was_on = sys.getswitchinterval(), gc.get_threshold(), gc.isenabled()
    sys.setswitchinterval(_TURN)
    gc.freeze()
    gc.set_threshold(*_COLLECTED_EVERY)
    gc.enable()
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*collected)
        gc.unfreeze()
        if not was_on:
            gc.disable()
