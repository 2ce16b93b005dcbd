"""What goes wrong with a request, in words: one line each, and whether asking again can help."""

from __future__ import annotations

import contextlib
import http.client
import ssl
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import attrs

from tieweave.errors import SinkError, SourceError
from tieweave_google.locations import called, to_sign_in
from tieweave_google.uses import READING, use_of

if TYPE_CHECKING:
    from googleapiclient.errors import HttpError

_LONGEST = 200  # characters of what a service says
_QUOTA = 8.0  # seconds: Google counts by the minute, and a minute is over after four doublings
_HICCUP = 1.0  # seconds

_DISABLED = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})
_SCOPES = frozenset({"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"})
_RATE = frozenset(
    {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RESOURCE_EXHAUSTED"}
)
_EXPIRED = "EXPIRED_SYNC_TOKEN"
_CLIENT = frozenset({"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"})
_STALE = frozenset({"FAILED_PRECONDITION", "failedPrecondition", "conditionNotMet"})
_ENABLE = "https://console.cloud.google.com/apis/library/"


MEANWHILE = "was changed at Google in the meantime, and is left as it is; the next push looks again"
"""What a sink says of an item that somebody else changed since it was read."""


class NotGrantedError(SourceError):
    """The user did not allow this part when signing in."""


class RefusedError(SourceError):
    """The service will not do this, however often it is asked; `status` is that of its answer, 0 for another reason."""

    def __init__(self, line: str, status: int = 0) -> None:
        self.status = status
        super().__init__(line)

    @property
    def is_of_all(self) -> bool:
        """Whether any other item would be refused as this one is."""
        return not self.status or self.status in (401, 403)


class GoneError(RefusedError):
    """It is not there, or no longer."""


class SyncExpiredError(GoneError):
    """The sync token is no longer good: everything has to be asked for again."""


class StaleError(RefusedError):
    """It was changed by somebody else since it was read, and so is left as it is."""


class ExistsError(RefusedError):
    """There is one already by that id, or name."""


class UnsureError(SourceError):
    """Nobody knows whether it was done: the answer did not come."""


@attrs.frozen(kw_only=True)
class Failure:
    """A failed request: the `error` it comes to, and the seconds to `wait` before the first repetition.

    `wait` is None where asking again does not help; `told` are the seconds the service itself asked to wait. `unsure`
    says that what was asked for may have been done nevertheless.
    """

    error: SourceError
    wait: float | None = None
    told: float | None = None
    unsure: bool = False


@contextlib.contextmanager
def of_sink() -> Iterator[None]:
    """Have what goes wrong with Google raised as `SinkError`, as sinks do."""
    try:
        yield
    except SourceError as error:
        raise SinkError(str(error)) from error


def strange(location: str) -> UnsureError:
    """Return the error for an answer that makes no sense, though it is of the right form."""
    return UnsureError(f"{called(location)}: what answered is not Google's service; check the network")


def without_location(error: Exception, location: str) -> str:
    """Return the text of an error without the location that it begins with."""
    return str(error).removeprefix(f"{called(location)}: ")


def quoted(text: str) -> str:
    """Return what a service said as the end of a phrase, short and on one line; "" for nothing."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not line:
        return ""
    return f" ({line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'})"


def understood(error: Exception, location: str) -> Failure:
    """Return what an exception of Google's client, or of what it stands on, comes to; others are raised again."""
    import httplib2
    from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
    from googleapiclient.errors import HttpError

    match error:
        case HttpError():
            return _answered(error, location)
        case TransportError(args=(Exception() as cause,)):
            return understood(cause, location)
        case RefreshError():
            return _not_refreshed(error, location)
        case httplib2.ServerNotFoundError():
            return _offline(location, "the service's address is not known here")
        case ssl.SSLError():
            return _offline(location, f"no safe connection, perhaps for a proxy in between{quoted(str(error))}")
        case ConnectionRefusedError():
            return _offline(location, "the connection is refused, perhaps by a proxy or firewall in between")
        case TimeoutError():
            return _broken(location, "Google did not answer in time")
        case OSError() | http.client.HTTPException() | httplib2.HttpLib2Error() | GoogleAuthError():
            # httplib2 and google-auth wrap one another's errors, whose text is all that they have in common.
            return _broken(location, f"the connection broke{quoted(str(error) or type(error).__name__)}")
        case ValueError():
            said = "what answered is not Google's service, or was cut off: it gave no JSON"
            return Failure(
                error=RefusedError(f"{called(location)}: {said}; is there a sign-in page of a network in between?"),
                unsure=True,
            )
    raise error


def signed_out(location: str, why: str) -> SourceError:
    """Return the error for a sign-in that has ended, with the command that mends it."""
    return SourceError(
        f"{called(location)}: the sign-in has ended{quoted(why)}; {to_sign_in(location)} signs in again "
        '(that of a client in "testing" ends after 7 days)'
    )


def _offline(location: str, why: str) -> Failure:
    return Failure(error=SourceError(f"{called(location)}: {why}; check the network, then run it again"))


def _broken(location: str, why: str) -> Failure:
    return Failure(error=SourceError(f"{called(location)}: {why}; run it again"), wait=_HICCUP, unsure=True)


def _not_refreshed(error: Exception, location: str) -> Failure:
    answer = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], Mapping) else {}
    code = str(answer.get("error") or "")
    if code in _CLIENT:
        said = f"Google does not know the client any more{quoted(code)}; make a new one (docs/google.md), then"
        return Failure(error=SourceError(f"{called(location)}: {said} {to_sign_in(location, '--client-secrets FILE')}"))
    if getattr(error, "retryable", False):
        return _broken(location, "Google could not renew the sign-in just now")
    return Failure(error=signed_out(location, str(answer.get("error_description") or code or error)))


