"""Interactions: how much of ego's contact falls to somebody, on how many days, at what hours, over how long.

Each channel gives one item, an index in log-odds of what the data sets with people's own answers agree on (the terms
and their sources stand in `tie_weights.py`). It is read within ego and within sphere: somebody known through work is
compared with those known through work, anybody else with the rest, and always with the others only, so that more
contact with somebody alone never makes the tie look weaker. The index is bent at both ends: contact may add much, its
absence takes away little, and nothing where the channel does not cover the person at all.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tieweave import tie_weights as weights
from tieweave.evidence.fields import has_private_address
from tieweave.evidence.standing_out import Others
from tieweave.history import Histories
from tieweave.ledger import CLOSE
from tieweave.model import Channel, ChannelHistory, Contact, Evidence, History
from tieweave.resolve.participants import ways

KIND = "interaction"

_WORDS: Mapping[Channel, tuple[str, str, str]] = {
    Channel.EMAIL: ("mail", "mails", "whom you mail with"),
    Channel.MESSAGE: ("message", "messages", "whom you message with"),
    Channel.CALL: ("call", "calls", "whom you call"),
    Channel.MEETING: ("meeting", "meetings", "whom you meet"),
}
_ENOUGH = 30.0
"""Acts of ego's by a channel from which on a great share counts in full: of few acts it says little."""
_PRIOR_SHARES, _PRIOR_OFF_HOURS = 3.0, 0.2
"""Acts that are added to those of the others, and the part of them in time off work."""
_DAYS_A_WEEK = 7.0
_DAYS_A_YEAR = 365.25
_LEAST = 0.03
_TELLING_DAYS = 5
"""Days from which on it says something who began them."""


@attrs.frozen
class _Numbers:
    """What counts of one person's acts by one channel; all of it grows with each further act."""

    volume: float
    days: float
    off_hours: float
    evenings: float
    two_way: float
    shares: float
    span: float


