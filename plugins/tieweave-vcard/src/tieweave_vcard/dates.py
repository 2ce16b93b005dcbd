"""Birthdays and anniversaries, between the ways cards write them and ISO 8601.

A date without a year is written as in vCard 4.0, with the hyphens of ISO 8601: `--05-02`.
"""

from __future__ import annotations

import re

_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\S.*))?", re.ASCII | re.DOTALL)
_DAY_OF_YEAR = re.compile(r"--(\d\d)-?(\d\d)", re.ASCII)
_MIDNIGHT = re.compile(r"00:?00(?::?00)?(?:\.0+)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)

_NO_YEAR = "1604"
"""The year Apple's address books write where none is known (a leap year, so that 29 February has a place)."""


def from_card(text: str) -> str:
    """Return the date as ISO 8601 without a midnight that says nothing; free text comes back as it is."""
    text = text.strip()
    if match := _DATE.fullmatch(text):
        year, month, day, time = match.groups()
        if year == _NO_YEAR:
            return f"--{month}-{day}"
        date = f"{year}-{month}-{day}"
        return f"{date}T{time}" if time and not _MIDNIGHT.fullmatch(time) else date
    if match := _DAY_OF_YEAR.fullmatch(text):
        return f"--{match[1]}-{match[2]}"
    return text


def for_version_4(text: str) -> str | None:
    """Return the date in the basic format of vCard 4.0, or None when it is not a date it can express."""
    if match := _DATE.fullmatch(text):
        year, month, day, time = match.groups()
        if time is None:
            return year + month + day
        time = time.replace(":", "")
        return f"{year}{month}{day}T{time}" if re.fullmatch(r"\d{2,6}(?:Z|[+-]\d{2,4})?", time, re.ASCII) else None
    if match := _DAY_OF_YEAR.fullmatch(text):
        return f"--{match[1]}{match[2]}"
    return text if re.fullmatch(r"\d{4}(?:-\d\d)?|--\d\d|---\d\d", text, re.ASCII) else None


def for_version_3(text: str) -> tuple[str, bool]:
    """Return the date as vCard 3.0 writes it, and whether its year stands for none (Apple's convention)."""
    if match := _DAY_OF_YEAR.fullmatch(text):
        return f"{_NO_YEAR}-{match[1]}-{match[2]}", True
    return text, False
