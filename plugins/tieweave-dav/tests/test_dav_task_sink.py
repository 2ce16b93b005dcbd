"""Follow-ups as tasks on a real Radicale: which list, what the user does there, conflicts, servers that fail."""

import datetime as dt

import attrs
import icalendar
import pytest

from tieweave import Status, forgetting, journals, portable
from tieweave.delivering import opened
from tieweave.errors import SinkError
from tieweave.plugins import PluginHub
from tieweave.pushing import push
from tieweave.sinks import Outcome, Seen, claim
from tieweave.store import Store, database
from tieweave.testing import killed_at_every_step
from tieweave.testing.making import make_follow_up
from tieweave_dav import account as accounts

SAFE = {"PROPFIND", "REPORT", "GET", "OPTIONS", "HEAD"}
ANN, BO, CY = (
    make_follow_up(name, due=dt.date(2026, 12, day)) for day, name in enumerate(["Ann", "Bo", "Cy"], start=1)
)


def name_of(item):
    return f"tieweave-{item.id}@follow-ups.tieweave.ics"


@pytest.fixture
def tasks(account, front):
    """Return the location of a list of tasks, seen from the front."""
    account.calendar("tasks", "Tasks", "VTODO")
    return f"caldav:{front.root}/{account.user}/tasks/"


@pytest.fixture
def deliver(sink):
    """Return a function that delivers in a run of its own, and tells what became of each."""
    return lambda location, *items, **more: list(sink(location).deliver(items, **more))


@pytest.fixture
def told(sink):
    """Return a function that gives the line by which a sink says that it cannot be used."""

    def told(location, *items, **more):
        with pytest.raises(SinkError) as raised:
            list(sink(location, **more).deliver(items))
        (line,) = str(raised.value).splitlines()
        return line

    return told


def outcomes(deliveries):
    return [(one.outcome, one.detail) for one in deliveries]


def component(account, item, path="tasks"):
    (found,) = icalendar.Calendar.from_ical(account.text(f"{path}/{name_of(item)}")).walk("VTODO")
    return found


class TestWhichList:
    def test_a_list_for_tasks_alone_comes_before_a_calendar(self, account, sink):
        account.calendar("a", "Meetings", "VEVENT")
        account.calendar("b", "Mixed", 'VEVENT"/><C:comp name="VTODO')
        account.calendar("c", "To do", "VTODO")
        assert (
            sink(f"caldav:{account.root}").key
            == f"caldav:http://{account.user}@127.0.0.1:{account.port}/{account.user}/c/"
        )

    def test_a_calendar_that_takes_tasks_too_will_do(self, account, sink):
        account.calendar("a", "Meetings", "VEVENT")
        account.calendar("b", "Mixed", 'VEVENT"/><C:comp name="VTODO')
        assert sink(f"caldav:{account.root}").key.endswith("/b/")

    def test_the_options_name_one_by_what_is_shown_or_the_address(self, account, options, sink):
        account.calendar("b", "First", "VTODO")
        account.calendar("c", "Job hunt", "VTODO")
        for name in ("job hunt", "C"):
            named = options(account.root, tasks=name)
            assert sink(f"caldav:{account.root}", options=named).key.endswith("/c/")

    def test_an_address_names_one(self, account, sink):
        account.calendar("b", "First", "VTODO")
        account.calendar("c", "Job hunt", "VTODO")
        assert sink(f"caldav:{account.home}c/").key.endswith("/c/")

    def test_a_name_that_is_not_there_is_told_with_those_that_are(self, account, options, told):
        account.calendar("b", "First", "VTODO")
        line = told(f"caldav:{account.root}", options=options(account.root, tasks="Job hunt"))
        assert "no list of tasks is called 'Job hunt'; there are: 'First'" in line

    def test_none_is_made(self, account, told):
        account.calendar("a", "Meetings", "VEVENT")
        assert "there is no list of tasks in this account; make a list in your task app" in told(
            f"caldav:{account.root}"
        )
        assert "'Meetings' takes no tasks" in told(f"caldav:{account.home}a/")
        assert "is not there (status 404)" in told(f"caldav:{account.home}none/")

    def test_one_that_was_deleted_is_told_and_not_taken_for_a_new_one(self, account, sink, tasks):
        place = sink(tasks)
        account.delete("tasks/")
        with pytest.raises(SinkError, match="is not there"):
            place.seen()