_NOTHING = _Numbers(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@attrs.frozen(kw_only=True)
class Terms:
    """What one person's acts by one channel say, in the terms of the index, each before its weight."""

    share: float
    standing: float
    days: float
    off_hours: float
    span: float
    quick_replies: float = 0.0
    silence: float = 0.0
    nothing: float = -math.inf
    """What no act at all would stand for, where silence could bring the index below that."""

    @property
    def index(self) -> float:
        """The log-odds that the acts stand for."""
        total = weights.AMOUNT * self.share + weights.STANDING * self.standing + weights.DAYS * self.days
        total += weights.OFF_HOURS * self.off_hours + weights.SPAN * self.span
        total += weights.QUICK_REPLIES * self.quick_replies - weights.SILENCE * self.silence
        return max(total, self.nothing)


class _Sphere:
    """The people of one sphere, from whom each one is taken away before they are compared with the rest."""

    def __init__(self, numbers: Iterable[_Numbers]) -> None:
        held = list(numbers)
        self.people = len(held)
        self.volume = math.fsum(one.volume for one in held)
        self.shares = math.fsum(one.shares for one in held)
        self.off_hours = math.fsum(one.off_hours for one in held)
        self.amounts = Others(math.log1p(one.volume) for one in held)
        self.spans = Others(one.span for one in held)


def evidence(
    contacts: Sequence[Contact], found: Histories, at_work: Sequence[bool], now: dt.datetime
) -> Iterator[Evidence]:
    """Yield what the interactions with each contact say of closeness: kind "interaction", one item a channel.

    `at_work` says of each contact, in their order, whether they are known through work.
    """
    said: dict[str, list[Evidence]] = {}
    named = [ways(contact) for contact in contacts]
    having = Counter(itertools.chain.from_iterable(named))
    unheard = {contact.id for contact, history in zip(contacts, found.of, strict=True) if history is None}
    for channel in Channel:
        reached = {way: who for (by, way), who in found.reached.items() if by is channel}
        if reached or any(_page(history, channel) for history in found.of):
            coverage = [
                max((_covered(reached[way], having[way], at) for way in ways_of_one if way in reached), default=0.0)
                for at, ways_of_one in enumerate(named)
            ]
            until = _until(channel, found.recorded, now)
            for item in _by_channel(channel, coverage, contacts, found.of, at_work, until):
                said.setdefault(item.contact, []).append(item)
    for person, items in said.items():
        yield from _together(items, person in unheard)


def _together(items: Sequence[Evidence], unheard: bool) -> Iterator[Evidence]:
    """Yield what several channels say: little contact by one of them takes nothing away from another.

    Of whom nothing is heard at all, the channel tells that would tell most of them.
    """
    if unheard:
        yield min(items, key=lambda item: (item.weight, item.detail))
        return
    best = max(items, key=lambda item: (item.weight, item.detail))
    yield from (item if item is best or item.weight > 0 else attrs.evolve(item, weight=0.0) for item in items)


def _by_channel(
    channel: Channel,
    coverage: Sequence[float],
    contacts: Sequence[Contact],
    histories: Sequence[History | None],
    at_work: Sequence[bool],
    until: dt.date,
) -> Iterator[Evidence]:
    pages = [_page(history, channel) for history in histories]
    numbers = [None if page is None else _numbers(page) for page in pages]
    read = _read(pages, numbers, histories, at_work, until)
    volumes = sorted(one.volume for one in numbers if one is not None)
    everyone = len(contacts)
    for at, (contact, said) in enumerate(zip(contacts, read, strict=True)):
        if contact.kind != "individual":
            continue
        one, page, history, covered = numbers[at], pages[at], histories[at], coverage[at]
        # Whom one writes to one need not call: the absence of a channel only counts where there is no other.
        if page is None and (history is not None or not covered):
            continue
        weight = _bent(said.index, covered, _most(channel, contact, at_work[at], one))
        if abs(weight) < _LEAST:
            if page is None:
                continue
            weight = 0.0
        yield Evidence(
            kind=KIND,
            detail=_detail(channel, page, history, volumes, one, everyone),
            toward=CLOSE,
            weight=round(weight, 4),
            source="tieweave",
            contact=contact.id,
        )


def terms(
    channel: Channel, histories: Sequence[History | None], at_work: Sequence[bool], now: dt.datetime
) -> Iterator[Terms]:
    """Return what the acts with each person by one channel say, in the terms of the index, in the order of the people.

    `at_work` says of each whether they are known through work.
    """
    pages = [_page(history, channel) for history in histories]
    numbers = [None if page is None else _numbers(page) for page in pages]
    return _read(pages, numbers, histories, at_work, _until(channel, histories, now))


def _read(
    pages: Sequence[ChannelHistory | None],
    numbers: Sequence[_Numbers | None],
    histories: Sequence[History | None],
    at_work: Sequence[bool],
    until: dt.date,
) -> Iterator[Terms]:
    spheres = {
        sphere: _Sphere(one for one, work in zip(numbers, at_work, strict=True) if one is not None and work is sphere)
        for sphere in (True, False)
    }
    for one, work, page, history in zip(numbers, at_work, pages, histories, strict=True):
        yield _terms(one, spheres[work], page, history, until)


def _until(channel: Channel, recorded: Sequence[History | None], now: dt.datetime) -> dt.date:
    """Return the day up to which a channel tells: what was exported years ago says nothing of the time since."""
    pages = (_page(history, channel) for history in recorded)
    return min(now.date(), max((page.last for page in pages if page is not None), default=now.date()))


def _page(history: History | None, channel: Channel) -> ChannelHistory | None:
    if history is None:
        return None
    return next((page for page in history.channels if page.channel is channel), None)


def _numbers(page: ChannelHistory) -> _Numbers:
    """Return what counts of a person's acts: one-sided ones less."""
    return _Numbers(
        volume=(1 - weights.MUTUAL) * page.volume + weights.MUTUAL * page.two_way_volume,
        days=page.day_shares,
        off_hours=page.free_shares,
        evenings=page.evening_shares,
        two_way=page.two_way_volume,
        shares=page.shares,
        span=math.log1p((page.last - page.first).days / _DAYS_A_WEEK),
    )


def _terms(
    one: _Numbers | None, sphere: _Sphere, page: ChannelHistory | None, history: History | None, until: dt.date
) -> Terms:
    """Return what a person's acts say beside those of the others; `until` is the day up to which the log tells."""
    silent = 0.0 if page is None else max(0.0, (until - page.last).days / _DAYS_A_YEAR)
    nothing = -math.inf
    if one is not None and silent > 1:
        nothing = _beside(_NOTHING, one, sphere).index
    return attrs.evolve(
        _beside(one or _NOTHING, one, sphere),
        quick_replies=0.0 if page is None or history is None else math.log1p(history.quick_replies),
        silence=math.log2(max(1.0, silent)),
        nothing=nothing,
    )


def _beside(numbers: _Numbers, own: _Numbers | None, sphere: _Sphere) -> Terms:
    """Return what numbers say beside those of a sphere, without what it holds of the person's `own`."""
    among = own is not None
    held = own or _NOTHING
    others = sphere.people - among
    shares = max(0.0, sphere.shares - held.shares)
    # Volume is counted in acts of the length that is usual with the others.
    usual_volume = (sphere.volume - held.volume) / shares if shares > _LEAST else 1.0
    amount = numbers.volume / max(usual_volume, _LEAST)
    share = math.log((amount + 1) / (amount + 1 + shares + others) / weights.USUAL_SHARE)
    if share > 0:
        share *= min(1.0, (shares + numbers.shares) / _ENOUGH)
    off_hours = max(0.0, sphere.off_hours - held.off_hours)
    habit = (off_hours + _PRIOR_SHARES * _PRIOR_OFF_HOURS) / (shares + _PRIOR_SHARES)
    # Where hardly any of ego's acts are in time off work, to have none there is nothing to wonder at.
    usual = math.log1p(weights.USUAL_OFF_HOURS) * min(1.0, habit / _PRIOR_OFF_HOURS)
    return Terms(
        share=share,
        standing=sphere.amounts.standing(math.log1p(numbers.volume), math.log1p(held.volume) if among else None),
        days=math.log1p(numbers.days) - math.log1p(weights.USUAL_DAYS),
        off_hours=(1 - habit) * (math.log1p(numbers.off_hours) - usual),
        span=sphere.spans.standing(numbers.span, held.span if among else None),
    )


def _covered(reached: frozenset[int], having: int, at: int) -> float:
    """Return how far a channel covers people who can be named in a way: the share of the others who are in it."""
    others = having - 1
    return (len(reached) - (at in reached)) / others if others else 0.0


def _bent(index: float, covered: float, most: float) -> float:
    """Return the index bent so that it adds at most `most`, and takes away no more than absence may."""
    if index >= 0:
        return most * math.tanh(index / most)
    depth = weights.ABSENCE * covered
    return depth * math.expm1(index / depth) if depth else 0.0


def _most(channel: Channel, contact: Contact, work: bool, one: _Numbers | None) -> float:
    if channel is Channel.EMAIL and (work or not has_private_address(contact)):
        return weights.MOST_OF_IMPERSONAL_MAIL
    if channel is Channel.EMAIL:
        answered = 0.0 if one is None else one.two_way
        return min(weights.MOST, weights.MOST_OF_IMPERSONAL_MAIL + weights.ANSWERED_MAIL * math.log1p(answered))
    if work:
        free = 0.0 if one is None else one.evenings
        return weights.MOST_AT_WORK + weights.OFF_HOURS_AT_WORK * math.log1p(free)
    return weights.MOST


def _detail(
    channel: Channel,
    page: ChannelHistory | None,
    history: History | None,
    volumes: Sequence[float],
    one: _Numbers | None,
    everyone: int,
) -> str:
    single, plural, whom = _WORDS[channel]
    if page is None or one is None:
        return f"no {plural}, though {len(volumes):,} of {everyone:,} people are among those {whom}"
    count = f"{page.acts:,} {single if page.acts == 1 else plural}"
    when = f"in {page.last:%B %Y}" if page.days == 1 else f"on {page.days:,} days, the last in {page.last:%B %Y}"
    said = [f"{count} {when}"]
    if page.last.year - page.first.year > 1:
        said.append(f"the first in {page.first.year}")
    if page.off_hours:
        said.append(f"{page.off_hours:,} in time off work")
    if page.days >= _TELLING_DAYS and channel is not Channel.MEETING:
        said.append(f"begun by you on {page.started_by_ego:,} of the days")
    if history is not None and history.quick_replies and channel in (Channel.EMAIL, Channel.MESSAGE):
        said.append(f"{history.quick_replies:,} quick answers" if history.quick_replies > 1 else "a quick answer")
    if rank := bisect.bisect_left(volumes, one.volume):
        said.append(f"more than with {rank:,} of the other {len(volumes) - 1:,} {whom}")
    return ", ".join(said)
