"""Which events are meetings, with whom, and how much each weighs: through the reader's public function."""

import datetime as dt

import pytest

from tieweave import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_calendar.reader import records, together

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
ME = Profile(name="Robin Quill", emails=["robin@quill.example"])
EGO = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Robin Quill:mailto:Robin@quill.example"
ANN = "ATTENDEE;CN=Ann Lee:mailto:Ann@lee.example"


def calendar(*events, head=""):
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n"


def event(*lines, uid="u", start="DTSTART:20260105T100000Z"):
    return "\n".join([f"UID:{uid}", start, *lines])


def read(text, profile=ME, now=NOW, **options):
    data = text if isinstance(text, bytes) else text.encode()
    context = Context(now=now, profile=profile, options=options)
    return list(records(data, source="my.ics", where="", context=context))


def meetings(text, **options):
    return [record for record in read(text, **options) if isinstance(record, Interaction)]


def contacts(text, **options):
    return [record for record in read(text, **options) if isinstance(record, Contact)]


def one(*lines, **options):
    (found,) = meetings(calendar(event(EGO, *lines)), **options)
    return found


def weight(*lines):
    return one(*lines).weight


def test_a_meeting_is_with_the_others_and_never_with_ego():
    found = one(ANN, "ATTENDEE;CN=Bo Roy:MAILTO:bo@roy.example", "DTEND:20260105T104500Z")
    assert found.participants == ("ann@lee.example", "bo@roy.example")
    assert (found.when, found.duration) == (dt.datetime(2026, 1, 5, 10, tzinfo=dt.UTC), 2700)
    assert (found.channel, found.direction, found.weight) == ("meeting", "both", 1)
    assert found.key == "u/20260105T100000Z"


@pytest.mark.parametrize(
    "lines",
    [
        ["STATUS:CANCELLED", EGO, ANN],
        ["ATTENDEE;PARTSTAT=DECLINED:mailto:robin@quill.example", ANN],
        ["ATTENDEE;PARTSTAT=declined;CN=Robin Quill:mailto:r.quill@elsewhere.example", ANN],
        [EGO, "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@lee.example"],
        [EGO, "ATTENDEE;PARTSTAT=DELEGATED:mailto:ann@lee.example"],
        [EGO],
        ["SUMMARY:Lunch with Ann Lee"],
        [EGO, "ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:room5@lee.example"],
        [EGO, "ATTENDEE;CUTYPE=GROUP;CN=All:mailto:all@lee.example"],
        [EGO, "ATTENDEE;CN=Room:mailto:c_18@resource.calendar.google.com"],
        [EGO, "ORGANIZER;CN=Family:mailto:f1@group.calendar.google.com"],
        [EGO, "ORGANIZER:mailto:no-reply@shop.example"],
        [EGO, "ATTENDEE:invalid:nomail"],
    ],
)
def test_what_is_no_meeting(lines):
    assert meetings(calendar(event(*lines))) == []


@pytest.mark.parametrize("method", ["CANCEL", "REPLY", "COUNTER"])
def test_answers_and_cancellations_are_no_meetings(method):
    assert meetings(calendar(event(EGO, ANN), head=f"METHOD:{method}\n")) == []


def test_a_cancellation_in_another_calendar_of_the_stream_counts():
    invitation = calendar(event(EGO, ANN), head="METHOD:REQUEST\n")
    assert meetings(invitation + calendar(event("SEQUENCE:1"), head="METHOD:CANCEL\n")) == []


def test_the_newest_version_counts_alone():
    first, second = event(EGO, ANN), event("SEQUENCE:2", EGO, ANN, start="DTSTART:20260106T100000Z")
    assert [found.when.day for found in meetings(calendar(first, second))] == [6]


def test_the_future_is_no_meeting_yet_but_its_people_are_known():
    text = calendar(event(EGO, ANN, start="DTSTART:20270105T100000Z"))
    assert meetings(text) == []
    assert [contact.name for contact in contacts(text)] == ["Ann Lee"]


