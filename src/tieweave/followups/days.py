"""The days of a plan: today, the weeks ahead and how much they hold, and which of their days are still free."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence, Set

import attrs

SATURDAY = 5
_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of the week that a day is in."""
    return day - dt.timedelta(days=day.weekday())


def next_working_day(day: dt.date, working: Set[int]) -> dt.date:
    """Return the first working day after `day`."""
    day += _DAY
    while day.weekday() not in working:
        day += _DAY
    return day


@attrs.frozen
class Week:
    """A week of the plan, named by its `monday`: the `working` days on which something new may still be due.

    `private` are the days besides them on which private ties may be turned to.
    """

    monday: dt.date
    working: tuple[dt.date, ...] = ()
    private: tuple[dt.date, ...] = ()

    def holds(self, day: dt.date) -> bool:
        """Say whether a day is in this week."""
        return self.monday <= day < self.monday + _WEEK

    @property
    def last(self) -> dt.date:
        """The Sunday."""
        return self.monday + _WEEK - _DAY


def weeks_ahead(today: dt.date, weeks: int, working: Set[int]) -> list[Week]:
    """Return the present week and those after it, so that `weeks` of them have a working day after today.

    Nothing new is due before the next working day; a present week without any has no days left.
    """
    first = next_working_day(today, working)
    present = monday_of(today)
    # With few working days the next one may be far off; the week of it is the first one then.
    last = monday_of(first) + (weeks - 1) * _WEEK
    found = []
    monday = present
    while monday <= last:
        days = [day for at in range(7) if (day := monday + at * _DAY) >= first]
        found.append(
            Week(
                monday=monday,
                working=tuple(day for day in days if day.weekday() in working),
                private=tuple(day for day in days if day.weekday() == SATURDAY and SATURDAY not in working),
            )
        )
        monday += _WEEK
    return found


@attrs.frozen
class Horizon:
    """How far a plan looks and how much it may hold: `per_week` in a week, `per_day` on a day.

    `ahead` are its weeks; a present week without any day left stands before them, for birthdays alone.
    """

    ahead: Sequence[Week]
    per_week: int
    per_day: int

    @classmethod
    def of(cls, today: dt.date, weeks: int, per_week: int, working: Set[int]) -> Horizon:
        """Return that of so many weeks with so much in each, spread over the `working` days (Monday is 0)."""
        return cls(weeks_ahead(today, weeks, working), per_week, math.ceil(per_week / len(working)))

    @property
    def until(self) -> dt.date:
        """The last day."""
        return self.ahead[-1].last

    @property
    def size(self) -> int:
        """How much the whole plan may hold."""
        return self.per_week * sum(bool(week.working) for week in self.ahead)


class Slots:
    """How much is due on each day, and which days of a week have room: at most `limit` on one."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: Counter[dt.date] = Counter()

    def take(self, day: dt.date) -> None:
        """Note that one more is due on a day."""
        self._held[day] += 1

    def free(self, days: tuple[dt.date, ...]) -> list[dt.date]:
        """Return the days with room, each as often as it has, one of each first: what is taken in turn is spread."""
        left = [(turn, day) for day in days for turn in range(self._held[day], self._limit)]
        return [day for _, day in sorted(left)]


def birthday_in(text: str, year: int) -> dt.date | None:
    """Return the day of a birthday in a year, None for what is no date; 29 February is the 28th where there is none.

    `text` is ISO 8601, or without the year as in vCard 4.0 ("--05-02", "--0502").
    """
    digits = text.strip().partition("T")[0].replace("-", "")
    digits = digits[4:] if len(digits) == 8 else digits
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        return None
    month, day = int(digits[:2]), int(digits[2:])
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2000, month)[1]:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
