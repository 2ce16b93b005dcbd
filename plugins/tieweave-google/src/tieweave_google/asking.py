"""One of Google's APIs, asked with patience: every answer, or one line that says why there is none."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin

import attrs

from tieweave.errors import SourceError, StoreError
from tieweave.sources import Progress
from tieweave.store import Store
from tieweave_google import accounts
from tieweave_google.failures import Failure, RefusedError, UnsureError, strange, understood
from tieweave_google.locations import called, place_of

if TYPE_CHECKING:
    from google.oauth2.credentials import Credentials

_MOST_PAGES = 10_000  # hundreds of times what Google lets anybody have


class Opening(Protocol):
    """What is needed of the context that a source or a sink is opened in."""

    @property
    def store(self) -> Store:
        """Where tokens are kept."""

    @property
    def progress(self) -> Progress:
        """Shows how far it is."""


@attrs.frozen(kw_only=True)
class Patience:
    """How long a request may take (`timeout`, seconds), how often it is tried, and how to `sleep` in between.

    The waiting doubles from time to time, with some chance in it so that many computers do not come back as one; what
    the service asks for goes first. More than `longest` seconds are never waited.
    """

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    timeout: float = 30.0
    tries: int = 5
    longest: float = 60.0


@attrs.frozen(kw_only=True)
class Api:
    """An API as one account may use it; `client` is Google's own client for it, whose requests are asked here."""

    client: Any
    location: str
    patience: Patience
    progress: Progress
    renewed: Callable[[], None]

    def ask(
        self, request: Any, what: str = "", done: int = 0, total: int | None = None, *, repeatable: bool = True
    ) -> dict[str, Any]:
        """Return the answer to a request; `what` is going on is shown while it is waited, with how far it is.

        Raises `SourceError`; for one that is not `repeatable`, since it makes something each time, `UnsureError` where
        it may have been done nevertheless: it is asked again only where it was not done for certain.
        """
        for attempt in range(self.patience.tries):
            try:
                answer = request.execute(num_retries=0)
            except Exception as error:  # noqa: BLE001 - four libraries stand behind it; what none of them raises goes on
                failure = understood(error, self.location)
            else:
                if isinstance(answer, dict):
                    return answer
                if request.method == "DELETE" and not answer:
                    return {}
                failure = Failure(error=RefusedError(str(strange(self.location))), unsure=True)
            finally:
                self.renewed()
            if failure.unsure and not repeatable:
                raise UnsureError(str(failure.error))
            told = failure.told or 0.0
            if failure.wait is None or attempt + 1 == self.patience.tries or told > self.patience.longest:
                raise failure.error
            wait = min(self.patience.longest, max(told, failure.wait * 2**attempt) * (1 + self.patience.chance() / 4))
            self.progress(f"{what or 'Google'}: waiting {wait:.0f} s, then asking again", done, total)
            self.patience.sleep(wait)
        raise SourceError(f"{called(self.location)}: was not asked")  # no tries at all

    def pages(
        self, method: Callable[..., Any], what: str, key: str, *, kind: str = "", **parameters: Any
    ) -> Iterator[dict[str, Any]]:
        """Give each page, its list under `key` for certain.

        A `kind` is what each page must say of itself: an empty list is then no accident.
        """
        token = ""
        seen = {token}
        done = 0
        total: int | None = None
        for _ in range(_MOST_PAGES):
            more = {"pageToken": token} if token else {}
            page = self.ask(method(**parameters, **more), what, done, total)
            if kind and page.get("kind") != kind:
                raise strange(self.location)
            listed = page.get(key)
            page[key] = listed if isinstance(listed, list) else []
            done += len(page[key])
            # After a sync the answer counts all contacts, not the changed ones.
            total = None if "syncToken" in parameters else total_of(page) or total
            self.progress(what, done, total)
            yield page
            token = page.get("nextPageToken") or ""
            if not token:
                return
            if not isinstance(token, str) or token in seen:
                break
            seen.add(token)
        raise SourceError(f"{called(self.location)}: Google's pages of {what} go in circles; run it again later")


@contextlib.contextmanager
def opened(
    location: str, account: str, endpoint: str, tokens: Credentials, context: Opening, patience: Patience
) -> Iterator[Api]:
    """Give the API that a location is of, for an account with its `tokens`; whenever these are renewed they are kept.

    Nothing is asked yet, and nobody else than `endpoint` and the tokens' own server will be.
    """
    from google_auth_httplib2 import AuthorizedHttp
    from googleapiclient.discovery import build

    from tieweave_google.connection import Http

    use = place_of(location).use
    held = [tokens.token, tokens.refresh_token]

    def renewed() -> None:
        if held != [tokens.token, tokens.refresh_token]:
            held[:] = [tokens.token, tokens.refresh_token]
            try:
                accounts.keep(account, tokens, context.store)
            except StoreError as error:  # this run has its tokens, and goes on
                context.store.note_trouble(str(error))

    plain = Http(timeout=patience.timeout)
    with contextlib.closing(AuthorizedHttp(tokens, http=plain, max_refresh_attempts=1)) as authorised:
        base = urljoin(f"{endpoint.rstrip('/')}/", use.path)
        options = {"api_endpoint": base}
        client = build(use.api, use.version, http=authorised, static_discovery=True, client_options=options)
        yield Api(client=client, location=location, patience=patience, progress=context.progress, renewed=renewed)


def total_of(page: dict[str, Any]) -> int | None:
    """Return how many there are in all, as an answer says it; None where it does not."""
    for key in ("totalItems", "totalPeople", "totalSize"):
        if isinstance(page.get(key), int):
            total: int = page[key]
            return total
    return None


def text_of(said: Mapping[str, Any], key: str) -> str:
    """Return the text under a key of an answer, "" where there is none."""
    value = said.get(key)
    return value if isinstance(value, str) else ""
