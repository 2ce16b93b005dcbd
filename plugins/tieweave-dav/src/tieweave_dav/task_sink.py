"""Follow-ups as tasks (VTODO) in a calendar on a server: the sink `caldav`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from urllib.parse import quote, urlsplit

import attrs
import icalendar

from tieweave.errors import SinkError
from tieweave.model import FollowUp, Status
from tieweave.sinks import Delivery, Items, Outcome, Seen, SinkContext
from tieweave_calendar import follow_up_component as component
from tieweave_calendar.follow_up_uid import id_of, uid_of
from tieweave_dav import discovery, synchronisation, writing
from tieweave_dav.discovery import Collection, Found
from tieweave_dav.errors import ServerError, shown
from tieweave_dav.locations import file_name
from tieweave_dav.session import Account, Session, up_to_date
from tieweave_dav.writing import Course, Done

_FOLD = re.compile(rb"\r?\n[ \t]")
_UID = re.compile(rb"^UID(?:;[^:\r\n]*)?:[ \t]*([^\s]+)", re.MULTILINE | re.IGNORECASE)


@attrs.frozen
class _Task:
    """A task of ours on the server: where, of which version, how it stands, its text (None: it cannot be fetched)."""

    url: str
    version: str
    seen: Seen
    text: bytes | None


class TaskSink:
    """The tasks in one calendar of an account that is signed in to."""

    def __init__(self, account: Account, session: Session, context: SinkContext) -> None:
        """Take the calendar that the user means; raises `SinkError` where there is none to write to."""
        self._account = account
        self._session = session
        self._context = context
        self._collection = chosen(account, session.found)
        self._objects = writing.Objects(session.server, account.kind)
        self._look: dict[str, _Task] | None = None

    @property
    def key(self) -> str:
        """The calendar's address, with the user."""
        return self._session.key(self._account.kind, self._collection.url)

    def seen(self) -> Sequence[Seen]:
        """Return our tasks as they stand; what the user has deleted is deleted, even if it is all of them."""
        self._look = self._looked()
        return [task.seen for task in self._look.values()]

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Deliver follow-ups, each on the condition that its task is still as it was when it was last seen."""
        look = self._looked() if self._look is None else self._look
        if not dry_run:
            # What was seen serves once: after that it is known to be outdated.
            self._look = None
        course = Course(self._account.location.text)
        for item in items:
            if isinstance(item, FollowUp):
                act = partial(self._delivered, item, look.get(item.id), dry_run)
                yield course.delivery(item.id, item.title, act)

    def close(self) -> None:
        """Close the connections."""
        self._session.server.close()

    def _delivered(self, item: FollowUp, task: _Task | None, dry_run: bool) -> Done:
        if task is None:
            if not item.status.is_open:
                return Outcome.UNCHANGED, ""
            if not dry_run:
                self._make(item)
            return Outcome.CREATED, f"due {item.due}"
        if item.status is Status.DROPPED:
            if not dry_run:
                self._objects.remove(task.url, task.version)
                memory = self._account.remembered.collection(self._session.user, self._collection)
                synchronisation.forget(memory, urlsplit(task.url).path)
            return Outcome.UPDATED, "removed"
        text, changes = self._brought_up_to_date(item, task.url, task.text)
        if not changes:
            return Outcome.UNCHANGED, ""
        if not dry_run:
            self._write(item, task.url, partial(self._objects.change, task.url, text, task.version))
        return Outcome.UPDATED, ", ".join(changes)

    def _make(self, item: FollowUp) -> None:
        # The address is made of the id, so that a second of them is refused by the server.
        url = f"{self._collection.url}{quote(uid_of(item.id), safe='@')}.ics"
        made = component.made(item, form="todo", now=self._context.now)
        text = component.serialised(component.calendar([made]))
        self._write(item, url, partial(self._objects.make, url, text))

    def _write(self, item: FollowUp, url: str, act: Callable[[], None]) -> None:
        """Write a task; one that another version stands in for is as good, where it says the same.

        So it is when the answer to our own request was lost, and the request was sent again.
        """
        try:
            act()
        except ServerError as error:
            if error.status != 412 or not self._stands(item, url):
                raise

    def _stands(self, item: FollowUp, url: str) -> bool:
        try:
            text, _ = self._objects.read(url)
            return not self._brought_up_to_date(item, url, text)[1]
        except (ServerError, ValueError):
            return False

    def _brought_up_to_date(self, item: FollowUp, url: str, text: bytes | None) -> tuple[bytes, list[str]]:
        """Return a task's text as it shall be, and in words what changes; raises `ValueError` where it cannot."""
        if text is None:
            raise ValueError(f"{shown(url)} cannot be fetched, so it is left alone; it is tried again at the next run")
        try:
            calendar = icalendar.Calendar.from_ical(text)
            (ours,) = _ours(calendar, item.id, self._context)[:1]
            changes = component.brought_up_to_date(ours, item, now=self._context.now, zone=self._context.zone)
            return component.serialised(calendar), changes
        except (ValueError, LookupError, TypeError, AttributeError) as error:  # what icalendar raises for what is none
            why = " ".join(str(error).split()) or "it is no calendar"
            raise ValueError(f"{shown(url)} cannot be read, so it is left alone ({why}); mend or delete it") from error

    def _looked(self) -> dict[str, _Task]:
        """Return our tasks as they are on the server now, by the follow-ups' ids; raises `SinkError`."""
        account, session = self._account, self._session
        try:
            found = discovery.again(session.server, account.kind, Found(collections=(self._collection,)))
            (collection,) = found.collections
            objects = up_to_date(account, session, collection)
        except ServerError as error:
            raise SinkError(f"{account.location.text}: {error.reason}") from error
        return self._tasks(objects)

    def _tasks(self, objects: synchronisation.Objects) -> dict[str, _Task]:
        tasks: dict[str, _Task] = {}
        split = urlsplit(self._collection.url)
        held: list[tuple[str, bytes | None]] = [*objects, *((path, None) for path in sorted(objects.refused))]
        for path, text in held:
            named = id_of(file_name(path).removesuffix(".ics"))
            id = named if text is None else _id(text)  # noqa: A001 - the follow-up's own word
            # Of two with one id, which a server should not take, the one at the address that we gave it is ours.
            if id is not None and (id not in tasks or id == named):
                url = f"{split.scheme}://{split.netloc}{path}"
                tasks[id] = _Task(url, objects.etags.get(path, ""), self._seen(id, text), text)
        return tasks

    def _seen(self, id: str, text: bytes | None) -> Seen:  # noqa: A002 - as above
        """Return how a task stands; one that cannot be read is there all the same, so nobody has deleted it."""
        try:
            (ours,) = _ours(icalendar.Calendar.from_ical(text or b""), id, self._context)[:1]
            return component.seen_of(ours, zone=self._context.zone) or Seen(id=id)
        except (ValueError, LookupError, TypeError, AttributeError):
            return Seen(id=id)


