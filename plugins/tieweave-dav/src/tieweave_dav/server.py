"""Asking a server: one request at a time, to the host that was named and no other, in bounded time and memory.

The standard library's HTTP client, since it does what it is told and nothing else: no credentials out of ~/.netrc, no
redirects followed unasked, no look-ups of revoked certificates at third parties.
"""

from __future__ import annotations

import email.utils
import http.client
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import quote, urlsplit, urlunsplit

import attrs

from tieweave_dav.locations import Location, Origin, followed, origin_of

LARGEST_ANSWER = 64 * 2**20
"""Bytes of the largest answer that is read."""

_REDIRECTS = 5
_TRIES = 3
_LONGEST_WAIT = 30.0  # seconds that a server may ask us to wait before the next try
_MOVED = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_BLOCK = 1 << 16
_OF_TARGETS = "/?%@:!$&'()*+,;=~-._"


class ServerError(Exception):
    """What a server refuses or cannot do: `reason`, in one line; the HTTP `status`, 0 where it was not reached.

    A status of None says that its answer was of no use.

    `too_large` says that its answer was larger than `LARGEST_ANSWER`.
    """

    def __init__(self, reason: str, *, status: int | None = None, too_large: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.too_large = too_large

    @property
    def final(self) -> bool:
        """Whether other requests to the server would fail as well: it is not there, refuses us, or asks for peace."""
        return self.status in (0, 401, *_BUSY)


@attrs.frozen(kw_only=True)
class Patience:
    """How long to wait, in seconds: to be connected, for the next bytes, for a whole answer; and how to wait."""

    connect: float = 15.0
    read: float = 60.0
    answer: float = 600.0
    sleep: Callable[[float], None] = time.sleep


@attrs.frozen
class Answer:
    """What a server answered, and from where after redirects."""

    url: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def place(self) -> str:
        """Where the answer came from, for messages."""
        return shown(self.url)


class Server:
    """A server and the connections to it; `authorization` is the value of the header of that name, or empty."""

    def __init__(
        self,
        location: Location,
        *,
        authorization: str = "",
        ca: str = "",
        patience: Patience | None = None,
    ) -> None:
        self.location = location
        self._authorization = authorization
        self._patience = patience or Patience()
        self._ca = ca
        self._tls: ssl.SSLContext | None = None
        self._connections: dict[Origin, http.client.HTTPConnection] = {}

    @property
    def anonymous(self) -> bool:
        """Whether nobody signs in."""
        return not self._authorization

    def ask(self, method: str, url: str, body: bytes = b"", *, depth: int | None = None) -> Answer:
        """Return the answer to a request, after redirects; raises `ServerError` for one that is no success."""
        sender = self.location.text
        for _ in range(_REDIRECTS + 1):
            if not self.location.covers(origin := _origin(url)):  # the one place that every request goes through
                raise elsewhere(sender, origin, self.location)
            answer = self._patiently(method, url, body, depth)
            if answer.status not in _MOVED:
                break
            sender, url = answer.place, _next(answer)
        else:
            raise ServerError(f"{shown(url)} sends us from address to address; check the address", status=answer.status)
        if answer.status >= 300:
            raise self._refusal(answer)
        return answer

    def close(self) -> None:
        """Close the connections."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def _patiently(self, method: str, url: str, body: bytes, depth: int | None) -> Answer:
        """Ask once, and again where the server is busy or the connection was cut."""
        for left in reversed(range(_TRIES)):
            try:
                answer = self._once(method, url, body, depth)
            except (http.client.HTTPException, ConnectionError) as error:
                self.close()
                if not left or isinstance(error, ConnectionRefusedError):
                    raise ServerError(f"{shown(url)} {_cut(error)}; try again later", status=0) from error
                continue
            except TimeoutError as error:
                self.close()
                raise ServerError(f"{shown(url)} does not answer in time; try again later", status=0) from error
            except ssl.SSLCertVerificationError as error:
                raise ServerError(_distrust(url, error), status=0) from error
            except OSError as error:
                self.close()
                raise ServerError(
                    f"{shown(url)} cannot be reached ({_reason(error)}); check the address", status=0
                ) from error
            if answer.status not in _BUSY:
                return answer
            wait = _wait(answer, default=2.0 ** (_TRIES - left))
            if not left or wait > _LONGEST_WAIT:
                asks = f" and asks to wait {wait:.0f} seconds" if wait > _LONGEST_WAIT else ""
                raise ServerError(f"{shown(url)} is busy (status {answer.status}){asks}; try again later", status=503)
            self._patience.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, url: str, body: bytes, depth: int | None) -> Answer:
        split = urlsplit(url)
        headers = {"User-Agent": "tieweave", "Accept-Encoding": "identity"}
        if self._authorization:
            headers["Authorization"] = self._authorization
        if body:
            headers["Content-Type"] = 'application/xml; charset="utf-8"'
        if depth is not None:
            headers["Depth"] = str(depth)
        connection = self._connection(_origin(url))
        deadline = time.monotonic() + self._patience.answer
        target = quote(urlunsplit(("", "", split.path or "/", split.query, "")), safe=_OF_TARGETS)
        connection.request(method, target, body or None, headers)
        response = connection.getresponse()
        blocks, size = [], 0
        while block := response.read1(_BLOCK):
            size += len(block)
            if size > LARGEST_ANSWER:
                self.close()
                much = f"more than {LARGEST_ANSWER // 2**20} MiB"
                raise ServerError(f"{shown(url)} answers with {much}, which is refused", too_large=True)
            if time.monotonic() > deadline:
                raise TimeoutError
            blocks.append(block)
        if response.length:  # read1 takes a cut connection for the end
            raise http.client.IncompleteRead(b"", response.length)
        response.close()  # else the connection cannot be used again: read1 does not see that this was all
        return Answer(url, response.status, response.headers, b"".join(blocks))

    def _connection(self, origin: Origin) -> http.client.HTTPConnection:
        connection = self._connections.get(origin)
        if connection is None:
            if origin.secure:
                self._tls = self._tls or _context(self._ca)
                connection = http.client.HTTPSConnection(origin.host, origin.port, context=self._tls)
            else:
                connection = http.client.HTTPConnection(origin.host, origin.port)
            self._connections[origin] = connection
        if connection.sock is None:  # new, or closed by the server after its last answer
            self._connect(connection)
        return connection

    def _connect(self, connection: http.client.HTTPConnection) -> None:
        connection.timeout = self._patience.connect
        connection.connect()
        connection.sock.settimeout(self._patience.read)

    def _refusal(self, answer: Answer) -> ServerError:
        place, status = answer.place, answer.status
        name = self.location.text.partition(":")[0].lower()
        login = f"tieweave login {name}:{self.location.origin}"
        if status == 401:
            offered = " ".join(answer.headers.get_all("WWW-Authenticate", [])).lower()
            if "digest" in offered and "basic" not in offered and not self._authorization.startswith("Bearer"):
                reason = f"{place} only takes Digest sign-in, which is not known here; set the server to Basic"
            elif self._authorization.startswith("Bearer"):
                reason = f"{place} refuses the access token; check what gives it"
            elif self.anonymous:
                reason = f"{place} wants a user name and a password; run: {login}"
            else:
                reason = f"{place} refuses the user name or password; run: {login}"
        elif status == 403:
            reason = f"{place} does not let this account read it (status 403); check the address and the account"
        elif status in (404, 410):
            reason = f"{place} is not there (status {status}); check the address"
        elif status >= 500:
            reason = f"{place} failed (status {status}); try again later"
        else:
            reason = f"{place} does not answer as a {name} server does (status {status}); check the address"
        return ServerError(reason, status=status)


def _next(answer: Answer) -> str:
    """Return where a redirect leads."""
    try:
        return followed(answer.url, answer.headers.get("Location", ""))
    except ValueError as error:
        raise ServerError(f"{answer.place} sends us to no address; check the address", status=answer.status) from error


def _origin(url: str) -> Origin:
    try:
        return origin_of(urlsplit(url))
    except ValueError as error:
        raise ServerError(f"{shown(url)} is no address of a server; check the address") from error


def elsewhere(whose: str, origin: Origin, location: Location) -> ServerError:
    """Return the trouble with a server that sends us to another host than the one that was named."""
    name = location.text.partition(":")[0].lower()
    if location.origin.secure and not origin.secure:
        return ServerError(f"{whose} sends us to {origin}, without TLS, where no password goes", status=403)
    return ServerError(
        f"{whose} sends us to {origin}, another host than the one that was named, and no password goes there; "
        f"if it is yours, name it: {name}:{origin}",
        status=403,
    )


def shown(url: str) -> str:
    """Return an address for a message, in one line that is not too long."""
    text = "".join(character if character.isprintable() else "?" for character in url)
    return text if len(text) <= 200 else f"{text[:200]}…"


def _context(ca: str) -> ssl.SSLContext:
    """Return how certificates are verified: by the system's authorities, and one more that the user names."""
    context = ssl.create_default_context()
    if ca:
        try:
            context.load_verify_locations(cafile=ca)
        except (OSError, ssl.SSLError) as error:
            raise ServerError(
                f"the certificate file {ca!r} cannot be read ({_reason(error)}); check ca", status=0
            ) from error
    return context


def _distrust(url: str, error: ssl.SSLCertVerificationError) -> str:
    why = (error.verify_message or "not verified").rstrip(".")
    return (
        f"{shown(url)} shows a certificate that is not trusted ({why}); check the address, or name the certificate of "
        "your own authority as ca in the options"
    )


def _wait(answer: Answer, default: float) -> float:
    """Return how many seconds the server asks us to wait, by its own clock."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        until = email.utils.parsedate_to_datetime(text)
        present = email.utils.parsedate_to_datetime(answer.headers.get("date", ""))
        return max((until - present).total_seconds(), 0.0)
    except (TypeError, ValueError, IndexError, OverflowError):
        return default


def _cut(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "takes no connections"
    if isinstance(error, ConnectionError | http.client.RemoteDisconnected | http.client.IncompleteRead):
        return "cut the connection"
    return "answers with what is no HTTP"


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS" if error.reason in _NO_TLS else f"TLS: {error.reason or 'failed'}"
    return error.strerror or " ".join(str(error).split()) or type(error).__name__


_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE")
