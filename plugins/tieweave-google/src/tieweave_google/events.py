"""Google Calendar: a follow-up as an all-day event, in a calendar that tieweave made.

The event's id is made here, of the follow-up's, so that making it twice makes one. Google has no word for an event that
is done: a tick before its title says so, ours as well as the user's.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from tieweave.errors import SourceError
from tieweave.model import FollowUp
from tieweave.options import time_zone
from tieweave_google import texts
from tieweave_google.asking import Api, text_of
from tieweave_google.failures import ExistsError, GoneError, NotGrantedError, RefusedError, strange
from tieweave_google.follow_ups import Change, There
from tieweave_google.locations import called, place_of
from tieweave_google.texts import Texts

_PAGE = 2500  # the most that the API allows
_MOST_CALENDARS = 250
_PREFIX = "plan"  # of our ids, which may have the letters a to v and digits
_WHAT = "Google Calendar"
_TICK = "✓ "
_TICKED = re.compile(r"\s*(?:[✓✔☑✅]\ufe0f?|\[x\]|done\b[.:!]?)\s*", re.IGNORECASE)
_HTML = re.compile(r"[<>]|&[#\w]+;")
_REMINDER = 360  # minutes before midnight: at six in the evening before; own estimate of when one plans the next day


@attrs.frozen
class Calendars:
    """The calendars of an account, as far as tieweave made them; a new one has the time zone of the name `zone`."""

    api: Api
    zone: str = ""

    def places(self) -> Iterator[tuple[str, str]]:
        """Give the id and the title of each calendar that could be ours: one of the user's, but not the main one."""
        pages = self.api.pages(
            self.api.client.calendarList().list,
            "Google calendars",
            "items",
            kind="calendar#calendarList",
            maxResults=_MOST_CALENDARS,
            minAccessRole="owner",
            showHidden=True,
        )
        for page in pages:
            for one in page["items"]:
                if isinstance(one, dict) and text_of(one, "id") and one.get("primary") is not True:
                    yield one["id"], text_of(one, "summaryOverride") or text_of(one, "summary")

    def make_place(self, title: str) -> str:
        """Make a calendar, and return its id."""
        body = {"summary": title, "description": "Follow-ups, kept by tieweave."}
        if self.zone:
            body["timeZone"] = self.zone
        made = self.api.ask(self.api.client.calendars().insert(body=body), repeatable=False)
        if not (found := text_of(made, "id")):
            raise strange(self.api.location)
        return found

    def items(self, place: str) -> Iterator[There]:
        """Give every follow-up in a calendar, those that were deleted among them as long as Google knows them.

        Of deleted ones Google promises no more than the id, so they are not asked for by the property that marks ours.
        """
        pages = self.api.pages(
            self._events.list,
            _WHAT,
            "items",
            kind="calendar#events",
            calendarId=place,
            maxResults=_PAGE,
            showDeleted=True,
        )
        try:
            for page in pages:
                for event in page["items"]:
                    if isinstance(event, dict) and (there := _there(event)) is not None:
                        yield there
        except (RefusedError, NotGrantedError) as error:
            if getattr(error, "status", 403) not in (403, 404):
                raise
            raise self._not_ours() from error

    def fresh(self, place: str, there: There) -> There | None:
        """Return how one stands there now, None where it is gone."""
        try:
            found = _there(self.api.ask(self._events.get(calendarId=place, eventId=there.at), _WHAT))
        except GoneError:
            return None
        return None if found is None or found.gone else found

    def texts_of(self, item: FollowUp) -> Texts:
        """Return the texts of a follow-up; what looks like HTML, as Google takes descriptions, is made harmless."""
        ours = texts.texts_of(item)
        return Texts(ours.title, html.escape(ours.body, quote=False) if _HTML.search(ours.body) else ours.body)

    def make(self, place: str, item: FollowUp, gone: There | None) -> There:
        """Make an event, or bring back the one of that follow-up that was deleted."""
        body = self._event(item)
        if gone is None:
            try:
                return self._written(self.api.ask(self._events.insert(calendarId=place, body=body), _WHAT))
            except ExistsError:  # the answer to an earlier try was lost, or Google no longer lists what was deleted
                found = _there(self.api.ask(self._events.get(calendarId=place, eventId=body["id"]), _WHAT))
                if found is None:
                    raise
                if not found.gone:
                    return found
                gone = found
        return self._patched(place, gone, {**body, "status": "confirmed"})

    def change(self, place: str, there: There, change: Change) -> There:
        """Change an event, unless it is no longer as it was."""
        body: dict[str, object] = {}
        if change.due is not None:
            body |= _moved(there.raw, change.due)
        if change.done is not None or change.title is not None:
            done = there.done if change.done is None else change.done
            title = there.texts.title if change.title is None else change.title
            body["summary"] = f"{_TICK if done else ''}{title}"
        if change.body is not None:
            body["description"] = change.body
        if change.written != there.written:
            body["extendedProperties"] = {"private": {**_private(there.raw), "texts": change.written}}
        return self._patched(place, there, body)

    def remove(self, place: str, there: There) -> None:
        """Delete an event, unless it is no longer as it was."""
        request = self._events.delete(calendarId=place, eventId=there.at)
        request.headers["If-Match"] = there.etag
        self.api.ask(request, _WHAT)

    @property
    def _events(self) -> Any:
        return self.api.client.events()

    def _event(self, item: FollowUp) -> dict[str, Any]:
        ours = self.texts_of(item)
        return {
            "id": event_id(item.id),
            "summary": ours.title,
            "description": ours.body,
            "start": {"date": item.due.isoformat()},
            "end": {"date": (item.due + dt.timedelta(days=1)).isoformat()},
            "transparency": "transparent",  # it takes no time of the day
            "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": _REMINDER}]},
            "extendedProperties": {"private": {"tieweave": item.id, "texts": ours.fingerprint}},
        }

    def _patched(self, place: str, there: There, body: Mapping[str, object]) -> There:
        request = self._events.patch(calendarId=place, eventId=there.at, body=dict(body))
        request.headers["If-Match"] = there.etag
        return self._written(self.api.ask(request, _WHAT))

    def _written(self, event: Mapping[str, Any]) -> There:
        there = _there(event)
        if there is None:
            raise strange(self.api.location)
        return there

    def _not_ours(self) -> SourceError:
        location = self.api.location
        other = f"{place_of(location).use.scheme}:?calendar=NAME"
        said = "the calendar of that name was not made by tieweave with this client, and so cannot be used"
        return SourceError(f"{called(location)}: {said}; rename it, or name another one, as in {other}")