def chosen(account: Account, found: Found) -> Collection:
    """Return the calendar for our tasks: the one that the location or the configuration names, else the likeliest.

    That is one for nothing but tasks, rather than one for events too, since that is where a user's task app keeps
    them. None is made. Raises `SinkError` where there is none that can be written to.
    """
    text, name = account.location.text, account.settings.tasks
    known = list(account.wanted(found)) if found.homes else list(found.collections)
    if name and found.homes:
        known = [one for one in known if name.casefold() in one.names]
        if not known:
            there = ", ".join(repr(one.name) for one in found.collections) or "none"
            raise SinkError(
                f"{text}: no list of tasks is called {name!r}; there are: {there}; mend tasks in the options"
            )
    fitting = [one for one in known if not one.holds or account.kind.component in one.holds]
    if not fitting:
        what = f"{known[0].name!r} takes no tasks" if known else "there is no list of tasks in this account"
        raise SinkError(f"{text}: {what}; make a list in your task app, or name a calendar that takes tasks")
    writable = [one for one in fitting if not one.read_only]
    if not writable:
        raise SinkError(
            f"{text}: {fitting[0].name!r} may only be read by this account; name a list that may be written"
        )
    return min(writable, key=lambda one: (one.holds != {account.kind.component}, one.url))


def _id(text: bytes) -> str | None:
    """Return the id of the follow-up that a task is of, None where it is of something else."""
    uids = (uid.decode("utf-8", "replace") for uid in _UID.findall(_FOLD.sub(b"", text)))
    return next((found for uid in uids if (found := id_of(uid)) is not None), None)


def _ours(calendar: icalendar.Component, id: str, context: SinkContext) -> list[icalendar.Component]:  # noqa: A002
    """Return what in a calendar is the task of a follow-up, and not one occurrence of it."""
    known = ((one, component.seen_of(one, zone=context.zone)) for one in calendar.walk("VTODO"))
    return [one for one, seen in known if seen is not None and seen.id == id]
