"""`tieweave.push`: follow-ups out, and what the user did with them there, back."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import FollowUp, SinkError, Status, Store, Tie, deliveries, journals
from tieweave.deliveries import Agreed
from tieweave.plugins import PluginHub
from tieweave.sinks import Delivery, Outcome, Seen, SinkType
from tieweave.testing import NOW, killed_at_every_step, make_contact, make_follow_up
from tieweave.whole_file import replaced

MONDAY = dt.date(2026, 11, 2)


class Board:
    """A sink in memory: what stands there by id, to be changed by the test as a user would."""

    def __init__(self, key="board"):
        self.key = key
        self.there = {}
        self.exists = False
        self.writes = 0
        self.refused = set()
        self.kept = set()
        self.breaks_after = None
        self.closed = 0

    def seen(self):
        return list(self.there.values()) if self.exists else None

    def deliver(self, items, *, dry_run=False):
        for number, item in enumerate(items):
            if number == self.breaks_after:
                raise SinkError("board: is away; try again later")
            yield self._one(item, dry_run)

    def _one(self, item, dry_run):
        title = item.title if isinstance(item, FollowUp) else item.contact.name
        made = lambda outcome, detail="": Delivery(item=_id(item), title=title, outcome=outcome, detail=detail)  # noqa: E731
        if _id(item) in self.refused:
            return made(Outcome.FAILED, "refused; ask the board")
        before = self.there.get(_id(item))
        after = before if _id(item) in self.kept else None
        if isinstance(item, Tie):
            after = Seen(id=_id(item))
        elif not after and (item.status.is_open or (before and item.status is not Status.DROPPED)):
            after = Seen(id=item.id, due=item.due, done=not item.status.is_open)
        if before == after:
            return made(Outcome.UNCHANGED)
        if not dry_run:
            self.exists = True
            self.writes += 1
            self.there.pop(_id(item), None)
            if after:
                self.there[item.id if isinstance(item, FollowUp) else _id(item)] = after
        return made(Outcome.UPDATED if before else Outcome.CREATED)

    def close(self):
        self.closed += 1


def _id(item):
    return item.id if isinstance(item, FollowUp) else item.contact.id


def hub_of(**boards):
    """Return a hub with a sink for each board, at `name:`."""

    @tieweave.hookimpl
    def tieweave_sinks():
        for name, (board, more) in boards.items():
            yield SinkType(
                name=name,
                summary="a board",
                matches=lambda location, name=name: location == f"{name}:",
                open=lambda location, context, board=board: board,
                **more,
            )

    return PluginHub.of({"boards": SimpleNamespace(tieweave_sinks=tieweave_sinks)})


@pytest.fixture
def store(tmp_path):
    held = Store(tmp_path / "data")
    yield held
    held.close()


@pytest.fixture
def plan():
    return [
        make_follow_up("Ann Lee", id="aaaa", due=MONDAY),
        make_follow_up("Bo Roy", id="bbbb", due=MONDAY + dt.timedelta(days=1)),
        make_follow_up("Cy Ng", id="cccc", due=MONDAY + dt.timedelta(days=2)),
    ]


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def push(store, board):
    def pushed(plan, **named):
        (one,) = tieweave.push(plan, ["board:"], hub=hub_of(board=(board, {})), store=store, now=NOW, **named)
        return one

    return pushed


def outcomes(delivered):
    return [str(delivery.outcome) for delivery in delivered.deliveries]


def states(store):
    return {kept.follow_up.id: str(kept.follow_up.status) for kept in journals.kept(store).follow_ups}


def test_what_is_pushed_is_there_once_and_a_second_push_changes_nothing(push, plan, board, store):
    assert outcomes(push(plan)) == ["created"] * 3
    assert states(store) == dict.fromkeys(("aaaa", "bbbb", "cccc"), "pushed")
    assert outcomes(push(plan)) == ["unchanged"] * 3
    assert board.writes == 3
    assert board.closed == 2


def test_what_is_ticked_off_there_is_done_here_and_not_delivered_again(push, plan, board, store):
    push(plan)
    board.there["aaaa"] = attrs.evolve(board.there["aaaa"], done=True)
    second = push(plan)
    assert [(news.id, news.status) for news in second.news] == [("aaaa", Status.DONE)]
    assert states(store)["aaaa"] == "done"
    assert [delivery.item for delivery in second.deliveries] == ["bbbb", "cccc"]
    assert push(plan).news == ()


def test_what_is_moved_there_stays_moved(push, plan, board, store):
    push(plan)
    later = MONDAY + dt.timedelta(days=9)
    board.there["bbbb"] = attrs.evolve(board.there["bbbb"], due=later)
    assert [(news.id, news.due) for news in push(plan).news] == [("bbbb", later)]
    assert outcomes(push(plan)) == ["unchanged"] * 3
    assert board.there["bbbb"].due == later
    (kept,) = [kept for kept in journals.kept(store).follow_ups if kept.follow_up.id == "bbbb"]
    assert (kept.follow_up.due, kept.moved) == (later, True)


def test_what_is_deleted_there_is_dropped_and_never_made_again(push, plan, board, store):
    push(plan)
    del board.there["cccc"]
    assert [(news.id, news.status) for news in push(plan).news] == [("cccc", Status.DROPPED)]
    assert states(store)["cccc"] == "dropped"
    push(plan)
    assert set(board.there) == {"aaaa", "bbbb"}


def test_what_is_unticked_there_is_open_again(push, plan, board, store):
    push(plan)
    board.there["aaaa"] = attrs.evolve(board.there["aaaa"], done=True)
    push(plan)
    board.there["aaaa"] = attrs.evolve(board.there["aaaa"], done=False)
    assert [(news.id, news.status) for news in push(plan).news] == [("aaaa", Status.PUSHED)]
    assert states(store)["aaaa"] == "pushed"


def test_what_is_put_back_there_is_open_again(push, plan, board, store):
    push(plan)
    put_away = board.there.pop("aaaa")
    push(plan)
    board.there["aaaa"] = put_away
    assert [(news.id, news.status, news.due) for news in push(plan).news] == [("aaaa", Status.PUSHED, None)]
    assert states(store)["aaaa"] == "pushed"
    board.there["aaaa"] = attrs.evolve(put_away, done=True)
    push(plan)
    assert states(store)["aaaa"] == "done"


def test_what_a_place_cannot_mark_as_done_stays_done_here(push, plan, board, store):
    push(plan)
    journals.settle(store, "aaaa", Status.DONE, now=NOW)
    board.kept = {"aaaa"}
    for _ in range(2):
        pushed = push(plan)
        assert (pushed.news, outcomes(pushed)) == ((), ["unchanged"] * 3)
        assert states(store)["aaaa"] == "done"


@pytest.mark.parametrize(("status", "left"), [(Status.DONE, True), (Status.DROPPED, False)])
def test_what_is_done_or_dropped_here_is_marked_or_removed_there(push, plan, board, store, status, left):
    push(plan)
    journals.settle(store, "aaaa", status, now=NOW)
    assert outcomes(push(plan)) == ["unchanged", "unchanged", "updated"]
    assert ("aaaa" in board.there) is left
    assert not left or board.there["aaaa"].done
    writes = board.writes
    push(plan)
    assert board.writes == writes


def test_what_is_snoozed_here_moves_there(push, plan, board, store):
    push(plan)
    later = MONDAY + dt.timedelta(days=7)
    journals.settle(store, "aaaa", Status.SNOOZED, now=NOW, due=later)
    assert outcomes(push(plan)) == ["updated", "unchanged", "unchanged"]
    assert board.there["aaaa"].due == later


def test_a_place_that_is_made_anew_gets_everything_again(push, plan, board):
    push(plan)
    board.exists, board.there = False, {}
    assert outcomes(push(plan)) == ["created"] * 3


def test_a_dry_run_says_what_would_be_and_writes_nothing(push, plan, board, store):
    assert outcomes(push(plan, dry_run=True)) == ["created"] * 3
    assert board.writes == 0
    assert not store.folder.exists()
    push(plan)
    board.there["aaaa"] = attrs.evolve(board.there["aaaa"], done=True)
    dry = push(plan, dry_run=True)
    assert [(news.id, news.status) for news in dry.news] == [("aaaa", Status.DONE)]
    assert states(store)["aaaa"] == "pushed"


def test_one_item_that_fails_is_due_again_and_the_others_go_on(push, plan, board, store):
    board.refused = {"bbbb"}
    first = push(plan)
    assert outcomes(first) == ["created", "failed", "created"]
    assert not first.is_whole
    assert states(store) == {"aaaa": "pushed", "bbbb": "suggested", "cccc": "pushed"}
    board.refused = set()
    assert outcomes(push(plan)) == ["unchanged", "created", "unchanged"]


def test_a_sink_that_breaks_off_is_named_what_came_before_is_noted_and_the_rest_is_due(push, plan, board, store):
    board.breaks_after = 1
    first = push(plan)
    assert outcomes(first) == ["created"]
    assert first.failed.reason == "board: is away; try again later"
    assert states(store) == {"aaaa": "pushed", "bbbb": "suggested", "cccc": "suggested"}
    board.breaks_after = None
    assert outcomes(push(plan)) == ["unchanged", "created", "created"]


@pytest.mark.parametrize("method", ["seen", "deliver"])
def test_whatever_a_plugin_raises_is_its_own_failure_and_the_other_sinks_go_on(store, plan, board, method):
    broken = Board("broken")

    def raises(*_, **__):
        raise ZeroDivisionError("of its own")

    setattr(broken, method, raises)
    hub = hub_of(broken=(broken, {}), board=(board, {}))
    first, second = tieweave.push(plan, ["broken:", "board:"], hub=hub, store=store, now=NOW)
    assert "boards" in first.failed.reason
    assert "ZeroDivisionError: of its own" in first.failed.reason
    assert outcomes(second) == ["created"] * 3


def test_a_sink_that_cannot_be_opened_is_a_failure_of_its_own(store, plan):
    @tieweave.hookimpl
    def tieweave_sinks():
        def refuse(location, context):
            raise SinkError("shut:: is shut; come back tomorrow")

        yield SinkType(name="shut", summary="shut", matches=lambda location: location == "shut:", open=refuse)

    hub = PluginHub.of({"shut": SimpleNamespace(tieweave_sinks=tieweave_sinks)})
    (one,) = tieweave.push(plan, ["shut:"], hub=hub, store=store, now=NOW)
    assert one.failed.reason == "shut:: is shut; come back tomorrow"


def test_nobody_writes_to_an_unknown_place(store, plan):
    with pytest.raises(tieweave.LocationError, match=r"no installed sink writes to 'nowhere:'"):
        tieweave.push(plan, ["nowhere:"], hub=PluginHub.of({}), store=store, now=NOW)


def test_what_is_done_at_one_sink_is_done_at_the_others(store, plan, board):
    other = Board("other")
    hub = hub_of(board=(board, {}), other=(other, {}))
    tieweave.push(plan, ["board:", "other:"], hub=hub, store=store, now=NOW)
    board.there["aaaa"] = attrs.evolve(board.there["aaaa"], done=True)
    tieweave.push(plan, ["board:", "other:"], hub=hub, store=store, now=NOW)
    assert other.there["aaaa"].done


def test_what_the_user_does_while_another_place_is_delivered_to_is_taken_over(store, plan, board):
    other = Board("other")
    hub = hub_of(board=(board, {}), other=(other, {}))
    tieweave.push(plan, ["board:", "other:"], hub=hub, store=store, now=NOW)
    deliver = board.deliver

    def slowly(items, **named):
        other.there["aaaa"] = attrs.evolve(other.there["aaaa"], done=True)
        return deliver(items, **named)

    board.deliver = slowly
    _, second = tieweave.push(plan, ["board:", "other:"], hub=hub, store=store, now=NOW)
    assert [(news.id, news.status) for news in second.news] == [("aaaa", Status.DONE)]
    assert other.there["aaaa"].done
    assert states(store)["aaaa"] == "done"


def test_a_place_that_is_named_twice_is_one(store, plan, board):
    again = Board(board.key)
    again.there = board.there
    hub = hub_of(board=(board, {}))
    (one,) = tieweave.push(plan, ["board:", "board:"], hub=hub, store=store, now=NOW)
    assert outcomes(one) == ["created"] * 3


def test_while_one_run_pushes_another_waits_and_then_says_so(store, plan, board):
    deliver = board.deliver

    def looking(items, **named):
        with pytest.raises(tieweave.StoreError, match="another run of tieweave pushes"), store.alone(wait=0.01):
            raise AssertionError("two runs push at once")
        yield from deliver(items, **named)

    board.deliver = looking
    (one,) = tieweave.push(plan, ["board:"], hub=hub_of(board=(board, {})), store=store, now=NOW)
    assert outcomes(one) == ["created"] * 3
    with store.alone(wait=0):
        pass


def test_where_deleting_does_not_drop_it_is_only_not_made_again(store, plan, board):
    hub = hub_of(board=(board, {"deleting_drops": False}))
    tieweave.push(plan, ["board:"], hub=hub, store=store, now=NOW)
    del board.there["aaaa"]
    (second,) = tieweave.push(plan, ["board:"], hub=hub, store=store, now=NOW)
    assert second.news == ()
    assert states(store)["aaaa"] == "pushed"
    assert set(board.there) == {"bbbb", "cccc"}


def test_after_the_store_was_lost_what_stands_there_counts(tmp_path, plan, board):
    hub = hub_of(board=(board, {}))
    first = Store(tmp_path / "first")
    tieweave.push(plan, ["board:"], hub=hub, store=first, now=NOW)
    first.close()
    later = MONDAY + dt.timedelta(days=9)
    board.there["aaaa"] = attrs.evolve(board.there["aaaa"], done=True)
    board.there["bbbb"] = attrs.evolve(board.there["bbbb"], due=later)
    second = Store(tmp_path / "second")
    (delivered,) = tieweave.push(plan, ["board:"], hub=hub, store=second, now=NOW)
    assert [(delivery.item, str(delivery.outcome)) for delivery in delivered.deliveries] == [
        ("bbbb", "unchanged"),
        ("cccc", "unchanged"),
    ]
    assert board.there["bbbb"].due == later
    assert states(second) == {"aaaa": "done", "bbbb": "pushed", "cccc": "pushed"}
    second.close()


def test_ties_go_to_sinks_that_take_ties_and_to_no_others(store, plan, board):
    labels = Board("labels")
    hub = hub_of(board=(board, {}), labels=(labels, {"takes": Tie}))
    ties = [Tie(contact=make_contact("Ann Lee", id="p1"), category="friend", strength=0.9, lead=0.1, support=0.8)]
    first, second = tieweave.push(plan, ["board:", "labels:"], ties=ties, hub=hub, store=store, now=NOW)
    assert [delivery.title for delivery in second.deliveries] == ["Ann Lee"]
    assert len(first.deliveries) == 3
    (again,) = tieweave.push([], ["labels:"], ties=ties, hub=hub, store=store, now=NOW)
    assert outcomes(again) == ["unchanged"]


def test_a_single_sink_in_place_of_a_list_is_a_mistake(store, plan):
    with pytest.raises(TypeError, match="put it in a list"):
        tieweave.push(plan, "board:", store=store, now=NOW)


class File:
    """A sink in a file, one `id due done` a line: whole or not at all."""

    def __init__(self, path):
        self.path = path
        self.key = str(path)

    def _lines(self):
        return dict(line.split(" ", 1) for line in self.path.read_text(encoding="utf-8").splitlines())

    def seen(self):
        if not self.path.exists():
            return None
        return [
            Seen(id=item, due=dt.date.fromisoformat(rest.split()[0]), done=rest.endswith("x"))
            for item, rest in self._lines().items()
        ]

    def deliver(self, items, *, dry_run=False):
        for item in items:
            lines = self._lines() if self.path.exists() else {}
            before, line = lines.get(item.id), f"{item.due} {'-' if item.status.is_open else 'x'}"
            if before != line and not (item.id not in lines and not item.status.is_open):
                lines[item.id] = line
                with replaced(self.path) as file:
                    file.write("".join(f"{key} {rest}\n" for key, rest in lines.items()))
            yield Delivery(item=item.id, outcome=Outcome.UNCHANGED if before == line else Outcome.CREATED)

    def close(self):
        pass


def test_a_run_killed_at_any_step_doubles_nothing_loses_nothing_and_drops_nothing(tmp_path, plan):
    def push_into(folder):
        store = Store(folder / "data")
        sink = File(folder / "list")
        (one,) = tieweave.push(plan, ["board:"], hub=hub_of(board=(sink, {})), store=store, now=NOW)
        store.close()
        return one

    def fresh(number):
        folder = tmp_path / str(number)
        folder.mkdir()
        return folder

    steps = 0
    for folder in killed_at_every_step(fresh, push_into):
        steps += 1
        again = push_into(folder)
        assert again.news == (), f"killed before step {steps}"
        assert again.is_whole
        lines = (folder / "list").read_text(encoding="utf-8").splitlines()
        assert sorted(line.split()[0] for line in lines) == ["aaaa", "bbbb", "cccc"]
        store = Store(folder / "data")
        assert set(states(store).values()) == {"pushed"}
        store.close()
    assert steps > 20


seen = st.builds(
    Seen,
    id=st.sampled_from(["aaaa", "bbbb"]),
    done=st.booleans(),
    due=st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1))),
)


@given(st.lists(seen, unique_by=lambda one: one.id))
def test_what_nobody_changed_is_no_news_and_news_are_told_once(stands):
    agreed = {one.id: Agreed(due=one.due or MONDAY, done=one.done) for one in stands}
    assert deliveries.news(stands, agreed) == []
    before = {one.id: Agreed(due=MONDAY) for one in stands}
    told = {one.id: one for one in deliveries.news(stands, before)}
    after = {
        one.id: attrs.evolve(
            before[one.id],
            due=told[one.id].due or MONDAY if one.id in told else MONDAY,
            done=told[one.id].status is Status.DONE if one.id in told else False,
        )
        for one in stands
    }
    assert deliveries.news(stands, after) == []


def test_pushing_a_part_of_a_plan_leaves_the_rest_of_what_was_suggested(push, plan, store):
    journals.keep_plan(store, plan, now=NOW, code="")
    push(plan[:1])
    assert states(store) == {"aaaa": "pushed", "bbbb": "suggested", "cccc": "suggested"}
