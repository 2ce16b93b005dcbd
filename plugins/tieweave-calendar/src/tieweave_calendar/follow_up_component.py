"""A follow-up as an iCalendar component: a to-do (VTODO), or an event of a whole day (VEVENT).

The UID holds the follow-up's id, so that it is found again whatever else was changed; `X-TIEWEAVE-TEXTS` holds a
fingerprint of each text as it was written, so that a text that the user made their own is left alone for as long as
there is nothing new to say. Nothing of what the user added is touched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal

import icalendar

from tieweave.model import FollowUp
from tieweave.sinks import Seen
from tieweave_calendar import follow_up_day as day
from tieweave_calendar.follow_up_text import address_of, description, one_line
from tieweave_calendar.follow_up_uid import id_of, uid_of

Form = Literal["todo", "event"]

NINE = dt.time(9)
"""When one is reminded, on the day of the follow-up, unless the user says otherwise; own estimate."""

_FINGERPRINTS = "X-TIEWEAVE-TEXTS"
_CANCELLED = ("CANCELLED", "CANCELED")
_DONE = "✓ "
_DONE_MARKS = ("✓", "✔", "☑", "✅")
"""An event cannot be completed (RFC 5545, 3.8.1.11): one that is done has a check mark before its title, which every
program shows and in which the user can write it."""


def made(follow_up: FollowUp, *, form: Form, now: dt.datetime, alarm: dt.time | None = NINE) -> icalendar.Component:
    """Return a new component for a follow-up; `alarm` is the time of its day at which it reminds, None for never."""
    component: icalendar.Component = icalendar.Todo() if form == "todo" else icalendar.Event()
    texts = _texts(follow_up)
    component.add("uid", uid_of(follow_up.id))
    component.add("dtstamp", _stamp(now))
    component.add("created", _stamp(now))
    component.add("summary", texts["SUMMARY"])
    day.write(component, follow_up.due)
    if form == "todo":
        component.add("status", "NEEDS-ACTION")
    else:
        component.add("transp", "TRANSPARENT")  # the day stays free
    # Calendars are shared, with an employer too: what one asks whom is nobody else's business.
    component.add("class", "PRIVATE")
    component.add("categories", ["tieweave", follow_up.purpose.value, *filter(None, [one_line(follow_up.kind)])])
    component.add("description", texts["DESCRIPTION"])
    if texts["URL"]:
        component.add("url", texts["URL"])
    component.add(_FINGERPRINTS, _written(texts))
    if alarm is not None:
        component.add_component(_alarm(texts["SUMMARY"], form, alarm))
    return component


def brought_up_to_date(
    component: icalendar.Component, follow_up: FollowUp, *, now: dt.datetime, zone: dt.tzinfo = dt.UTC
) -> list[str]:
    """Change a component to what an open or done follow-up says; return in words what changed, nothing for nothing.

    The day and whether it is done are written where they differ. A text is written only where it is another than the
    one that was written before, which its fingerprint tells. `zone` is ego's, for days that are kept in UTC. Raises
    `ValueError` where something is to change, but a line cannot be read and would be lost.
    """
    standing = seen_of(component, zone=zone)
    if standing is None:
        raise ValueError(f"it is not of tieweave: {component.get('UID', 'no UID')}")
    done = not follow_up.status.is_open
    texts = _renewed(component, follow_up)
    moves = standing.due != follow_up.due
    settles = standing.done != done or standing.dropped
    if not (texts or moves or settles):
        return []
    if errors := getattr(component, "errors", ()):
        raise ValueError(f"its line {errors[0][0]} cannot be read")
    changes = []
    if moves:
        day.move(component, follow_up.due, zone)
        changes.append(f"due {follow_up.due}")
    if "SUMMARY" in texts:
        mark = _DONE if _is_marked(component) else ""
        _set(component, "SUMMARY", mark + texts["SUMMARY"])
        changes.append("title")
    if texts.keys() & {"DESCRIPTION", "URL"}:
        for name in texts.keys() & {"DESCRIPTION", "URL"}:
            _set(component, name, texts[name])
        changes.append("text")
    if texts:
        _set(component, _FINGERPRINTS, _written(_texts(follow_up)))
    if settles:
        _settle(component, done, now)
        changes.append("done" if done else "open again")
    sequence = component.get("SEQUENCE", 0)
    _set(component, "SEQUENCE", sequence + 1 if isinstance(sequence, int) else 1)
    _set(component, "DTSTAMP", _stamp(now))
    _set(component, "LAST-MODIFIED", _stamp(now))
    return changes


def seen_of(component: icalendar.Component, *, zone: dt.tzinfo = dt.UTC) -> Seen | None:
    """Return how one of our follow-ups stands in a component, None where it is not of ours.

    `zone` is ego's: the day of a time in UTC is the day there. What stands for one occurrence of a to-do that the user
    made repeat is the user's. Programs differ in how they complete a to-do; any of STATUS, COMPLETED and
    PERCENT-COMPLETE says so.
    """
    found = id_of(_text(component, "UID"))
    if found is None or component.name not in ("VTODO", "VEVENT") or "RECURRENCE-ID" in component:
        return None
    status = _text(component, "STATUS").upper()
    dropped = status in _CANCELLED
    if component.name == "VEVENT":
        done = _is_marked(component)
    else:
        done = status == "COMPLETED" or "COMPLETED" in component or _text(component, "PERCENT-COMPLETE") == "100"
    return Seen(id=found, done=done and not dropped, dropped=dropped, due=day.of(component, zone))


def calendar(components: Iterable[icalendar.Component] = ()) -> icalendar.Calendar:
    """Return a calendar that holds the components."""
    held = icalendar.Calendar()
    held.add("version", "2.0")
    held.add("prodid", "-//tieweave//follow-ups//EN")
    for component in components:
        held.add_component(component)
    return held


def serialised(component: icalendar.Component) -> bytes:
    """Return a calendar, or a component of one, as it is written: lines of at most 75 octets, CRLF at their ends.

    Properties stay in the order in which they are.
    """
    return bytes(component.to_ical(sorted=False))


def _texts(follow_up: FollowUp) -> dict[str, str]:
    return {
        "SUMMARY": one_line(follow_up.title),
        "DESCRIPTION": description(follow_up),
        "URL": address_of(follow_up),
    }


def _written(texts: Mapping[str, str]) -> str:
    """Return the fingerprints of texts, as one word."""
    return ".".join(hashlib.blake2b(text.encode(), digest_size=6).hexdigest() for text in texts.values())


def _renewed(component: icalendar.Component, follow_up: FollowUp) -> dict[str, str]:
    """Return the texts that are others than those written before, by the names of their properties.

    A program that has dropped the fingerprints leaves nothing to compare: then the texts are the user's.
    """
    texts = _texts(follow_up)
    before = _text(component, _FINGERPRINTS).split(".")
    if len(before) != len(texts):
        return {}
    now = _written(texts).split(".")
    return {name: text for (name, text), old, new in zip(texts.items(), before, now, strict=True) if old != new}


def _settle(component: icalendar.Component, done: bool, now: dt.datetime) -> None:
    """Mark a component as done, or as open again."""
    if component.name == "VEVENT":
        summary = _text(component, "SUMMARY")
        bare = summary.strip().lstrip("".join(_DONE_MARKS) + "\ufe0e\ufe0f").lstrip()
        _set(component, "SUMMARY", _DONE + bare if done else bare)
        if _text(component, "STATUS").upper() in _CANCELLED:
            _set(component, "STATUS", "CONFIRMED")
        return
    _set(component, "STATUS", "COMPLETED" if done else "NEEDS-ACTION")
    for name, value in (("COMPLETED", _stamp(now)), ("PERCENT-COMPLETE", 100)):
        if done:
            _set(component, name, value)
        else:
            component.pop(name, None)


def _is_marked(component: icalendar.Component) -> bool:
    return component.name == "VEVENT" and _text(component, "SUMMARY").lstrip().startswith(_DONE_MARKS)


def _alarm(text: str, form: Form, at: dt.time) -> icalendar.Alarm:
    """Return an alarm for a time of the day that the component is for.

    An alarm of a component with a date instead of a time counts from its midnight (RFC 5545, 3.8.6.3); a to-do has no
    start, so it counts from when it is due.
    """
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    since_midnight = dt.timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
    alarm.add("trigger", since_midnight, parameters={"RELATED": "END"} if form == "todo" else {})
    alarm.add("description", text)
    return alarm


def _stamp(now: dt.datetime) -> dt.datetime:
    return now.astimezone(dt.UTC).replace(microsecond=0)


def _text(component: icalendar.Component, name: str) -> str:
    """Return a property's value as text, the first where there are several, "" for none."""
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) else value).strip()


def _set(component: icalendar.Component, name: str, value: object) -> None:
    """Write a property, where it stood before if it did; one that is empty is removed."""
    standing = component.pop(name, None) if value == "" else None
    if standing is None and value != "":
        fresh = type(component)()
        fresh.add(name, value)
        component[name] = fresh[name]