def test_a_meeting_of_today_counts_once_it_began():
    text = calendar(event(EGO, ANN, start="DTSTART:20261120T120000Z"))
    assert len(meetings(text)) == 1
    assert meetings(text, now=NOW - dt.timedelta(seconds=1)) == []


def test_old_meetings_count_however_old():
    assert len(meetings(calendar(event(EGO, ANN, start="DTSTART:19990105T100000Z")))) == 1


def test_informed_people_are_others():
    found = one(ANN, "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:bo@roy.example")
    assert (found.participants, found.others) == (("ann@lee.example",), ("bo@roy.example",))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([ANN], 1),
        ([ANN, "TRANSP:TRANSPARENT"], 0.5),
        ([ANN, "STATUS:TENTATIVE"], 0.5),
        ([ANN, "DTEND:20260107T100000Z"], 0.25),
        ([ANN, "DURATION:P1D"], 0.25),
        ([f"ATTENDEE:mailto:p{n}@x.example" for n in range(20)], 1),
        ([f"ATTENDEE:mailto:p{n}@x.example" for n in range(200)], 0.1),
    ],
)
def test_weights(lines, expected):
    assert weight(*lines) == expected


def test_a_meeting_of_two_hundred_says_little_of_each():
    found = one(*[f"ATTENDEE:mailto:p{n}@x.example" for n in range(200)])
    assert found.share == pytest.approx(0.0005)


def test_a_broadcast_is_no_meeting():
    assert meetings(calendar(event(EGO, *[f"ATTENDEE:mailto:p{n}@x.example" for n in range(501)]))) == []


def test_whole_days_weigh_little_and_have_no_length():
    (found,) = meetings(calendar(event(EGO, ANN, start="DTSTART;VALUE=DATE:20260105")))
    assert (found.weight, found.duration, found.when.hour) == (0.25, None, 12)
    assert found.key == "u/20260105"


def test_outlooks_whole_days_are_whole_days():
    text = calendar(event(EGO, ANN, "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", start="DTSTART:20260105T000000"))
    assert meetings(text)[0].weight == 0.25


@pytest.mark.parametrize(("answer", "expected"), [("ACCEPTED", 1), ("", 1), ("NEEDS-ACTION", 0.5), ("TENTATIVE", 0.5)])
def test_what_ego_did_not_say_yes_to_weighs_half(answer, expected):
    said = f";PARTSTAT={answer}" if answer else ""
    (found,) = meetings(calendar(event(f"ATTENDEE{said}:mailto:robin@quill.example", ANN)))
    assert found.weight == expected


def test_an_organiser_comes_even_without_an_answer():
    own = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:robin@quill.example"
    (found,) = meetings(calendar(event("ORGANIZER:mailto:robin@quill.example", own, ANN)))
    assert found.weight == 1


def test_an_event_without_ego_on_the_list_weighs_half():
    (found,) = meetings(calendar(event(ANN, "ATTENDEE:mailto:bo@roy.example")))
    assert found.weight == 0.5


def test_nobody_is_ego_where_nobody_is_known():
    (found,) = meetings(calendar(event(EGO, ANN)), profile=Profile())
    assert found.participants == ("robin@quill.example", "ann@lee.example")
    assert found.weight == 1


