"""Who has a place in which week before anybody else is chosen: what stands, and what is bound to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Horizon, Slots, Week
from tieweave.followups.occasions import Occasions
from tieweave.followups.people import Situation
from tieweave.followups.spreading import have_days
from tieweave.followups.standing import OVERDUE, Standing, is_filler
from tieweave.model import FollowUp

_NEW_ROLES = 2
"""The most congratulations on a new role that come first in a week, and the weeks in which they do: later they come
late. Own estimates."""


@attrs.define(eq=False, kw_only=True)
class Booked:
    """One week: what is `held` of what stands, what `counts` besides (settled, overdue), and what is new and first.

    `dated` are new birthdays of close people, `first` what else is in time, and `wishes` the birthdays of others, which
    come in as far as there is room.
    """

    week: Week
    held: list[FollowUp] = attrs.Factory(list)
    counts: list[FollowUp] = attrs.Factory(list)
    dated: list[Candidate] = attrs.Factory(list)
    first: list[Candidate] = attrs.Factory(list)
    wishes: list[Candidate] = attrs.Factory(list)

    @property
    def counted(self) -> list[FollowUp]:
        """Everything that was there before."""
        return [*self.held, *self.counts]

    @property
    def size(self) -> int:
        """How many of the plan are in it."""
        return len(self.held) + len(self.dated) + len(self.first)

    @property
    def planned(self) -> int:
        """How many are part of the weeks that are planned now: of a week that is over, the birthdays left."""
        if self.week.working:
            return self.size
        return sum(one.kind == "birthday" for one in self.held) + len(self.dated)

    def room(self, per_week: int) -> int:
        """Return how many more it may hold of so many, what counts besides being among these; may be negative."""
        return per_week - self.size - len(self.counts)

    def has_days(self, new: Sequence[Candidate], per_day: int, more: Sequence[FollowUp] = ()) -> bool:
        """Say whether days are left for what is `new` beside what is held and `more` of what stands."""
        slots = Slots(per_day)
        for one in (*self.held, *more):
            if one.kind != "birthday":
                slots.take(one.due)
        return have_days(new, len(slots.free(self.week.working)), len(slots.free(self.week.private)))


def as_many_as_fit(horizon: Horizon, standing: Standing) -> Standing:
    """Return what stands without those suggestions of a week that are more than it holds, and cannot wait either.

    So it is when the user chose fewer a week, or snoozed something into it. Birthdays stay: they have no other day.
    """
    gone: set[str] = set()
    weekly = standing.weekly
    for week in horizon.ahead:
        firm, loose = ([one for one in some if week.holds(one.due)] for some in (weekly.firm, weekly.loose))
        fixed = sorted((one for one in loose if not is_filler(one)), key=lambda one: one.kind != "birthday")
        gone.update(one.id for one in fixed[max(0, horizon.per_week - len(firm)) :])
    return attrs.evolve(standing, loose=tuple(one for one in standing.loose if one.id not in gone))


def booked(situation: Situation, horizon: Horizon, standing: Standing, occasions: Occasions) -> list[Booked]:
    """Return the weeks with what has a place in them already.

    What the user has in hand stays, and of the suggestions that stood those that cannot wait. What can wait makes room
    for a close person's birthday, and for congratulations on a new role. The `occasions` are of people that nothing
    that stands is about, but for what can wait.
    """
    weekly = standing.weekly
    fillers = [one for one in weekly.loose if is_filler(one)]
    fixed = [*weekly.firm, *(one for one in weekly.loose if not is_filler(one))]
    most = horizon.size - sum(not is_filler(one) for one in weekly.all)
    found = [Booked(week=week) for week in horizon.ahead]
    for booking in found:
        booking.held += [one for one in fixed if booking.week.holds(one.due)]
    found[0].counts += standing.settled
    _wish(found, occasions.wishes, situation, horizon.per_week, most)
    _congratulate(found, [one for one in occasions.new_roles if situation.reaches(one.person)], horizon)
    # Whom ego wishes a happy birthday has a word by it.
    wished = {wish.person.id for booking in found for wish in booking.dated}
    fillers = [one for one in fillers if one.contact.id not in wished]
    _let_wait(found, fillers, horizon)
    earlier = situation.today - dt.timedelta(days=OVERDUE)
    found[0].counts += [one for one in (*fixed, *fillers) if earlier <= one.due < found[0].week.monday]
    return found


def _wish(weeks: Sequence[Booked], wishes: Sequence[Candidate], situation: Situation, per_week: int, most: int) -> None:
    """Book the birthdays of close people, of all weeks at `most` so many; those of others are left to the mix."""
    for booking in weeks:
        for wish in wishes:
            if wish.due is None or not booking.week.holds(wish.due):
                continue
            if not wish.person.is_close:
                booking.wishes.append(wish)
            elif most > 0 and booking.room(per_week) > 0 and situation.reaches(wish.person):
                booking.dated.append(wish)
                most -= 1


def _congratulate(weeks: Sequence[Booked], new_roles: Sequence[Candidate], horizon: Horizon) -> None:
    """Book the congratulations into the first weeks that have a day left."""
    waiting = list(new_roles)
    for booking in [one for one in weeks if one.week.working][:_NEW_ROLES]:
        for one in list(waiting):
            if booking.room(horizon.per_week) <= 0 or len(booking.first) == _NEW_ROLES:
                break
            if booking.has_days([*booking.first, one], horizon.per_day):
                booking.first.append(one)
                waiting.remove(one)


def _let_wait(weeks: Sequence[Booked], fillers: Sequence[FollowUp], horizon: Horizon) -> None:
    """Keep of what can wait as much as leaves room and days for what is new.

    What is settled takes no room from it where nothing is new.
    """
    for booking in weeks:
        in_time = bool(booking.dated or booking.first)
        room = booking.room(horizon.per_week) if in_time else horizon.per_week - booking.size
        for one in fillers:
            if room > 0 and booking.week.holds(one.due) and booking.has_days(booking.first, horizon.per_day, [one]):
                booking.held.append(one)
                room -= 1
