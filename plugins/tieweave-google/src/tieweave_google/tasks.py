"""Google Tasks: a follow-up as a task, found again by the last line of its notes.

Tasks has no fields of one's own and gives the ids itself, so the line `tieweave:ID/FINGERPRINT` says which follow-up a
task is, and what tieweave wrote. A task without it is the user's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

import attrs

from tieweave.model import FollowUp
from tieweave_google import texts
from tieweave_google.asking import Api, text_of
from tieweave_google.failures import GoneError, strange
from tieweave_google.follow_ups import Change, There
from tieweave_google.texts import Texts

_PAGE = 100  # the most that the API allows
_MOST_LISTS = 1000
_MARKER = re.compile(r"^tieweave:(?P<id>[\w.~%-]+)/(?P<written>[0-9a-f]{16})[ \t\r]*$", re.MULTILINE | re.ASCII)
_WHAT = "Google tasks"


@attrs.frozen
class Notes:
    """The notes of a task of ours: the `body`, the line that says which it is, and what the user wrote `below`."""

    id: str
    written: str
    body: str
    below: str = ""

    @classmethod
    def of(cls, text: str) -> Notes | None:
        """Read notes, None for those of a task that is none of ours."""
        marks = list(_MARKER.finditer(text))
        if not marks:
            return None
        mark = marks[-1]  # a draft may quote such a line
        body, below = text[: mark.start()].rstrip(), text[mark.end() :].strip("\r\n")
        return cls(unquote(mark["id"]), mark["written"], body, below)

    def __str__(self) -> str:
        """Write them; what the user wrote below stays."""
        marker = f"tieweave:{quote(self.id, safe='')}/{self.written}"
        return (f"{self.body}\n\n" if self.body else "") + marker + (f"\n{self.below}" if self.below else "")


@attrs.frozen
class TaskLists:
    """The task lists of an account."""

    api: Api

    def places(self) -> Iterator[tuple[str, str]]:
        """Give the id and the title of each list."""
        pages = self.api.pages(
            self.api.client.tasklists().list,
            "Google task lists",
            "items",
            kind="tasks#taskLists",
            maxResults=_MOST_LISTS,
        )
        for page in pages:
            for one in page["items"]:
                if isinstance(one, dict) and isinstance(one.get("id"), str):
                    yield one["id"], text_of(one, "title")

    def make_place(self, title: str) -> str:
        """Make a list, and return its id."""
        request = self.api.client.tasklists().insert(body={"title": title})
        if not (made := text_of(self.api.ask(request, repeatable=False), "id")):
            raise strange(self.api.location)
        return made

    def items(self, place: str) -> Iterator[There]:
        """Give every follow-up in a list, completed, hidden and deleted ones among them."""
        pages = self.api.pages(
            self._tasks.list,
            _WHAT,
            "items",
            kind="tasks#tasks",
            tasklist=place,
            maxResults=_PAGE,
            showCompleted=True,
            showHidden=True,
            showDeleted=True,
        )
        for page in pages:
            for task in page["items"]:
                if isinstance(task, dict) and (there := _there(task)) is not None:
                    yield there

    def fresh(self, place: str, there: There) -> There | None:
        """Return how one stands there now, None where it is gone."""
        try:
            found = _there(self.api.ask(self._tasks.get(tasklist=place, task=there.at), _WHAT))
        except GoneError:
            return None
        return None if found is None or found.gone else found

    def texts_of(self, item: FollowUp) -> Texts:
        """Return the texts of a follow-up: they are plain."""
        return texts.texts_of(item)

    def make(self, place: str, item: FollowUp, gone: There | None) -> There:  # noqa: ARG002 - it is made anew
        """Make a task; `UnsureError` where it may be there although Google did not say so."""
        ours = self.texts_of(item)
        notes = Notes(item.id, ours.fingerprint, ours.body)
        body = {"title": ours.title, "notes": str(notes), "due": _due(item.due), "status": "needsAction"}
        made = self.api.ask(self._tasks.insert(tasklist=place, body=body), _WHAT, repeatable=False)
        return _written(self.api, made)

    def change(self, place: str, there: There, change: Change) -> There:
        """Change a task, unless it is no longer as it was."""
        body: dict[str, object] = {}
        if change.due is not None:
            body["due"] = _due(change.due)
        if change.done is not None:
            # A task that is open again has no time of completion, which Google does not remove of itself.
            body |= {"status": "completed"} if change.done else {"status": "needsAction", "completed": None}
        if change.title is not None:
            body["title"] = change.title
        if change.written != there.written and (notes := Notes.of(text_of(there.raw, "notes"))) is not None:
            body["notes"] = str(
                attrs.evolve(notes, written=change.written, body=notes.body if change.body is None else change.body)
            )
        request = self._tasks.patch(tasklist=place, task=there.at, body=body)
        request.headers["If-Match"] = there.etag
        return _written(self.api, self.api.ask(request, _WHAT))

    def remove(self, place: str, there: There) -> None:
        """Delete a task, unless it is no longer as it was."""
        request = self._tasks.delete(tasklist=place, task=there.at)
        request.headers["If-Match"] = there.etag
        self.api.ask(request, _WHAT)

    @property
    def _tasks(self) -> Any:
        return self.api.client.tasks()


def _there(task: Mapping[str, Any]) -> There | None:
    notes = Notes.of(text_of(task, "notes"))
    at = text_of(task, "id")
    if notes is None or not at:
        return None
    return There(
        id=notes.id,
        at=at,
        etag=text_of(task, "etag"),
        due=_day(text_of(task, "due")),
        done=task.get("status") == "completed",
        gone=task.get("deleted") is True,
        texts=Texts(text_of(task, "title"), notes.body),
        written=notes.written,
        raw=task,
    )


def _written(api: Api, task: Mapping[str, Any]) -> There:
    """Return a task as it stands there by the answer to making or changing it."""
    there = _there(task)
    if there is None:
        raise strange(api.location)
    return there


def _due(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"  # Google keeps the day alone


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
