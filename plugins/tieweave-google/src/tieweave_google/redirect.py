"""The way back from the browser: a server on loopback that waits for the address Google sends it to."""

from __future__ import annotations

import contextlib
import hmac
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from urllib.parse import parse_qsl, urlsplit

_DONE = "tieweave has what it needs: you can close this window and go back to the terminal.\n"
_REFUSED = "You did not allow it, so tieweave cannot {}. You can close this window.\n"
_STRANGE = "This is not the sign-in that tieweave is waiting for.\n"


def answer_of(address: str, state: str) -> Mapping[str, str] | None:
    """Return what Google says in an address it sent the browser to: `code`, or `error`.

    None where it says neither, or its `state` is not the one that was sent along: then it answers another question.
    """
    try:
        said = dict(parse_qsl(urlsplit(address).query))
    except ValueError:
        return None
    if not ("code" in said or "error" in said):
        return None
    return said if hmac.compare_digest(said.get("state", "").encode(), state.encode()) else None


class _Server(ThreadingTCPServer):  # not HTTPServer, which asks the network for this machine's name
    daemon_threads = True


@contextlib.contextmanager
def listening(state: str, may: str) -> Iterator[tuple[str, Callable[[float], Mapping[str, str] | None]]]:
    """Give the address of a server on this machine, and a function that waits for the answer with this `state`.

    `may` is what tieweave asks for. The function takes the seconds it shall wait at most, and returns None when they
    are over. Whatever else arrives, as browsers ask for icons and connect in advance, is turned away without end to the
    waiting.
    """
    answers: queue.SimpleQueue[Mapping[str, str]] = queue.SimpleQueue()

    class Handler(BaseHTTPRequestHandler):
        timeout = 30  # of connections that never ask

        def do_GET(self) -> None:
            answer = answer_of(self.path, state)
            status, text = (
                (404, _STRANGE) if answer is None else (200, _DONE if "code" in answer else _REFUSED.format(may))
            )
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
            if answer is not None:
                answers.put(answer)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of http.server
            """Log nothing: the address holds the code."""

    def wait(seconds: float) -> Mapping[str, str] | None:
        try:
            return answers.get(timeout=seconds)
        except queue.Empty:
            return None

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/", wait
        finally:
            server.shutdown()
            thread.join()
