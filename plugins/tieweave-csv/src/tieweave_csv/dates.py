"""Birthdays and anniversaries, from the ways files write them to ISO 8601.

Nothing is guessed: of 3/4/1980 only the file can say which is the month.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

ORDERS = ("dmy", "mdy", "ymd")
"""The orders of day, month and year that a file may have."""

_NUMBERS = re.compile(
    r"([0-9]{1,4}) ?([./ -]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,4})\.?"
    r"(?:[T ][0-9:.]{4,15}(?: ?[AaPp][Mm])?Z?)?"
)
_WITHOUT_YEAR = re.compile(r"--([0-9]{1,2})-?([0-9]{1,2})")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_EAST_ASIAN = re.compile(r"([0-9]{4}) ?[年년] ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?[日일]")

_LONGEST = 60
"""Characters of a text that may be a date."""

_NONE = 4501
"""Outlook writes 1 January 4501 where it knows no date (MS-OXOCNTC 2.2.1.5, PidTagBirthday is then left out)."""


def is_none(text: str) -> bool:
    """Return whether a date is one that stands for none: 0/0/00, 0.0.00, 1/1/4501."""
    digits = [int(part) for part in re.findall(r"[0-9]{1,4}", text[:40])]
    return bool(digits) and (not any(digits) or _NONE in digits)


def read(text: str, order: str, now: dt.datetime) -> str | None:
    """Return a date as ISO 8601 ("--05-02" without a year), None where it is none or can mean several.

    `order` is the file's, "" where it is not known. Of a year of two digits the century is the one that puts it within
    the hundred years up to `now`.
    """
    text = " ".join(text[:_LONGEST].split())
    if match := _WITHOUT_YEAR.fullmatch(text):
        month, day = int(match[1]), int(match[2])
        return f"--{month:02}-{day:02}" if _exists(2000, month, day) else None
    match = _COMPACT.fullmatch(text) or _EAST_ASIAN.fullmatch(text)
    if match:
        return _written(int(match[1]), int(match[2]), int(match[3]))
    if not (match := _NUMBERS.fullmatch(text)):
        return None
    first, middle, last = match[1], match[3], match[4]
    if len(first) >= 3:
        return _written(int(first), int(middle), int(last)) if len(last) <= 2 else None
    if len(last) == 3 or len(middle) > 2:
        return None
    if order == "ymd" and len(last) <= 2:
        return _written(_year(first, now), int(middle), int(last))
    year = _year(last, now)
    one, two = int(first), int(middle)
    meanings = {
        _written(year, two, one) if way == "dmy" else _written(year, one, two) for way in _ways(order, match[2])
    } - {None}
    return meanings.pop() if len(meanings) == 1 else None


def order_of(texts: Iterable[str]) -> str:
    """Return the order of day, month and year that the dates of a file have, "" where none of them settles it."""
    seen = set()
    for written in texts:
        text = " ".join(written[:_LONGEST].split())
        if (match := _NUMBERS.fullmatch(text)) and len(match[1]) <= 2 and not is_none(text):
            one, two = int(match[1]), int(match[3])
            if 12 < one <= 31 and two <= 12:
                seen.add("dmy")
            elif 12 < two <= 31 and one <= 12:
                seen.add("mdy")
            if len(seen) > 1:
                return ""
    return seen.pop() if seen else ""


def _ways(order: str, sign: str) -> tuple[str, ...]:
    if sign == ".":
        return ("dmy",)  # where days, months and years are parted by dots, no region has the month first (Unicode CLDR)
    return (order,) if order in ("dmy", "mdy") else ("dmy", "mdy")


def _year(text: str, now: dt.datetime) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return now.year - (now.year - year) % 100


def _written(year: int, month: int, day: int) -> str | None:
    return f"{year:04}-{month:02}-{day:02}" if 1000 <= year < _NONE and _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
