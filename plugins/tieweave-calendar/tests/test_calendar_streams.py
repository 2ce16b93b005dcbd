"""Several streams of one location, as another plugin reads them: only together do they say what they say."""

import datetime as dt

import pytest

from tieweave import Contact, Interaction, Profile, SettingsError, Skipped
from tieweave.sources import Context
from tieweave_calendar.reader import Calendars, Stream

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)


def stream(*events, where="", title=""):
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return Stream(lambda: [f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n".encode()], where, title)


def lunch(number, *lines):
    people = f"ATTENDEE;CN=Morgan Gallant:mailto:me@x.example\nATTENDEE;CN=Ann:mailto:a{number % 2}@x.example"
    return "\n".join((f"UID:u{number}", f"DTSTART:202604{number + 10}T120000Z", people, *lines))


def read(*streams, **more):
    calendars = Calendars("here", Context(now=NOW, **more))
    assert all(calendars.look(one) for one in streams)
    return calendars.learnt, list(calendars.records(streams))


def test_whose_they_are_is_seen_over_all_of_them():
    learnt, records = read(*(stream(lunch(number), where=f"{number}.ics") for number in range(6)))
    assert learnt == Profile(name="Morgan Gallant", emails=["me@x.example"])
    acts = [record for record in records if isinstance(record, Interaction)]
    assert {act.participants for act in acts} == {("a0@x.example",), ("a1@x.example",)}
    assert [record.key for record in records if isinstance(record, Contact)] == ["a0@x.example", "a1@x.example"]


def test_the_profile_says_who_ego_is_and_then_nothing_is_learnt():
    learnt, records = read(stream(lunch(1)), profile=Profile(emails=["me@x.example"]))
    assert learnt is None
    assert [record.key for record in records if isinstance(record, Contact)] == ["a1@x.example"]


def test_what_is_cancelled_in_one_is_no_meeting_in_another():
    _, records = read(stream(lunch(1), lunch(2)), stream(lunch(1, "SEQUENCE:1", "STATUS:CANCELLED")))
    assert [record.key[:2] for record in records if isinstance(record, Interaction)] == ["u2"]


def test_the_name_of_a_stream_may_say_that_it_is_about_birthdays():
    event = "UID:b\nDTSTART;VALUE=DATE:19800402\nRRULE:FREQ=YEARLY\nSUMMARY:Ann Lee"
    _, records = read(stream(event, title="Birthdays"))
    assert [(record.name, record.birthday) for record in records] == [("Ann Lee", "1980-04-02")]
    assert read(stream(event, title="Calendar"))[1] == []


def test_a_stream_without_a_calendar_is_seen_to_be_none():
    assert not Calendars("here", Context(now=NOW)).look(Stream(lambda: [b"no calendar"]))


def test_a_stream_that_is_gone_when_it_is_read_costs_no_other():
    def gone():
        if times:
            raise FileNotFoundError(2, "No such file or directory")
        times.append(1)
        return stream(lunch(1)).blocks()

    times = []
    _, records = read(Stream(gone, "1.ics"), stream(lunch(2)))
    assert Skipped(source="here", where="1.ics", reason="cannot be read (No such file or directory)") in records
    assert sum(isinstance(record, Interaction) for record in records) == 1


def test_options_that_cannot_be_meant_are_said_at_once():
    with pytest.raises(SettingsError, match="timezone"):
        Calendars("here", Context(now=NOW, options={"timezone": "Mars/Olympus"}))