class TestWhatTheUserDoes:
    def test_what_was_made_is_a_task_that_others_read(self, account, deliver, tasks):
        assert outcomes(deliver(tasks, ANN)) == [(Outcome.CREATED, "due 2026-12-01")]
        made = component(account, ANN)
        assert (made["SUMMARY"], made["DUE"].dt, made["STATUS"]) == ("Ask Ann for advice", ANN.due, "NEEDS-ACTION")
        assert ANN.message.splitlines()[0] in made["DESCRIPTION"]

    @pytest.mark.parametrize(
        "lines",
        [
            "STATUS:COMPLETED",
            "STATUS:NEEDS-ACTION\nPERCENT-COMPLETE:100",
            "STATUS:COMPLETED\nCOMPLETED:20261120T101500Z\nPERCENT-COMPLETE:100",  # todoman, Tasks.org, Thunderbird
        ],
    )
    def test_completing_is_done(self, account, deliver, sink, tasks, lines):
        deliver(tasks, ANN, BO)
        account.edit(f"tasks/{name_of(ANN)}", "STATUS:NEEDS-ACTION", lines)
        assert sorted(sink(tasks).seen(), key=lambda one: one.due) == [
            Seen(id=ANN.id, done=True, due=ANN.due),
            Seen(id=BO.id, due=BO.due),
        ]

    def test_cancelling_is_dropped_and_a_time_is_its_day_in_ego_s_zone(self, account, deliver, sink, tasks):
        deliver(tasks, ANN, BO)
        account.edit(f"tasks/{name_of(ANN)}", "STATUS:NEEDS-ACTION", "STATUS:CANCELLED")
        account.edit(f"tasks/{name_of(BO)}", "DUE;VALUE=DATE:.*", "DUE:20261220T020000Z")  # 22:00 of the day before
        seen = {one.id: one for one in sink(tasks).seen()}
        assert seen[ANN.id].dropped
        assert seen[BO.id].due == dt.date(2026, 12, 19)

    def test_the_user_s_own_text_and_lines_stay_when_it_moves(self, account, deliver, tasks):
        deliver(tasks, ANN)
        account.edit(f"tasks/{name_of(ANN)}", "SUMMARY:.*", "SUMMARY:Ring Ann\nX-MINE;A=b:kept\nPRIORITY:1")
        later = attrs.evolve(ANN, due=dt.date(2026, 12, 20))
        assert outcomes(deliver(tasks, later)) == [(Outcome.UPDATED, "due 2026-12-20")]
        found = component(account, ANN)
        assert (found["SUMMARY"], found["X-MINE"], found["PRIORITY"]) == ("Ring Ann", "kept", 1)
        assert found["DUE"].dt == later.due

    def test_one_that_an_app_moved_to_another_address_is_changed_there(self, account, deliver, sink, tasks):
        deliver(tasks, ANN)
        text = account.text(f"tasks/{name_of(ANN)}")
        account.delete(f"tasks/{name_of(ANN)}")
        account.put("tasks/0F3A.ics", text, "text/calendar")
        later = attrs.evolve(ANN, due=dt.date(2026, 12, 20))
        assert sink(tasks).seen() == [Seen(id=ANN.id, due=ANN.due)]
        assert outcomes(deliver(tasks, later)) == [(Outcome.UPDATED, "due 2026-12-20")]
        assert list(account.objects("tasks")) == ["0F3A.ics"]

    def test_deleting_all_of_them_is_deleting_them(self, account, deliver, sink, tasks):
        deliver(tasks, ANN, BO)
        for name in account.objects("tasks"):
            account.delete(f"tasks/{name}")
        assert sink(tasks).seen() == []

    def test_signing_out_forgets_the_tasks(self, context, deliver, options, account, sink_context, tasks):
        deliver(tasks, ANN)
        known = attrs.evolve(context, store=sink_context.store, options=sink_context.options)
        assert "removed the tasks that were remembered" in accounts.logout("caldav", tasks, known)
        assert "nothing was kept" in accounts.logout("caldav", tasks, known)


