"""Series: what is expanded, over which range, and that no rule keeps the reader busy."""

import datetime as dt
import time

import pytest

from tieweave import Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_calendar.reader import records

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
START = "DTSTART;TZID=Europe/Berlin:20260105T090000"
ANN = "ATTENDEE;CN=Ann Lee:mailto:ann@lee.example"


def read(*events, **options):
    bodies = ["\n".join(["UID:u", ANN, *lines]) for lines in events]
    text = "".join(f"BEGIN:VEVENT\n{body}\nEND:VEVENT\n" for body in bodies)
    context = Context(now=NOW, profile=Profile(), options=options)
    data = f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".encode()
    return list(records(data, source="my.ics", where="", context=context))


def starts(*events, **options):
    return [record.when for record in read(*events, **options) if isinstance(record, Interaction)]


def days(*events, **options):
    return [f"{when:%m-%d}" for when in starts(*events, **options)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["01-05", "01-12", "01-19"]),
        ("FREQ=WEEKLY;UNTIL=20260112", ["01-05", "01-12"]),
        ("FREQ=WEEKLY;UNTIL=20260112T080000Z", ["01-05", "01-12"]),
        ("FREQ=WEEKLY;UNTIL=20260112T075959Z", ["01-05"]),
        ("FREQ=WEEKLY;UNTIL=20260112T090000", ["01-05", "01-12"]),
        ("FREQ=WEEKLY;COUNT=9;UNTIL=20260112", ["01-05", "01-12"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["01-05", "01-30", "02-27", "03-27"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO;COUNT=4", ["01-05", "01-07", "01-19", "01-21"]),
        ("freq=weekly;count=2;X-NOTE=1", ["01-05", "01-12"]),
        ("FREQ=WEEKLY;UNTIL=20250101", []),  # what is left of a series that was deleted from its first time on
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ["01-05"]),
    ],
)
def test_rules(rule, expected):
    assert days([START, f"RRULE:{rule}"]) == expected


def test_a_series_keeps_its_hour_when_the_clocks_change():
    found = starts([START.replace("0105", "0323"), "RRULE:FREQ=WEEKLY;COUNT=2"])
    assert [when.hour for when in found] == [8, 7]


def test_exceptions_and_further_dates():
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    exception, further = "EXDATE;TZID=Europe/Berlin:20260112T090000", "RDATE:20260601T070000Z,20260602T070000Z"
    assert days([START, rule, exception, further]) == ["01-05", "01-19", "06-01", "06-02"]
    assert days([START, rule, "EXDATE;VALUE=DATE:20260112"]) == ["01-05", "01-19"]
    assert days([START, "RDATE;VALUE=PERIOD:20260601T070000Z/PT1H"]) == ["01-05", "06-01"]


def test_whole_days_repeat():
    assert days(["DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;UNTIL=20260112"]) == ["01-05", "01-12"]


@pytest.mark.parametrize("order", [1, -1])
def test_single_occurrences_moved_cancelled_and_declined(order):
    series = [START, "RRULE:FREQ=WEEKLY;COUNT=4"]
    moved = ["RECURRENCE-ID;TZID=Europe/Berlin:20260112T090000", START.replace("0105", "0114")]
    gone = ["RECURRENCE-ID:20260119T080000Z", START.replace("0105", "0119"), "STATUS:CANCELLED"]
    events = [series, moved, gone][::order]
    assert days(*events) == ["01-05", "01-14", "01-26"]
    keys = [record.key for record in read(*events) if isinstance(record, Interaction)]
    assert keys[1] == "u/20260112T080000Z"  # of the time it was to start, which is the same in every calendar


@pytest.mark.parametrize(
    ("tzid", "hours"), [("Mine", [8, 7]), ('"(UTC+01:00) Berlin"', [8, 8]), ("W. Europe Standard Time", [8, 7])]
)
def test_series_in_zones_of_every_kind(tzid, hours):
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n"
        "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    series = f"DTSTART;TZID={tzid}:20260323T090000\nRRULE:FREQ=WEEKLY;UNTIL=20260406\n"
    series += f"EXDATE;TZID={tzid}:20260406T090000\n"
    text = f"BEGIN:VCALENDAR\n{zone}BEGIN:VEVENT\nUID:u\n{ANN}\n{series}END:VEVENT\nEND:VCALENDAR\n"
    found = records(text.encode(), source="s", where="", context=Context(now=NOW))
    assert [act.when.hour for act in found if isinstance(act, Interaction)] == hours


