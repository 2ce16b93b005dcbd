"""Answers that give nothing: each as one line that says what to do."""

from __future__ import annotations

import re

from tieweave_dav.errors import ServerError
from tieweave_dav.locations import Location, Origin
from tieweave_dav.transport import Answer

_PRECONDITION = re.compile(rb"<(?:[A-Za-z0-9]+:)?error\b[^>]*>\s*<(?:[A-Za-z0-9]+:)?([a-z][a-z-]{2,60})[\s/>]")

_NOT_WRITTEN = {
    403: "does not let this account write it; check whether it may only be read",
    404: "is not there any more; it is looked at again at the next run",
    405: "cannot be written; name a place that takes what is new",
    409: "is in a place that is not there any more; check the location",
    412: "was changed on the server at this moment, so it is left alone; it is looked at again at the next run",
    413: "is larger than the server takes",
    415: "is of a kind that the server does not take there; name another place",
    423: "is locked by another program; it is tried again at the next run",
    507: "is not taken, since the account is full; make room on the server",
}
"""What it says of an object that it was not written, by the status (RFC 4918, section 11; RFC 4791, section 5.3.2)."""


def refused(answer: Answer, location: Location, authorization: str, *, writing: bool = False) -> ServerError:
    """Return the trouble that an answer tells of, to a request with that `authorization` ("" for nobody's).

    `writing` says that the request would have changed something.
    """
    place, status = answer.place, answer.status
    name = _source(location)
    if status == 401:
        reason = _unwelcome(answer, location, authorization)
    elif writing and (status < 500 or status in _NOT_WRITTEN):
        why = _NOT_WRITTEN.get(status, "is refused by the server")
        reason = f"{place} {why} (status {status}){_precondition(answer)}"
    elif status == 403:
        reason = f"{place} does not let this account read it (status 403); check the address and the account"
    elif status in (404, 410):
        reason = f"{place} is not there (status {status}); check the address"
    elif status >= 500:
        reason = f"{place} failed (status {status}); try again later"
    else:
        reason = f"{place} does not answer as a {name} server does (status {status}); check the address"
    return ServerError(reason, status=status)


def elsewhere(whose: str, origin: Origin, location: Location) -> ServerError:
    """Return the trouble with a server that sends us to another host than the one that was named."""
    if location.origin.secure and not origin.secure:
        return ServerError(f"{whose} sends us to {origin}, without TLS, where no password goes", status=403)
    return ServerError(
        f"{whose} sends us to {origin}, another host than the one that was named, and no password goes there; "
        f"if it is yours, name it: {_source(location)}:{origin}",
        status=403,
    )


def _unwelcome(answer: Answer, location: Location, authorization: str) -> str:
    login = f"tieweave login {_source(location)}:{location.origin}"
    if authorization.startswith("Bearer"):
        return f"{answer.place} refuses the access token; check what gives it"
    offered = " ".join(answer.headers.getlist("WWW-Authenticate")).lower()
    if "digest" in offered and "basic" not in offered:
        return f"{answer.place} only takes Digest sign-in, which is not known here; set the server to Basic"
    if not authorization:
        return f"{answer.place} wants a user name and a password; run: {login}"
    return f"{answer.place} refuses the user name or password; run: {login}"


def _source(location: Location) -> str:
    return location.text.partition(":")[0].lower()


def _precondition(answer: Answer) -> str:
    """Return what the server says is not as it must be, by its name in RFC 4791 and the like, "" where it does not."""
    found = _PRECONDITION.search(answer.body[:10_000])
    return f"; the server names {found[1].decode('ascii')}" if found else ""
