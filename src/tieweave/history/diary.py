"""A diary: the acts with one person, kept small, and the history they add up to.

An act takes twelve bytes: the second it happened, and a word of 32 bits with all else that counts. They are sorted when
they are added up, so that their order in the sources changes nothing, not even the last digit of a sum.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import statistics
from array import array
from collections.abc import Sequence

from tieweave.history.times import is_at_night, is_off_hours
from tieweave.model import Channel, ChannelHistory, Direction, History, Interaction

_CHANNELS = tuple(Channel)
_CHANNEL = {channel: at for at, channel in enumerate(_CHANNELS)}
_DIRECTION = {Direction.IN: 1, Direction.OUT: 2, Direction.BOTH: 3}
_TO_EGO, _FROM_EGO = 1, 2

# The word of an act, from its lowest bit: off-hours, night, alone, two bits of direction, two of channel, two of how
# far the day by the act's own clock is from that in UTC, and the volume.
_OFF, _NIGHT, _ALONE = 1, 2, 4
_DIRECTION_AT, _CHANNEL_AT, _DAY_AT, _VOLUME_AT = 3, 5, 7, 9
_UNIT = 1 << 18
"""Parts into which a volume of one is divided: an act with thousands still counts for something."""
_MOST_VOLUME = (1 << (32 - _VOLUME_AT)) - 1

_DAY = 86_400
_EPOCH_DAY = dt.date(1970, 1, 1).toordinal()

_EXTRA_PER_SECOND = 1 / 600
"""A talk of ten minutes counts for two short ones …"""
_MOST_SECONDS = 2 * 3600
"""… and one of two hours or a whole day for thirteen."""
_WITH_LENGTH = frozenset({Channel.CALL, Channel.MEETING})

QUICK_HOURS = 8.0
"""Between the 7 hours in which friends answer and the 11 of colleagues (Wuchty & Uzzi, PLoS ONE 2011)."""


class Diary:
    """The acts with one person, noted one by one, in any order; `when` is the time of any of them."""

    __slots__ = ("_first", "_last", "_seconds", "_when", "_words")

    def __init__(self, when: dt.datetime) -> None:
        self._when = array("q")
        self._words = array("I")
        self._seconds: dict[int, int] = {}
        self._first = self._last = when

    def note(self, act: Interaction) -> None:
        """Note an act with the person."""
        when, channel = act.when, act.channel
        second = int(when.timestamp() // 1)
        if when <= self._first:
            self._first = min(self._first, when, key=_moment)
        if when >= self._last:
            self._last = max(self._last, when, key=_moment)
        volume = act.share
        if act.duration is not None and channel in _WITH_LENGTH:
            lasted = act.duration if 0 <= act.duration < math.inf else 0.0
            volume *= 1 + min(lasted, _MOST_SECONDS) * _EXTRA_PER_SECOND
            at = _CHANNEL[channel]
            self._seconds[at] = self._seconds.get(at, 0) + int(lasted)
        word = min(_MOST_VOLUME, round(volume * _UNIT)) << _VOLUME_AT
        word |= (when.toordinal() - _EPOCH_DAY - second // _DAY + 1) << _DAY_AT
        word |= _CHANNEL[channel] << _CHANNEL_AT | _DIRECTION[act.direction] << _DIRECTION_AT
        if len(act.participants) == 1:
            word |= _ALONE
        if is_off_hours(when, channel):
            word |= _OFF
            if is_at_night(when):
                word |= _NIGHT
        self._when.append(second)
        self._words.append(word)

    def history(self, reply_hours: Sequence[float] = ()) -> History:
        """Return what the acts add up to; `reply_hours` are the times until answers."""
        acts = sorted(zip(self._when, self._words, strict=True))
        pages: dict[int, _Page] = {}
        days: dict[int, None] = {}
        for second, word in acts:
            at = word >> _CHANNEL_AT & 3
            page = pages.get(at)
            if page is None:
                page = pages[at] = _Page()
            day = second // _DAY + (word >> _DAY_AT & 3) - 1
            days[day] = None
            page.add(day, word)
        gaps = _gaps(list(days))
        return History(
            acts=len(acts),
            days=len(days),
            first=self._first,
            last=self._last,
            gap=statistics.median(gaps) if len(gaps) > 1 else None,
            longest_gap=max(gaps) if len(gaps) > 1 else None,
            channels=[pages[at].history(_CHANNELS[at], self._seconds.get(at, 0)) for at in sorted(pages)],
            replies=len(reply_hours),
            quick_replies=sum(hours <= QUICK_HOURS for hours in reply_hours),
            reply_hours=statistics.median(reply_hours) if reply_hours else None,
        )


class _Page:
    """What the acts by one channel add up to so far; they come in the order of time."""

    __slots__ = (
        "acts", "alone", "by_ego", "by_them", "days", "night",
        "off", "received", "received_volume", "sent", "sent_volume", "volume",
    )  # fmt: skip

    def __init__(self) -> None:
        self.acts = self.volume = self.sent = self.received = self.alone = 0
        self.off = self.night = self.by_ego = self.by_them = self.sent_volume = self.received_volume = 0
        self.days: set[int] = set()

    def add(self, day: int, word: int) -> None:
        self.acts += 1
        volume = word >> _VOLUME_AT
        self.volume += volume
        direction = word >> _DIRECTION_AT & 3
        if direction & _FROM_EGO:
            self.sent += 1
            self.sent_volume += volume
        if direction & _TO_EGO:
            self.received += 1
            self.received_volume += volume
        if day not in self.days:
            self.days.add(day)
            if direction & _FROM_EGO:
                self.by_ego += 1
            if direction & _TO_EGO:
                self.by_them += 1
        if word & _ALONE:
            self.alone += 1
        if word & _OFF:
            self.off += 1
            if word & _NIGHT:
                self.night += 1

    def history(self, channel: Channel, seconds: int) -> ChannelHistory:
        return ChannelHistory(
            channel=channel,
            acts=self.acts,
            volume=self.volume / _UNIT,
            days=len(self.days),
            first=dt.date.fromordinal(_EPOCH_DAY + min(self.days)),
            last=dt.date.fromordinal(_EPOCH_DAY + max(self.days)),
            two_way_volume=min(self.volume, 2 * min(self.sent_volume, self.received_volume)) / _UNIT,
            sent=self.sent,
            received=self.received,
            alone=self.alone,
            off_hours=self.off,
            night=self.night,
            started_by_ego=self.by_ego,
            started_by_them=self.by_them,
            seconds=seconds,
        )


def _moment(when: dt.datetime) -> tuple[dt.datetime, dt.timedelta]:
    """Return what tells two times apart: of one instant in two zones, the one further east comes last."""
    return when, when.utcoffset() or dt.timedelta(0)


def _gaps(days: list[int]) -> list[int]:
    # Around midnight the days of two time zones may come in the wrong order.
    days = sorted(days)
    return [later - earlier for earlier, later in itertools.pairwise(days)]