class TestAsking:
    def test_a_dry_run_asks_by_safe_methods_alone(self, account, deliver, front, tasks):
        deliver(tasks, ANN, BO)
        changed = [attrs.evolve(ANN, due=CY.due), attrs.evolve(BO, status=Status.DROPPED), CY]
        before = account.objects("tasks")
        front.requests.clear()
        predicted = deliver(tasks, *changed, dry_run=True)
        assert {request.method for request in front.requests} <= SAFE
        assert account.objects("tasks") == before
        assert outcomes(predicted) == [
            (Outcome.UPDATED, "due 2026-12-03"),
            (Outcome.UPDATED, "removed"),
            (Outcome.CREATED, "due 2026-12-03"),
        ]
        assert deliver(tasks, *changed) == predicted

    def test_a_second_delivery_sends_nothing(self, deliver, front, tasks):
        deliver(tasks, ANN, BO)
        deliver(tasks)  # what was written is read
        front.requests.clear()
        assert {one.outcome for one in deliver(tasks, ANN, BO)} == {Outcome.UNCHANGED}
        assert {request.method for request in front.requests} == {"PROPFIND"}

    def test_every_write_names_its_condition(self, deliver, front, tasks):
        deliver(tasks, ANN, BO)
        deliver(tasks, attrs.evolve(ANN, due=CY.due), attrs.evolve(BO, status=Status.DROPPED))
        writing = [request for request in front.requests if request.method not in SAFE]
        assert [request.method for request in writing] == ["PUT", "PUT", "PUT", "DELETE"]
        assert [request.headers["If-None-Match"] for request in writing] == ["*", "*", None, None]
        assert all(request.headers["If-Match"] for request in writing[2:])


