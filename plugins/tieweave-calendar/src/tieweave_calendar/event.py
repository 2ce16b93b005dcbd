"""One event, as far as tieweave has a use for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from tieweave_calendar import times
from tieweave_calendar.people import Person, distinct, person
from tieweave_calendar.properties import Property, parsed
from tieweave_calendar.times import Zones

_ASKED = (b"ATTENDEE", b"ORGANIZER")
_EARLIEST, _LATEST = 1000, 9990
"""Years between which an event can lie: birthdays without a year are put into 1604, and zones shift the edges."""


class UnreadableError(ValueError):
    """An event that cannot be read; its text says why, in one line."""


@attrs.frozen(kw_only=True)
class Event:
    """An event: `start` is a datetime with its zone, or a date where it takes whole days; so is `recurrence`.

    `recurrence` is the RECURRENCE-ID: which occurrence of a series this event replaces. `length` is None where the
    event does not say. `rules`, `extra_starts` and `without` are RRULE, RDATE and EXDATE; `marks` are properties that a
    program writes on birthdays.
    """

    uid: str
    start: dt.date
    length: dt.timedelta | None = None
    recurrence: dt.date | None = None
    onward: bool = False
    rules: tuple[str, ...] = ()
    extra_starts: tuple[dt.date, ...] = ()
    without: tuple[dt.date, ...] = ()
    sequence: int = 0
    cancelled: bool = False
    tentative: bool = False
    free: bool = False
    summary: str = ""
    categories: tuple[str, ...] = ()
    created: dt.date | None = None
    people: tuple[Person, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.start, dt.datetime)

    @property
    def repeats(self) -> bool:
        """Whether it has other occurrences than its start."""
        return bool(self.rules or self.extra_starts)


def event(lines: Iterable[bytes], zones: Zones) -> Event:
    """Read an event from its lines; a line that cannot be read costs only itself, unless it is the start.

    Raises `UnreadableError` when there is no start that can be read.
    """
    found: dict[str, list[Property]] = {}
    asked: list[Person] = []
    for line in lines:
        if line[:9].upper().startswith(_ASKED):
            if (one := person(line)) is not None:
                asked.append(one)
        elif (read := parsed(line)) is not None:
            found.setdefault(read.name, []).append(read)

    def first(name: str) -> Property | None:
        return found[name][0] if name in found else None

    def text(name: str) -> str:
        return found[name][0].text if name in found else ""

    begins = first("DTSTART")
    if begins is None:
        raise UnreadableError("it has no start (DTSTART)")
    start = zones.read(begins)
    if start is None or not _EARLIEST <= start.year <= _LATEST:
        raise UnreadableError(f"its start (DTSTART) is no time: {begins.value[:40]!r}")
    length = _length(start, first("DTEND"), text("DURATION"), zones)
    if isinstance(start, dt.datetime) and _said_all_day(found) and start.time() == dt.time(0):
        start = start.date()
    recurrence = first("RECURRENCE-ID")
    status = text("STATUS").upper()
    sequence = text("SEQUENCE")
    created = first("CREATED")
    return Event(
        uid=text("UID"),
        start=start,
        length=length,
        recurrence=zones.read(recurrence) if recurrence is not None else None,
        onward=recurrence is not None and recurrence.params.get("RANGE", "").upper() == "THISANDFUTURE",
        rules=tuple(rule.value for rule in found.get("RRULE", ())),
        extra_starts=_times(found.get("RDATE", ()), zones),
        without=_times(found.get("EXDATE", ()), zones),
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0,
        cancelled=status in ("CANCELLED", "CANCELED"),
        tentative=status == "TENTATIVE",
        free=text("TRANSP").upper() in ("TRANSPARENT", "1"),  # a number in vCalendar 1.0
        summary=" ".join(text("SUMMARY").split()),
        categories=tuple(category.strip() for line in found.get("CATEGORIES", ()) for category in line.text.split(",")),
        created=zones.read(created) if created is not None else None,
        people=distinct(asked),
        marks=tuple((name, text(name)) for name in found if name.startswith("X-NEXTCLOUD-BC-")),
    )


def _length(start: dt.date, ends: Property | None, lasts: str, zones: Zones) -> dt.timedelta | None:
    """Return how long an event lasts, None when it does not say or ends before it starts."""
    length = times.duration(lasts) if lasts else None
    if ends is not None and (end := zones.read(ends)) is not None and _EARLIEST <= end.year <= _LATEST:
        if isinstance(start, dt.datetime) == isinstance(end, dt.datetime):
            length = zones.instant(end) - zones.instant(start)
        else:
            length = dt.date(end.year, end.month, end.day) - dt.date(start.year, start.month, start.day)
    return length if length is not None and length >= dt.timedelta(0) else None


def _said_all_day(found: dict[str, list[Property]]) -> bool:
    """Return whether Outlook or Funambol says so beside times from midnight to midnight."""
    said = [*found.get("X-MICROSOFT-CDO-ALLDAYEVENT", ()), *found.get("X-FUNAMBOL-ALLDAY", ())]
    return any(line.value.upper() in ("TRUE", "1") for line in said)


def _times(lines: Sequence[Property], zones: Zones) -> tuple[dt.date, ...]:
    """Return the times of RDATE or EXDATE; of a period its start."""
    values = [
        (value, line.params.get("TZID", "")) for line in lines for value in line.value.replace(";", ",").split(",")
    ]
    found = (zones.at(value.partition("/")[0], tzid) for value, tzid in values)
    return tuple(time for time in found if time is not None and _EARLIEST <= time.year <= _LATEST)
