"""One request over HTTP and its answer, in bounded time and memory; the connections are kept for the next.

urllib3 does it, and is told to do no more: whether to try again or to follow a redirect is for `server` to say. It
takes no proxies out of the environment and no credentials out of ~/.netrc, and asks nobody about revoked certificates.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import attrs
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPHeaderDict, HTTPSConnectionPool, Timeout, exceptions

from tieweave_dav.errors import ServerError, shown
from tieweave_dav.locations import Origin

LARGEST_ANSWER = 64 * 2**20
"""Bytes of the largest answer that is read."""

_BLOCK = 1 << 16
_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE")


@attrs.frozen(kw_only=True)
class Patience:
    """How long to wait, in seconds: to be connected, for the next bytes, for a whole answer; and how to wait."""

    connect: float = 15.0
    read: float = 60.0
    answer: float = 600.0
    sleep: Callable[[float], None] = time.sleep


@attrs.frozen
class Answer:
    """What a server answered, and from where."""

    url: str
    status: int
    headers: HTTPHeaderDict
    body: bytes

    @property
    def place(self) -> str:
        """Where the answer came from, for messages."""
        return shown(self.url)


class Transport:
    """The connections to servers; `ca` is the path of a file with the certificate of one more authority, or empty."""

    def __init__(self, ca: str, patience: Patience) -> None:
        self._ca = ca
        self._patience = patience
        self._tls: ssl.SSLContext | None = None
        self._pools: dict[Origin, HTTPConnectionPool] = {}

    def send(self, origin: Origin, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send one request to `origin` for a `url` there, and return the answer; raises `ServerError` without one."""
        split = urlsplit(url)
        target = f"{split.path or '/'}{'?' if split.query else ''}{split.query}"
        deadline = time.monotonic() + self._patience.answer
        try:
            with self._pool(origin).urlopen(
                method,
                target,
                body or None,
                {"User-Agent": "tieweave", "Accept-Encoding": "identity", **headers},
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            ) as response:
                return Answer(url, response.status, response.headers, _body(response, url, deadline))
        except exceptions.HTTPError as error:
            raise _failure(url, error) from error

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def _pool(self, origin: Origin) -> HTTPConnectionPool:
        pool = self._pools.get(origin)
        if pool is None:
            timeout = Timeout(connect=self._patience.connect, read=self._patience.read)
            if origin.secure:
                self._tls = self._tls or _context(self._ca)
                pool = HTTPSConnectionPool(origin.host, origin.port, timeout=timeout, ssl_context=self._tls)
            else:
                pool = HTTPConnectionPool(origin.host, origin.port, timeout=timeout)
            self._pools[origin] = pool
        return pool


def _body(response: BaseHTTPResponse, url: str, deadline: float) -> bytes:
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("", "identity"):
        raise ServerError(f"{shown(url)} answers packed ({packed[:20]!r}), which nobody asked for")
    blocks, size = [], 0
    # Not `stream`: it waits until a block is full, and a server that gives it byte by byte may take hours over one.
    while block := response.read1(_BLOCK):
        size += len(block)
        if size > LARGEST_ANSWER:
            much = f"more than {LARGEST_ANSWER // 2**20} MiB"
            raise ServerError(f"{shown(url)} answers with {much}, which is refused", too_large=True)
        if time.monotonic() > deadline:
            raise _late(url)
        blocks.append(block)
    return b"".join(blocks)


def _context(ca: str) -> ssl.SSLContext:
    """Return how certificates are verified: by the system's authorities, and one more that the user names."""
    context = ssl.create_default_context()
    if ca:
        try:
            context.load_verify_locations(cafile=ca)
        except (OSError, ssl.SSLError) as error:
            reason = f"the certificate file {ca!r} cannot be read ({_reason(error)}); check ca"
            raise ServerError(reason, status=0) from error
    return context


def _failure(url: str, error: exceptions.HTTPError) -> ServerError:
    """Return in a line what urllib3 says by its exceptions and by those in them."""
    place = shown(url)
    cause = error.__cause__ or (error, *error.args)[-1]
    if isinstance(cause, TimeoutError):
        return _late(url)
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = (cause.verify_message or "not verified").rstrip(".")
        return ServerError(
            f"{place} shows a certificate that is not trusted ({why}); check the address, or name the certificate of "
            "your own authority as ca in the options",
            status=0,
        )
    if isinstance(cause, ConnectionRefusedError):
        return ServerError(f"{place} takes no connections; try again later", status=0)
    if isinstance(cause, ConnectionError | http.client.IncompleteRead):
        return ServerError(f"{place} cut the connection; try again later", status=0, cut=True)
    if isinstance(cause, OSError):
        return ServerError(f"{place} cannot be reached ({_reason(cause)}); check the address", status=0)
    return ServerError(f"{place} answers with what is no HTTP; try again later", status=0, cut=True)


def _late(url: str) -> ServerError:
    return ServerError(f"{shown(url)} does not answer in time; try again later", status=0)


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS" if error.reason in _NO_TLS else f"TLS: {error.reason or 'failed'}"
    return error.strerror or " ".join(str(error).split()) or type(error).__name__