class TestConflicts:
    def test_what_changes_between_reading_and_writing_is_left_alone(self, account, deliver, front, tasks):
        deliver(tasks, ANN, BO)
        later = [attrs.evolve(one, due=dt.date(2026, 12, 20)) for one in (ANN, BO)]

        def interfere(request):
            if request.method == "PUT":
                front.answer = lambda _: None
                account.edit(f"tasks/{name_of(ANN)}", "SUMMARY:.*", "SUMMARY:Mine")

        front.answer = interfere
        failed, other = deliver(tasks, *later)
        assert failed.outcome is Outcome.FAILED
        assert "was changed on the server at this moment" in failed.detail
        assert other.outcome is Outcome.UPDATED
        assert component(account, ANN)["SUMMARY"] == "Mine"
        assert component(account, ANN)["DUE"].dt == ANN.due
        assert [one.outcome for one in deliver(tasks, *later)] == [Outcome.UPDATED, Outcome.UNCHANGED]
        assert component(account, ANN)["SUMMARY"] == "Mine"

    def test_what_was_ticked_off_since_it_was_seen_stays_ticked_off(self, account, deliver, sink, tasks):
        deliver(tasks, ANN)
        place = sink(tasks)
        place.seen()
        account.edit(f"tasks/{name_of(ANN)}", "STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
        (one,) = place.deliver([attrs.evolve(ANN, due=dt.date(2026, 12, 20))])
        assert one.outcome is Outcome.FAILED
        assert component(account, ANN)["STATUS"] == "COMPLETED"

    def test_what_was_deleted_since_it_was_seen_is_not_made_again(self, account, deliver, sink, tasks):
        deliver(tasks, ANN, BO)
        place = sink(tasks)
        place.seen()
        account.delete(f"tasks/{name_of(ANN)}")
        account.delete(f"tasks/{name_of(BO)}")
        moved, dropped = place.deliver(
            [attrs.evolve(ANN, due=dt.date(2026, 12, 20)), attrs.evolve(BO, status=Status.DROPPED)]
        )
        assert (moved.outcome, dropped.outcome) == (Outcome.FAILED, Outcome.UPDATED)
        assert account.objects("tasks") == {}

    @pytest.mark.parametrize("method", ["PUT", "DELETE"])
    def test_a_lost_answer_is_no_second_task_and_no_failure(self, account, deliver, front, tasks, method):
        if method == "DELETE":
            deliver(tasks, ANN)

        forwarded = front.forwarded

        def lose(request):
            reply = forwarded(request)
            if request.method == method:
                front.forwarded = forwarded
                return None
            return reply

        front.forwarded = lose
        (one,) = deliver(tasks, attrs.evolve(ANN, status=Status.DROPPED) if method == "DELETE" else ANN)
        assert one.outcome is (Outcome.UPDATED if method == "DELETE" else Outcome.CREATED)
        assert len(front.asked(method)) == 2
        assert len(account.objects("tasks")) == (method == "PUT")


class TestServersThatFail:
    def test_one_that_goes_away_ends_it_and_what_was_made_is_told(self, account, fronts, options, sink, tasks):
        front = fronts(account.port)
        place = sink(f"caldav:{front.root}/{account.user}/tasks/", options=options(front.root))
        stream = place.deliver([ANN, BO, CY])
        assert next(stream).outcome is Outcome.CREATED
        front.forwarded = lambda _: None
        with pytest.raises(SinkError, match="cut the connection"):
            next(stream)
        assert list(account.objects("tasks")) == [name_of(ANN)]

    def test_a_full_account_ends_it(self, front, tasks, told):
        front.refusing("PUT", 507)
        assert "is not taken, since the account is full; make room on the server (status 507)" in told(tasks, ANN, BO)

    @pytest.mark.parametrize(
        ("status", "why"),
        [
            (403, "does not let this account write it"),
            (405, "cannot be written"),
            (413, "is larger than the server takes"),
            (500, "failed (status 500)"),
            (400, "is refused by the server"),
        ],
    )
    def test_one_that_is_refused_is_that_one_s_failure(self, account, deliver, front, tasks, status, why):
        front.refusing("PUT", status, name_of(BO))
        deliveries = deliver(tasks, ANN, BO, CY)
        assert [one.outcome for one in deliveries] == [Outcome.CREATED, Outcome.FAILED, Outcome.CREATED]
        assert why in deliveries[1].detail
        assert len(account.objects("tasks")) == 2

    def test_what_is_not_as_it_must_be_is_named(self, deliver, front, tasks):
        body = b'<?xml version="1.0"?><D:error xmlns:D="DAV:"><C:max-resource-size xmlns:C="urn:x"/></D:error>'
        front.refusing("PUT", 403, body=body)
        (one,) = deliver(tasks, ANN)
        assert one.detail.endswith("the server names max-resource-size")

    def test_one_that_refuses_everything_is_not_asked_for_all(self, front, tasks, told):
        front.refusing("PUT", 403)
        many = [make_follow_up(f"Person {number}") for number in range(30)]
        assert "does not let this account write it" in told(tasks, *many)
        assert len(front.asked("PUT")) == 10

    def test_a_list_that_may_only_be_read_is_told_before(self, running, tmp_path, account, options, told):
        type(account)(running(tmp_path), account.user).calendar("tasks", "Tasks", "VTODO")
        rights = tmp_path / "rights"
        rights.write_text("[all]\nuser: .+\ncollection: .*\npermissions: Rr\n", "utf-8")
        there = type(account)(running(tmp_path, "--rights-type=from_file", f"--rights-file={rights}"), account.user)
        line = told(f"caldav:{there.home}tasks/", ANN, options=options(there.root))
        assert "'Tasks' may only be read by this account" in line

    @pytest.mark.parametrize(
        "body", [b"<html>Welcome to the hotel</html>", b"<D:multistatus xmlns:D='DAV:'><D:resp", b"", b"\0\1"]
    )
    @pytest.mark.parametrize("method", ["PROPFIND", "REPORT"])
    def test_rubbish_is_told_in_a_line(self, account, front, sink, tasks, method, body):
        account.put("tasks/plants.ics", icalendar_of("UID:plants"), "text/calendar")
        place = sink(tasks)
        front.refusing(method, 207, body=body)
        if method == "REPORT":  # then everything is listed, and fetched one by one
            assert place.seen() == []
            return
        with pytest.raises(SinkError) as raised:
            place.seen()
        assert len(str(raised.value).splitlines()) == 1

    def test_a_task_of_ours_that_cannot_be_read_is_there_and_left_alone(self, account, deliver, front, sink, tasks):
        deliver(tasks, ANN)
        account.edit(f"tasks/{name_of(ANN)}", "SUMMARY:.*", "SUMMARY:Mine")
        front.change = lambda request, reply: reply._replace(body=reply.body.replace(b"BEGIN:VTODO", b"BEGIN:V"))
        assert sink(tasks).seen() == [Seen(id=ANN.id)]
        (one,) = deliver(tasks, attrs.evolve(ANN, due=CY.due))
        assert one.outcome is Outcome.FAILED
        assert "cannot be read, so it is left alone" in one.detail


def icalendar_of(*lines):
    inner = "\n".join(["BEGIN:VTODO", *lines, "DTSTAMP:20260101T000000Z", "SUMMARY:Water the plants", "END:VTODO"])
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\n{inner}\nEND:VCALENDAR\n"


class TestPushing:
    """The whole round, as `tieweave push` does it."""

    @pytest.fixture
    def pushed(self, sink_context):
        types = PluginHub.load().sinks()

        def pushed(location, *plan, folder=None):
            store = Store(folder) if folder else sink_context.store
            context = attrs.evolve(sink_context, store=store)

            def plan_of(journal):
                journals.keep_plan(store, plan, now=context.now, code="1", work={})
                by_id = {kept.follow_up.id: kept.follow_up for kept in journals.load(store).follow_ups}
                return [one for one in by_id.values() if one.status.is_open]

            places, failed = opened([claim(location, types)], context, {"caldav": context.options})
            assert failed == []
            try:
                (done,) = push(places, plan_of, journals.load(store), store=store, now=context.now)
            finally:
                for place in places:
                    place.close()
                if folder:
                    store.close()
            return done

        return pushed

    def test_what_the_user_did_is_respected(self, account, pushed, tasks):
        pushed(tasks, ANN, BO, CY)
        account.edit(f"tasks/{name_of(ANN)}", "STATUS:NEEDS-ACTION", "STATUS:COMPLETED")
        account.edit(f"tasks/{name_of(BO)}", r"DUE;VALUE=DATE:\d+", "DUE;VALUE=DATE:20261224")
        account.delete(f"tasks/{name_of(CY)}")
        before = account.objects("tasks")
        done = pushed(tasks, ANN, BO, CY)
        assert {one.id: (one.status, one.due) for one in done.news} == {
            ANN.id: (Status.DONE, None),
            BO.id: (None, dt.date(2026, 12, 24)),
            CY.id: (Status.DROPPED, None),
        }
        assert {one.outcome for one in done.deliveries} == {Outcome.UNCHANGED}
        assert account.objects("tasks") == before
        assert pushed(tasks, ANN, BO, CY).news == ()

    def test_who_was_forgotten_is_gone_from_the_server_and_from_every_byte_here(
        self, account, pushed, tasks, tmp_path, monkeypatch
    ):
        opened_as_here = database.opened

        def opened_as_elsewhere(*arguments):
            connection = opened_as_here(*arguments)
            connection.execute("PRAGMA secure_delete = OFF")  # some systems build SQLite so that it is on
            return connection

        monkeypatch.setattr(database, "opened", opened_as_elsewhere)
        zoe = make_follow_up("Zoe Quixley", message="Hello Zoe Quixley. " * 1000, due=ANN.due)
        folder = tmp_path / "data"
        pushed(tasks, ANN, zoe, folder=folder)
        store = Store(folder)
        traces = forgetting.Traces(portable.held(store)[0])
        forgetting.erase(store, traces.person(traces.meant("Zoe Quixley", {}), {}), dt.datetime.now(dt.UTC))
        store.close()
        removed = [one.item for one in pushed(tasks, ANN, folder=folder).deliveries if one.detail == "removed"]
        assert removed == [zoe.id]
        assert list(account.objects("tasks")) == [name_of(ANN)]
        assert [path.name for path in folder.iterdir() if b"Quixley" in path.read_bytes()] == []
        assert {one.outcome for one in pushed(tasks, ANN, folder=folder).deliveries} == {Outcome.UNCHANGED}

    def test_a_kill_at_any_step_doubles_nothing(self, account, pushed, tasks, tmp_path):
        plan = [ANN, BO]

        def prepared(number):
            account.calendar(f"list-{number}", f"List {number}", "VTODO")
            return f"caldav:{account.home}list-{number}/", tmp_path / str(number)

        for location, folder in killed_at_every_step(prepared, lambda place: pushed(place[0], *plan, folder=place[1])):
            done = pushed(location, *plan, folder=folder)
            assert done.is_whole
            assert done.news == ()
            collection = location.rstrip("/").rpartition("/")[2]
            assert sorted(account.objects(collection)) == sorted(map(name_of, plan))
            assert {one.outcome for one in pushed(location, *plan, folder=folder).deliveries} == {Outcome.UNCHANGED}
