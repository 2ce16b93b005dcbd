"""Which part of a date is the day: found out from the chats themselves.

Each order is tried on every date. The one that gives days of the calendar, none of them to come and none from before
there was WhatsApp, is right; then the one in which the chat never runs backwards; then the one in which its days lie
closest together, for people write on the next day more often than on the same day of the next month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from tieweave_phone.settings import ORDERS
from tieweave_phone.whatsapp.stamps import Shape, Stamp

_FOUNDED = dt.date(2009, 1, 1)
_BUDDHIST = (2500, 2600)
_BUDDHIST_AHEAD = 543
_PERSIAN = (1380, 1480)
_NOWRUZ = 226_895  # the ordinal of 1 Farvardin of the year 1, by the rule of 8 leap years in 33
_CLOSER = 4
"""How many times closer the days of one reading must lie."""
_ENOUGH_DAYS = 4
"""Days that a chat must have before their closeness says anything."""


@attrs.define
class Reading:
    """What one order makes of the dates of one chat."""

    order: str
    wrong: int = 0
    backward: int = 0
    days: int = 0
    first: int = 0
    last: int = 0
    _previous: int = 0

    def add(self, parts: tuple[str, str, str], latest: dt.date) -> None:
        """Take the next date of the chat, none of which may lie after `latest`."""
        day = date(self.order, parts)
        if day is None or not _FOUNDED <= day <= latest:
            self.wrong += 1
            return
        ordinal = day.toordinal()
        self.backward += ordinal < self._previous
        self.days += ordinal != self._previous
        self.first = min(self.first or ordinal, ordinal)
        self.last = max(self.last, ordinal)
        self._previous = ordinal


@attrs.frozen
class Verdict:
    """The order of the dates, and what it was decided by; `assumed` where nothing in the chats decides it."""

    order: str
    why: str
    assumed: bool = False


@attrs.define
class Dates:
    """The dates of one chat, read in every order, and how they are written."""

    latest: dt.date
    readings: tuple[Reading, ...] = attrs.field(factory=lambda: tuple(Reading(order) for order in ORDERS))
    halves: set[str] = attrs.field(factory=set)
    padded: bool = False
    _previous: tuple[str, str, str] = ("", "", "")

    def add(self, stamp: Stamp) -> None:
        """Take the next stamp of the chat."""
        if stamp.half and len(self.halves) < 4:
            self.halves.add(stamp.half)
        if stamp.parts == self._previous:
            return
        self._previous = stamp.parts
        self.padded = self.padded or any(part[:1] == "0" for part in stamp.parts[:2])
        for reading in self.readings:
            reading.add(stamp.parts, self.latest)


def verdict(shape: Shape, chats: Sequence[Dates]) -> Verdict:
    """Return the order in which the dates of `chats`, all of one `shape` and so of one phone, are written."""
    if shape.year_first:
        return Verdict("ymd", "the year stands first")
    summed = {
        order: [reading for chat in chats for reading in chat.readings if reading.order == order] for order in ORDERS
    }
    orders = [order for order in ORDERS if not (shape.year_last and order == "ymd")]
    fewest = min(sum(one.wrong for one in summed[order]) for order in orders)
    orders = [order for order in orders if sum(one.wrong for one in summed[order]) == fewest]
    if len(orders) == 1:
        return Verdict(orders[0], "no other order gives possible dates")
    fewest = min(sum(one.backward for one in summed[order]) for order in orders)
    orders = [order for order in orders if sum(one.backward for one in summed[order]) == fewest]
    if len(orders) == 1:
        return Verdict(orders[0], "in any other order the chat would run backwards")
    custom, why = _custom(shape, chats)
    if custom in orders:
        return Verdict(custom, why)
    spans = {order: sum(one.last - one.first for one in summed[order]) for order in orders if order != "ymd"}
    days = sum(one.days for one in summed[orders[0]])
    if len(spans) == 2 and days >= _ENOUGH_DAYS:
        closest, widest = sorted(spans, key=lambda order: spans[order])
        if spans[closest] * _CLOSER <= spans[widest]:
            return Verdict(closest, "its days lie closer together than in any other order")
    return Verdict(orders[0], "nothing in the chat decides it", assumed=True)


def date(order: str, parts: tuple[str, str, str]) -> dt.date | None:
    """Return the day that three parts mean in an order; None where there is no such day."""
    by_letter = dict(zip(order, parts, strict=True))
    year, month, day = by_letter["y"], int(by_letter["m"]), int(by_letter["d"])
    if len(year) not in (2, 4):
        return None
    number = int(year) + (2000 if len(year) == 2 else 0)
    if _BUDDHIST[0] < number < _BUDDHIST[1]:
        number -= _BUDDHIST_AHEAD
    try:
        return _persian(number, month, day) if _PERSIAN[0] < number < _PERSIAN[1] else dt.date(number, month, day)
    except ValueError:
        return None


def _persian(year: int, month: int, day: int) -> dt.date:
    """Return a day of the solar Hijri calendar: six months of 31 days, the others of 30, the last of 29 or 30."""
    if not 1 <= month <= 12 or not 1 <= day <= (31 if month < 7 else 30):
        raise ValueError
    before = (month - 1) * 31 if month < 8 else 186 + (month - 7) * 30
    return dt.date.fromordinal(_NOWRUZ + 365 * (year - 1) + (8 * year + 21) // 33 + before + day - 1)


def _custom(shape: Shape, chats: Iterable[Dates]) -> tuple[str, str]:
    """Return the order that goes with how the rest is written, "" where that says nothing.

    The regions that write the month first (Unicode CLDR 46: en-US, en-PH and few others) write neither dots nor zeros
    before a single figure, and `AM` in capitals; those that put a zero there write the day first.
    """
    chats = list(chats)
    halves = {half for chat in chats for half in chat.halves}
    if any("가" <= half[:1] <= "힣" or "一" <= half[:1] <= "鿿" for half in halves):
        return "ymd", "the clock is that of regions which write the year first"
    if shape.sign != "/":
        return "dmy", f"dates with {shape.sign!r} have the day first"
    if any(chat.padded for chat in chats):
        return "dmy", "dates with zeros before single figures have the day first"
    if halves and halves <= {"AM", "PM"}:
        return "mdy", "the clock is that of the United States"
    return "", ""
