"""What is remembered of an account, and bringing it up to date: whole, or not at all.

Two lists are synchronised, each for itself: the contacts, and the people that Google saved from mail. Of each the short
form of every person is remembered with the sync token that says up to when. A run asks for what changed since; where
Google no longer knows the token (it lives seven days) or something else is asked for than the last time, for
everything. What came is written in one step when all of it is there, so a run that is killed changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from tieweave.errors import SourceError
from tieweave.store import Memory, Store
from tieweave_google import person, uses
from tieweave_google.failures import SyncExpiredError
from tieweave_google.service import Service

_STATE = "sync"
_PERSON = "person "


@attrs.frozen(kw_only=True)
class Kind:
    """One of the two lists: its `name`, the `key` it has in an answer, the `scope` it takes, and how to ask for it."""

    name: str
    key: str
    scope: str
    pages: Callable[..., Iterator[dict[str, Any]]]


CONTACTS = Kind(name="contacts", key="connections", scope=uses.CONTACTS, pages=Service.connections)
OTHER_CONTACTS = Kind(
    name="other contacts", key="otherContacts", scope=uses.OTHER_CONTACTS, pages=Service.other_contacts
)
KINDS = (CONTACTS, OTHER_CONTACTS)


@attrs.frozen(kw_only=True)
class State:
    """How far a list was read: the sync `token`, what was `asked` (a fingerprint), `when`, and of whom (`me`).

    `groups` are the names of the contact groups at that time; `me` is the short form of the user.
    """

    token: str = ""
    asked: str = ""
    when: str = ""
    me: Mapping[str, Any] = attrs.field(factory=dict)
    groups: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Held:
    """The people of a list: what is remembered, with `changes` that could not be written (None: is gone).

    `afresh` says that the changes are all there is.
    """

    memory: Memory
    changes: Mapping[str, bytes | None] = attrs.field(factory=dict)
    afresh: bool = False

    def people(self) -> Iterator[object]:
        """Give each person in short form, in the order of their resource names; None for what is no person."""
        if not self.afresh:
            for key, value in self.memory.items(_PERSON):
                if key not in self.changes:
                    yield json.loads(value)
        for _, changed in sorted(self.changes.items()):
            if changed is not None:
                yield json.loads(changed)


def memory_of(kind: Kind, account: str, store: Store) -> Memory:
    """Return what is remembered of a list of an account."""
    return store.memory("google", f"{kind.name} of {account}")


def forget(kind: Kind, account: str, store: Store) -> None:
    """Forget a list of an account."""
    memory_of(kind, account, store).write(afresh=True)


def state_of(memory: Memory) -> State | None:
    """Return how far a list was read, None when it never was."""
    held = memory.get(_STATE)
    if held is None:
        return None
    try:
        return State(**json.loads(held))
    except (ValueError, TypeError):  # of another version of this plugin
        return None


def fingerprint(endpoint: str) -> str:
    """Return what changes with whatever makes a sync token useless."""
    return hashlib.blake2b(f"{person.FINGERPRINT} {endpoint}".encode(), digest_size=8).hexdigest()


def synchronised(
    kind: Kind, service: Service, memory: Memory, now: dt.datetime, new: State
) -> tuple[Held, SourceError | None]:
    """Bring a list up to date, and return it with what went wrong, if anything did: then it is as it was last time.

    `new` is the state that shall hold afterwards, without its token. A list that was never read whole is returned as
    far as it came.
    """
    old = state_of(memory)
    if old is not None and _differ(old.me, new.me):
        old = None  # somebody else has signed in under this name
    changes: dict[str, bytes | None] = {}
    try:
        token = None
        if old is not None and old.token and old.asked == new.asked:
            try:
                token = _collected(kind, service, changes, syncToken=old.token)
            except SyncExpiredError:
                changes.clear()
        afresh = token is None
        if token is None:
            token = _collected(kind, service, changes)
    except SourceError as error:
        if old is None:
            return Held(memory=memory, changes=changes, afresh=True), error
        return Held(memory=memory), with_age(error, old, now)
    return _written(memory, changes, attrs.evolve(new, token=token, when=now.isoformat()), afresh=afresh), None


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    names = {name for me in (one, other) if (name := me.get("resourceName"))}
    return len(names) > 1


def _collected(kind: Kind, service: Service, changes: dict[str, bytes | None], **more: object) -> str:
    """Take the people of all pages into `changes`, and return the sync token, "" where none was given."""
    token = ""
    for page in kind.pages(service, **more):
        for one in page[kind.key]:
            for former in person.former_names(one):
                changes[_PERSON + former] = None
            name = person.name_of(one)
            if person.is_deleted(one):
                changes[_PERSON + name] = None
                continue
            packed = person.packed(one)
            # Nobody is without a name there; should it happen, the content is one.
            changes[_PERSON + (name or "? " + hashlib.blake2b(packed, digest_size=10).hexdigest())] = packed
        given = page.get("nextSyncToken")
        token = given if isinstance(given, str) else token
    return token


def _written(memory: Memory, changes: Mapping[str, bytes | None], state: State, *, afresh: bool) -> Held:
    """Write what changed in one step; where the store cannot, return it with what it changes."""
    written = json.dumps(attrs.asdict(state)).encode()
    put: Iterable[tuple[str, bytes]] = (
        (key, value) for key, value in (*changes.items(), (_STATE, written)) if value is not None
    )
    drop = () if afresh else [key for key, value in changes.items() if value is None]
    memory.write(put, drop=drop, afresh=afresh)
    if memory.get(_STATE) == written:
        return Held(memory=memory)
    return Held(memory=memory, changes=changes, afresh=afresh)


def with_age(error: SourceError, state: State, now: dt.datetime) -> SourceError:
    """Return the error with the day of what is shown in its place."""
    try:
        days = (now - dt.datetime.fromisoformat(state.when)).days
    except (ValueError, TypeError):
        return error
    age = "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
    return type(error)(f"{error}; what is shown was read {age} ({state.when[:10]})")
