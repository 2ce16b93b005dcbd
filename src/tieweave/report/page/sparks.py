"""The contact with somebody as one small picture: a bar for every stretch of time, the same stretches for everybody."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

import attrs

from tieweave.overview import Overview

WIDTH, HEIGHT = 80, 12
"""Of a spark line, in units of its own, however many bars there are."""

_MOST_BARS = 40
_MOST_YEARS = 7
_STRETCHES = (1, 3, 12)
"""Months in a bar: months, quarters, years; the first that makes few enough bars."""


@attrs.frozen(kw_only=True)
class Axis:
    """The time that all spark lines show: from the month of `start` (a number, see `_month`), `bars` of `months` each.

    `most` is the greatest number of days with contact that a bar of anybody stands for, at least 1.
    """

    start: int
    months: int
    bars: int
    most: int

    def path(self, months: Iterable[tuple[dt.date, int]]) -> str:
        """Return the bars as the data of an SVG path of upright strokes, from 0 up (a negative y)."""
        bars = sorted(self._bars(months).items())
        return "".join(f"M{self._middle(at)} 0v-{self._height(days)}" for at, days in bars)

    def years(self) -> list[tuple[float, int]]:
        """Return where years begin on the axis (x) and which they are: at most seven, the present one among them."""
        first, last = self.start // 12, (self.start + self.months * self.bars - 1) // 12
        step = math.ceil((last - first + 1) / _MOST_YEARS)
        span = self.months * self.bars
        marks = [(WIDTH * (12 * year - self.start) / span, year) for year in range(last, first - 1, -step)]
        return sorted((x, year) for x, year in marks if x >= 0)

    def _bars(self, months: Iterable[tuple[dt.date, int]]) -> dict[int, int]:
        bars: dict[int, int] = {}
        for month, days in months:
            at = min(max((_month(month) - self.start) // self.months, 0), self.bars - 1)
            bars[at] = bars.get(at, 0) + days
        return bars

    def _middle(self, at: int) -> int:
        return max(1, WIDTH * (2 * at + 1) // (2 * self.bars))

    def _height(self, days: int) -> int:
        return max(2, round(HEIGHT * math.sqrt(min(1.0, days / self.most))))


def axis(overview: Overview) -> Axis | None:
    """Return the axis for everybody, None where no contact is on record."""
    if overview.since is None:
        return None
    end = _month(overview.now.astimezone(overview.zone).date())
    start = min(_month(overview.since), end)
    months = next((one for one in _STRETCHES if (end - start) // one < _MOST_BARS), 12)
    # Bars begin where quarters and years do.
    start -= start % months
    made = Axis(start=start, months=months, bars=(end - start) // months + 1, most=1)
    most = max((max(made._bars(alter.months).values(), default=0) for alter in overview.people), default=0)
    return attrs.evolve(made, most=max(1, most))


def in_words(months: Sequence[tuple[dt.date, int]]) -> str:
    """Return the same in words: "in touch on 41 days, most in 2019"; "" without contact."""
    days: dict[int, int] = {}
    for month, count in months:
        days[month.year] = days.get(month.year, 0) + count
    if not days:
        return ""
    total = sum(days.values())
    if len(days) == 1:
        return f"in touch on {_days(total)}, in {next(iter(days))}"
    most = max(days, key=lambda year: (days[year], year))
    return f"in touch on {_days(total)}, most in {most}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _month(day: dt.date) -> int:
    """Return a month as a number that counts from year 0."""
    return day.year * 12 + day.month - 1
