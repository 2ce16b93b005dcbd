"""Pushing again and again to several places, while the user is at work in all of them, and runs end half-way."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

import tieweave
from tieweave import SinkError, Status, Store, journals
from tieweave.plugins import PluginHub
from tieweave.sinks import Delivery, Outcome, Seen, SinkType
from tieweave.testing import NOW, make_follow_up

MONDAY = dt.date(2026, 11, 2)
PLAN = [
    make_follow_up(name, id=name.lower() * 4, due=MONDAY + dt.timedelta(days=number))
    for number, name in enumerate("ABC")
]
IDS = [one.id for one in PLAN]
DAYS = st.sampled_from([MONDAY + dt.timedelta(days=number) for number in range(20, 25)])


class Killed(BaseException):
    """The run is no more."""


class Place:
    """A sink in memory. It can be away, and the run can be killed in it: after so many steps, each half a delivery.

    What stands in `edited` it leaves as it is when that is settled elsewhere. `meanwhile` is what the user does while
    it is delivered to.
    """

    def __init__(self, name):
        self.key = name
        self.there = {}
        self.exists = self.away = False
        self.edited = set()
        self.meanwhile = lambda: None
        self.steps = None
        self.writes = 0

    def seen(self):
        self._answer()
        return list(self.there.values()) if self.exists else None

    def deliver(self, items, *, dry_run=False):
        self.meanwhile()
        for item in items:
            self._answer()
            self._step()
            before = self.there.get(item.id)
            after = before
            if item.status.is_open:
                after = Seen(id=item.id, due=item.due)
            elif before is not None and item.id not in self.edited:
                after = None if item.status is Status.DROPPED else attrs.evolve(before, done=True, dropped=False)
            if after == before:
                yield Delivery(item=item.id, outcome=Outcome.UNCHANGED)
                continue
            if not dry_run:
                self._write(item.id, after)
                self._step()
            yield Delivery(item=item.id, outcome=Outcome.UPDATED if before else Outcome.CREATED)

    def close(self):
        pass

    def _write(self, item, after):
        self.exists = True
        self.writes += 1
        self.there.pop(item, None)
        if after is not None:
            self.there[item] = after

    def _answer(self):
        if self.away:
            raise SinkError(f"{self.key}: is away; try again later")

    def _step(self):
        if self.steps is not None:
            self.steps -= 1
            if self.steps < 0:
                raise Killed


def hub_of(places):
    @tieweave.hookimpl
    def tieweave_sinks():
        for place in places:
            yield SinkType(
                name=place.key,
                summary="in memory",
                matches=lambda location, place=place: location == f"{place.key}:",
                open=lambda location, context, place=place: place,
            )

    return PluginHub.of({"places": SimpleNamespace(tieweave_sinks=tieweave_sinks)})


HERE = "here"
"""Where the user may be at work besides the places: `tieweave done`, `snooze`, `drop`."""


class Pushing(RuleBasedStateMachine):
    """`acts` are the places where the user did something to an item since the last push that reached every place.

    `deleted` are the items that are known to have stood at a place and that the user deleted there.
    """

    def __init__(self):
        super().__init__()
        self.store = Store.temporary()
        self.places = {name: Place(name) for name in ("board", "list")}
        self.hub = hub_of(self.places.values())
        self.deleted = {name: set() for name in self.places}
        self.sure = {name: set() for name in self.places}
        self.acts = {item: [] for item in IDS}

    def teardown(self):
        self.store.close()

    def push(self, **named):
        return tieweave.push(
            PLAN, [f"{name}:" for name in self.places], hub=self.hub, store=self.store, now=NOW, **named
        )

    @property
    def journal(self):
        return {kept.follow_up.id: kept.follow_up for kept in journals.kept(self.store).follow_ups}

    def there(self, name, item):
        return self.places[name].there.get(item)

    # What the user does.

    where = st.sampled_from(["board", "list"])
    items = st.sampled_from(IDS)

    def does(self, name, item, **changes):
        seen = self.there(name, item)
        if seen is not None and (changed := attrs.evolve(seen, **changes)) != seen:
            self.places[name].there[item] = changed
            self.acts[item].append(name)

    @rule(name=where, item=items)
    def ticks(self, name, item):
        self.does(name, item, done=True, dropped=False)

    @rule(name=where, item=items)
    def unticks(self, name, item):
        self.does(name, item, done=False)

    @rule(name=where, item=items, day=DAYS)
    def moves(self, name, item, day):
        self.does(name, item, due=day)

    @rule(name=where, item=items)
    def edits(self, name, item):
        if self.there(name, item) is not None:
            self.places[name].edited.add(item)

    @rule(name=where, item=items)
    def cancels(self, name, item):
        self.does(name, item, dropped=True, done=False)

    @rule(name=where, item=items)
    def deletes(self, name, item):
        seen = self.places[name].there.pop(item, None)
        if seen is not None:
            self.acts[item].append(name)
            if item in self.sure[name] and not seen.done:
                self.deleted[name].add(item)

    @rule(name=where, item=items, day=DAYS)
    def puts_back(self, name, item, day):
        if item in self.deleted[name]:
            self.places[name].there[item] = Seen(id=item, due=day)
            self.deleted[name].remove(item)
            self.acts[item].append(name)

    @rule(name=where)
    def throws_the_place_away(self, name):
        place = self.places[name]
        place.there, place.exists, place.edited = {}, False, set()
        self.deleted[name] = set()
        self.sure[name] = set()
        for item in IDS:
            self.acts[item] += [name, "anew"]

    @rule(item=items, status=st.sampled_from([Status.DONE, Status.DROPPED, Status.SNOOZED]), day=DAYS)
    def settles_here(self, item, status, day):
        if item in self.journal:
            journals.settle(self.store, item, status, now=NOW, due=day if status is Status.SNOOZED else None)
            self.acts[item].append(HERE)

    # What tieweave does.

    @rule(name=where, steps=st.integers(0, 9))
    def pushes_and_is_killed(self, name, steps):
        self.places[name].steps = steps
        try:
            self.push()
        except Killed:
            pass
        finally:
            self.places[name].steps = None

    @rule(name=where)
    def pushes_while_a_place_is_away(self, name):
        self.places[name].away = True
        told = {one.sink: one for one in self.push()}
        self.places[name].away = False
        assert told[f"{name}:"].failed is not None
        assert all(one.failed is None for sink, one in told.items() if sink != f"{name}:")

    @rule(item=items)
    def pushes_while_the_user_is_at_work(self, item):
        first, second = self.places.values()
        stood = self.there(second.key, item)
        first.meanwhile = lambda: self.does(second.key, item, done=True, dropped=False)
        self.push()
        first.meanwhile = lambda: None
        if stood is not None and not stood.done:
            assert self.there(second.key, item).done

    @rule()
    def pushes(self):
        before = self.journal
        stood = {name: dict(place.there) for name, place in self.places.items()}
        writes = sum(place.writes for place in self.places.values())
        would = self.push(dry_run=True)
        assert self.journal == before
        assert sum(place.writes for place in self.places.values()) == writes
        did = self.push()
        assert [(one.deliveries, one.news) for one in would] == [(one.deliveries, one.news) for one in did]
        self.is_as_the_user_left_it(before, stood)
        self.is_the_same_everywhere()
        writes = sum(place.writes for place in self.places.values())
        again = self.push()
        assert all(not one.news for one in again)
        assert {str(delivery.outcome) for one in again for delivery in one.deliveries} <= {"unchanged"}
        assert sum(place.writes for place in self.places.values()) == writes
        self.acts = {item: [] for item in IDS}
        self.sure = {name: set(place.there) for name, place in self.places.items()}

    def is_the_same_everywhere(self):
        for item, follow_up in self.journal.items():
            for name in self.places:
                seen = self.there(name, item)
                if item in self.deleted[name]:
                    assert seen is None, "what was deleted there was made again"
                elif item in self.places[name].edited:
                    continue
                elif follow_up.status is Status.DROPPED:
                    assert seen is None or seen.dropped
                elif not follow_up.status.is_open:
                    assert seen is None or seen.done or seen.dropped
                elif seen is not None:
                    assert (seen.done, seen.due) == (False, follow_up.due) or seen.dropped

    def is_as_the_user_left_it(self, before, stood):
        for item, places in self.acts.items():
            now = self.journal[item]
            if item not in before or "anew" in places:
                continue
            was = before[item]
            if set(places) <= {HERE}:
                assert (now.status.is_open, now.status is Status.DONE, now.due) == (
                    was.status.is_open,
                    was.status is Status.DONE,
                    was.due,
                )
            elif len(set(places)) == 1:
                seen = stood[places[0]].get(item)
                if seen is None:
                    assert now.status is (Status.DROPPED if was.status.is_open else was.status)
                elif seen.dropped:
                    assert not now.status.is_open
                else:
                    assert now.status.is_open is not seen.done
                    assert seen.done or now.due in (seen.due, was.due)


TestPushing = Pushing.TestCase
TestPushing.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
