"""The occurrences of a series, over a bounded range and with bounded effort.

recurring-ical-events does the expansion, RECURRENCE-ID and all. It follows a rule that never comes true to the year
9999, and a rule of every second for as long as it goes, so a rule is looked at before it is handed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import attrs

from tieweave_calendar.event import Event

_STEPS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
"""Days from one step of a rule to the next. Meetings do not repeat every second, minute or hour."""

_LISTS = {
    "BYMONTH": 12,
    "BYMONTHDAY": 31,
    "BYYEARDAY": 366,
    "BYWEEKNO": 53,
    "BYSETPOS": 366,
    "BYHOUR": 23,
    "BYMINUTE": 59,
    "BYSECOND": 59,
}
"""The largest number in each of the lists that a rule may have."""

_NUMBER = re.compile(r"[+-]?\d{1,3}", re.ASCII)
_BYDAY = re.compile(r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_MOST_A_DAY = 4
_MOST_DATES = 5000
"""RDATE and EXDATE of one series: fewer than ten years hold in days, and some are given twice."""

_EARLIEST = 1900
_CYCLE = 400
"""Years after which the Gregorian calendar repeats to the weekday."""


class UnfollowedError(ValueError):
    """A series whose repetition is not followed; its text says why, in one line."""


@attrs.define
class Effort:
    """The steps that rules may still take, so that no calendar keeps a computer busy for hours.

    Three million are eight hundred daily series over ten years, more than any life holds, and half a minute of work.
    """

    left: int = 3_000_000

    def spend(self, steps: int) -> None:
        """Take this many steps; raises `UnfollowedError` when they are used up."""
        self.left -= steps
        if self.left < 0:
            raise UnfollowedError("the calendar repeats too much to follow all of it")


@attrs.frozen
class Occurrence:
    """One occurrence: its `start`, the `event` that says what it is, and which of the series it is (`recurrence`)."""

    start: dt.date
    event: Event
    recurrence: dt.date


def occurrences(series: Sequence[Event], since: dt.datetime, until: dt.datetime, effort: Effort) -> list[Occurrence]:
    """Return the occurrences that start between `since` and `until`, both included, in their order.

    `series` are the events of one UID: those that repeat, and those that stand in for single occurrences. Raises
    `UnfollowedError` when a rule cannot be followed.
    """
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar()
    instead: dict[dt.datetime, Event] = {}
    for one in series:
        entry = icalendar.Event()
        entry.add("UID", "X")
        entry.add("DTSTART", one.start)
        entry.add("SEQUENCE", one.sequence)
        if one.recurrence is not None:
            entry.add("RECURRENCE-ID", one.recurrence, parameters={"RANGE": "THISANDFUTURE"} if one.onward else {})
            instead[_naive_utc(one.recurrence)] = one
        else:
            for rule in one.rules:
                entry.add("RRULE", icalendar.vRecur.from_ical(_checked(rule, one.start, since, until, effort)))
            if len(one.extra_starts) + len(one.without) > _MOST_DATES:
                raise UnfollowedError("it lists more than 5000 dates")
            if one.extra_starts:
                entry.add("RDATE", [_alike(time, one.start) for time in one.extra_starts])
            if one.without:
                # The day alone takes out an occurrence at any hour of it, so only whole days need the start's kind.
                entry.add("EXDATE", [_alike(time, one.start) if one.all_day else time for time in one.without])
        calendar.add_component(entry)
    master = max((one for one in series if one.recurrence is None), key=lambda one: one.sequence)
    try:
        found = [
            _occurrence(one, instead, master)
            for expanded in recurring_ical_events.of(calendar).series
            for one in expanded.between(since, until + dt.timedelta(seconds=1))
        ]
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError, IndexError) as error:  # what it raises
        raise UnfollowedError(f"its rule is not understood ({' '.join(str(error).split())[:120]})") from error
    return sorted(found, key=lambda one: _naive_utc(one.start))


def replacing(one: Event, series: Event) -> Event:
    """Return the event with a RECURRENCE-ID of the kind that the series has: some programs write the day alone."""
    if one.recurrence is None:
        return one
    return attrs.evolve(one, recurrence=_alike(one.recurrence, series.start))


def _occurrence(one: object, instead: dict[dt.datetime, Event], master: Event) -> Occurrence:
    start: dt.date = one.start  # type: ignore[attr-defined]  # the library ships no types
    ids: tuple[dt.datetime, ...] = one.recurrence_ids  # type: ignore[attr-defined]
    event = next((instead[at] for at in ids if at in instead), master)
    onward = event.onward and _naive_utc(start) != _naive_utc(event.start)
    return Occurrence(start, event, start if event.recurrence is None or onward else event.recurrence)


def _naive_utc(when: dt.date) -> dt.datetime:
    """Return a time as recurring-ical-events names an occurrence by it: in UTC, without saying so."""
    if not isinstance(when, dt.datetime):
        return dt.datetime(when.year, when.month, when.day)  # noqa: DTZ001 - as the library does
    return when.astimezone(dt.UTC).replace(tzinfo=None) if when.tzinfo is not None else when


def _alike(time: dt.date, start: dt.date) -> dt.date:
    """Return a time as a start of the series would be: at its hour, where the time has none; a day, where that is."""
    if isinstance(start, dt.datetime) and not isinstance(time, dt.datetime):
        return dt.datetime.combine(time, start.timetz())
    if not isinstance(start, dt.datetime) and isinstance(time, dt.datetime):
        return time.date()
    return time


def _checked(rule: str, start: dt.date, since: dt.datetime, until: dt.datetime, effort: Effort) -> str:
    """Return the rule as it can be handed over; raises `UnfollowedError` when it cannot, or not in bounded time."""
    parts = {key.strip().upper(): value.strip().upper() for key, _, value in _pairs(rule)}
    frequency = parts.pop("FREQ", "")
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise UnfollowedError("it repeats within a day")
    interval = parts.pop("INTERVAL", "1")
    if frequency not in _STEPS or not re.fullmatch(r"[1-9]\d{0,3}", interval, re.ASCII):
        raise UnfollowedError(f"its rule is not understood ({rule[:60]!r})")
    if start.year < _EARLIEST:
        raise UnfollowedError(f"it repeats since the year {start.year}")
    kept = [f"FREQ={frequency}", f"INTERVAL={interval}"]
    last, ends = until, None
    if "UNTIL" in parts:
        ends = _end(parts.pop("UNTIL"), start)
        last = min(last, ends)
        kept.append(f"UNTIL={ends:%Y%m%dT%H%M%SZ}" if isinstance(start, dt.datetime) else f"UNTIL={ends:%Y%m%d}")
    count = parts.pop("COUNT", "")
    if ends is None and re.fullmatch(r"[1-9]\d{0,17}", count, re.ASCII):  # a rule has one or the other
        kept.append(f"COUNT={count}")
    a_day = 1
    for name, value in parts.items():
        if name == "WKST" and _BYDAY.fullmatch(value):
            kept.append(f"WKST={value[-2:]}")
        elif name == "BYDAY" and all(_BYDAY.fullmatch(day) for day in _items(value)):
            kept.append(f"BYDAY={','.join(_items(value))}")
        elif name in _LISTS and all(_NUMBER.fullmatch(one) and abs(int(one)) <= _LISTS[name] for one in _items(value)):
            kept.append(f"{name}={','.join(_items(value))}")
            a_day *= len(_items(value)) if name in ("BYHOUR", "BYMINUTE", "BYSECOND") else 1
        elif not name.startswith("X-"):
            raise UnfollowedError(f"its rule is not understood ({rule[:60]!r})")
    if a_day > _MOST_A_DAY:
        raise UnfollowedError("it repeats within a day")
    step = _STEPS[frequency] * int(interval)
    days = max((last - _instant(start)).days, 0)
    effort.spend(days // step * (1 if frequency in ("DAILY", "WEEKLY") else _STEPS[frequency] // 7) + 1)
    text = ";".join(kept)
    if last >= max(since, _instant(start)) and not _comes_true(text, start, last):
        effort.spend(_CYCLE * 365 // step)
        return "FREQ=DAILY;COUNT=1"  # the start alone, which always counts
    return text


def _pairs(rule: str) -> Iterator[tuple[str, str, str]]:
    for part in rule.split(";"):
        if part.strip():
            yield part.partition("=")


def _items(value: str) -> list[str]:
    return list(dict.fromkeys(item.strip() for item in value.split(",") if item.strip()))


def _end(text: str, start: dt.date) -> dt.datetime:
    """Return the last moment of a rule in UTC: a day counts to its end, in the zone of the start."""
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?", text, re.ASCII)
    zone = start.tzinfo if isinstance(start, dt.datetime) else dt.UTC
    try:
        if match is None:
            raise ValueError
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None or not isinstance(start, dt.datetime):
            # Some programs write the day of the last occurrence as its midnight.
            return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=zone).astimezone(dt.UTC)
        time = dt.time(int(match[4]), int(match[5]), int(match[6]))
        return dt.datetime.combine(day, time, tzinfo=dt.UTC if match[7] else zone).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise UnfollowedError(f"the end of its rule is no time ({text[:20]!r})") from None


def _instant(start: dt.date) -> dt.datetime:
    if isinstance(start, dt.datetime):
        return start.astimezone(dt.UTC)
    return dt.datetime(start.year, start.month, start.day, tzinfo=dt.UTC)


def _comes_true(rule: str, start: dt.date, last: dt.datetime) -> bool:
    """Return whether a rule has an occurrence up to `last`.

    dateutil seeks to the year 9999 and no further, so it is asked about the last of the calendar's cycles, where
    each date has the same weekday: what it does not find within 400 years there is nowhere.
    """
    from dateutil.rrule import rrulestr

    years = (dt.MAXYEAR - last.year) // _CYCLE * _CYCLE
    first = dt.datetime(start.year + years, start.month, start.day)  # noqa: DTZ001 - days alone matter here
    plain = ";".join(part for part in rule.split(";") if not part.startswith(("UNTIL=", "BYHOUR", "BYMIN", "BYSEC")))
    try:
        found = next(iter(rrulestr(plain, dtstart=first)), None)
    except (ValueError, TypeError, OverflowError) as error:
        raise UnfollowedError(f"its rule is not understood ({' '.join(str(error).split())[:120]})") from error
    return found is not None and found.year - years <= last.year
