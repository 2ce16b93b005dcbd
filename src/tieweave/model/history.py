"""A history: what the interactions with one person add up to."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable

import attrs

from tieweave.model.interaction import Channel

_YEAR = 365.25
_DAY_ZERO = dt.date(1970, 1, 1).toordinal()
_SILENT_TIMES = 8
"""After Navarro et al. (EPJ Data Science 2017): a silence of eight times the usual interval usually ends a tie."""


@attrs.frozen(kw_only=True)
class ChannelHistory:
    """The interactions with one person by one channel.

    `acts` is their number, `shares` the sum of their shares (`Interaction.share`), and `volume` the same with each
    minute of a call or meeting counting for one act more, up to an hour; `two_way_volume` is that part of it which each
    of the two gave as much of as the other. `days` counts distinct days; `first` and `last` are the days it began and
    ended.

    `off_hours` counts the acts in time off work (from 19 to 7 and the weekend, for calls and meetings also the lunch
    break from 12 to 14, by the clock of the act), `night` those from 22 to 5, and `lunch` those in the lunch break.
    What was done with many counts less: `day_shares` is the sum of what each day counts for, at most 1; `free_shares`
    that of the acts in time off work, and `evening_shares` that of those not in the lunch break.

    `sent`, `received` and `alone` count the acts from ego, to ego (a meeting is both), and with nobody else.
    `started_by_ego` and `started_by_them` count the days that began with an act of one or the other. `seconds` is the
    time spent, as far as the source says.
    """

    channel: Channel
    acts: int
    volume: float
    days: int
    first: dt.date
    last: dt.date
    shares: float = 0.0
    two_way_volume: float = 0.0
    day_shares: float = 0.0
    free_shares: float = 0.0
    evening_shares: float = 0.0
    sent: int = 0
    received: int = 0
    alone: int = 0
    off_hours: int = 0
    night: int = 0
    lunch: int = 0
    started_by_ego: int = 0
    started_by_them: int = 0
    seconds: int = 0


def _channels(values: Iterable[ChannelHistory]) -> tuple[ChannelHistory, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class History:
    """What the interactions with one person add up to, over all channels; times are aware datetimes.

    `gap` is the median number of days between one day of contact and the next, `longest_gap` the greatest; None with
    fewer than three days. `replies` counts the answers that one of the two gave the other, `quick_replies` those within
    eight hours (the friends' seven, the colleagues' eleven and the others' fifty of Wuchty & Uzzi, PLoS ONE 2011), and
    `reply_hours` is the median time until an answer, None where none is known. `dates` are the days of contact,
    the earliest first, in four bytes each: numbers of days since 1970 in the machine's own order (`array("i")`).
    """

    acts: int
    days: int
    first: dt.datetime
    last: dt.datetime
    gap: float | None = None
    longest_gap: int | None = None
    channels: tuple[ChannelHistory, ...] = attrs.field(default=(), converter=_channels)
    replies: int = 0
    quick_replies: int = 0
    reply_hours: float | None = None
    dates: bytes = attrs.field(default=b"", repr=False)

    @property
    def months(self) -> tuple[tuple[dt.date, int], ...]:
        """The months with contact, the oldest first: the first day of the month, and on how many days of it there was.

        Found from the `dates` when it is asked for, since only few ask.
        """
        days = array("i")
        days.frombytes(self.dates)
        return tuple(Counter(dt.date.fromordinal(_DAY_ZERO + day).replace(day=1) for day in days).items())

    @property
    def volume(self) -> float:
        """The sum of the shares over all channels."""
        return sum(page.volume for page in self.channels)

    @property
    def span(self) -> float:
        """The days from the first contact to the last."""
        return (self.last - self.first).total_seconds() / 86_400

    def silence(self, now: dt.datetime) -> float:
        """Return the days since the last contact, 0 where that lies ahead."""
        return max(0.0, (now - self.last).total_seconds() / 86_400)

    def is_dormant(self, now: dt.datetime) -> bool:
        """Return whether the tie sleeps: silent for over a year, and for over eight times the usual gap if known."""
        silence = self.silence(now)
        return silence > _YEAR and (self.gap is None or silence > _SILENT_TIMES * self.gap)
