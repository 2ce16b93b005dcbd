"""Google's People API, asked with patience: every answer, or one line that says why there is none."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from tieweave.errors import SourceError, StoreError
from tieweave.sources import Context
from tieweave_google import accounts, person
from tieweave_google.failures import NotGrantedError, RefusedError, understood
from tieweave_google.locations import called

if TYPE_CHECKING:
    from google.oauth2.credentials import Credentials

PAGE = 1000
"""People, or groups, asked for at once: the most that the API allows."""

_MOST_PAGES = 10_000  # hundreds of times the contacts that Google lets anybody have


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
class Service:
    """The People API as one account may use it; `people` is Google's own client for it."""

    people: Any
    location: str
    patience: Patience
    context: Context
    renewed: Callable[[], None]

    def me(self) -> dict[str, Any]:
        """Return what Google says of the user, at least a `resourceName`; empty where it may not be read."""
        try:
            return self._ask(self.people.people().get(resourceName="people/me", personFields=person.OF_ME), "", 0, None)
        except (RefusedError, NotGrantedError):
            return {}

    def groups(self) -> dict[str, str]:
        """Return the names of the user's contact groups, as they are labels, by their resource names."""
        names = {}
        for page in self._pages(self.people.contactGroups().list, "contact groups", "contactGroups", pageSize=PAGE):
            for group in page["contactGroups"]:
                named = person.group_name(group)
                if named is not None:
                    names[named[0]] = named[1]
        return names

    def connections(self, **more: object) -> Iterator[dict[str, Any]]:
        """Give the pages of the user's contacts, with `syncToken` those that changed since it was given."""
        return self._pages(
            self.people.people().connections().list,
            "Google contacts",
            "connections",
            resourceName="people/me",
            personFields=person.OF_CONTACTS,
            pageSize=PAGE,
            requestSyncToken=True,
            **more,
        )

    def other_contacts(self, **more: object) -> Iterator[dict[str, Any]]:
        """Give the pages of the people that Google saved from mail, as `connections` does."""
        return self._pages(
            self.people.otherContacts().list,
            "Google other contacts",
            "otherContacts",
            readMask=person.OF_OTHERS,
            pageSize=PAGE,
            requestSyncToken=True,
            **more,
        )

    def count(self) -> int | None:
        """Return how many contacts there are, None where the answer does not say."""
        request = self.people.people().connections().list(resourceName="people/me", personFields="metadata", pageSize=1)
        return _total(self._ask(request, "", 0, None))

    def _pages(self, method: Callable[..., Any], what: str, key: str, **parameters: object) -> Iterator[dict[str, Any]]:
        """Give each page, its list under `key` for certain."""
        token = ""
        seen = {token}
        done = 0
        total: int | None = None
        for _ in range(_MOST_PAGES):
            more = {"pageToken": token} if token else {}
            page = self._ask(method(**parameters, **more), what, done, total)
            listed = page.get(key)
            page[key] = listed if isinstance(listed, list) else []
            done += len(page[key])
            # After a sync the answer counts all contacts, not the changed ones.
            total = None if "syncToken" in parameters else _total(page) or total
            self.context.progress(what, done, total)
            yield page
            token = page.get("nextPageToken") or ""
            if not token:
                return
            if not isinstance(token, str) or token in seen:
                break
            seen.add(token)
        raise SourceError(f"{called(self.location)}: Google's pages of {what} go in circles; run it again later")

    def _ask(self, request: Any, what: str, done: int, total: int | None) -> dict[str, Any]:
        for attempt in range(self.patience.tries):
            try:
                answer = request.execute(num_retries=0)
            except Exception as error:  # noqa: BLE001 - four libraries stand behind it; what none of them raises goes on
                failure = understood(error, self.location)
            else:
                if isinstance(answer, dict):
                    return answer
                raise RefusedError(f"{called(self.location)}: what answered is not Google's service; check the network")
            finally:
                self.renewed()
            told = failure.told or 0.0
            if failure.wait is None or attempt + 1 == self.patience.tries or told > self.patience.longest:
                raise failure.error
            wait = min(self.patience.longest, max(told, failure.wait * 2**attempt) * (1 + self.patience.chance() / 4))
            self.context.progress(f"{what or 'Google'}: waiting {wait:.0f} s, then asking again", done, total)
            self.patience.sleep(wait)
        raise SourceError(f"{called(self.location)}: was not asked")  # no tries at all


@contextlib.contextmanager
def opened(
    location: str, account: str, endpoint: str, tokens: Credentials, context: Context, patience: Patience
) -> Iterator[Service]:
    """Give the service for an account with its `tokens`; whenever these are renewed they are kept.

    Nothing is asked yet, and nobody else than `endpoint` and the tokens' own server will be.
    """
    import httplib2
    from google_auth_httplib2 import AuthorizedHttp
    from googleapiclient.discovery import build

    # Redirections would take the contacts' tokens to hosts that nobody named.
    plain = httplib2.Http(timeout=patience.timeout)
    plain.follow_redirects = False
    held = [tokens.token, tokens.refresh_token]

    def renewed() -> None:
        if held != [tokens.token, tokens.refresh_token]:
            held[:] = [tokens.token, tokens.refresh_token]
            try:
                accounts.keep(account, tokens, context.store)
            except StoreError as error:  # this run has its tokens, and goes on
                context.store.note_trouble(str(error))

    with contextlib.closing(AuthorizedHttp(tokens, http=plain, max_refresh_attempts=1)) as authorised:
        people = build(
            "people", "v1", http=authorised, static_discovery=True, client_options={"api_endpoint": endpoint}
        )
        yield Service(people=people, location=location, patience=patience, context=context, renewed=renewed)


def _total(page: dict[str, Any]) -> int | None:
    for key in ("totalItems", "totalPeople", "totalSize"):
        if isinstance(page.get(key), int):
            total: int = page[key]
            return total
    return None
