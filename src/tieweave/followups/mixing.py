"""The mix: which of all candidates come into which week.

What asks for nothing and asks take turns, in this order, so that over the plan there is never more than one ask more;
of five at most two ask about work and one asks a close one for support. What stands already counts as if it
had been chosen now, so that making the plan again changes nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Sequence

import attrs

from tieweave.followups.booking import Booked
from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Slots
from tieweave.followups.offers import NEWS, NEWS_BEFORE_AN_ASK, Offer
from tieweave.followups.people import Situation
from tieweave.followups.pools import Pools
from tieweave.followups.spreading import have_days, spread
from tieweave.model import FollowUp, Purpose

_WORK = 0.4
_SUPPORT = 0.2
"""The shares of a week that ask about work, and close people for support: two and one of five."""


@attrs.define(eq=False)
class Tally:
    """How much there is of what: in all weeks so far, or in one."""

    work: int = 0
    support: int = 0
    close: int = 0
    wider: int = 0

    @property
    def asks(self) -> int:
        """Asks of any kind."""
        return self.work + self.support

    @property
    def others(self) -> int:
        """What asks for nothing."""
        return self.close + self.wider

    def add(self, purpose: Purpose, *, close: bool) -> None:
        """Count one more."""
        if purpose is Purpose.SUPPORT:
            self.support += 1
        elif purpose.asks:
            self.work += 1
        elif close:
            self.close += 1
        else:
            self.wider += 1


@attrs.define(eq=False, kw_only=True)
class _Week:
    """One week as it fills."""

    first: dt.date | None
    working: int
    private: int
    wishes: list[Candidate]
    tally: Tally = attrs.Factory(Tally)
    origins: set[Hashable] = attrs.Factory(set)
    chosen: list[Candidate] = attrs.Factory(list)

    def has_a_day(self, candidate: Candidate) -> bool:
        """Say whether a day is left for a candidate."""
        return candidate.due is not None or have_days([*self.chosen, candidate], self.working, self.private)


@attrs.define(eq=False, kw_only=True)
class Mix:
    """Fills the weeks, one after the other, from the `pools`; `taken` are the ids of those who are turned to already.

    `work` are the asks about work that are left, the best first.
    """

    per_week: int
    slots: Slots
    taken: set[str]
    situation: Situation
    pools: Pools
    work: Sequence[Candidate] = attrs.field(init=False)
    total: Tally = attrs.Factory(Tally)

    @work.default
    def _all_work(self) -> Sequence[Candidate]:
        return self.pools.work

    def count(self, *purposes: Purpose) -> None:
        """Count what is in no week, as thanks are."""
        for purpose in purposes:
            self.total.add(purpose, close=False)

    def hold(self, booked: Booked) -> None:
        """Count what stands in a week: of all weeks before the first is filled, so that they balance together."""
        for follow_up in booked.counted:
            self.total.add(follow_up.purpose, close=self._is_close(follow_up))

    def fill(self, booked: Booked, room: int) -> list[tuple[Candidate, dt.date]]:
        """Return what comes into a week that has `room` for so many more, with the days; what is booked is among it."""
        days = (*booked.week.working, *booked.week.private)
        week = _Week(
            first=min(days, default=None),
            working=len(self.slots.free(booked.week.working)),
            private=len(self.slots.free(booked.week.private)),
            wishes=list(booked.wishes),
        )
        for follow_up in booked.counted:
            week.tally.add(follow_up.purpose, close=self._is_close(follow_up))
            if follow_up.purpose.asks:
                week.origins |= self.pools.origins(follow_up.contact.id)
        for candidate in (*booked.dated, *booked.first):
            self._choose(week, candidate)
        while room > 0 and (found := self._next(week)) is not None:
            self._choose(week, found)
            room -= 1
        return spread(week.chosen, booked.week, self.slots)

    def _is_close(self, follow_up: FollowUp) -> bool:
        person = self.situation.people.get(follow_up.contact.id)
        return person is not None and person.is_close

    def _choose(self, week: _Week, candidate: Candidate) -> None:
        self.taken.add(candidate.person.id)
        week.chosen.append(candidate)
        week.tally.add(candidate.purpose, close=candidate.person.is_close)
        self.total.add(candidate.purpose, close=candidate.person.is_close)
        if candidate.purpose.asks:
            week.origins |= candidate.origins

    def _next(self, week: _Week) -> Candidate | None:
        """Return what comes next: something that asks for nothing first, then an ask in its turn."""
        asks, others = self.total.asks, self.total.others
        if asks < others and week.tally.asks < math.ceil(self.per_week / 2):
            found = self._due_ask(week)
            if found is not None:
                return found
        found = self._other(week, NEWS)
        if found is None and asks <= others:
            found = self._due_ask(week) or self._support(week) or self._about_work(week)
        # Only where nobody else is left, and no ask may be, a word goes to somebody who would be asked.
        return found or self._other(week, NEWS_BEFORE_AN_ASK)

    def _due_ask(self, week: _Week) -> Candidate | None:
        """Return the ask whose turn it is: support first, as long as the week has its share of it."""
        if self.per_week < 3:
            support_is_due = self.total.support * 2 < self.total.work
        else:
            support_is_due = week.tally.support < max(1, round(_SUPPORT * self.per_week))
        found = self._support(week) if support_is_due else None
        if found is None and week.tally.work < max(1, round(_WORK * self.per_week)):
            found = self._about_work(week)
        return found

    def _support(self, week: _Week) -> Candidate | None:
        take = self.pools.supporters.take
        apart = take(lambda one: self._fits(week, one) and one.origins.isdisjoint(week.origins))
        return apart or take(lambda one: self._fits(week, one))

    def _about_work(self, week: _Week) -> Candidate | None:
        """Return the best ask of somebody from where nobody is asked this week, else the best there is."""
        fitting = [one for one in self.work if one.person.id not in self.taken]
        self.work = fitting
        apart = (one for one in fitting if one.origins.isdisjoint(week.origins) and self._fits(week, one))
        return next(apart, None) or next((one for one in fitting if self._fits(week, one)), None)

    def _other(self, week: _Week, rank: int) -> Candidate | None:
        """Return what asks for nothing, up to this `rank`, of the level that the week has less of."""
        queues = [(self.pools.close, True), (self.pools.wider, False)]
        if week.tally.close > week.tally.wider:
            queues.reverse()
        for queue, close in queues:
            if not close:
                wish = next((one for one in week.wishes if self._fits(week, one)), None)
                if wish is not None:
                    return wish
            found = queue.take(lambda offer: offer.rank <= rank and self._suits(week, offer))
            if found is not None:
                return found
        return None

    def _suits(self, week: _Week, offer: Offer) -> bool:
        if offer.candidate.person.id in self.taken or week.first is None or offer.since > week.first:
            return False
        return self._fits(week, offer.candidate)

    def _fits(self, week: _Week, candidate: Candidate) -> bool:
        person = candidate.person
        if person.id in self.taken or not week.has_a_day(candidate):
            return False
        if self.situation.reaches(person):
            return True
        self.taken.add(person.id)
        return False
