"""Asking a server: patiently where it is busy, and never another host than the one that was named."""

from __future__ import annotations

import email.utils
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from tieweave_dav.errors import BUSY, ServerError, shown
from tieweave_dav.locations import Location, Origin, followed, origin_of
from tieweave_dav.refusals import elsewhere, refused
from tieweave_dav.transport import Answer, Patience, Transport

_REDIRECTS = 5
_TRIES = 3
_LONGEST_WAIT = 30.0  # seconds that a server may ask us to wait before the next try
_MOVED = (301, 302, 303, 307, 308)
_XML = 'application/xml; charset="utf-8"'


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
        self._transport = Transport(ca, self._patience)

    @property
    def anonymous(self) -> bool:
        """Whether nobody signs in."""
        return not self._authorization

    def ask(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        *,
        depth: int | None = None,
        media: str = _XML,
        only_if: Mapping[str, str] = MappingProxyType({}),
    ) -> Answer:
        """Return the answer to a request, after redirects; raises `ServerError` for one that is no success.

        `media` is the type of the body, `only_if` the headers that make a request conditional: since a request may be
        sent again, none that changes something goes without.
        """
        headers = {**only_if, "Authorization": self._authorization} if self._authorization else dict(only_if)
        if body:
            headers["Content-Type"] = media
        if depth is not None:
            headers["Depth"] = str(depth)
        sender = self.location.text
        for _ in range(_REDIRECTS + 1):
            if not self.location.covers(origin := _origin(url)):  # the one place that every request goes through
                raise elsewhere(sender, origin, self.location)
            answer = self._patiently(origin, method, url, headers, body)
            if answer.status not in _MOVED:
                break
            sender, url = answer.place, _next(answer)
        else:
            raise ServerError(f"{shown(url)} sends us from address to address; check the address", status=answer.status)
        if answer.status >= 300:
            raise refused(answer, self.location, self._authorization, writing=bool(only_if))
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _patiently(self, origin: Origin, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """Ask once, and again where the server is busy or the connection was cut."""
        for left in reversed(range(_TRIES)):
            try:
                answer = self._transport.send(origin, method, url, headers, body)
            except ServerError as error:
                if error.cut and left:
                    continue
                raise
            if answer.status not in BUSY:
                return answer
            wait = _wait(answer, default=2.0 ** (_TRIES - left))
            if not left or wait > _LONGEST_WAIT:
                asks = f" and asks to wait {wait:.0f} seconds" if wait > _LONGEST_WAIT else ""
                raise ServerError(f"{shown(url)} is busy (status {answer.status}){asks}; try again later", status=503)
            self._patience.sleep(wait)
        raise AssertionError("the last try returns or raises")


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


def _wait(answer: Answer, default: float) -> float:
    """Return how many seconds the server asks us to wait, by its own clock."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        until = email.utils.parsedate_to_datetime(text)
        present = email.utils.parsedate_to_datetime(answer.headers.get("Date", ""))
        return max((until - present).total_seconds(), 0.0)
    except (TypeError, ValueError, IndexError, OverflowError):
        return default