def event_id(item: str) -> str:
    """Return the id of the event of a follow-up: its own in base32hex, the letters that Google takes."""
    return _PREFIX + base64.b32hexencode(item.encode()).decode().rstrip("=").lower()


def item_of(event: str) -> str | None:
    """Return the follow-up's id that an event's id is made of, None for an event of the user's."""
    coded = event.removeprefix(_PREFIX).upper()
    try:
        item = base64.b32hexdecode(coded + "=" * (-len(coded) % 8)).decode()
    except (binascii.Error, ValueError):
        return None
    return item if item and event_id(item) == event else None


def _there(event: Mapping[str, Any]) -> There | None:
    """Return an event as a follow-up; None for one of the user's, which may be a copy of one of ours."""
    at = text_of(event, "id")
    item = item_of(at)
    gone = event.get("status") == "cancelled"
    if item is None or not (gone or _private(event).get("tieweave") == item):
        return None
    summary = text_of(event, "summary")
    ticked = _TICKED.match(summary)
    return There(
        id=item,
        at=at,
        etag=text_of(event, "etag"),
        due=_day(event.get("start")),
        done=ticked is not None,
        gone=gone,
        texts=Texts(summary[ticked.end() :] if ticked else summary, text_of(event, "description")),
        written=text_of(_private(event), "texts"),
        raw=event,
    )


def _private(event: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = event.get("extendedProperties")
    private = properties.get("private") if isinstance(properties, Mapping) else None
    return private if isinstance(private, Mapping) else {}


def _local(when: object) -> dt.datetime | None:
    """Return the time of an event on the clock of its own zone, midnight of one that lasts all day."""
    if not isinstance(when, Mapping):
        return None
    try:
        if day := text_of(when, "date"):
            return dt.datetime.combine(dt.date.fromisoformat(day[:10]), dt.time())
        at = dt.datetime.fromisoformat(text_of(when, "dateTime"))
        zone = time_zone(when.get("timeZone"))
        return (at.astimezone(zone) if at.tzinfo and zone else at).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def _day(when: object) -> dt.date | None:
    at = _local(when)
    return None if at is None else at.date()


def _moved(event: Mapping[str, Any], due: dt.date) -> dict[str, object]:
    """Return start and end on another day: as long as before, and at the same time where the user gave it one."""
    start, end = event.get("start"), event.get("end")
    first, last = _local(start), _local(end)
    if not isinstance(start, Mapping) or not isinstance(end, Mapping) or first is None or last is None or last < first:
        return {"start": {"date": due.isoformat()}, "end": {"date": (due + dt.timedelta(days=1)).isoformat()}}
    by = due - first.date()
    if "date" in start:
        return {"start": {"date": due.isoformat()}, "end": {"date": (last + by).date().isoformat()}}
    return {"start": _timed(start, first + by), "end": _timed(end, last + by)}


def _timed(when: Mapping[str, Any], at: dt.datetime) -> dict[str, object]:
    if time_zone(zone := when.get("timeZone")) is not None:
        return {"dateTime": at.isoformat(), "timeZone": zone}
    offset = dt.datetime.fromisoformat(text_of(when, "dateTime")).tzinfo or dt.UTC
    return {"dateTime": at.replace(tzinfo=offset).isoformat()}
