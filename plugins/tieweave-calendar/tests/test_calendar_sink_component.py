"""What a follow-up is in iCalendar, and what becomes of it when it, or what the user made of it, changes."""

import datetime as dt
import zoneinfo

import attrs
import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tieweave.model import Status
from tieweave.testing import NOW, follow_ups, make_follow_up
from tieweave_calendar.follow_up_component import (
    brought_up_to_date,
    calendar,
    made,
    seen_of,
    serialised,
)
from tieweave_calendar.follow_up_uid import id_of, uid_of

LATER = NOW + dt.timedelta(days=3)
FORMS = st.sampled_from(["todo", "event"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def read(text):
    return icalendar.Component.from_ical(serialised(text) if isinstance(text, icalendar.Component) else text)


def todo(**fields):
    return made(make_follow_up(**fields), form="todo", now=NOW)


def event(**fields):
    return made(make_follow_up(**fields), form="event", now=NOW)


def with_lines(component, *lines):
    """The component as a program left it that added or replaced those lines."""
    names = tuple(line.split(":")[0].split(";")[0] + end for line in lines for end in ":;")
    own = [line for line in serialised(component).decode().split("\r\n") if not line.startswith(names)]
    own[1:1] = lines
    return read("\r\n".join(own))


@given(follow_ups(), FORMS)
def test_every_text_comes_back_as_it_was_written(follow_up, form):
    component = made(follow_up, form=form, now=NOW)
    data = serialised(calendar([component]))
    again = icalendar.Calendar.from_ical(data)
    (found,) = again.subcomponents
    for name in ("SUMMARY", "DESCRIPTION"):
        assert str(found.get(name, "")) == str(component.get(name, ""))
    assert seen_of(found) == seen_of(component)
    assert seen_of(found).due == follow_up.due
    assert brought_up_to_date(found, follow_up, now=LATER) == []


@given(follow_ups(), FORMS)
def test_every_file_is_valid(follow_up, form):
    data = serialised(calendar([made(follow_up, form=form, now=NOW)]))
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut
        assert not any((byte < 0x20 and byte != 0x09) or byte == 0x7F for byte in line)
    own = vobject.readOne(data.decode(), validate=True)
    assert (own.version.value, bool(own.prodid.value)) == ("2.0", True)
    (component,) = [*own.contents.get("vtodo", ()), *own.contents.get("vevent", ())]
    assert {"uid", "dtstamp", "summary", "description", "categories"} <= component.contents.keys()
    assert component.valarm.action.value == "DISPLAY"
    assert component.valarm.description.value == component.summary.value
    day = component.due if form == "todo" else component.dtstart
    assert day.value == follow_up.due


@given(follow_ups(), FORMS)
def test_no_text_becomes_a_property(follow_up, form):
    plain = made(make_follow_up(), form=form, now=NOW)
    component = read(made(follow_up, form=form, now=NOW))
    assert set(component) - {"URL"} == set(plain) - {"URL"}
    assert [inner.name for inner in component.subcomponents] == ["VALARM"]


@given(TEXTS.filter(bool))
def test_the_id_is_in_the_uid(text):
    uid = uid_of(text)
    assert id_of(uid) == text
    assert not set(uid) & set('/\\:*?"<>| \r\n')


@pytest.mark.parametrize(
    "uid", ["", "x", "tieweave-a@example.com", "a@follow-ups.tieweave", "tieweave-@follow-ups.tieweave"]
)
def test_a_foreign_uid_has_no_id(uid):
    assert id_of(uid) is None


def test_a_todo_says_what_to_do_by_when_and_how():
    component = todo(kind="")
    assert component["DUE"].to_ical() == b"20261201"
    assert "DTSTART" not in component
    assert (component["STATUS"], component["CLASS"]) == ("NEEDS-ACTION", "PRIVATE")
    assert component["URL"] == "mailto:someone@example.com?subject=A%20question%20about%20your%20work"
    (alarm,) = component.subcomponents
    assert alarm["TRIGGER"].dt == dt.timedelta(hours=9)
    assert alarm["TRIGGER"].params["RELATED"] == "END"


def test_an_event_takes_the_day_and_leaves_it_free():
    component = event()
    assert (component["DTSTART"].dt, component["DTEND"].dt) == (dt.date(2026, 12, 1), dt.date(2026, 12, 2))
    assert component["TRANSP"] == "TRANSPARENT"
    assert "RELATED" not in component.subcomponents[0]["TRIGGER"].params


@pytest.mark.parametrize(
    ("channel", "address", "url"),
    [
        ("email", "ann+work@example.com", "mailto:ann+work@example.com?subject=S"),
        ("email", "ann@example.com?bcc=all@example.com", None),
        ("email", "ann@example.com,bo@example.com", None),
        ("call", "+1 (902) 555-0101", "tel:+19025550101"),
        ("call", "+1902;ext=5", None),
        ("call", "*#06#", None),
        ("page", "https://www.linkedin.com/in/ann", "https://www.linkedin.com/in/ann"),
        ("page", "javascript:alert(1)", None),
        ("page", "file:///etc/passwd", None),
        ("meeting", "", None),
        ("message", "+19025550101", None),
    ],
)
def test_only_an_address_that_says_no_more_than_whom_to_reach_can_be_clicked(channel, address, url):
    assert todo(channel=channel, address=address, subject="S").get("URL") == url


def test_without_an_alarm_nothing_reminds():
    assert made(make_follow_up(), form="todo", now=NOW, alarm=None).subcomponents == []


def test_what_changes_is_said_and_counted():
    component = read(todo())
    changed = make_follow_up(due=dt.date(2027, 1, 5), message="Another draft", status=Status.DONE)
    assert brought_up_to_date(component, changed, now=LATER) == ["due 2027-01-05", "text", "done"]
    assert (component["STATUS"], component["PERCENT-COMPLETE"], component["SEQUENCE"]) == ("COMPLETED", 100, 1)
    assert component["COMPLETED"].dt == component["LAST-MODIFIED"].dt == component["DTSTAMP"].dt == LATER
    assert component["CREATED"].dt == NOW
    assert brought_up_to_date(component, changed, now=LATER) == []
    assert brought_up_to_date(component, make_follow_up(due=changed.due, message="Another draft"), now=LATER) == [
        "open again"
    ]
    assert not {"COMPLETED", "PERCENT-COMPLETE"} & component.keys()


def test_nothing_changes_nothing():
    component = read(with_lines(todo(), "SEQUENCE:7", "X-APPLE-SORT-ORDER:3"))
    before = serialised(component)
    assert brought_up_to_date(component, make_follow_up(), now=LATER) == []
    assert serialised(component) == before


def test_a_text_that_the_user_changed_stays_until_there_is_something_new_to_say():
    component = with_lines(todo(), "SUMMARY:Call Anna, she prefers that", "DESCRIPTION:My own words")
    moved = make_follow_up(due=dt.date(2026, 12, 9))
    assert brought_up_to_date(component, moved, now=LATER) == ["due 2026-12-09"]
    assert (component["SUMMARY"], component["DESCRIPTION"]) == ("Call Anna, she prefers that", "My own words")
    assert brought_up_to_date(component, attrs.evolve(moved, reason="new"), now=LATER) == ["text"]
    assert component["SUMMARY"] == "Call Anna, she prefers that"
    assert component["DESCRIPTION"].startswith("new\n")


def test_texts_stay_where_a_program_has_lost_what_was_written():
    component = read(todo())
    del component["X-TIEWEAVE-TEXTS"]
    assert brought_up_to_date(component, make_follow_up(reason="new"), now=LATER) == []


def test_what_the_user_added_stays():
    lines = ["LOCATION:Harbour café", "CATEGORIES:Mine,tieweave", "ATTENDEE;CN=Bo:mailto:bo@x.example", "X-A;B=c:d\\,e"]
    component = with_lines(todo(), *lines)
    component.add_component(
        icalendar.Alarm.from_ical("BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n")
    )
    brought_up_to_date(component, make_follow_up(due=dt.date(2027, 1, 5), status=Status.DONE), now=LATER)
    written = serialised(component).decode()
    assert all(f"\r\n{line}\r\n" in written for line in lines)
    assert written.count("BEGIN:VALARM") == 2


@pytest.mark.parametrize("line", ["STATUS:COMPLETED", "COMPLETED:20261102T080000Z", "PERCENT-COMPLETE:100"])
def test_a_todo_is_done_however_a_program_says_so(line):
    assert seen_of(with_lines(todo(), line)).done


@pytest.mark.parametrize("mark", ["✓ ", "✔️ ", "☑ ", "✅"])
def test_an_event_with_a_check_mark_is_done(mark):
    component = with_lines(event(), f"SUMMARY:{mark}Ask Anna Example for advice")
    assert seen_of(component).done
    assert brought_up_to_date(component, make_follow_up(), now=LATER) == ["open again"]
    assert component["SUMMARY"] == "Ask Anna Example for advice"
    assert brought_up_to_date(component, make_follow_up(status=Status.DONE), now=LATER) == ["done"]
    assert component["SUMMARY"] == "✓ Ask Anna Example for advice"


@pytest.mark.parametrize("make", [todo, event])
def test_what_is_cancelled_is_dropped_and_can_be_opened_again(make):
    component = with_lines(make(), "STATUS:CANCELLED")
    assert (seen_of(component).dropped, seen_of(component).done) == (True, False)
    assert brought_up_to_date(component, make_follow_up(), now=LATER) == ["open again"]
    assert not seen_of(component).dropped


def test_a_time_that_the_user_chose_moves_with_the_day():
    component = with_lines(todo(), "DTSTART:20261201T130000Z", "DUE;TZID=Home:20261201T173000")
    moved = make_follow_up(due=dt.date(2026, 12, 9))
    assert seen_of(component).due == dt.date(2026, 12, 1)
    brought_up_to_date(component, moved, now=LATER)
    written = serialised(component)
    assert b"DUE;TZID=Home:20261209T173000\r\n" in written
    assert b"DTSTART:20261209T130000Z\r\n" in written


def test_a_time_in_utc_is_the_day_where_one_is():
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    component = with_lines(todo(), "DUE:20270326T230000Z")  # midnight in Berlin, two days before summer time
    assert seen_of(component).due == dt.date(2027, 3, 26)
    assert seen_of(component, zone=berlin).due == dt.date(2027, 3, 27)
    moved = make_follow_up(due=dt.date(2027, 3, 29))
    assert brought_up_to_date(component, moved, now=LATER, zone=berlin) == ["due 2027-03-29"]
    assert component["DUE"].to_ical() == b"20270328T220000Z"
    assert seen_of(component, zone=berlin).due == moved.due


def test_an_event_that_was_given_a_time_keeps_its_length():
    component = with_lines(event(), "DTSTART:20261201T093000", "DTEND:20261201T101500")
    brought_up_to_date(component, make_follow_up(due=dt.date(2026, 12, 9)), now=LATER)
    assert b"DTSTART:20261209T093000\r\nDTEND:20261209T101500\r\n" in serialised(component)


def test_a_day_that_is_gone_is_written_anew():
    component = read(todo())
    del component["DUE"]
    assert seen_of(component).due is None
    assert brought_up_to_date(component, make_follow_up(), now=LATER) == ["due 2026-12-01"]
    assert seen_of(component).due == dt.date(2026, 12, 1)


def test_one_time_of_a_series_is_the_users():
    assert seen_of(with_lines(event(), "RECURRENCE-ID;VALUE=DATE:20261201")) is None


def test_what_cannot_be_read_is_not_written_anew():
    component = with_lines(event(), "GEO:nowhere")
    with pytest.raises(ValueError, match="GEO"):
        brought_up_to_date(component, make_follow_up(due=dt.date(2026, 12, 9)), now=LATER)
    assert brought_up_to_date(component, make_follow_up(), now=LATER) == []
