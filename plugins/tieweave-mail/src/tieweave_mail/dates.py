"""From the text of a date field to a moment: the form that nearly all have at once, all others by email.utils."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import TypeAlias

_EARLIEST = int(dt.datetime(1971, 1, 2, tzinfo=dt.UTC).timestamp())
"""Before it a date is a clock that was never set."""
_LATEST = int(dt.datetime(2100, 1, 1, tzinfo=dt.UTC).timestamp())
_MOST_MINUTES = 24 * 60 - 1  # of an offset that a time zone can have
_LONGEST = 200

_USUAL = re.compile(
    rb"(?:[A-Za-z]{3}, ++)?(\d\d? [A-Z][a-z]{2} \d{4}) (\d\d:\d\d):(\d\d) ([+-]\d{4})(?:[ \r].*)?", re.DOTALL
)
_ENVELOPE = re.compile(
    rb"(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) +(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?: +(?P<zone>[+-]\d{4}))?"
    rb"(?: +[A-Z]{2,5})? +(?P<year>\d{4})"
)
_CLOCK = {b"%02d:%02d" % (hour, minute): (hour * 60 + minute) * 60 for hour in range(24) for minute in range(60)}
_MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_EPOCH = dt.date(1970, 1, 1).toordinal()
_SECONDS = {b"%02d" % second: second for second in range(61)}


Moment: TypeAlias = tuple[int, int]
"""Seconds since 1970 UTC, and the minutes by which the writer's clock was ahead of UTC."""


def moment(value: bytes) -> Moment | None:
    """Return the moment that a Date field says, None when it says none that can be."""
    usual = _USUAL.fullmatch(value)
    if usual is None:
        return _unusual(value)
    day, clock, second, zone = usual.groups()
    try:
        midnight, minutes = _midnight(day, zone)
        seconds = midnight + _CLOCK[clock] + _SECONDS[second]
    except (KeyError, ValueError):  # 25:00, 30 February
        return _unusual(value)
    return (seconds, minutes) if _EARLIEST <= seconds < _LATEST else None


def of_envelope(line: bytes) -> Moment | None:
    """Return the moment that an mbox's `From ` line says, in UTC where it names no zone."""
    found = _ENVELOPE.search(line[:1000])
    if found is None:
        return _unusual(line.rpartition(b"@")[2].partition(b" ")[2])
    zone = found["zone"] or b"+0000"
    return _unusual(b" ".join((found["day"], found["month"], found["year"], found["time"], zone)))


@functools.lru_cache(maxsize=2048)
def _midnight(day: bytes, zone: bytes) -> Moment:
    """Return when a day begins in a zone; raises KeyError or ValueError for what is none."""
    number, month, year = day.split()
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    if minutes > _MOST_MINUTES:
        raise ValueError("no such zone")
    minutes = -minutes if zone.startswith(b"-") else minutes
    days = dt.date(int(year), _MONTHS[month], int(number)).toordinal() - _EPOCH
    return days * 86_400 - minutes * 60, minutes


def _unusual(value: bytes) -> Moment | None:
    """Read two-digit years, zones by name, comments, and what else programs have written, as email.utils does."""
    from email.utils import mktime_tz, parsedate_tz

    text = " ".join(value[:_LONGEST].decode("latin-1").split())
    try:
        parsed = parsedate_tz(text)
        if parsed is None:
            return _iso(text)
        # Refuses the 30th of February and 25:00, which the next line does not; a leap second is fine.
        dt.datetime(*parsed[:5], min(parsed[5], 59))  # noqa: DTZ001 - only looked at
        seconds = int(mktime_tz(parsed if parsed[9] is not None else (*parsed[:9], 0)))
    except (ValueError, IndexError, OverflowError, TypeError):  # parsedate_tz raises several for some damaged dates
        return None
    minutes = (parsed[9] or 0) // 60
    if abs(minutes) > _MOST_MINUTES or not _EARLIEST <= seconds < _LATEST:
        return None
    return seconds, minutes


def _iso(text: str) -> Moment | None:
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = read.utcoffset()
    seconds = int((read if offset is not None else read.replace(tzinfo=dt.UTC)).timestamp())
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    return (seconds, minutes) if _EARLIEST <= seconds < _LATEST else None
