"""Who has a place in which week before anybody else is chosen: what stands, and what is bound to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import attrs

from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Week
from tieweave.followups.people import Person
from tieweave.followups.standing import OVERDUE, Standing, is_filler
from tieweave.model import FollowUp, Purpose

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


def as_many_as_fit(weeks: Sequence[Week], per_week: int, standing: Standing) -> Standing:
    """Return what stands without those suggestions of a week that are more than `per_week`, and cannot wait either.

    So it is when the user chose fewer a week, or snoozed something into it. Birthdays stay: they have no other day.
    """
    gone: set[str] = set()
    for week in weeks:
        firm, loose = (
            [one for one in some if week.holds(one.due) and one.purpose is not Purpose.THANK]
            for some in (standing.firm, standing.loose)
        )
        fixed = sorted((one for one in loose if not is_filler(one)), key=lambda one: one.kind != "birthday")
        gone.update(one.id for one in fixed[max(0, per_week - len(firm)) :])
    return attrs.evolve(standing, loose=tuple(one for one in standing.loose if one.id not in gone))


def booked(
    weeks: Sequence[Week],
    per_week: int,
    today: dt.date,
    standing: Standing,
    wishes: Sequence[Candidate],
    new_roles: Iterable[Candidate],
    reaches: Callable[[Person], bool],
) -> list[Booked]:
    """Return the weeks with what has a place in them already.

    What the user has in hand stays, and of the suggestions that stood those that cannot wait. What can wait makes room
    for a close person's birthday, and for congratulations on a new role. `wishes` and `new_roles` are of people that
    nothing that stands is about, but for what can wait; the most important first.
    """
    found = [Booked(week=week) for week in weeks]
    loose = [one for one in standing.loose if one.purpose is not Purpose.THANK]
    firm = [one for one in standing.firm if one.purpose is not Purpose.THANK]
    earlier = today - dt.timedelta(days=OVERDUE)
    found[0].counts += standing.settled
    roles = list(new_roles)
    # Where the present week has no working day left it is one week more, for birthdays alone.
    most = per_week * sum(bool(week.working) for week in weeks) - sum(not is_filler(one) for one in (*firm, *loose))
    soon = [booking for booking in found if booking.week.working][:_NEW_ROLES]
    rooms = []
    for booking in found:
        booking.held += [one for one in firm if booking.week.holds(one.due)]
        booking.held += [one for one in loose if booking.week.holds(one.due) and not is_filler(one)]
        room = per_week - len(booking.held) - (len(standing.settled) if booking is found[0] else 0)
        for wish in wishes:
            if wish.due is None or not booking.week.holds(wish.due):
                continue
            if not wish.person.is_close:
                booking.wishes.append(wish)
            elif len(booking.dated) < min(room, most) and reaches(wish.person):
                booking.dated.append(wish)
        most -= len(booking.dated)
        room -= len(booking.dated)
        while roles and booking in soon and len(booking.first) < min(room, _NEW_ROLES):
            candidate = roles.pop(0)
            if reaches(candidate.person):
                booking.first.append(candidate)
        in_time = bool(booking.dated or booking.first)
        rooms.append(room - len(booking.first) if in_time else per_week - booking.size)
    # Whom ego wishes a happy birthday has a word by it.
    wished = {wish.person.id for booking in found for wish in booking.dated}
    loose = [one for one in loose if not (is_filler(one) and one.contact.id in wished)]
    for booking, room in zip(found, rooms, strict=True):
        booking.held += [one for one in loose if is_filler(one) and booking.week.holds(one.due)][: max(0, room)]
    found[0].counts += [one for one in (*firm, *loose) if earlier <= one.due < found[0].week.monday]
    return found
