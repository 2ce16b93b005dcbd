"""todoman and khal, run as their user would, show what the sink wrote, and what is done in them is read back."""

import datetime as dt
import json
import os
import subprocess
import sysconfig
from pathlib import Path

import attrs
import pytest

from tieweave.model import Status
from tieweave.sinks import Outcome, SinkContext
from tieweave.testing import NOW, awkward_follow_ups, make_follow_up
from tieweave_calendar.sink import open_sink

SCRIPTS = Path(sysconfig.get_path("scripts"))
TODO, KHAL = SCRIPTS / "todo", SCRIPTS / "khal"
PLAIN = make_follow_up("Zoë Strauß, O'Neill", due=dt.date(2026, 12, 1))
OTHER = make_follow_up("Bo Roy", due=dt.date(2026, 12, 3))

pytestmark = pytest.mark.skipif(not (TODO.exists() and KHAL.exists()), reason="todoman or khal is not installed")

TODOMAN = """
path = {path!r}
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "tasks"
cache_path = {cache!r}
"""

KHAL_CONFIGURATION = """
[calendars]
[[follow-ups]]
path = {0}/events
[[mine]]
path = {0}/mine
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/Halifax
default_timezone = America/Halifax
[default]
default_calendar = mine
[sqlite]
path = {0}/khal.db
"""


