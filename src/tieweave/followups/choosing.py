"""The choice: out of everybody who could be turned to, those of this plan.

A plan turns to each person once, and a week holds only so much. So what matters more comes first, and displaces what
is suggested to the same people, or waits for the same room:

1. Thanks, beyond what a week holds: who helped and hears nothing does not help again. They displace suggestions to the
   same people, and stand beside what the user has in hand.
2. What stands of the plan made before, so that making it again changes nothing. All that the user has in hand stays; of
   the suggestions as many as fit. What can wait gives its place to what follows.
3. New roles: in a few weeks congratulations would come late.
4. Birthdays, which have no other day. In a week they come before new roles, which can be a week later; of one person a
   new role comes first, since a birthday comes again. Whoever celebrates soon is not asked for anything till then.
5. The mix of asks and of what asks for nothing, in the room that is left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from tieweave.followups.booking import Booked, as_many_as_fit, booked
from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Horizon, Slots
from tieweave.followups.mixing import Mix
from tieweave.followups.occasions import Occasions
from tieweave.followups.people import Situation
from tieweave.followups.pools import Pools
from tieweave.followups.standing import Standing
from tieweave.followups.thanks import thanks
from tieweave.model import FollowUp, Purpose


def chosen(
    situation: Situation, standing: Standing, horizon: Horizon
) -> tuple[list[tuple[Candidate, dt.date]], list[FollowUp]]:
    """Return what is new, each with its day, and what stays of what is `standing`."""
    before = _BeforeTheMix.of(situation, standing, horizon)
    mix = _mix(situation, before, horizon)
    thanked = [(one, one.due) for one in before.grateful if one.due is not None]
    return [*thanked, *_filled(mix, before.weeks, horizon)], before.stays


@attrs.frozen(eq=False, kw_only=True)
class _BeforeTheMix:
    """What has its place before the mix, each displacing the lesser: new thanks (`grateful`), what `stands`, occasions.

    In the `weeks` is what of the last two has a place there.
    """

    grateful: Sequence[Candidate]
    stands: Standing
    occasions: Occasions
    weeks: Sequence[Booked]

    @classmethod
    def of(cls, situation: Situation, standing: Standing, horizon: Horizon) -> _BeforeTheMix:
        """Return all of it, in the order told above."""
        due = (one for one in thanks(situation) if not standing.has_thank(one))
        grateful = [one for one in due if situation.reaches(one.person)]
        stands = as_many_as_fit(horizon, standing.without(grateful))
        taken = stands.people | {one.person.id for one in grateful}
        occasions = Occasions.of(situation, taken, horizon.until)
        stands = stands.without(occasions.new_roles)
        weeks = booked(situation, horizon, stands, occasions)
        stands = stands.without([wish for week in weeks for wish in week.dated])
        return cls(grateful=grateful, stands=stands, occasions=occasions, weeks=weeks)

    @property
    def in_weeks(self) -> list[FollowUp]:
        """What stands in the weeks ahead."""
        return [follow_up for week in self.weeks for follow_up in week.held]

    @property
    def thanked(self) -> list[FollowUp]:
        """The thanks that stand, whenever they are due."""
        return [one for one in self.stands.all if one.purpose is Purpose.THANK]

    @property
    def in_no_week(self) -> list[FollowUp]:
        """What else stands: overdue, or put off to after the plan."""
        weeks = [booked.week for booked in self.weeks]
        return [one for one in self.stands.weekly.all if not any(week.holds(one.due) for week in weeks)]

    @property
    def stays(self) -> list[FollowUp]:
        """Everything that stays of the plan made before."""
        return [*self.in_weeks, *self.thanked, *self.in_no_week]

    @property
    def taken(self) -> set[str]:
        """The ids of everybody who is turned to already."""
        new = [*self.grateful, *(one for week in self.weeks for one in (*week.dated, *week.first))]
        return {one.contact.id for one in self.stays} | {one.person.id for one in new}


def _mix(situation: Situation, before: _BeforeTheMix, horizon: Horizon) -> Mix:
    """Return the mix of everybody who is left, which knows what comes `before` it: they balance together."""
    taken = before.taken
    slots = Slots(horizon.per_day)
    for follow_up in (*before.in_weeks, *before.in_no_week):
        if follow_up.kind != "birthday":
            slots.take(follow_up.due)
    celebrating = before.occasions.celebrating(situation.today)
    mix = Mix(
        per_week=horizon.per_week,
        slots=slots,
        taken=taken,
        situation=situation,
        pools=Pools.of(situation, horizon, taken, celebrating),
    )
    mix.count(*(one.purpose for one in before.grateful), *(one.purpose for one in before.thanked))
    for week in before.weeks:
        mix.hold(week)
    return mix


def _filled(mix: Mix, weeks: Sequence[Booked], horizon: Horizon) -> list[tuple[Candidate, dt.date]]:
    """Return all that is new in the weeks, each filled as far as it and the whole plan have room."""
    left = horizon.size - sum(week.planned for week in weeks)
    found = []
    for week in weeks:
        filled = mix.fill(week, max(0, min(left, week.room(horizon.per_week))))
        left -= len(filled) - len(week.dated) - len(week.first)
        found += filled
    return found
