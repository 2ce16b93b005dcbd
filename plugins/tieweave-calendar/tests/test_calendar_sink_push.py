"""A whole push into a calendar: read back, delivered and noted, killed before each of its steps."""

import os

import attrs
import icalendar
import pytest

import tieweave
from tieweave.model import Status
from tieweave.sinks import Outcome
from tieweave.store import Store
from tieweave.testing import NOW, killed_at_every_step, make_follow_up

ITEMS = [
    make_follow_up(name, due=make_follow_up().due.replace(day=day)) for day, name in enumerate(["Ann", "Bo", "Cy"], 1)
]


@attrs.frozen
class Place:
    """A place to push to, with a store of its own."""

    folder: os.PathLike[str]
    name: str

    def pushed(self, plan=ITEMS):
        (done,) = tieweave.push(plan, [f"ics:{self.folder}/{self.name}"], store=Store(self.folder), now=NOW)
        assert done.failed is None
        return done

    def uids(self):
        path = self.folder / self.name
        files = [path] if path.is_file() else path.glob("*.ics")
        held = [icalendar.Calendar.from_ical(file.read_bytes()) for file in files]
        return sorted(str(todo["UID"]) for calendar in held for todo in calendar.todos)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.parametrize("name", ["follow-ups.ics", "tasks/"])
def test_a_push_that_is_killed_at_any_step_doubles_and_loses_nothing(tmp_path, name):
    def prepared(number):
        (tmp_path / str(number)).mkdir()
        return Place(tmp_path / str(number), name)

    steps, two = 0, ITEMS[:2]
    for place in killed_at_every_step(prepared, lambda place: place.pushed(two)):
        steps += 1
        place.pushed(two)
        assert place.uids() == sorted(f"tieweave-{one.id}@follow-ups.tieweave" for one in two)
        again = place.pushed(two)
        assert {one.outcome for one in again.deliveries} == {Outcome.UNCHANGED}
        assert again.news == ()
    assert steps > len(two)


def test_what_is_done_and_deleted_there_is_told_once(tmp_path):
    place = Place(tmp_path, "tasks/")
    place.pushed()
    first, second = (tmp_path / "tasks" / f"tieweave-{one.id}@follow-ups.tieweave.ics" for one in ITEMS[:2])
    first.write_bytes(first.read_bytes().replace(b"NEEDS-ACTION", b"COMPLETED"))
    second.unlink()
    told = {one.id: one.status for one in place.pushed().news}
    assert told == {ITEMS[0].id: Status.DONE, ITEMS[1].id: Status.DROPPED}
    again = place.pushed()  # the plan does not know of it, the journal does
    assert (again.news, {one.outcome for one in again.deliveries}) == ((), {Outcome.UNCHANGED})
    assert len(place.uids()) == 2
