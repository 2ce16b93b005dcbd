"""Times as LinkedIn writes them: each file in its own way, and some without a zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from tieweave.spelling import plain

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan ene gen sty led oca ian янв січ tam",
            "feb fev lut uno sub фев лют hel",
            "mar maa mrt bre mac мар бер",
            "apr abr avr kwi dub nis апр кві huh",
            "may mai mei mag maj kve мая май тра tou",
            "jun giu juin cze cvn cer haz iun июн чер kes",
            "jul lug juil lip cvc tem iul июл лип hei",
            "aug ago aou sie srp agu ogo авг сер elo",
            "sep set wrz zar eyl сен вер syy",
            "oct okt ott out paz rij eki окт жов lok",
            "nov lis kas noi ноя лис marr",
            "dec dez dic gru pro ara des dis дек гру jou",
        ),
        start=1,
    )
    for name in names.split()
}
"""The beginnings of the months' names in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech,
Turkish, Russian, Ukrainian, Romanian, Malay, Finnish and the languages of Scandinavia, without diacritics."""

_LONGEST = 60
_ZONES = ("utc", "gmt", "z")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d{1,6})?)?\s?(am|pm|a\.m\.|p\.m\.)?\b\.?")
_NUMBERS = re.compile(r"(\d{1,4})([-/.])\s?(\d{1,2})\2\s?(\d{1,4})")
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"[^\W\d_]{3}\.?[- ']\s?'?(\d\d)$")


def day(text: str, *, day_first: bool = False) -> dt.date | None:
    """Return the day that `text` names ("08 Feb 2026", "3. April 2022", "2026-02-08", "2/8/26"), None if it is none.

    Where slashes part numbers, the month comes first unless `day_first`; dots and dashes part a day from its month.
    """
    east_asian = _EAST_ASIAN.search(text[:_LONGEST])
    text = plain(text.strip()[:_LONGEST])
    try:
        if east_asian:
            return dt.date(int(east_asian[1]), int(east_asian[2]), int(east_asian[3]))
        return _numeric(text, day_first) if _NUMBERS.search(text) else _spelt(text)
    except ValueError:
        return None


def moment(text: str, zone: dt.tzinfo, *, day_first: bool = False) -> dt.datetime | None:
    """Return the moment that `text` names, None if it is none.

    `zone` is that of a text that does not say its own, as all but "… UTC" do; a day without a time is its noon.
    """
    date = day(text, day_first=day_first)
    text = plain(" ".join(text[:_LONGEST].split()))
    if date is None:
        return None
    numbers = _NUMBERS.search(text)
    rest = text[numbers.end() :] if numbers else text
    clock = _CLOCK.search(rest)
    if clock is None:
        return dt.datetime.combine(date, dt.time(12), tzinfo=zone)
    hour, minute, second, half = int(clock[1]), int(clock[2]), int(clock[3] or 0), clock[4] or ""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    told = rest[clock.end() :].strip(" ()")
    if told.startswith(_ZONES) or rest[: clock.end() + 1].endswith("z"):
        zone = dt.UTC
    try:
        return dt.datetime.combine(date, dt.time(hour, minute, second), tzinfo=zone)
    except ValueError:
        return None


def day_comes_first(texts: Iterable[str]) -> bool:
    """Return whether dates of one file, parted by slashes, name the day before the month: where one must.

    Without such a one the month comes first, which is how LinkedIn writes them for English.
    """
    for text in texts:
        numbers = _NUMBERS.search(text[:_LONGEST])
        if numbers and numbers[2] == "/" and 12 < int(numbers[1]) <= 31 and int(numbers[3]) <= 12:
            return True
    return False


def year(text: str) -> int | None:
    """Return the year in `text` ("Jan 2020", "2020", "Jan-20"), None where there is none."""
    text = text.strip()[:_LONGEST]
    if found := _YEAR.search(text):
        return int(found[0])
    short = _SHORT_YEAR.search(text)
    return _full(int(short[1])) if short else None


def _numeric(text: str, day_first: bool) -> dt.date | None:
    found = _NUMBERS.search(text)
    if found is None:
        return None
    first, sign, second, third = int(found[1]), found[2], int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return dt.date(first, second, third)
    if len(found[1]) > 2:
        return None
    years = _full(third) if len(found[4]) <= 2 else third
    if sign != "/" or day_first or first > 12:
        return dt.date(years, second, first)
    return dt.date(years, first, second)


def _spelt(text: str) -> dt.date | None:
    """Read "08 feb 2026", "3. april 2022", "3 de abril de 2022", "feb 8, 2026", "4-apr-21"."""
    month = 0
    numbers: list[str] = []
    for word in _WORDS.findall(text):
        if word.isdigit():
            numbers.append(word)
        elif not month:
            month = _MONTHS.get(word[:4]) or _MONTHS.get(word[:3]) or 0
        if month and len(numbers) == 2:
            break
    if not month or len(numbers) < 2:
        return None
    first, second = numbers[:2]
    if len(first) == 4:
        first, second = second, first
    if len(first) > 2 or len(second) not in (2, 4):
        return None
    return dt.date(_full(int(second)) if len(second) == 2 else int(second), month, int(first))


def _full(short: int) -> int:
    """Return the year of two digits: LinkedIn began in 2003, and people's first jobs in the last century."""
    return 2000 + short if short < 60 else 1900 + short
