"""Google Tasks as a sink, with Google's real client against a service on loopback."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback_answers import older_error
from loopback_google import QUOTA

from tieweave import SinkError
from tieweave.model import Status
from tieweave.sinks import Outcome
from tieweave.testing import SinkContract, follow_ups, make_follow_up
from tieweave_google.tasks import Notes
from tieweave_google.texts import texts_of

DAY = dt.timedelta(days=1)
TASKS = "/tasks/v1/lists/"


class TestGoogleTasks(SinkContract):
    plugin = "google"
    sink = "google-tasks"
    heavy_modules = ("googleapiclient", "google.auth", "google_auth_oauthlib", "httplib2", "requests", "http.server")
    hosts = ("127.0.0.1", "localhost")

    @pytest.fixture
    def context(self, sink_context):
        return sink_context

    @pytest.fixture
    def opened(self, open_sink):
        return open_sink

    @pytest.fixture
    def location(self, google, sink_context):
        return "google-tasks:"

    @pytest.fixture
    def fresh_location(self):
        return lambda number: f"google-tasks:?list=Fresh {number}"

    @pytest.fixture
    def broken_location(self):
        return "google-tasks:?account=nobody"

    @pytest.fixture
    def snapshot(self, google):
        return lambda: repr((google.tasks.lists, google.tasks.tasks, len(google.changes)))

    @pytest.fixture
    def count(self, google):
        return lambda location: sum(
            not task.get("deleted")
            for task in google.tasks.list_of(location.partition("list=")[2] or "tieweave").values()
        )

    @pytest.fixture
    def failing(self, google):
        return google.tasks.refused.append

    @pytest.fixture
    def meddle(self, google):
        def meddle():
            title = "tieweave" if any(one["title"] == "tieweave" for one in google.tasks.lists.values()) else "My Tasks"
            task = google.tasks.add(title, notes="my own\ntieweave: a good name")
            before = dict(task)

            def check():
                assert google.tasks.list_of(title)[task["id"]] == before

            return check

        return meddle

    @pytest.fixture
    def tick(self, google):
        return lambda item: google.tasks.edit(google.tasks.of(item), status="completed")

    @pytest.fixture
    def move(self, google):
        return lambda item, day: google.tasks.edit(google.tasks.of(item), due=f"{day}T00:00:00.000Z")

    @pytest.fixture
    def remove(self, google):
        return lambda item: google.tasks.edit(google.tasks.of(item), deleted=True)


@pytest.fixture
def push(pushing):
    return pushing("google-tasks:")


def test_a_task_says_what_to_do_and_why(google, push):
    item = make_follow_up("Ann Lee")
    assert [(one.outcome, one.detail) for one in push([item])] == [(Outcome.CREATED, "due 2026-12-01")]
    task = google.tasks.of(item.id)
    assert (task["title"], task["due"], task["status"]) == (
        "Ask Ann Lee for advice",
        "2026-12-01T00:00:00.000Z",
        "needsAction",
    )
    assert task["notes"] == (
        "you worked together at Fundy Software\n\nBy e-mail: someone@example.com\n\n"
        f"Subject: A question about your work\n\n{item.message}\n\ntieweave:{item.id}/{texts_of(item).fingerprint}"
    )


def test_many_pages(google, push):
    google.tasks.most = 3
    items = [make_follow_up(f"Person {number}") for number in range(10)]
    push(items)
    push([attrs.evolve(items[0], status=Status.DONE)])
    google.changes.clear()
    assert {one.outcome for one in push(items[1:])} == {Outcome.UNCHANGED}
    assert google.changes == []


def test_what_the_user_wrote_stays(google, push):
    items = [make_follow_up("Ann Lee"), make_follow_up("Bo Roy")]
    push(items)
    for item in items:
        task = google.tasks.of(item.id)
        google.tasks.edit(task, title="Call Ann!", notes=f"{task['notes']}\nmine, below")
    assert {one.outcome for one in push(items)} == {Outcome.UNCHANGED}
    changed = [attrs.evolve(item, message="Another draft.") for item in items]
    assert [one.detail for one in push(changed)] == ["text", "text"]
    for item in items:
        task = google.tasks.of(item.id)
        assert task["title"] == "Call Ann!"
        assert "Another draft." in task["notes"]
        assert "how are you?" not in task["notes"]
        assert task["notes"].endswith("\nmine, below")
    google.changes.clear()
    assert {one.outcome for one in push(changed)} == {Outcome.UNCHANGED}
    assert google.changes == []


def test_a_draft_that_the_user_rewrote_is_theirs(google, push):
    item = make_follow_up("Ann Lee")
    push([item])
    task = google.tasks.of(item.id)
    google.tasks.edit(task, notes=task["notes"].replace("how are you?", "how is Ella?"))
    google.changes.clear()
    assert push([attrs.evolve(item, message="Another draft.")])[0].outcome is Outcome.UNCHANGED
    assert "how is Ella?" in google.tasks.of(item.id)["notes"]
    assert google.changes == []


def test_the_list_may_be_renamed(google, push):
    push([make_follow_up("Ann Lee")])
    (key,) = [key for key, one in google.tasks.lists.items() if one["title"] == "tieweave"]
    google.tasks.lists[key]["title"] = "Follow-ups"
    assert push([make_follow_up("Ann Lee")])[0].outcome is Outcome.UNCHANGED
    assert len(google.tasks.lists) == 2


def test_a_list_made_anew_is_new(google, push):
    push([make_follow_up("Ann Lee")])
    (key,) = [key for key, one in google.tasks.lists.items() if one["title"] == "tieweave"]
    del google.tasks.lists[key], google.tasks.tasks[key]
    google.tasks.add_list("tieweave")
    with push.opened() as sink:
        assert sink.seen() is None
    assert push([make_follow_up("Ann Lee")])[0].outcome is Outcome.CREATED


def test_two_lists_are_two_places(google, push, store):
    item = make_follow_up("Ann Lee")
    push([item])
    push([item], to="google-tasks:?list=my tasks")
    assert google.tasks.of(item.id, "tieweave")
    assert google.tasks.of(item.id, "My Tasks")
    with push.opened() as one, push.opened("google-tasks:?account=default&list=Plans") as other:
        assert one.key == "google-tasks:?account=default&list=tieweave"
        assert other.key == "google-tasks:?account=default&list=Plans"


def test_what_changed_since_it_was_seen_is_reported_and_left(google, push):
    items = [make_follow_up(name) for name in ("Ann Lee", "Bo Roy", "Cy Day", "Di Eng")]
    push(items)
    moved = [attrs.evolve(item, due=item.due + DAY) for item in items]
    with push.opened() as sink:
        assert len(sink.seen()) == 4
        google.tasks.edit(google.tasks.of(items[0].id), status="completed")
        google.tasks.edit(google.tasks.of(items[1].id), due="2027-01-01T00:00:00.000Z")
        google.tasks.edit(google.tasks.of(items[2].id), deleted=True)
        delivered = list(sink.deliver([*moved[:1], attrs.evolve(moved[1], status=Status.DROPPED), *moved[2:]]))
    assert [one.outcome for one in delivered] == [*[Outcome.FAILED] * 3, Outcome.UPDATED]
    assert "changed at Google in the meantime" in delivered[0].detail
    assert "changed at Google in the meantime" in delivered[1].detail
    assert "deleted at Google in the meantime" in delivered[2].detail
    assert google.tasks.of(items[0].id)["status"] == "completed"
    assert google.tasks.of(items[1].id)["due"][:10] == "2027-01-01"


@pytest.mark.parametrize("trouble", ["drop", "cut", older_error(503, "x", "backendError"), (200, b"<html>")])
def test_an_answer_that_is_lost_makes_no_second_task(google, push, trouble):
    google.faults = [(f"POST {TASKS}", "after", trouble)]
    items = [make_follow_up("Ann Lee"), make_follow_up("Bo Roy")]
    assert [one.outcome for one in push(items)] == [Outcome.CREATED] * 2
    assert len(google.tasks.list_of("tieweave")) == 2


@pytest.mark.parametrize("trouble", ["drop", older_error(503, "x", "backendError")])
def test_a_task_that_was_perhaps_not_made_is_made_by_the_next_run(google, push, trouble):
    google.faults = [(f"POST {TASKS}", trouble)]
    items = [make_follow_up("Ann Lee"), make_follow_up("Bo Roy")]
    first, second = push(items)
    assert (first.outcome, second.outcome) == (Outcome.FAILED, Outcome.CREATED)
    assert first.detail.startswith("perhaps not made: ")
    assert [one.outcome for one in push(items)] == [Outcome.CREATED, Outcome.UNCHANGED]
    assert len(google.tasks.list_of("tieweave")) == 2


@pytest.mark.parametrize("trouble", ["drop", "cut", older_error(500, "x", "backendError")])
def test_a_list_whose_answer_is_lost_is_found(google, push, trouble):
    google.faults = [("POST /tasks/v1/users/@me/lists", "after", trouble)]
    assert push([make_follow_up("Ann Lee")])[0].outcome is Outcome.CREATED
    assert [one["title"] for one in google.tasks.lists.values()] == ["My Tasks", "tieweave"]


@pytest.mark.parametrize("trouble", ["drop", "cut", older_error(500, "x", "backendError")])
def test_a_change_or_removal_whose_answer_is_lost_is_no_conflict(google, push, trouble):
    items = [make_follow_up("Ann Lee"), make_follow_up("Bo Roy")]
    push(items)
    google.faults = [(f"PATCH {TASKS}", "after", trouble), (f"DELETE {TASKS}", "after", trouble)]
    changed = [attrs.evolve(items[0], due=items[0].due + DAY), attrs.evolve(items[1], status=Status.DROPPED)]
    assert [(one.outcome, one.detail) for one in push(changed)] == [
        (Outcome.UPDATED, "due 2026-12-02"),
        (Outcome.UPDATED, "removed"),
    ]


def test_a_quota_is_waited_for_also_where_something_is_made(google, push, sleeps):
    google.faults = [(f"POST {TASKS}", QUOTA)] * 2
    assert push([make_follow_up("Ann Lee")])[0].outcome is Outcome.CREATED
    assert sleeps == [8.0, 16.0]


def test_a_service_that_goes_away_leaves_what_was_delivered(google, push):
    items = [make_follow_up("Ann Lee"), make_follow_up("Bo Roy"), make_follow_up("Cy Day")]
    push(items)
    moved = [attrs.evolve(item, due=item.due + DAY) for item in items]
    delivered = []
    with push.opened() as sink:
        stream = iter(sink.deliver(moved))
        delivered.append(next(stream))
        google.faults = [("PATCH", older_error(503, "x", "backendError"))] * 9
        with pytest.raises(SinkError, match=r"^google-tasks: Google's service has trouble .*; run it again later$"):
            delivered.extend(stream)
    assert [one.item for one in delivered] == [items[0].id]
    google.faults = []
    assert [one.outcome for one in push(moved)] == [Outcome.UNCHANGED, Outcome.UPDATED, Outcome.UPDATED]


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"[]", b"{}", b'"x"', b'{"kind": "tasks#ta', b'{"items": []}', b'{"kind": "calendar#events"}'],
)
def test_rubbish_is_not_taken_for_an_empty_list(google, push, body):
    """Or everything in it would count as deleted by the user."""
    push([make_follow_up("Ann Lee")])
    for start in ("GET /tasks/v1/users", f"GET {TASKS}"):
        google.faults = [(start, (200, body))]
        with push.opened() as sink, pytest.raises(SinkError, match="is not Google's service"):
            sink.seen()


@pytest.mark.parametrize(
    "item", [5, None, [], {"id": 5, "notes": 7}, {"id": "x", "notes": "tieweave:a/0123456789abcdef", "due": 5}]
)
def test_tasks_of_a_strange_shape_never_raise(google, push, item):
    push([make_follow_up("Ann Lee")])
    google.faults = [(f"GET {TASKS}", (200, {"kind": "tasks#tasks", "items": [item]}))]
    with push.opened() as sink:
        assert [one.due for one in sink.seen()] in ([], [None])


def test_an_api_that_is_not_enabled_is_one_line(google, push):
    google.faults = [("/tasks/", older_error(403, "Access Not Configured", "accessNotConfigured"))]
    with pytest.raises(SinkError, match=r"the Google Tasks API is not enabled .*/apis/library/tasks.googleapis.com"):
        push([make_follow_up("Ann Lee")])


def test_a_dry_run_asks_questions_alone(google, push):
    push([make_follow_up("Ann Lee"), make_follow_up("Bo Roy")])
    google.changes.clear()
    items = [
        make_follow_up("Ann Lee", due=dt.date(2027, 1, 1), message="x"),
        make_follow_up("Bo Roy", status=Status.DROPPED),
        make_follow_up("Cy Day"),
    ]
    assert [(one.outcome, one.detail) for one in push(items, dry_run=True)] == [
        (Outcome.UPDATED, "due 2027-01-01, text"),
        (Outcome.UPDATED, "removed"),
        (Outcome.CREATED, "due 2026-12-01"),
    ]
    assert google.changes == []


@given(follow_ups(), st.text(), st.text())
def test_notes_are_read_as_they_were_written(item, quoted, below):
    ours = texts_of(item)
    below = below.strip("\r\n") if "tieweave:" not in below else ""
    notes = Notes(item.id, ours.fingerprint, ours.body, below)
    assert Notes.of(str(notes)) == notes
    assert Notes.of(f"tieweave:other/0123456789abcdef\n{quoted}\n\n{notes}").id == item.id
