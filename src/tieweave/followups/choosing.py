"""The choice: out of everybody who could be turned to, those of this plan."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence, Set

import attrs

from tieweave.followups import gifts
from tieweave.followups.asks import asks, promising
from tieweave.followups.booking import Booked, as_many_as_fit, booked
from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Slots, Week
from tieweave.followups.mixing import Mix
from tieweave.followups.offers import HELP, Queue, kept_for_asks, offers
from tieweave.followups.people import Person, Situation
from tieweave.followups.standing import Standing, is_filler
from tieweave.followups.supporting import Supporters, supportive
from tieweave.followups.thanks import thanks
from tieweave.leads import Prospects
from tieweave.leads.diversify import origins
from tieweave.model import FollowUp, Journal, Purpose

_LOOKED_AT = 100
_TIMES = 4
"""How many people are looked at for asks about work: so many, and so many times what the plan can hold."""
_SOON = 28
"""Days before a birthday in which nothing is asked: the wish goes first, and is an occasion. Own estimate."""
_HALF_A_YEAR = dt.timedelta(days=182)
_NEW_ROLES = 4
"""Congratulations that may come before what can wait: two in each of two weeks; own estimate."""


def chosen(
    situation: Situation,
    given: Prospects | None,
    journal: Journal,
    stands: Standing,
    ahead: Sequence[Week],
    per_week: int,
    weeks: int,
) -> tuple[list[tuple[Candidate, dt.date]], list[FollowUp]]:
    """Return what is new, each with its day, and what stays of what `stands`."""
    reaches: Callable[[Person], bool] = functools.cache(lambda person: situation.reach(person) != ("", ""))
    grateful = [one for one in thanks(situation) if reaches(one.person) and not stands.has_thank(one)]
    stands = as_many_as_fit(ahead, per_week, _without(stands, grateful))
    busy = {one.contact.id for one in stands.firm} | {one.person.id for one in grateful}
    busy_or_planned = busy | {one.contact.id for one in stands.loose if not is_filler(one)}
    roles = _new_roles(situation, journal, busy_or_planned)
    stands = _without(stands, roles)
    busy_or_planned |= {one.person.id for one in roles}
    wishes = _wishes(situation, busy_or_planned, ahead[-1].last)
    booking = booked(ahead, per_week, situation.today, stands, wishes, roles, reaches)

    wished = [candidate for one in booking for candidate in one.dated]
    stands = _without(stands, wished)
    held = [follow_up for one in booking for follow_up in one.held]
    thanked = [one for one in (*stands.firm, *stands.loose) if one.purpose is Purpose.THANK]
    weekless = [
        one
        for one in (*stands.firm, *stands.loose)
        if one.purpose is not Purpose.THANK and not any(week.holds(one.due) for week in ahead)
    ]
    taken = busy | {one.contact.id for one in (*held, *thanked, *weekless)}
    taken |= {candidate.person.id for one in booking for candidate in (*one.dated, *one.first)}

    slots = Slots(math.ceil(per_week / len(situation.settings.working_days)))
    for follow_up in (*held, *weekless):
        if follow_up.kind != "birthday":
            slots.take(follow_up.due)
    soon = situation.today + dt.timedelta(days=_SOON)
    celebrating = {wish.person.id for wish in wishes if wish.due is not None and wish.due <= soon}
    mix = _mix(situation, given, journal, taken, celebrating, ahead[-1].last, per_week, weeks, slots, reaches)
    mix.count(*(one.purpose for one in grateful), *(one.purpose for one in thanked))
    for week in booking:
        mix.hold(week)
    left = per_week * weeks - sum(_planned(one) for one in booking)
    found = [(one, one.due) for one in grateful if one.due is not None]
    for week in booking:
        filled = mix.fill(week, max(0, min(left, per_week - week.size - len(week.counts))))
        left -= len(filled) - len(week.dated) - len(week.first)
        found += filled
    return found, [*held, *thanked, *weekless]


def _planned(booked: Booked) -> int:
    """Return how many of a week are part of the weeks that are planned now: of one that is over, the birthdays left."""
    if booked.week.working:
        return booked.size
    return sum(one.kind == "birthday" for one in booked.held) + len(booked.dated)


def _without(stands: Standing, candidates: Sequence[Candidate]) -> Standing:
    """Return what stands but for suggestions to people for whom there is something better."""
    people = {candidate.person.id for candidate in candidates}
    return attrs.evolve(stands, loose=tuple(one for one in stands.loose if one.contact.id not in people))


def _new_roles(situation: Situation, journal: Journal, taken: Collection[str]) -> list[Candidate]:
    """Return the congratulations that may come first: to those who are closest, or lead furthest."""
    found = [
        candidate
        for one in journal.work
        if one in situation.people and one not in taken
        for candidate in [gifts.congratulation(situation, situation.people[one], journal.work)]
        if candidate is not None
    ]
    found.sort(key=lambda one: (-max(one.person.tie.strength, one.person.tie.lead), one.person.order))
    return found[:_NEW_ROLES]


def _wishes(situation: Situation, taken: Collection[str], until: dt.date) -> list[Candidate]:
    """Return the birthdays of those who are not `taken`, the closest first."""
    people = [person for person in situation.people.values() if person.id not in taken]
    found = [wish for wish in gifts.birthdays(situation, people, until) if not _is_wished(wish)]
    return sorted(found, key=lambda one: (-one.person.tie.strength, one.person.order))


def _is_wished(wish: Candidate) -> bool:
    """Say whether that birthday is settled: put off, or of a card that named another day, it is still the same one."""
    return any(wish.due is not None and abs(wish.due - day) < _HALF_A_YEAR for day in wish.person.past.wished)


def _mix(
    situation: Situation,
    given: Prospects | None,
    journal: Journal,
    taken: set[str],
    celebrating: Set[str],
    until: dt.date,
    per_week: int,
    weeks: int,
    slots: Slots,
    reaches: Callable[[Person], bool],
) -> Mix:
    """Return the mix of everybody but those `taken`; who is `celebrating`, or needs help, is not asked now."""
    size = per_week * weeks
    helped = offers(situation, until, taken)
    spared = taken | celebrating | {one.candidate.person.id for one in helped if one.rank == HELP}
    people = promising(situation, spared, _LOOKED_AT + _TIMES * size)
    helpers = supportive(situation, spared, size)
    prospects = given or _prospects(situation, [*people, *helpers])
    places = prospects.places()
    work = asks(situation, prospects, places, spared, people)
    # Close people may be asked for support as well, but for those who can recommend.
    wanted = [one.person for one in work if not one.person.is_close or "company" in one.details]
    pools = kept_for_asks(helped, wanted)
    best = {person.id for person in wanted}

    def come_from(person: str) -> Set[Hashable]:
        return frozenset(origins(prospects, places[person])) if person in places else frozenset()

    return Mix(
        per_week=per_week,
        slots=slots,
        taken=taken,
        reaches=reaches,
        is_close=lambda person: person in situation.people and situation.people[person].is_close,
        origins=come_from,
        work=work,
        supporters=Supporters(
            [one for one in helpers if one.id not in best], prospects, places, _support_so_far(journal)
        ),
        close=Queue(one for one in pools if one.candidate.person.is_close),
        wider=Queue(one for one in pools if not one.candidate.person.is_close),
    )


def _prospects(situation: Situation, people: Sequence[Person]) -> Prospects:
    """Return what can be known of some people's leads without a survey."""
    contacts = {person.id: person.tie.contact for person in sorted(people, key=lambda person: person.order)}
    return Prospects.of(list(contacts.values()), situation.profile, now=situation.now)


def _support_so_far(journal: Journal) -> Counter[str]:
    """Return how often each kind of support was asked for."""
    return Counter(kept.follow_up.kind for kept in journal.follow_ups if kept.follow_up.purpose is Purpose.SUPPORT)
