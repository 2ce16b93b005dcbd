"""Dates, times and time zones, as calendars write them.

A time is read in its own zone and given with it, so that a series keeps its hour when the clocks change.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zoneinfo
from collections.abc import Mapping

import attrs

from tieweave_calendar.properties import Property, parsed

_TIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?", re.ASCII
)
_OFFSET = re.compile(r"\(?\s*(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?(\d\d))?", re.ASCII | re.IGNORECASE)

_YEARLY = re.compile(
    r"FREQ=YEARLY|INTERVAL=1|WKST=[A-Z]{2}|BYMONTH=\d{1,2}|BYMONTHDAY=-?\d{1,2}(?:,-?\d{1,2})*+"
    r"|BYDAY=[+-]?[1-5]?(?:SU|MO|TU|WE|TH|FR|SA)|UNTIL=\d{8}(?:T\d{6}Z?)?|COUNT=\d{1,3}",
    re.ASCII,
)
"""The parts of a rule by which clocks change."""

_OF_THE_MACHINE = frozenset({"localtime", "posixrules", "Factory"})
"""Names in the time zone database that mean another zone on every machine."""

_MOST_CHANGES = 60  # STANDARD and DAYLIGHT parts of one VTIMEZONE; a full history of a zone has fewer


@attrs.frozen
class Zones:
    """The time zones of one calendar: those it defines, by TZID, and the one of times that name none."""

    default: dt.tzinfo = dt.UTC
    defined: Mapping[str, tuple[bytes, ...]] = attrs.field(factory=dict)

    def named(self, tzid: str) -> dt.tzinfo:
        """Return the zone of that TZID, and where nobody knows it, the default.

        A name of the time zone database ("Europe/Berlin") is taken from there, since what calendars write beside
        it often holds for one year alone; any other from the calendar's own VTIMEZONE, else from Windows' names, else
        from the name's end ("/mozilla.org/20050126_1/Europe/Berlin") or from an offset in it ("(UTC+01:00) Berlin").
        """
        tzid = tzid.strip()
        plain = tzid.strip("/")
        if "/" in plain and (zone := database_zone(plain)):
            return zone
        if tzid in self.defined and (zone := _of_definition(self.defined[tzid])):
            return zone
        return database_zone(plain) or _of_windows(plain) or _of_ending(plain) or _of_offset(plain) or self.default

    def read(self, line: Property) -> dt.date | None:
        """Return the time of a DTSTART and the like: a date for a whole day, else a datetime with its zone.

        None when it is no time.
        """
        return self.at(line.value, line.params.get("TZID", ""))

    def at(self, value: str, tzid: str = "") -> dt.date | None:
        """Return one time as `read` does, from its text and the name of its zone."""
        match = _TIME.fullmatch(value.strip())
        if match is None:
            return None
        year, month, day, hour, minute, second, offset = match.groups()
        try:
            if hour is None:
                return dt.date(int(year), int(month), int(day))
            seconds = min(int(second or 0), 59)  # a leap second is the one before it
            zone = self._zone(offset, tzid)
            return dt.datetime(int(year), int(month), int(day), int(hour), int(minute), seconds, tzinfo=zone)
        except ValueError:
            return None

    def instant(self, when: dt.date) -> dt.datetime:
        """Return a time in UTC; a whole day is its noon in the calendar's zone.

        Raises OverflowError for the first and the last day that there is.
        """
        if not isinstance(when, dt.datetime):
            when = dt.datetime.combine(when, dt.time(12), tzinfo=self.default)
        return when.astimezone(dt.UTC)

    def _zone(self, offset: str | None, tzid: str) -> dt.tzinfo:
        if offset == "Z":
            return dt.UTC
        if offset:
            minutes = int(offset[1:3]) * 60 + int(offset[-2:])
            return dt.timezone(dt.timedelta(minutes=-minutes if offset[0] == "-" else minutes))
        return self.named(tzid) if tzid else self.default


def duration(text: str) -> dt.timedelta | None:
    """Return a DURATION such as "PT1H30M", None when it is none."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] == "-" else length


def database_zone(name: str) -> dt.tzinfo | None:
    """Return a zone of the time zone database, None when it has none of that name."""
    if not name or name in _OF_THE_MACHINE or not name.isascii():
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder, or a very long one
        return None


def _of_windows(name: str) -> dt.tzinfo | None:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return database_zone(WINDOWS_TO_OLSON.get(name, ""))


def _of_ending(name: str) -> dt.tzinfo | None:
    parts = name.split("/")[-3:]
    if len(parts) > 1 and parts[-1].upper() == "UTC":
        return dt.UTC  # Microsoft's `tzone://Microsoft/Utc`
    return next((zone for at in range(len(parts) - 1) if (zone := database_zone("/".join(parts[at:])))), None)


def _of_offset(name: str) -> dt.tzinfo | None:
    match = _OFFSET.match(name)
    if match is None or int(match[2]) > 14:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if match[1] == "-" else minutes))


@functools.lru_cache(maxsize=512)
def _of_definition(lines: tuple[bytes, ...]) -> dt.tzinfo | None:
    """Return the zone that the lines of a VTIMEZONE define, None when they define none.

    Only yearly changes are followed: a rule of another kind is no time zone's, and might never end.
    """
    from dateutil.tz import tzical

    written = ["BEGIN:VTIMEZONE", "TZID:X"]
    changes = 0
    for line in lines:
        found = parsed(line)
        if found is None:
            continue
        if found.name in ("BEGIN", "END") and found.value.upper() in ("STANDARD", "DAYLIGHT"):
            changes += found.name == "BEGIN"
            written.append(f"{found.name}:{found.value.upper()}")
        elif changes and found.name == "DTSTART":
            match = _TIME.fullmatch(found.value)
            if match is None:
                return None
            written.append(
                f"DTSTART:{''.join(match.groups()[:3])}T{match[4] or '00'}{match[5] or '00'}{match[6] or '00'}"
            )
        elif changes and found.name == "RRULE":
            parts = [part for part in found.value.upper().split(";") if part]
            if "FREQ=YEARLY" not in parts or not all(_YEARLY.fullmatch(part) for part in parts):
                return None
            written.append(f"RRULE:{';'.join(parts)}")
        elif changes and found.name in ("TZOFFSETFROM", "TZOFFSETTO"):
            if not re.fullmatch(r"[+-](?:0\d|1[0-5])[0-5]\d(?:\d\d)?", found.value, re.ASCII):
                return None
            written.append(f"{found.name}:{found.value[:5]}")
    if not 0 < changes <= _MOST_CHANGES:
        return None
    try:
        zone: dt.tzinfo = tzical(io.StringIO("\n".join([*written, "END:VTIMEZONE", ""]))).get()
        zone.utcoffset(dt.datetime(2020, 1, 1))  # noqa: DTZ001 - a zone is asked about its own local time
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):  # what dateutil raises
        return None
    return zone