class Place:
    """A folder of the sink's, and the programs that look into it, with a home of their own."""

    def __init__(self, home, location):
        self.home = home
        self.location = location
        (home / "lists").mkdir()
        (home / "mine").mkdir()
        (home / "todoman.py").write_text(TODOMAN.format(path=f"{home}/lists/*", cache=f"{home}/todoman.sqlite3"))
        (home / "khal.conf").write_text(KHAL_CONFIGURATION.format(home))

    def deliver(self, *items):
        sink = open_sink(self.location, SinkContext(now=NOW))
        deliveries = list(sink.deliver(items))
        return [one.outcome for one in deliveries]

    def seen(self):
        return {one.id: one for one in open_sink(self.location, SinkContext(now=NOW)).seen()}

    def run(self, *command):
        own = {"HOME": self.home, "TODOMAN_CONFIG": self.home / "todoman.py", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        own |= {f"XDG_{name}_HOME": self.home / name.lower() for name in ("CONFIG", "CACHE", "DATA")}
        ran = subprocess.run(
            [str(word) for word in command],
            env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"} | {key: str(own[key]) for key in own},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def todos(self):
        """What todoman lists, by the title."""
        listed = json.loads(self.run(TODO, "--porcelain", "list", "--status", "ANY"))
        return {todo["summary"]: todo for todo in listed}

    def todo(self, command, follow_up, *options):
        self.run(TODO, command, *options, self.todos()[follow_up.title]["id"])

    def khal(self, command, *arguments):
        return self.run(KHAL, "--config", self.home / "khal.conf", command, *arguments)

    def events(self, *days, calendar="follow-ups"):
        """What khal lists on those days, by the title."""
        fields = [
            word for name in ("title", "description", "start-date", "end-date", "all-day") for word in ("--json", name)
        ]
        out = self.khal("list", "--include-calendar", calendar, *fields, *days)
        return {event["title"]: event for line in out.splitlines() for event in json.loads(line)}


@pytest.fixture
def tasks(tmp_path):
    return Place(tmp_path, f"ics:{tmp_path}/lists/tasks/")


@pytest.fixture
def events(tmp_path):
    return Place(tmp_path, f"ics:{tmp_path}/events/?form=event")


def test_todoman_lists_every_text_as_it_is(tasks):
    tasks.deliver(PLAIN)
    (todo,) = tasks.todos().values()
    assert todo["summary"] == "Ask Zoë Strauß, O'Neill for advice"
    assert dt.datetime.fromtimestamp(todo["due"], dt.UTC).date() == PLAIN.due
    assert sorted(todo["categories"]) == ["advice", "tieweave"]
    assert todo["description"].startswith("you worked together at Fundy Software\nBy e-mail: someone@example.com\n")
    assert todo["description"].endswith("\n\nHi Zoë Strauß, O'Neill,\n\nhow are you? I would like to hear how you came "
                                        "to your work.\n\nMorgan")  # fmt: skip


def test_todoman_lists_awkward_texts_one_by_one(tasks):
    items = awkward_follow_ups()
    tasks.deliver(*items)
    todos = tasks.todos()
    assert len(todos) == len(items)
    assert {dt.datetime.fromtimestamp(todo["due"], dt.UTC).date() for todo in todos.values()} == {
        one.due for one in items
    }


def test_what_is_done_in_todoman_is_seen_as_done(tasks):
    tasks.deliver(PLAIN, OTHER)
    tasks.todo("done", PLAIN)
    assert (tasks.seen()[PLAIN.id].done, tasks.seen()[OTHER.id].done) == (True, False)
    assert tasks.deliver(attrs.evolve(PLAIN, status=Status.DONE), OTHER) == [Outcome.UNCHANGED] * 2
    assert tasks.todos()[PLAIN.title]["completed"]


def test_what_is_moved_in_todoman_stays_moved(tasks):
    tasks.deliver(PLAIN, OTHER)
    tasks.todo("edit", PLAIN, "--due", "2026-12-20")
    assert tasks.seen()[PLAIN.id].due == dt.date(2026, 12, 20)
    assert tasks.deliver(attrs.evolve(PLAIN, due=dt.date(2026, 12, 20)), OTHER) == [Outcome.UNCHANGED] * 2


def test_what_is_deleted_in_todoman_is_gone(tasks):
    tasks.deliver(PLAIN, OTHER)
    tasks.todo("delete", PLAIN, "--yes")
    assert tasks.seen().keys() == {OTHER.id}


def test_what_is_cancelled_in_todoman_is_dropped(tasks):
    tasks.deliver(PLAIN, OTHER)
    tasks.todo("cancel", PLAIN)
    assert (tasks.seen()[PLAIN.id].dropped, tasks.seen()[PLAIN.id].done) == (True, False)
    assert not tasks.seen()[OTHER.id].dropped


def test_what_is_edited_in_todoman_stays_when_there_is_nothing_new_to_say(tasks):
    tasks.deliver(PLAIN)
    tasks.todo("edit", PLAIN, "--location", "Harbour café", "--priority", "high")
    moved = attrs.evolve(PLAIN, due=dt.date(2026, 12, 9))
    assert tasks.deliver(moved) == [Outcome.UPDATED]
    todo = tasks.todos()[PLAIN.title]
    assert todo["location"] == "Harbour café"
    assert todo["priority"] > 0
    assert dt.datetime.fromtimestamp(todo["due"], dt.UTC).date() == moved.due


def test_todoman_shows_what_is_completed_here(tasks):
    tasks.deliver(PLAIN, OTHER)
    tasks.deliver(attrs.evolve(PLAIN, status=Status.ANSWERED), attrs.evolve(OTHER, status=Status.DROPPED))
    assert {title: todo["completed"] for title, todo in tasks.todos().items()} == {PLAIN.title: True}


def test_khal_lists_events_on_their_day(events):
    events.deliver(PLAIN, OTHER)
    found = events.events("2026-12-01", "1d")
    assert found.keys() == {PLAIN.title}
    event = found[PLAIN.title]
    assert (event["start-date"], event["end-date"], event["all-day"]) == ("2026-12-01", "2026-12-01", "True")
    assert event["description"].endswith("came to your work.\n\nMorgan")


def test_khal_lists_awkward_texts_one_by_one(events):
    items = awkward_follow_ups()
    events.deliver(*items)
    assert len(events.events("2026-12-01", "31d")) == len(items)


def test_khal_shows_what_is_done_and_moved(events):
    events.deliver(PLAIN, OTHER)
    done = attrs.evolve(PLAIN, status=Status.DONE)
    moved = attrs.evolve(OTHER, due=dt.date(2026, 12, 24))
    assert events.deliver(done, moved) == [Outcome.UPDATED] * 2
    found = events.events("2026-12-01", "31d")
    assert {title: event["start-date"] for title, event in found.items()} == {
        f"✓ {PLAIN.title}": "2026-12-01",
        OTHER.title: "2026-12-24",
    }


def test_khal_imports_one_file_of_events(events, tmp_path):
    items = awkward_follow_ups()
    sink = open_sink(str(tmp_path / "all.ics"), SinkContext(now=NOW, options={"form": "event"}))
    list(sink.deliver(items))
    for _ in range(2):  # a second import replaces what the first one made
        events.khal("import", "--batch", "--include-calendar", "mine", tmp_path / "all.ics")
        assert len(events.events("2026-12-01", "31d", calendar="mine")) == len(items)
    # What khal wrote is still known to be ours.
    back = open_sink(f"ics:{tmp_path}/mine", SinkContext(now=NOW))
    assert {one.id: one.due for one in back.seen()} == {one.id: one.due for one in items}
    assert {one.outcome for one in back.deliver(items)} == {Outcome.UNCHANGED}