def _answered(error: HttpError, location: str) -> Failure:
    status = int(error.resp.status)
    details = list(_details(error))
    reasons = frozenset(str(detail.get("reason") or "") for detail in details)
    said = quoted(error.reason or "")
    if status == 410 or (status == 400 and (_EXPIRED in reasons or "sync token" in (error.reason or "").lower())):
        return Failure(
            error=SyncExpiredError(f"{called(location)}: Google no longer knows what was read last{said}", status)
        )
    if status == 401:
        return Failure(error=signed_out(location, error.reason or ""))
    if status == 429 or (status == 403 and reasons & _RATE):
        line = f"{called(location)}: Google's quota is used up{said}; wait some minutes, then run it again"
        return Failure(error=SourceError(line), wait=_QUOTA, told=_retry_after(error.resp))
    if status == 403 and reasons & _DISABLED:
        use = use_of(location) or READING
        where = _console(details) or f"{_ENABLE}{use.console}"
        line = f"{called(location)}: the {use.title} is not enabled for your client: enable it at {where}"
        return Failure(error=RefusedError(f"{line}, wait a minute, then run it again"))
    if status == 403 and (reasons & _SCOPES or "insufficient" in (error.reason or "").lower()):
        line = f"{called(location)}: this was not allowed at the sign-in; {to_sign_in(location)} asks again"
        return Failure(error=NotGrantedError(line))
    if status >= 500 or status == 408:
        line = f"{called(location)}: Google's service has trouble (it answered {status}); run it again later"
        return Failure(error=SourceError(line), wait=_HICCUP, told=_retry_after(error.resp), unsure=True)
    if 300 <= status < 400:
        return Failure(
            error=RefusedError(f"{called(location)}: was sent elsewhere, and does not go there; check `endpoint`")
        )
    if status == 412 or (status == 400 and reasons & _STALE):
        return Failure(error=StaleError(f"{called(location)}: was changed since it was read{said}", status))
    kind = GoneError if status == 404 else ExistsError if status == 409 else RefusedError
    return Failure(error=kind(f"{called(location)}: Google refuses it with {status}{said}", status))


def _details(error: HttpError) -> Iterator[Mapping[str, Any]]:
    """Give the details of an answer, the older form of Google's errors and its plain status among them."""
    import json

    try:
        content = json.loads(error.content)
    except ValueError:
        return
    body = content.get("error") if isinstance(content, Mapping) else None
    if not isinstance(body, Mapping):
        return
    yield {"reason": body.get("status")}
    for key in ("details", "errors"):
        listed = body.get(key)
        yield from (one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, Mapping))


def _console(details: list[Mapping[str, Any]]) -> str:
    """Return the address of the console where the API is enabled for this very client, "" where no answer has it."""
    for detail in details:
        metadata = detail.get("metadata")
        address = metadata.get("activationUrl") if isinstance(metadata, Mapping) else None
        if isinstance(address, str) and address.startswith("https://console.") and address.isprintable():
            return address
    return ""


def _retry_after(response: Mapping[str, str]) -> float | None:
    """Return the seconds that the answer asks to wait; a date counts from the answer's own."""
    told = response.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
        return max(0.0, (until - parsedate_to_datetime(response.get("date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None
