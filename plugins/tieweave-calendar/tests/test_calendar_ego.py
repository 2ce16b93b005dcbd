"""Whose calendar it is, where nobody says so."""

import datetime as dt

import pytest

from tieweave import Interaction, Profile
from tieweave.sources import Context
from tieweave_calendar.source import check, read

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def event(uid, *people):
    attendees = "".join(f"ATTENDEE;CN={name}:mailto:{address}\n" for name, address in people)
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTART:20260105T100000Z\n{attendees}END:VEVENT\n"


ROBIN, WORK = ("Robin Quill", "robin@quill.example"), ("Robin Quill", "r.quill@work.example")
OTHERS = [(f"Person {number}", f"p{number}@x.example") for number in range(9)]


@pytest.fixture
def records(tmp_path):
    def records(*events, head="", name="calendar.ics", profile=None):
        path = tmp_path / name
        path.write_text(f"BEGIN:VCALENDAR\n{head}{''.join(events)}END:VCALENDAR\n", encoding="utf-8")
        context = Context(now=NOW, profile=profile or Profile())
        found = list(read(str(path), context))
        profiles = [record for record in found if isinstance(record, Profile)]
        met = {name for record in found if isinstance(record, Interaction) for name in record.participants}
        return (profiles[0] if profiles else None), met

    return records


def test_who_is_in_nearly_all_events(records):
    profile, met = records(*(event(number, ROBIN, other) for number, other in enumerate(OTHERS)))
    assert (profile.name, profile.emails) == ("Robin Quill", ("robin@quill.example",))
    assert met == {address for _, address in OTHERS}


def test_a_few_events_say_nothing(records):
    profile, met = records(*(event(number, ROBIN, other) for number, other in enumerate(OTHERS[:3])))
    assert profile is None
    assert "robin@quill.example" in met


def test_two_who_are_in_all_events_cannot_be_told_apart(records):
    profile, _ = records(*(event(number, ROBIN, OTHERS[0]) for number in range(9)))
    assert profile is None


@pytest.mark.parametrize(
    ("head", "name"), [("X-WR-CALNAME:robin@quill.example\n", "a.ics"), ("", "Robin@quill.example.ics")]
)
def test_a_calendar_named_after_its_owner(records, head, name):
    profile, met = records(event(1, ROBIN, OTHERS[0]), head=head, name=name)
    assert profile.emails == ("robin@quill.example",)
    assert met == {"p0@x.example"}


def test_a_second_address_under_the_same_full_name(records):
    events = [event(number, ROBIN, other) for number, other in enumerate(OTHERS)]
    profile, met = records(*events, event("w", WORK, OTHERS[0]))
    assert profile.emails == ("robin@quill.example", "r.quill@work.example")
    assert "r.quill@work.example" not in met


def test_the_profile_decides(records):
    events = [event(number, ROBIN, other) for number, other in enumerate(OTHERS)]
    profile, met = records(*events, profile=Profile(emails=["p0@x.example"]))
    assert profile is None
    assert "robin@quill.example" in met


def test_an_address_that_reaches_the_same_mailbox_is_ego(records):
    me = ("", "Robin.Quill+work@googlemail.com")
    _, met = records(event(1, me, OTHERS[0]), profile=Profile(emails=["robinquill@gmail.com"]))
    assert met == {"p0@x.example"}


def test_check_says_what_is_there(tmp_path):
    path = tmp_path / "a.ics"
    events = "".join(event(number, ROBIN, other) for number, other in enumerate(OTHERS))
    path.write_text(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n")
    assert list(check(str(path), Context(now=NOW))) == [
        "1 calendar in 1 file, 9 events, 2026 to 2026",
        "9 events with other people, 9 addresses",
        "you are robin@quill.example",
    ]
    path.write_text(f"BEGIN:VCALENDAR\n{event(1, ROBIN, OTHERS[0])}END:VCALENDAR\n")
    assert "put your addresses into the profile" in check(str(path), Context(now=NOW))[-1]
