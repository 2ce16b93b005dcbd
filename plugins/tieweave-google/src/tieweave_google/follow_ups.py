"""Follow-ups in a list of tasks or a calendar: how they stand there, and bringing them to what they should be.

What differs between the two services is behind `Lists`; when something is made, changed, marked or removed is here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs

from tieweave.model import FollowUp, Status
from tieweave.sinks import Delivery, Items, Outcome, Seen
from tieweave.store import Memory
from tieweave_google.failures import (
    MEANWHILE,
    GoneError,
    RefusedError,
    StaleError,
    UnsureError,
    of_sink,
    without_location,
)
from tieweave_google.texts import Texts, fingerprint, renewed

_CHOSEN = "place"


@attrs.frozen(kw_only=True)
class There:
    """A follow-up, by its `id`, as it stands at Google: `at` is Google's own id for it, `raw` all that it says.

    `gone` says that it was deleted; `written` is the fingerprint of the texts that tieweave wrote.
    """

    id: str
    at: str
    etag: str
    due: dt.date | None = None
    done: bool = False
    gone: bool = False
    texts: Texts
    written: str
    raw: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Change:
    """What is to be changed of what stands there: None is left alone. `written` is the new fingerprint of the texts."""

    due: dt.date | None = None
    done: bool | None = None
    title: str | None = None
    body: str | None = None
    written: str

    @classmethod
    def toward(cls, item: FollowUp, texts: Texts, there: There) -> Change:
        """Return what brings what is there to the follow-up, whose texts are `texts`."""
        done = not item.status.is_open
        wanted = renewed(there.texts, there.written, texts)
        return cls(
            due=item.due if there.due != item.due else None,
            done=done if there.done != done else None,
            title=wanted.title if wanted.title != there.texts.title else None,
            body=wanted.body if wanted.body != there.texts.body else None,
            written=fingerprint(wanted, there.texts, there.written),
        )

    def __str__(self) -> str:
        """Say it in a line; "" for nothing."""
        said = [
            f"due {self.due}" if self.due is not None else "",
            {True: "done", False: "open again", None: ""}[self.done],
            "title" if self.title is not None else "",
            "text" if self.body is not None else "",
        ]
        return ", ".join(part for part in said if part)


class Lists(Protocol):
    """The lists that a service has, task lists or calendars, and what is in them. All raise `SourceError`."""

    def places(self) -> Iterable[tuple[str, str]]:
        """Give the id and the title of each list that follow-ups may go to."""

    def make_place(self, title: str) -> str:
        """Make a list, and return its id."""

    def items(self, place: str) -> Iterable[There]:
        """Give every follow-up in a list, those that were deleted among them as long as Google knows them."""

    def fresh(self, place: str, there: There) -> There | None:
        """Return how one stands there now, None where it is gone."""

    def texts_of(self, item: FollowUp) -> Texts:
        """Return the texts of a follow-up as the service takes them."""

    def make(self, place: str, item: FollowUp, gone: There | None) -> There:
        """Make one in a list; `gone` is how Google knows it from before, where it was deleted."""

    def change(self, place: str, there: There, change: Change) -> There:
        """Change one, unless it is no longer as it was (`StaleError`)."""

    def remove(self, place: str, there: There) -> None:
        """Remove one, unless it is no longer as it was (`StaleError`)."""


class FollowUpSink:
    """A list at Google as a sink. It remembers which list it is, so that it may be renamed."""

    def __init__(
        self, key: str, location: str, title: str, lists: Lists, memory: Memory, close: Callable[[], None]
    ) -> None:
        self.key = key
        self._location = location
        self._title = title
        self._lists = lists
        self._memory = memory
        self._close = close
        self._place = ""
        self._there: dict[str, There] | None = None

    def seen(self) -> Sequence[Seen] | None:
        """Return the follow-ups as they stand there now, None where there is no such list, or another by that name."""
        with of_sink():
            there = self._look()
        remembered = self._remembered()
        if not self._place or (remembered and remembered != self._place):
            return None
        return [Seen(id=one.id, done=one.done, due=one.due) for one in there.values() if not one.gone]

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Deliver the follow-ups; what has changed since `seen` was asked is left as it is, and reported."""
        with of_sink():
            # What the user did was taken over as it was seen then: a later look would hide that it changed since.
            if self._there is None:
                self._look()
            for item in items:
                if not isinstance(item, FollowUp):
                    continue
                outcome, detail = self._delivered(item, dry_run)
                yield Delivery(item=item.id, title=item.title, outcome=outcome, detail=detail)

    def close(self) -> None:
        """Close the connection."""
        self._close()

    def _remembered(self) -> str:
        return (self._memory.get(_CHOSEN) or b"").decode("utf-8", "replace")

    def _look(self) -> dict[str, There]:
        self._place = chosen(list(self._lists.places()), self._title, self._remembered())
        self._there = self._found()
        return self._there

    def _found(self) -> dict[str, There]:
        there: dict[str, There] = {}
        for one in self._lists.items(self._place) if self._place else ():
            # One that was deleted and made again, or copied by the user, is there twice.
            if one.id not in there or (there[one.id].gone and not one.gone):
                there[one.id] = one
        return there

    def _delivered(self, item: FollowUp, dry_run: bool) -> tuple[Outcome, str]:
        there = (self._there or {}).get(item.id)
        try:
            if there is None or there.gone:
                return self._made(item, there, dry_run) if item.status.is_open else (Outcome.UNCHANGED, "")
            if item.status is Status.DROPPED:
                return self._removed(there, dry_run)
            return self._changed(item, there, dry_run)
        except StaleError:
            return Outcome.FAILED, MEANWHILE
        except GoneError:
            return Outcome.FAILED, "was deleted at Google in the meantime; the next push looks again"
        except RefusedError as error:
            if error.is_of_all:
                raise
            return Outcome.FAILED, without_location(error, self._location)

    def _made(self, item: FollowUp, gone: There | None, dry_run: bool) -> tuple[Outcome, str]:
        if not dry_run:
            self._ensure_place()
            try:
                self._keep(self._lists.make(self._place, item, gone))
            except UnsureError as unsure:
                if (made := self._found().get(item.id)) is not None and not made.gone:
                    self._keep(made)
                else:
                    why = without_location(unsure, self._location).removesuffix("; run it again")
                    return Outcome.FAILED, f"perhaps not made: {why}; the next push looks whether it is there"
        return Outcome.CREATED, f"due {item.due}"

    def _changed(self, item: FollowUp, there: There, dry_run: bool) -> tuple[Outcome, str]:
        change = Change.toward(item, self._lists.texts_of(item), there)
        if not str(change):
            return Outcome.UNCHANGED, ""
        if not dry_run:
            try:
                self._keep(self._lists.change(self._place, there, change))
            except StaleError:
                # Perhaps by ourselves, when the answer to the first try was lost.
                now = self._lists.fresh(self._place, there)
                if now is None or str(Change.toward(item, self._lists.texts_of(item), now)):
                    raise
                self._keep(now)
        return Outcome.UPDATED, str(change)

    def _removed(self, there: There, dry_run: bool) -> tuple[Outcome, str]:
        if not dry_run:
            try:
                self._lists.remove(self._place, there)
            except GoneError:
                pass  # by the user, or by ourselves when the answer to the first try was lost
            except StaleError:
                if self._lists.fresh(self._place, there) is not None:
                    raise
            self._keep(attrs.evolve(there, gone=True))
        return Outcome.UPDATED, "removed"

    def _ensure_place(self) -> None:
        if not self._place:
            try:
                self._place = self._lists.make_place(self._title)
            except UnsureError:
                self._place = chosen(list(self._lists.places()), self._title, "")
                if not self._place:
                    raise
        if self._remembered() != self._place:
            self._memory.write([(_CHOSEN, self._place.encode())])

    def _keep(self, one: There) -> None:
        if self._there is not None:
            self._there[one.id] = one


def chosen(places: Sequence[tuple[str, str]], title: str, remembered: str) -> str:
    """Return the id of the list that a title means, "" for none of them.

    Of several it is the `remembered` one; where none has that title, the remembered one was renamed.
    """
    exact = [one for one, name in places if name == title]
    by_title = exact or [one for one, name in places if name.casefold() == title.casefold()]
    if remembered and (remembered in by_title or (not by_title and any(one == remembered for one, _ in places))):
        return remembered
    return by_title[0] if by_title else ""
