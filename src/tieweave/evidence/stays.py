"""When somebody was somewhere, as a note or label says it: "Fundy 2015-17", "Dal '09", "since 2020"."""

from __future__ import annotations

import datetime as dt
import re

import attrs

from tieweave.organisation_names import lexicon
from tieweave.spelling import plain

_YEAR = re.compile(r"(?<![\d-])(?:19[3-9]\d|20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_RANGE = re.compile(r"(?<![\d-])(19[3-9]\d|20\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)(?![\d-])")
_CLAUSE = re.compile(r"[\n;]|(?<=\w{3})[.!?]\s")


@attrs.frozen
class Stay:
    """The years, both included, in which somebody was somewhere; None where that is not said."""

    first: int | None
    last: int | None

    def meets(self, first: int | None, last: int | None) -> bool:
        """Say whether the stay may have been in the years from `first` to `last`, None where they are open."""
        too_early = self.last is not None and first is not None and self.last < first
        too_late = self.first is not None and last is not None and self.first > last
        return not (too_early or too_late)

    def __str__(self) -> str:
        if self.first == self.last:
            return f"in {self.first}"
        if self.last is None:
            return f"since {self.first}"
        return f"until {self.last}" if self.first is None else f"in {self.first}–{self.last}"


def stay(text: str, now: dt.datetime) -> Stay | None:
    """Return the stay of which a clause tells, None where it names no year."""
    found = years(text, now)
    if not found:
        return None
    first, last = min(found), max(found)
    if first == last:
        before = plain(re.split(r"\d|['’]\d", text, maxsplit=1)[0]).split()
        if before and before[-1] in lexicon.words("beside", "since"):
            return Stay(first, None)
        if before and before[-1] in lexicon.words("beside", "until"):
            return Stay(None, last)
    return Stay(first, last)


def years(text: str, now: dt.datetime) -> tuple[int, ...]:
    """Return the years in a text: 2009, '09, and both ends of 2015-17."""
    found = []
    for first, last in _RANGE.findall(text):
        until = int(last) if len(last) == 4 else int(first) // 100 * 100 + int(last)
        # The month of a date is no year: 2015-03.
        if int(first) < until <= now.year + 6:
            found += [int(first), until]
    full = [int(year) for year in _YEAR.findall(text)]
    century, pivot = divmod(now.year + 6, 100)
    short = [century * 100 + int(y) - (100 if int(y) > pivot else 0) for y in _SHORT_YEAR.findall(text)]
    return tuple(dict.fromkeys((*found, *full, *short)))


def clauses(text: str) -> list[str]:
    """Return a text's clauses: a year in one says nothing of what another names."""
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]