@pytest.mark.parametrize(
    ("line", "key", "name"),
    [
        ("ATTENDEE;CN=Ann Lee:mailto:Ann@Lee.example", "ann@lee.example", "Ann Lee"),
        ("ATTENDEE;CN=Ann Lee:mailto:mailto:ann@lee.example", "ann@lee.example", "Ann Lee"),
        ("ATTENDEE;CN=ann@lee.example:mailto:ann@lee.example", "ann@lee.example", "ann@lee.example"),
        ("ATTENDEE:ann@lee.example", "ann@lee.example", "ann@lee.example"),
        ('ATTENDEE;CN="Lee: Ann; Dr.":mailto:ann@lee.example', "ann@lee.example", "Lee: Ann; Dr."),
        ('ATTENDEE;CN="Ann "the boss" Lee":mailto:ann@lee.example', "ann@lee.example", "Ann the boss Lee"),
        ('ATTENDEE;CN="Ann:mailto:ann@lee.example', "ann@lee.example", "ann@lee.example"),
        ("ATTENDEE;CN=Ann Lee;EMAIL=ann@lee.example:urn:uuid:12", "ann@lee.example", "Ann Lee"),
        ("ATTENDEE;CN='ann@lee.example':mailto:'ann@lee.example'", "ann@lee.example", "ann@lee.example"),
        ("ATTENDEE;CN=Ann Lee:invalid:nomail", "attendee:ann lee", "Ann Lee"),
        ("ATTENDEE;CN=Ann Lee:urn:uuid:12", "attendee:ann lee", "Ann Lee"),
        ("ATTENDEE;CN=Ann Lee:mailto:/o=Org/cn=Recipients/cn=ann", "attendee:ann lee", "Ann Lee"),
        ("ATTENDEE;CN=Ann^'s Lee:invalid:nomail", 'attendee:ann"s lee', 'Ann"s Lee'),
        ("ATTENDEE;ROLE=ATTENDEE;STATUS=ACCEPTED:Ann Lee <ann@lee.example>", "ann@lee.example", "Ann Lee"),
    ],
)
def test_attendees_however_written(line, key, name):
    text = calendar(event(EGO, line))
    (contact,) = contacts(text)
    assert (contact.key, contact.name) == (key, name)
    assert meetings(text)[0].participants == (key,)


def test_names_in_many_spellings_are_one_contact():
    lines = ["ATTENDEE;CN=Ann:mailto:ann@lee.example", "ATTENDEE;CN=Ann Lee:mailto:ann@lee.example"]
    text = calendar(
        *(event(EGO, line, uid=str(n)) for n, line in enumerate([*lines, "ATTENDEE:mailto:ann@lee.example"]))
    )
    (contact,) = contacts(text)
    assert (contact.name, contact.names) == ("Ann Lee", ("Ann Lee", "Ann"))


def test_streams_put_together_give_each_person_once():
    text = calendar(event(EGO, ANN))
    assert [type(record) for record in together([*read(text), *read(text)])] == [Interaction, Interaction, Contact]


def test_a_crowd_makes_no_contacts():
    text = calendar(event(EGO, *[f"ATTENDEE;CN=P {n}:mailto:p{n}@x.example" for n in range(21)]))
    assert contacts(text) == []
    assert len(meetings(text)[0].participants) == 21


def test_without_a_uid_who_met_and_when_is_the_key():
    text = calendar(event(EGO, ANN).replace("UID:u\n", ""))
    (first,), (second,) = meetings(text), meetings(text)
    assert first.key == second.key
    assert first.key.endswith("/20260105T100000Z")


def test_a_broken_event_costs_only_itself():
    text = calendar(event(EGO, ANN), event(EGO, ANN, start="DTSTART:x"), event(EGO, ANN, uid="v"))
    found = read(text)
    assert [record.where for record in found if isinstance(record, Skipped)] == ["event 2, line 9"]
    assert len(meetings(text)) == 2


@pytest.mark.parametrize(
    "line", ["DTEND:x", "DURATION:x", "SEQUENCE:x", "RECURRENCE-ID:x", "EXDATE:x", "x", ":", "ATTENDEE"]
)
def test_a_bad_line_costs_only_itself(line):
    assert one(ANN, line).participants == ("ann@lee.example",)


def test_events_in_tasks_journals_and_alarms_are_none():
    text = calendar(event(EGO, "BEGIN:VALARM", ANN, "END:VALARM"))
    assert meetings(text.replace("VEVENT", "VTODO")) == meetings(text.replace("VEVENT", "VJOURNAL")) == []
    assert meetings(text) == []
