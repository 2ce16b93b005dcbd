"""Pushing: what the user did at the sinks is read back first, then the plan is made, then it goes out.

In this order what was ticked off, moved or deleted in a calendar or a task list is respected by the plan itself.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import attrs

from tieweave import journals
from tieweave.deliveries import News
from tieweave.delivering import Delivered, Place
from tieweave.errors import StoreError
from tieweave.model import FollowUp, Journal, Status, Tie
from tieweave.sinks import Delivery
from tieweave.store import Store, scrubbing

PlanOf = Callable[[Journal], Sequence[FollowUp]]
"""Makes the plan, given the journal with everything that was read back, and keeps it."""


def _unseen(place: Place, delivery: Delivery) -> None:
    """Show nothing."""


def push(
    places: Sequence[Place],
    plan_of: PlanOf,
    journal: Journal,
    *,
    ties: Sequence[Tie] = (),
    store: Store,
    now: dt.datetime,
    show: Callable[[Place, Delivery], None] = _unseen,
) -> list[Delivered]:
    """Read back from the places, make the plan, deliver it; `ties` go to those places that take ties.

    `show` is told of each delivery at once. With places that are dry runs nothing is written, neither there nor in the
    store. Raises `StoreError`: what cannot be noted is not delivered.
    """
    told: list[list[News]] = [[] for _ in places]
    everywhere = range(len(places))

    def read_back(known: Iterable[FollowUp], at: Sequence[int]) -> list[News]:
        found = []
        for number in at:
            place = places[number]
            news = place.note(place.news(known))
            told[number] += news
            found += news
            if not place.dry_run:
                journals.settle_news(store, news, now)
        return found

    for place in places:
        place.look()
    news = read_back([kept.follow_up for kept in journal.follow_ups], everywhere)
    journal = journals.with_news(journal, news, now)
    plan = plan_of(journal)
    # What the store knew nothing of, since it was lost or another machine delivered it, is known now.
    plan = _as_left(plan, read_back(plan, everywhere))
    settled = [kept.follow_up for kept in journal.follow_ups if not kept.follow_up.status.is_open]
    for number, place in enumerate(places):
        if not place.dry_run:
            # Planning and the places before it took their time, in which the user may have been at work.
            place.look()
            late = read_back([*plan, *settled], [number])
            plan = _as_left(plan, late)
            settled = [one for one in settled if one.id not in {said.id for said in late}]
        for delivery in place.deliver(list(ties) if place.takes_ties else place.items(plan, settled)):
            show(place, delivery)
        if not (place.dry_run or place.takes_ties):
            there = {one.item for one in place.delivered if place.has(one.item)}
            journals.pushed(store, [one.id for one in plan if one.id in there], now)
    forgotten = {one.id for one in settled if not one.contact.id}
    if any(one.item in forgotten for place in places if not place.dry_run for one in place.delivered):
        _scrub(store)
    return [
        Delivered(sink=place.location, deliveries=tuple(place.delivered), news=tuple(news), failed=place.failed)
        for place, news in zip(places, told, strict=True)
    ]


def as_kept(plan: Iterable[FollowUp], journal: Journal) -> list[FollowUp]:
    """Return a plan that was made without the journal as the journal has it: what is settled is no longer in it."""
    kept = {one.follow_up.id: one for one in journal.follow_ups}
    found = []
    for follow_up in plan:
        held = kept.get(follow_up.id)
        if held is None:
            found.append(follow_up)
        elif held.follow_up.status.is_open:
            moved = held.moved or held.follow_up.status is Status.SNOOZED
            due = held.follow_up.due if moved else follow_up.due
            found.append(attrs.evolve(follow_up, status=held.follow_up.status, due=due))
    return found


def _scrub(store: Store) -> None:
    """Overwrite what was read back, to be removed, of somebody who was forgotten; else the next run does it."""
    with contextlib.suppress(StoreError):
        with store.transaction() as connection:
            scrubbing.owe(connection)
        store.scrub()


def _as_left(plan: Sequence[FollowUp], news: Iterable[News]) -> list[FollowUp]:
    """Return the plan with what the user did to its follow-ups: those that are settled are no longer in it."""
    by_id = {one.id: one for one in news}
    left = []
    for follow_up in plan:
        said = by_id.get(follow_up.id)
        if said is None:
            left.append(follow_up)
        elif said.status is None or said.status is Status.PUSHED:
            left.append(follow_up if said.due is None else attrs.evolve(follow_up, due=said.due))
    return left
