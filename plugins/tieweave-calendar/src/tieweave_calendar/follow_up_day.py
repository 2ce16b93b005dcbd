"""The day that a to-do or an event is for: reading it, and moving it without losing the time of day."""

from __future__ import annotations

import datetime as dt

import icalendar
from icalendar.prop import vDDDTypes

_MOVED = ("DTSTART", "DTEND", "DUE")


def of(component: icalendar.Component, zone: dt.tzinfo) -> dt.date | None:
    """Return the day that a to-do is due on, or an event begins; None where there is none that can be read.

    A time in UTC names no place, so it is the day in `zone`, which is ego's; any other is the day where it is.
    """
    names = ("DUE", "DTSTART") if component.name == "VTODO" else ("DTSTART",)
    value = next((found for name in names if (found := _value(component, name)) is not None), None)
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return _local(value, zone).date()
    return value


def write(component: icalendar.Component, due: dt.date) -> None:
    """Give a component its day: a date without a time, which is the same day in every time zone."""
    if component.name == "VTODO":
        component.add("due", due)
    else:
        component.add("dtstart", due)
        component.add("dtend", due + dt.timedelta(days=1))  # RFC 5545, 3.6.1: the first day that it is not on


def move(component: icalendar.Component, due: dt.date, zone: dt.tzinfo) -> None:
    """Move a component to another day; its time of day, its length and its start keep their distance."""
    standing = of(component, zone)
    if standing is None:
        for name in _MOVED:
            component.pop(name, None)
        write(component, due)
        return
    for name in _MOVED:
        value = _value(component, name)
        if value is not None:
            moved = vDDDTypes(_shifted(value, due - standing, zone))
            moved.params = component[name].params
            component[name] = moved


def _value(component: icalendar.Component, name: str) -> dt.date | None:
    held = component.get(name)
    value = getattr(held, "dt", None)
    return value if isinstance(value, dt.date) else None


def _local(value: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    return value.astimezone(zone) if value.tzinfo is not None and value.tzname() == "UTC" else value


def _shifted(value: dt.date, days: dt.timedelta, zone: dt.tzinfo) -> dt.date:
    """Return a date or a time some days away, at the same time of day there; one in UTC stays one in UTC."""
    if not isinstance(value, dt.datetime):
        return value + days
    moved = _local(value, zone) + days
    return moved.astimezone(dt.UTC) if moved.tzinfo is not None and value.tzname() == "UTC" else moved