@pytest.mark.parametrize(
    ("start", "recurrence", "moved"),
    [
        (START, "RECURRENCE-ID;VALUE=DATE:20260112", "DTSTART:20260114T080000Z"),
        (START, "RECURRENCE-ID:20260112T080000Z", "DTSTART;VALUE=DATE:20260114"),
        ("DTSTART;VALUE=DATE:20260105", "RECURRENCE-ID;VALUE=DATE:20260112", "DTSTART:20260114T080000Z"),
        ("DTSTART;VALUE=DATE:20260105", "RECURRENCE-ID:20260112T000000", "DTSTART;VALUE=DATE:20260114"),
        ("DTSTART:20260105T090000", "RECURRENCE-ID:20260112T090000", "DTSTART:20260114T080000Z"),
    ],
)
def test_occurrences_replaced_by_another_kind_of_time(start, recurrence, moved):
    assert days([start, "RRULE:FREQ=WEEKLY;COUNT=3"], [recurrence, moved]) == ["01-05", "01-14", "01-19"]


@pytest.mark.parametrize(
    "exception", ["EXDATE:20260112T000000Z", "EXDATE;VALUE=DATE:20260112", "EXDATE:20260112T080000Z"]
)
def test_exceptions_of_whole_days(exception):
    series = ["DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY;UNTIL=20260119T000000Z", exception]
    assert days(series) == ["01-05", "01-19"]


def test_this_and_all_later_occurrences():
    onward = ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260112T080000Z", START.replace("0105T09", "0113T10")]
    assert days([START, "RRULE:FREQ=WEEKLY;COUNT=3"], onward) == ["01-05", "01-13", "01-20"]


def test_a_single_occurrence_cancelled_by_a_message():
    series = f"BEGIN:VEVENT\nUID:u\n{ANN}\n{START}\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n"
    gone = f"BEGIN:VEVENT\nUID:u\n{ANN}\n{START}\nRECURRENCE-ID:20260112T080000Z\nEND:VEVENT\n"
    text = f"BEGIN:VCALENDAR\n{series}END:VCALENDAR\nBEGIN:VCALENDAR\nMETHOD:CANCEL\n{gone}END:VCALENDAR\n"
    found = records(text.encode(), source="s", where="", context=Context(now=NOW))
    assert [f"{act.when:%m-%d}" for act in found if isinstance(act, Interaction)] == ["01-05", "01-19"]


def test_an_occurrence_of_a_series_that_is_not_there_counts_alone():
    assert days(["RECURRENCE-ID:20260112T080000Z", "DTSTART:20260114T080000Z"]) == ["01-14"]


def test_an_occurrence_that_repeats_itself_counts_alone():
    assert days(["RECURRENCE-ID:20260112T080000Z", "DTSTART:20260114T080000Z", "RRULE:FREQ=DAILY"]) == ["01-14"]


def test_a_series_is_followed_for_ten_years_or_as_many_as_the_user_says():
    series = ["DTSTART:20000103T090000Z", "RRULE:FREQ=YEARLY"]
    assert len(starts(series)) == 10
    assert len(starts(series, years=3)) == 3


def test_nothing_after_now():
    assert max(starts([START, "RRULE:FREQ=DAILY"])) <= NOW


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=YEARLY;BYEASTER=0",
        "FREQ=YEARLY;BYMONTH=13",
        "W1 MO #0",
        "",
        "FREQ=DAILY;INTERVAL=" + "9" * 5000,
    ],
)
def test_a_rule_that_is_not_followed_counts_its_start_and_says_so(rule):
    found = read([START, f"RRULE:{rule}"])
    assert [type(record).__name__ for record in found] == ["Interaction", "Skipped", "Contact"]
    assert found[1].where == "event 1, line 2"
    assert found[1].reason.endswith("only its first time counts")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=YEARLY;BYDAY=53MO;BYMONTH=1",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    ],
)
def test_no_rule_takes_long(rule):
    started = time.process_time()
    read([START, f"RRULE:{rule}"])
    assert time.process_time() - started < 5  # unchecked they take dateutil seconds each, or for ever


def test_a_thousand_hostile_series_take_bounded_effort():
    started = time.process_time()
    bodies = [f"UID:{n}\n{ANN}\n{START}\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30" for n in range(300)]
    text = "".join(f"BEGIN:VEVENT\n{body}\nEND:VEVENT\n" for body in bodies)
    data = f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".encode()
    found = list(records(data, source="s", where="", context=Context(now=NOW)))
    assert time.process_time() - started < 40
    assert sum(isinstance(record, Interaction) for record in found) == 300
    assert "too much" in next(record.reason for record in found if isinstance(record, Skipped))


def test_a_series_without_people_is_not_even_looked_at():
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\n{START}\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n"
    assert list(records(text.encode(), source="s", where="", context=Context(now=NOW))) == []
