"""Objects written on a server, each on the condition that nobody else changed it meanwhile; and what a refusal means.

Since every request names its condition, it may be sent again when its answer was lost: it cannot be done twice.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from tieweave.errors import SinkError
from tieweave.sinks import Delivery, Outcome
from tieweave_dav.errors import ServerError
from tieweave_dav.kinds import Kind
from tieweave_dav.server import Server

_FULL = 507
_FORBIDDEN = (403, 405)
_HOPELESS = 10
"""Items in a row that may not be written, after which the place as a whole is taken to be read-only."""

Done = tuple[Outcome, str]
"""What became of an item, and in a line what was changed."""


@attrs.frozen
class Objects:
    """The objects of a `kind` on a server, to be written one by one; each raises `ServerError`."""

    server: Server
    kind: Kind

    def read(self, url: str) -> tuple[bytes, str]:
        """Return an object as it is now, byte for byte, and its version ("" where the server names none)."""
        answer = self.server.ask("GET", url)
        return answer.body, answer.headers.get("ETag", "")

    def make(self, url: str, text: bytes) -> None:
        """Make an object where there is none."""
        self.server.ask("PUT", url, text, media=self.kind.media, only_if={"If-None-Match": "*"})

    def change(self, url: str, text: bytes, version: str) -> None:
        """Change an object that is of a `version`."""
        self.server.ask("PUT", url, text, media=self.kind.media, only_if={"If-Match": _known(url, version)})

    def remove(self, url: str, version: str) -> None:
        """Remove an object that is of a `version`; one that is not there any more is fine."""
        try:
            self.server.ask("DELETE", url, only_if={"If-Match": _known(url, version)})
        except ServerError as error:
            if error.status not in (404, 410) and not (error.status == 412 and self._is_gone(url)):
                raise

    def _is_gone(self, url: str) -> bool:
        try:
            self.read(url)
        except ServerError as error:
            return error.status in (404, 410)
        return False


def _known(url: str, version: str) -> str:
    if not version:
        raise ServerError(f"{url} has no version that the server names, so nothing is changed there")
    return version


@attrs.define
class Course:
    """How it goes with the items delivered to a `place`: what is refused is an item's failure, until it is hopeless."""

    place: str
    _forbidden: int = 0

    def delivery(self, item: str, title: str, act: Callable[[], Done]) -> Delivery:
        """Do one item's `act` and say what became of it; raises `SinkError` where the others would fail as well."""
        try:
            outcome, detail = act()
        except ServerError as error:
            self._forbidden = self._forbidden + 1 if error.status in _FORBIDDEN else 0
            if error.final or error.status == _FULL or self._forbidden == _HOPELESS:
                raise SinkError(f"{self.place}: {error.reason}") from error
            outcome, detail = Outcome.FAILED, error.reason
        except ValueError as error:
            outcome, detail = Outcome.FAILED, str(error)
        else:
            if outcome is not Outcome.UNCHANGED:
                self._forbidden = 0
        return Delivery(item=item, title=title, outcome=outcome, detail=detail)
