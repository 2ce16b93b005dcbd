"""A diary: the acts with one person, kept small, and the history they add up to.

An act takes twelve bytes: the second it happened, and a word of 32 bits with all else that counts. They are sorted when
they are added up, so that their order in the sources changes nothing, not even the last digit of a sum.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
from array import array
from collections.abc import Sequence

from tieweave.history.times import is_at_night, is_lunch, is_off_hours
from tieweave.model import Channel, ChannelHistory, Direction, History, Interaction

_CHANNELS = tuple(Channel)
_TO_EGO, _FROM_EGO = 1, 2

# The word of an act, from its lowest bit: off-hours, night, lunch break, alone, two bits of direction, two of channel,
# two of how far the day by the act's own clock is from that in UTC, seven of its length, and its share.
_OFF, _NIGHT, _LUNCH, _ALONE = 1, 2, 4, 8
_DIRECTION_AT, _CHANNEL_AT, _DAY_AT, _LENGTH_AT, _SHARE_AT = 4, 6, 8, 10, 17
_UNIT = (1 << 15) - 1
"""Parts into which a share of one is divided: an act with thousands still counts for something."""

_DAY = 86_400
_EPOCH_DAY = dt.date(1970, 1, 1).toordinal()

_STEP = 30.0
_MOST_STEPS = 127
"""Lengths are kept in steps of half a minute, up to an hour: what lasts longer is no closer."""
_WITHOUT_LENGTH = 2
"""Steps for which an act counts whatever its length: of two talks, one of a minute and one of ten, the first is not a
tenth of the other."""
_LONGEST = 30.0 * _DAY
"""What is said to last longer is a mistake; no more than that is counted."""

QUICK_HOURS = 8.0
"""Between the 7 hours in which friends answer and the 11 of colleagues (Wuchty & Uzzi, PLoS ONE 2011)."""


def number_of(channel: Channel) -> int:
    """Return a channel's place among the channels."""
    if channel is Channel.EMAIL:
        return 0
    if channel is Channel.MESSAGE:
        return 1
    return 2 if channel is Channel.CALL else 3


Noted = tuple[dt.datetime, float, int, int]
"""What is noted of an act, the same for all who took part: the time, the moment, its word, the seconds it lasted."""


def noted(act: Interaction) -> Noted:
    """Return what is to be noted of an act."""
    when, channel, direction = act.when, act.channel, act.direction
    moment = when.timestamp()
    several = len(act.participants)
    word = round(act.weight * _UNIT / several if several > 1 else act.weight * _UNIT) << _SHARE_AT
    lasted = 0.0
    if act.duration is not None and (channel is Channel.CALL or channel is Channel.MEETING):
        lasted = min(act.duration, _LONGEST) if act.duration > 0 else 0.0
        word |= min(_MOST_STEPS, round(lasted / _STEP)) << _LENGTH_AT
    word |= (when.toordinal() - _EPOCH_DAY - int(moment // _DAY) + 1) << _DAY_AT
    # By identity: an Enum member's hash takes longer than all else here.
    way = _TO_EGO if direction is Direction.IN else _FROM_EGO if direction is Direction.OUT else _TO_EGO | _FROM_EGO
    word |= number_of(channel) << _CHANNEL_AT | way << _DIRECTION_AT
    if several == 1:
        word |= _ALONE
    if is_off_hours(when, channel):
        word |= _OFF
        if is_at_night(when):
            word |= _NIGHT
        elif is_lunch(when):
            word |= _LUNCH
    return when, moment, word, int(lasted)


class Diary:
    """The acts with one person, noted one by one, in any order; `when` is the time of any of them."""

    __slots__ = ("_first", "_first_moment", "_last", "_last_moment", "_seconds", "_when", "_words")

    def __init__(self, when: dt.datetime) -> None:
        self._when = array("q")
        self._words = array("I")
        self._seconds: dict[int, int] = {}
        self._first = self._last = when
        self._first_moment = self._last_moment = when.timestamp()

    def note(self, act: Noted) -> None:
        """Note an act with the person."""
        when, moment, word, lasted = act
        # Not by comparing the times: of one zone, those compare by the clock on the wall, which is set back in autumn.
        if moment <= self._first_moment:
            self._first, self._first_moment = min(self._first, when, key=_instant), moment
        if moment >= self._last_moment:
            self._last, self._last_moment = max(self._last, when, key=_instant), moment
        if lasted:
            at = word >> _CHANNEL_AT & 3
            self._seconds[at] = self._seconds.get(at, 0) + lasted
        self._when.append(int(moment // 1))
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
        # Around midnight the days of two time zones may come in the wrong order.
        in_order = sorted(days)
        gaps = [later - earlier for earlier, later in itertools.pairwise(in_order)]
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
            dates=array("i", in_order).tobytes(),
        )


class _Page:
    """What the acts by one channel add up to so far; they come in the order of time."""

    __slots__ = (
        "acts", "alone", "by_ego", "by_them", "days", "evenings", "free", "lunch", "night", "off", "received",
        "received_volume", "sent", "sent_volume", "shares", "volume",
    )  # fmt: skip

    def __init__(self) -> None:
        self.acts = self.shares = self.volume = self.sent = self.sent_volume = self.received = self.received_volume = 0
        self.alone = self.off = self.night = self.lunch = self.by_ego = self.by_them = self.free = self.evenings = 0
        self.days: dict[int, int] = {}

    def add(self, day: int, word: int) -> None:
        share = word >> _SHARE_AT
        volume = share * (_WITHOUT_LENGTH + (word >> _LENGTH_AT & 127)) // _WITHOUT_LENGTH
        direction = word >> _DIRECTION_AT & 3
        self.acts += 1
        self.shares += share
        self.volume += volume
        if direction & _FROM_EGO:
            self.sent += 1
            self.sent_volume += volume
        if direction & _TO_EGO:
            self.received += 1
            self.received_volume += volume
        so_far = self.days.get(day)
        if so_far is None:
            self.days[day] = share
            if direction & _FROM_EGO:
                self.by_ego += 1
            if direction & _TO_EGO:
                self.by_them += 1
        else:
            self.days[day] = min(_UNIT, so_far + share)
        if word & _ALONE:
            self.alone += 1
        if word & _OFF:
            self.off += 1
            self.free += share
            if word & _LUNCH:
                self.lunch += 1
            else:
                self.evenings += share
                if word & _NIGHT:
                    self.night += 1

    def history(self, channel: Channel, seconds: int) -> ChannelHistory:
        return ChannelHistory(
            channel=channel,
            acts=self.acts,
            shares=self.shares / _UNIT,
            volume=self.volume / _UNIT,
            days=len(self.days),
            first=dt.date.fromordinal(_EPOCH_DAY + min(self.days)),
            last=dt.date.fromordinal(_EPOCH_DAY + max(self.days)),
            two_way_volume=min(self.volume, 2 * min(self.sent_volume, self.received_volume)) / _UNIT,
            day_shares=sum(self.days.values()) / _UNIT,
            free_shares=self.free / _UNIT,
            evening_shares=self.evenings / _UNIT,
            sent=self.sent,
            received=self.received,
            alone=self.alone,
            off_hours=self.off,
            night=self.night,
            lunch=self.lunch,
            started_by_ego=self.by_ego,
            started_by_them=self.by_them,
            seconds=seconds,
        )


def _instant(when: dt.datetime) -> tuple[float, dt.timedelta]:
    """Return what tells two times apart: of one instant in two zones, the one further east comes last."""
    return when.timestamp(), when.utcoffset() or dt.timedelta(0)
