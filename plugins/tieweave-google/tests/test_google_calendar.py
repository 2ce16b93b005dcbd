"""Google Calendar as a sink, with Google's real client against a service on loopback."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback_answers import older_error

from tieweave import SinkError
from tieweave.model import Status
from tieweave.sinks import Outcome
from tieweave.testing import SinkContract, make_follow_up
from tieweave_google.events import event_id, item_of

DAY = dt.timedelta(days=1)
CALENDARS = "/calendar/v3/calendars"


class TestGoogleCalendar(SinkContract):
    plugin = "google"
    sink = "google-calendar"
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
        return "google-calendar:"

    @pytest.fixture
    def fresh_location(self):
        return lambda number: f"google-calendar:?calendar=Fresh {number}"

    @pytest.fixture
    def broken_location(self):
        return "google-calendar:?account=nobody"

    @pytest.fixture
    def snapshot(self, google):
        return lambda: repr((google.calendar.calendars, google.calendar.events, len(google.changes)))

    @pytest.fixture
    def count(self, google):
        return lambda location: sum(
            event["status"] != "cancelled"
            for event in google.calendar.calendar_of(location.partition("calendar=")[2] or "tieweave").values()
        )

    @pytest.fixture
    def failing(self, google):
        return google.calendar.refused.append

    @pytest.fixture
    def meddle(self, google):
        def meddle():
            known = {one["summary"] for one in google.calendar.calendars.values()}
            calendar = "tieweave" if "tieweave" in known else "morgan@mail.example"
            event = google.calendar.add(calendar)
            before = dict(event)

            def check():
                assert google.calendar.calendar_of(calendar)[event["id"]] == before

            return check

        return meddle

    @pytest.fixture
    def tick(self, google):
        def tick(item):
            event = google.calendar.of(item)
            google.calendar.edit(event, summary=f"Done: {event['summary']}")

        return tick

    @pytest.fixture
    def move(self, google):
        def move(item, day):
            event = google.calendar.of(item)
            google.calendar.edit(event, start={"date": str(day)}, end={"date": str(day + DAY)})

        return move

    @pytest.fixture
    def remove(self, google):
        return lambda item: google.calendar.edit(google.calendar.of(item), status="cancelled")


@pytest.fixture
def push(pushing):
    return pushing("google-calendar:")


def test_an_event_lasts_all_day_and_takes_no_time(google, push):
    item = make_follow_up("Ann Lee")
    push([item])
    event = google.calendar.of(item.id)
    assert (event["summary"], event["start"], event["end"]) == (
        "Ask Ann Lee for advice",
        {"date": "2026-12-01"},
        {"date": "2026-12-02"},
    )
    assert event["transparency"] == "transparent"
    assert event["reminders"] == {"useDefault": False, "overrides": [{"method": "popup", "minutes": 360}]}
    assert event["description"].startswith("you worked together at Fundy Software\n\nBy e-mail: someone@example.com")
    assert event["extendedProperties"]["private"]["tieweave"] == item.id


def test_the_users_own_calendars_are_never_asked_for(google, push):
    push([make_follow_up("Ann Lee")])
    push([make_follow_up("Ann Lee")])
    (ours,) = [key for key, one in google.calendar.calendars.items() if one["summary"] == "tieweave"]
    asked = {path.split("/")[4].replace("%40", "@") for path in google.paths() if path.startswith(f"{CALENDARS}/")}
    assert asked == {ours}


def test_the_calendar_gets_the_zone_of_the_profile(google, open_sink):
    import zoneinfo

    with open_sink("google-calendar:", zone=zoneinfo.ZoneInfo("America/Halifax")) as sink:
        list(sink.deliver([make_follow_up("Ann Lee")]))
    (ours,) = [one for one in google.calendar.calendars.values() if one["summary"] == "tieweave"]
    assert ours["timeZone"] == "America/Halifax"


def test_a_calendar_of_that_name_that_is_the_users(google, push):
    google.calendar.add_calendar("tieweave")
    with pytest.raises(SinkError, match=r"was not made by tieweave .*; rename it, or name another one, as in google-c"):
        push([make_follow_up("Ann Lee")])


@pytest.mark.parametrize("tick", ["✓ ", "✔️", "☑ ", "✅", "[x] ", "done - ", "DONE: "])
def test_a_tick_before_the_title_is_done(google, push, tick):
    item = make_follow_up("Ann Lee")
    push([item])
    event = google.calendar.of(item.id)
    google.calendar.edit(event, summary=f"{tick}{event['summary']}")
    with push.opened() as sink:
        assert [one.done for one in sink.seen()] == [True]
    google.changes.clear()
    assert push([attrs.evolve(item, status=Status.DONE)])[0].outcome is Outcome.UNCHANGED
    assert google.changes == []


def test_done_is_a_tick_before_whatever_the_title_is_and_open_again_takes_it_away(google, push):
    item = make_follow_up("Ann Lee")
    push([item])
    google.calendar.edit(google.calendar.of(item.id), summary="Coffee with Ann")
    assert push([attrs.evolve(item, status=Status.LED_TO)])[0].detail == "done"
    assert google.calendar.of(item.id)["summary"] == "✓ Coffee with Ann"
    assert push([item])[0].detail == "open again"
    assert google.calendar.of(item.id)["summary"] == "Coffee with Ann"


@pytest.mark.parametrize(
    ("start", "end", "seen", "moved_start", "moved_end"),
    [
        (
            {"dateTime": "2026-12-05T23:30:00-04:00", "timeZone": "America/Halifax"},
            {"dateTime": "2026-12-06T00:15:00-04:00", "timeZone": "America/Halifax"},
            "2026-12-05",
            {"dateTime": "2026-12-10T23:30:00", "timeZone": "America/Halifax"},
            {"dateTime": "2026-12-11T00:15:00", "timeZone": "America/Halifax"},
        ),
        (
            {"dateTime": "2026-12-06T03:30:00Z", "timeZone": "America/Halifax"},
            {"dateTime": "2026-12-06T04:30:00Z", "timeZone": "America/Halifax"},
            "2026-12-05",
            {"dateTime": "2026-12-10T23:30:00", "timeZone": "America/Halifax"},
            {"dateTime": "2026-12-11T00:30:00", "timeZone": "America/Halifax"},
        ),
        (
            {"dateTime": "2026-12-05T09:00:00+05:30"},
            {"dateTime": "2026-12-05T10:00:00+05:30"},
            "2026-12-05",
            {"dateTime": "2026-12-10T09:00:00+05:30"},
            {"dateTime": "2026-12-10T10:00:00+05:30"},
        ),
        ({"date": "2026-12-05"}, {"date": "2026-12-07"}, "2026-12-05", {"date": "2026-12-10"}, {"date": "2026-12-12"}),
        ({"date": "soon"}, {}, None, {"date": "2026-12-10"}, {"date": "2026-12-11"}),
    ],
)
def test_an_event_that_was_given_a_time_keeps_it(google, push, start, end, seen, moved_start, moved_end):
    item = make_follow_up("Ann Lee")
    push([item])
    google.calendar.edit(google.calendar.of(item.id), start=start, end=end)
    with push.opened() as sink:
        assert [one.due and str(one.due) for one in sink.seen()] == [seen]
    push([attrs.evolve(item, due=dt.date(2026, 12, 10))])
    event = google.calendar.of(item.id)
    assert (event["start"], event["end"]) == (moved_start, moved_end)


def test_what_the_user_added_stays(google, push):
    item = make_follow_up("Ann Lee")
    push([item])
    event = google.calendar.of(item.id)
    own = {**event["extendedProperties"]["private"], "mine": "1"}
    google.calendar.edit(event, colorId="5", location="Café", extendedProperties={"private": own})
    push([attrs.evolve(item, message="Another draft.", due=item.due + DAY)])
    event = google.calendar.of(item.id)
    assert (event["colorId"], event["location"], event["extendedProperties"]["private"]["mine"]) == ("5", "Café", "1")
    assert "Another draft." in event["description"]


def test_a_copy_by_the_user_is_theirs(google, push):
    item = make_follow_up("Ann Lee")
    push([item])
    copy = google.calendar.add("tieweave", extendedProperties=google.calendar.of(item.id)["extendedProperties"])
    before = dict(copy)
    push([attrs.evolve(item, due=item.due + DAY)])
    push([attrs.evolve(item, status=Status.DROPPED)])
    assert google.calendar.calendar_of("tieweave")[copy["id"]] == before


def test_one_that_was_removed_is_brought_back_when_it_is_open_again(google, push):
    item = make_follow_up("Ann Lee")
    push([item])
    push([attrs.evolve(item, status=Status.DROPPED)])
    assert push([attrs.evolve(item, due=item.due + DAY)])[0].outcome is Outcome.CREATED
    assert google.calendar.of(item.id)["start"] == {"date": "2026-12-02"}
    assert len(google.calendar.calendar_of("tieweave")) == 1


def test_what_looks_like_html_is_text(google, push):
    plain, marked = make_follow_up("Ann Lee", message="Q&A - 1 > 0?"), make_follow_up("Bo", message="<b>&amp;</b>")
    push([attrs.evolve(plain, message="Q&A it is"), marked])
    assert "Q&A it is" in google.calendar.of(plain.id)["description"]
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in google.calendar.of(marked.id)["description"]


def test_what_changed_since_it_was_seen_is_reported_and_left(google, push):
    items = [make_follow_up(name) for name in ("Ann Lee", "Bo Roy", "Cy Day")]
    push(items)
    moved = [attrs.evolve(item, due=item.due + DAY) for item in items]
    with push.opened() as sink:
        assert len(sink.seen()) == 3
        google.calendar.edit(google.calendar.of(items[0].id), start={"date": "2027-01-01"})
        google.calendar.edit(google.calendar.of(items[1].id), summary="✓ Called")
        delivered = list(sink.deliver([moved[0], attrs.evolve(items[1], status=Status.DROPPED), moved[2]]))
    assert [one.outcome for one in delivered] == [Outcome.FAILED, Outcome.FAILED, Outcome.UPDATED]
    assert google.calendar.of(items[0].id)["start"] == {"date": "2027-01-01"}
    assert google.calendar.of(items[1].id)["summary"] == "✓ Called"


@pytest.mark.parametrize("trouble", ["drop", "cut", older_error(503, "x", "backendError")])
def test_answers_that_are_lost_double_nothing(google, push, trouble):
    items = [make_follow_up("Ann Lee"), make_follow_up("Bo Roy")]
    google.faults = [(f"POST {CALENDARS}", "after", trouble), (f"POST {CALENDARS}/", "after", trouble)]
    assert [one.outcome for one in push(items)] == [Outcome.CREATED] * 2
    assert [one["summary"] for one in google.calendar.calendars.values()] == ["morgan@mail.example", "tieweave"]
    google.faults = [("PATCH", "after", trouble), ("DELETE", "after", trouble)]
    changed = [attrs.evolve(items[0], due=items[0].due + DAY), attrs.evolve(items[1], status=Status.DROPPED)]
    assert [one.outcome for one in push(changed)] == [Outcome.UPDATED] * 2
    assert len(google.calendar.calendar_of("tieweave")) == 2


def test_many_pages(google, push):
    google.calendar.most = 3
    items = [make_follow_up(f"Person {number}") for number in range(10)]
    push(items)
    google.changes.clear()
    assert {one.outcome for one in push(items)} == {Outcome.UNCHANGED}
    assert google.changes == []


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"kind": "calendar#eve', b'{"items": []}'])
def test_rubbish_is_not_taken_for_an_empty_calendar(google, push, body):
    push([make_follow_up("Ann Lee")])
    for start in ("GET /calendar/v3/users", f"GET {CALENDARS}/"):
        google.faults = [(start, (200, body))]
        with push.opened() as sink, pytest.raises(SinkError, match="is not Google's service"):
            sink.seen()


@pytest.mark.parametrize("event", [5, {"id": event_id("a"), "status": 7, "start": 5}, {"extendedProperties": 5}])
def test_events_of_a_strange_shape_never_raise(google, push, event):
    push([make_follow_up("Ann Lee")])
    google.faults = [(f"GET {CALENDARS}/", (200, {"kind": "calendar#events", "items": [event]}))]
    with push.opened() as sink:
        assert list(sink.seen()) == []


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_an_id_is_made_of_what_google_takes_and_read_back(item):
    made = event_id(item)
    assert set(made) <= set("0123456789abcdefghijklmnopqrstuv")
    assert len(made) >= 5
    assert item_of(made) == item


@given(st.text("0123456789abcdefghijklmnopqrstuv_", min_size=5))
def test_other_ids_are_the_users(event):
    assert item_of(event) is None or event_id(item_of(event)) == event
