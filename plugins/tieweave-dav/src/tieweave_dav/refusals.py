"""Answers that give nothing: each as one line that says what to do."""

from __future__ import annotations

from tieweave_dav.errors import ServerError
from tieweave_dav.locations import Location, Origin
from tieweave_dav.transport import Answer


def refused(answer: Answer, location: Location, authorization: str) -> ServerError:
    """Return the trouble that an answer tells of, to a request with that `authorization` ("" for nobody's)."""
    place, status = answer.place, answer.status
    name = _source(location)
    if status == 401:
        reason = _unwelcome(answer, location, authorization)
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
