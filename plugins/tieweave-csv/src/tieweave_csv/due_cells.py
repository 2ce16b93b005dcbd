"""Days as spreadsheets leave them of 2026-12-01: 01/12/2026, 12/1/2026, 1.12.26, 1-Dec-26, 46357.

Of 12/1/2026 the other cells of the column say which is the month, and the day that was written there before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping

_NUMBERS = re.compile(r"([0-9]{1,4}) ?([./-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,4})\.?(?:[T ].*)?")
_EAST_ASIAN = re.compile(r"([0-9]{4}) ?[年년] ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?[日일]")
_NAMED = re.compile(
    r"([0-9]{1,2})[ -]([A-Za-z]{3})[a-z]*[ ,-]+([0-9]{2,4})|([A-Za-z]{3})[a-z]* ([0-9]{1,2}),? ([0-9]{2,4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"[4-7][0-9]{4}")
_DAY_ZERO = dt.date(1899, 12, 30)
"""What Excel and LibreOffice count days from, for days after February 1900."""


def meanings(text: str) -> Mapping[str, dt.date]:
    """Return the days that a cell may mean, each by the order of its parts: "dmy", "mdy", or "" where there is one."""
    text = " ".join(text.split()).lstrip("'")
    if _SERIAL.fullmatch(text):
        return {"": _DAY_ZERO + dt.timedelta(days=int(text))}
    if match := _EAST_ASIAN.fullmatch(text):
        return _only({"": _day(match[1], match[2], match[3])})
    if match := _NAMED.fullmatch(text):
        day, name, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        month = _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0
        return _only({"": _day(year, str(month), day)})
    if not (match := _NUMBERS.fullmatch(text)):
        return {}
    first, sign, second, third = match.groups()
    if len(first) == 4:
        return _only({"": _day(first, second, third)})
    days = {"dmy": _day(third, second, first)}
    if sign != ".":  # where dots part them, no region has the month first (Unicode CLDR)
        days["mdy"] = _day(third, first, second)
    return _only(days)


def order_of(cells: Iterable[tuple[str, dt.date | None]]) -> str:
    """Return the order of a column's days, "dmy" or "mdy", "" where nothing tells.

    Each cell comes with the day that was last written there, None where that is not known.
    """
    votes: Counter[str] = Counter()
    for text, written in cells:
        days = meanings(text)
        for order, day in days.items():
            if order and (len(days) == 1 or (day == written and len(set(days.values())) > 1)):
                votes[order] += 1
    if not votes or votes["dmy"] == votes["mdy"]:
        return ""
    return max(votes, key=lambda order: votes[order])


def read(text: str, order: str) -> dt.date | None:
    """Return the day of a cell in a column of that `order`; None for no day, and where it may be either of two."""
    days = meanings(text)
    if order in days:
        return days[order]
    return next(iter(days.values())) if len(set(days.values())) == 1 else None


def _day(year: str, month: str, day: str) -> dt.date | None:
    if len(year) == 3 or len(day) > 2:
        return None
    try:
        return dt.date(int(year) + (2000 if len(year) <= 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _only(days: Mapping[str, dt.date | None]) -> dict[str, dt.date]:
    return {order: day for order, day in days.items() if day is not None}
