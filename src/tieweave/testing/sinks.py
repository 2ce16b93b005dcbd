"""What every sink of follow-ups must keep to, as a class of checks."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import attrs
import pytest

from tieweave.errors import SinkError
from tieweave.model import FollowUp, Status
from tieweave.sinks import Delivery, Outcome, Seen
from tieweave.testing.awkward import awkward_follow_ups
from tieweave.testing.killing import killed_at_every_step
from tieweave.testing.making import make_contact
from tieweave.testing.sink_place import Delivering, Looking, Opening, SinkPlace

T = TypeVar("T")

_DAY = dt.timedelta(days=1)


class SinkContract(SinkPlace):
    """What every sink must keep to. Subclass it as `Test…`, set the names, override the fixtures of `SinkPlace`."""

    def test_opening_touches_nothing(self, opened: Opening, location: str, snapshot: Callable[[], object]) -> None:
        """To open and close a place changes nothing there, and it is known by the same key each time."""
        before = snapshot()
        with opened(location) as first, opened(location) as second:
            assert first.key, "the key is empty: the place cannot be known again"
            assert first.key == second.key, f"the key is {first.key!r}, then {second.key!r}"
        assert snapshot() == before, "opening the place changes it"

    def test_a_new_place_has_nothing(self, look: Looking, snapshot: Callable[[], object]) -> None:
        """`seen` of a new place is None or empty, and makes nothing."""
        before = snapshot()
        assert not look(), "something of ours is seen at a new place"
        assert snapshot() == before, "looking at a new place changes it"

    def test_open_ones_are_made(
        self,
        deliver: Delivering,
        look: Looking,
        items: list[FollowUp],
        count: Callable[[str], int] | None,
        location: str,
    ) -> None:
        """Each open follow-up is created, said so in turn, and then seen with its day, and as not done."""
        assert _outcomes(deliver(items)) == [(item.id, Outcome.CREATED) for item in items]
        assert _seen(look()) == {item.id: (item.due, False) for item in items}
        if count is not None:
            assert count(location) == len(items), "there are more or fewer items than were made"

    def test_a_second_delivery_changes_nothing(
        self, deliver: Delivering, items: list[FollowUp], snapshot: Callable[[], object]
    ) -> None:
        """What is there and equal is left alone; that it counts as pushed by then makes no difference."""
        deliver(items)
        before = snapshot()
        again = deliver([attrs.evolve(item, status=Status.PUSHED) for item in items])
        assert _outcomes(again) == [(item.id, Outcome.UNCHANGED) for item in items]
        assert snapshot() == before, "a second delivery changes the place"

    def test_a_dry_run_writes_nothing_and_is_right(
        self, deliver: Delivering, items: list[FollowUp], snapshot: Callable[[], object]
    ) -> None:
        """A dry run leaves the place as it is, and says to the letter what a delivery then says."""
        for batch in (items[:3], _changed(items)):
            before = snapshot()
            predicted = deliver(batch, dry_run=True)
            assert snapshot() == before, "a dry run changes the place"
            done = deliver(batch)
            assert predicted == done, f"a dry run says {predicted}, but what happens is {done}"

    def test_a_new_day_is_written(self, deliver: Delivering, look: Looking, items: list[FollowUp]) -> None:
        """A follow-up of another day than before is updated, and no other."""
        deliver(items)
        items[1] = attrs.evolve(items[1], due=items[1].due + 30 * _DAY)
        outcomes = dict(_outcomes(deliver(items)))
        assert [item for item, outcome in outcomes.items() if outcome is Outcome.UPDATED] == [items[1].id]
        assert _seen(look()) == {item.id: (item.due, False) for item in items}
        assert {outcome for _, outcome in _outcomes(deliver(items))} == {Outcome.UNCHANGED}

    def test_a_new_text_is_written_once(self, deliver: Delivering, look: Looking, items: list[FollowUp]) -> None:
        """A follow-up whose title and draft became others is updated, and the next time left alone."""
        deliver(items)
        items[1] = attrs.evolve(
            items[1], contact=make_contact("Bo Roy-Gray"), message="Hello,\n\nthis is another draft."
        )
        updated = [item for item, outcome in _outcomes(deliver(items)) if outcome is Outcome.UPDATED]
        assert updated == [items[1].id], f"{updated} are updated where the texts of {items[1].id} are others"
        assert _seen(look()) == {item.id: (item.due, False) for item in items}
        assert {outcome for _, outcome in _outcomes(deliver(items))} == {Outcome.UNCHANGED}

    def test_what_is_done_is_marked(
        self, deliver: Delivering, look: Looking, items: list[FollowUp], snapshot: Callable[[], object]
    ) -> None:
        """What is done is marked there (removed, where not `keeps_done`), once, and nothing else changes."""
        deliver(items)
        done = _settled(items[0], Status.ANSWERED)
        assert _outcomes(deliver([done])) == [(done.id, Outcome.UPDATED)]
        expected = {item.id: (item.due, False) for item in items[1:]}
        found = _seen(look())
        if self.keeps_done:
            assert found.pop(done.id, (None, False))[1], "what is done is not seen as done"
        assert found == expected
        before = snapshot()
        assert _outcomes(deliver([done])) == [(done.id, Outcome.UNCHANGED)]
        assert snapshot() == before, "what is marked already is marked again"

    def test_what_is_dropped_is_removed(self, deliver: Delivering, look: Looking, items: list[FollowUp]) -> None:
        """What is dropped is there no longer, and the others are."""
        deliver(items)
        dropped = _settled(items[0], Status.DROPPED)
        assert _outcomes(deliver([dropped])) == [(dropped.id, Outcome.UPDATED)]
        assert _seen(look()) == {item.id: (item.due, False) for item in items[1:]}
        assert _outcomes(deliver([dropped])) == [(dropped.id, Outcome.UNCHANGED)]

    def test_what_is_settled_is_not_made(
        self, deliver: Delivering, look: Looking, items: list[FollowUp], snapshot: Callable[[], object]
    ) -> None:
        """What is done or dropped and not there is not made."""
        before = snapshot()
        settled = [_settled(items[0], Status.DONE), _settled(items[1], Status.DROPPED)]
        assert _outcomes(deliver(settled)) == [(item.id, Outcome.UNCHANGED) for item in settled]
        assert not look(), "something is made of what is settled"
        assert snapshot() == before, "delivering what is settled changes a new place"

    def test_texts_are_but_texts(self, deliver: Delivering, look: Looking, snapshot: Callable[[], object]) -> None:
        """Names and drafts of any characters are each one item, and neither change another nor end one early."""
        items = awkward_follow_ups()
        assert _outcomes(deliver(items)) == [(item.id, Outcome.CREATED) for item in items]
        assert _seen(look()) == {item.id: (item.due, False) for item in items}
        before = snapshot()
        assert {outcome for _, outcome in _outcomes(deliver(items))} == {Outcome.UNCHANGED}
        assert snapshot() == before, "a second delivery changes the place"
        deliver([_settled(item, Status.DROPPED) for item in items[::2]])
        assert _seen(look()) == {item.id: (item.due, False) for item in items[1::2]}

    def test_one_failure_is_that_items(
        self, deliver: Delivering, look: Looking, items: list[FollowUp], failing: Callable[[str], None] | None
    ) -> None:
        """An item that the place refuses fails, with a reason of one line; the others are made."""
        failing = _there(failing, "failing")
        failing(items[1].id)
        deliveries = deliver(items)
        failed = [one for one in deliveries if one.outcome is Outcome.FAILED]
        assert [one.item for one in failed] == [items[1].id], f"{len(failed)} of four items fail, where one is refused"
        assert failed[0].detail, "a failed item says nothing of why"
        others = [item for item in items if item.id != items[1].id]
        assert _seen(look()) == {item.id: (item.due, False) for item in others}

    def test_what_others_have_there_stays(
        self, deliver: Delivering, items: list[FollowUp], meddle: Callable[[], Callable[[], None]] | None
    ) -> None:
        """What the user or another program has at the place is never changed, before the first delivery or after."""
        meddle = _there(meddle, "meddle")
        checks = [meddle()]
        for batch in (items[:3], _changed(items), [_settled(item, Status.DROPPED) for item in items]):
            deliver(batch)
            for check in checks:
                check()
            if len(checks) == 1:
                checks.append(meddle())

    def test_what_is_ticked_off_is_seen(
        self,
        deliver: Delivering,
        look: Looking,
        items: list[FollowUp],
        tick: Callable[[str], None] | None,
        snapshot: Callable[[], object],
    ) -> None:
        """What the user ticks off is seen as done, and left as it is when it is delivered as done."""
        tick = _there(tick, "tick")
        deliver(items)
        tick(items[1].id)
        assert [one.id for one in look() or () if one.done] == [items[1].id], "what was ticked off is not seen as done"
        before = snapshot()
        items[1] = _settled(items[1], Status.DONE)
        assert {outcome for _, outcome in _outcomes(deliver(items))} == {Outcome.UNCHANGED}
        assert snapshot() == before, "what the user ticked off is written again"

    def test_what_is_moved_is_seen(
        self,
        deliver: Delivering,
        look: Looking,
        items: list[FollowUp],
        move: Callable[[str, dt.date], None] | None,
        snapshot: Callable[[], object],
    ) -> None:
        """What the user moves is seen on its new day, and left as it is when it is delivered for that day."""
        move = _there(move, "move")
        deliver(items)
        items[1] = attrs.evolve(items[1], due=items[1].due + 17 * _DAY)
        move(items[1].id, items[1].due)
        assert _seen(look()) == {item.id: (item.due, False) for item in items}
        before = snapshot()
        assert {outcome for _, outcome in _outcomes(deliver(items))} == {Outcome.UNCHANGED}
        assert snapshot() == before, "what the user moved is written again"

    def test_what_is_deleted_is_seen(
        self, deliver: Delivering, look: Looking, items: list[FollowUp], remove: Callable[[str], None] | None
    ) -> None:
        """What the user deletes is not seen, and the others are; delivered as dropped it is not made."""
        remove = _there(remove, "remove")
        deliver(items)
        remove(items[1].id)
        others = {item.id: (item.due, False) for item in items if item is not items[1]}
        assert _seen(look()) == others
        deliver([_settled(items[1], Status.DROPPED)])
        assert _seen(look()) == others

    def test_a_place_that_cannot_be_used_is_one_line(
        self,
        deliver: Delivering,
        look: Looking,
        items: list[FollowUp],
        broken_location: str | None,
        snapshot: Callable[[], object],
    ) -> None:
        """A place that cannot be used raises a `SinkError` of one line: when looked at or delivered to, dry or not."""
        location = _there(broken_location, "broken_location")
        before = snapshot()
        _refused(lambda: deliver(items, to=location), "delivering to it")
        _refused(lambda: deliver(items, to=location, dry_run=True), "a dry run")
        with contextlib.suppress(SinkError):  # a place that can be read, and not written, is no trouble yet
            look(at=location)
        assert snapshot() == before, "a place that cannot be used was changed"

    def test_opens_no_connection(
        self, deliver: Delivering, look: Looking, items: list[FollowUp], connections: list[str]
    ) -> None:
        """The sink connects to nothing but its `hosts`, not even in a way that it recovers from."""
        with contextlib.suppress(OSError, SinkError):  # what a refused connection becomes
            deliver(items)
            look()
        but = f" to others than {', '.join(self.hosts)}" if self.hosts else ""
        assert not connections, f"the sink opens connections{but}: {', '.join(connections)}"

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
    @pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
    def test_a_kill_at_any_step_doubles_nothing(
        self,
        deliver: Delivering,
        look: Looking,
        items: list[FollowUp],
        first: bool,
        fresh_location: Callable[[int], str] | None,
        count: Callable[[str], int] | None,
    ) -> None:
        """After a run that was killed before any of its steps, the next one makes each item once.

        `first` is a delivery to a new place; later ones create, update, complete and remove.
        """
        fresh = _there(fresh_location, "fresh_location")
        batch = items if first else _changed(items)

        def prepared(number: int) -> str:
            location = fresh(number)
            if not first:
                deliver(items[:3], to=location)
            return location

        expected = {item.id: (item.due, not item.status.is_open) for item in batch if self._stays(item)}
        for location in killed_at_every_step(prepared, lambda location: deliver(batch, to=location)):
            deliver(batch, to=location)
            assert _seen(look(at=location)) == expected
            if count is not None:
                assert count(location) == len(expected), "an item is there twice, or not at all, after a kill"
            assert {outcome for _, outcome in _outcomes(deliver(batch, to=location))} == {Outcome.UNCHANGED}

    def _stays(self, item: FollowUp) -> bool:
        return item.status.is_open or (self.keeps_done and item.status is not Status.DROPPED)


def _outcomes(deliveries: Iterable[Delivery]) -> list[tuple[str, Outcome]]:
    return [(one.item, one.outcome) for one in deliveries]


def _seen(found: Sequence[Seen] | None) -> dict[str, tuple[dt.date | None, bool]]:
    """Return the day of each follow-up that is seen, and whether it is done."""
    found = found or ()
    told = {one.id: (one.due, one.done) for one in found}
    assert len(told) == len(found), "a follow-up is seen twice"
    return told


def _settled(item: FollowUp, status: Status) -> FollowUp:
    return attrs.evolve(item, status=status)


def _changed(items: Sequence[FollowUp]) -> list[FollowUp]:
    """Return the four of them as a later run has them: of another day, done, dropped, and as it was."""
    return [
        attrs.evolve(items[0], due=items[0].due + 30 * _DAY),
        _settled(items[1], Status.DONE),
        _settled(items[2], Status.DROPPED),
        items[3],
    ]


def _there(fixture: T | None, name: str) -> T:
    if fixture is None:
        pytest.skip(f"no {name}")
    return fixture


def _refused(act: Callable[[], object], doing: str) -> None:
    try:
        act()
    except SinkError as error:
        lines = str(error).splitlines()
        assert len(lines) == 1, f"the message of a SinkError must be one line that says what to do, not {lines}"
        return
    except Exception as error:
        raise AssertionError(f"{doing} raises {type(error).__name__}; raise SinkError") from error
    pytest.fail(f"{doing} raises nothing at a place that cannot be used; raise SinkError")
