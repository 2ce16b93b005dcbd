"""What tieweave does at Google: for each kind of location the API, the rights that it takes, and what they are for."""

from __future__ import annotations

from collections.abc import Collection

import attrs

CONTACTS = "https://www.googleapis.com/auth/contacts.readonly"
OTHER_CONTACTS = "https://www.googleapis.com/auth/contacts.other.readonly"
_CHANGE_CONTACTS = "https://www.googleapis.com/auth/contacts"


@attrs.frozen(kw_only=True)
class Use:
    """One thing that tieweave does at Google, each with rights of its own that are asked for when it is first done.

    `scheme` is what its locations begin with, and `place` the key by which they name a list or calendar, "" for none.
    `api` and `version` are Google's names for the API, `title` what people call it; `endpoint` is its address, to which
    `path` is added, and `console` what the console knows it by. `may` ends the question whether tieweave may.
    """

    scheme: str
    place: str = ""
    api: str
    version: str
    title: str
    endpoint: str
    path: str = ""
    console: str
    scopes: tuple[str, ...]
    may: str

    @property
    def is_sink(self) -> bool:
        """Whether something is written there."""
        return self is not READING


READING = Use(
    scheme="google",
    api="people",
    version="v1",
    title="People API",
    endpoint="https://people.googleapis.com/",
    console="people.googleapis.com",
    scopes=(CONTACTS, OTHER_CONTACTS),
    may="read your contacts",
)
TASKS = Use(
    scheme="google-tasks",
    place="list",
    api="tasks",
    version="v1",
    title="Google Tasks API",
    endpoint="https://tasks.googleapis.com/",
    console="tasks.googleapis.com",
    # There is none for some of the lists.
    scopes=("https://www.googleapis.com/auth/tasks",),
    may="add and change tasks",
)
CALENDAR = Use(
    scheme="google-calendar",
    place="calendar",
    api="calendar",
    version="v3",
    title="Google Calendar API",
    endpoint="https://www.googleapis.com/",
    path="calendar/v3/",
    console="calendar-json.googleapis.com",
    # To make calendars and use those, and to find them by name: no event of any other calendar can be seen or changed.
    scopes=(
        "https://www.googleapis.com/auth/calendar.app.created",
        "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    ),
    may="make a calendar of its own, and add and change events in it",
)
LABELS = Use(
    scheme="google-contacts",
    api="people",
    version="v1",
    title="People API",
    endpoint="https://people.googleapis.com/",
    console="people.googleapis.com",
    # There is none for labels alone.
    scopes=(_CHANGE_CONTACTS,),
    may="add labels to your contacts and take its own away",
)
USES = {use.scheme: use for use in (READING, TASKS, CALENDAR, LABELS)}

KNOWN_SCOPES = tuple(dict.fromkeys(scope for use in USES.values() for scope in use.scopes))
"""Every right that tieweave ever asks for, those to read first."""


def use_of(location: str) -> Use | None:
    """Return what a location is used for, None where it is none of Google's."""
    return USES.get(location.partition(":")[0].lower()) if ":" in location else None


def allows(granted: Collection[str], scope: str) -> bool:
    """Return whether rights that were granted hold another one: who may change contacts may read them."""
    return scope in granted or (scope == CONTACTS and _CHANGE_CONTACTS in granted)
