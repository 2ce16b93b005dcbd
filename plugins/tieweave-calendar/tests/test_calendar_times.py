"""Time zones and times, however calendars write them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave import Interaction, SettingsError
from tieweave.sources import Context
from tieweave_calendar.reader import records
from tieweave_calendar.times import Zones, duration

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)

BERLIN = """BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def hour(start, zone="", head="", **options):
    """Return the hour in UTC at which a meeting starts."""
    text = f"{zone}BEGIN:VEVENT\n{start}\nATTENDEE:mailto:a@x.example\nEND:VEVENT\n"
    context = Context(now=NOW, options=options)
    data = f"BEGIN:VCALENDAR\n{head}{text}END:VCALENDAR\n".encode()
    (found,) = (one for one in records(data, source="s", where="", context=context) if isinstance(one, Interaction))
    return found.when.hour


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        ("Europe/Berlin", 8),
        ('"Europe/Berlin"', 8),
        ("W. Europe Standard Time", 8),
        ("/mozilla.org/20050126_1/Europe/Berlin", 8),
        ("/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", 13),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', 9),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", 9),
        ("tzone://Microsoft/Utc", 10),
        ("GMT-0500", 15),
        ("UTC", 10),
        ("Nowhere/At_All", 10),
        ("../../etc/passwd", 10),
        ("localtime", 10),
        ("Europe", 10),
        ("x" * 5000, 10),
    ],
)
def test_names_of_zones(tzid, expected):
    assert hour(f"DTSTART;TZID={tzid}:20260701T100000") == expected


@pytest.mark.parametrize("name", ["Customized Time Zone", "(UTC+01:00) Amsterdam, Berlin", "GMT"])
def test_zones_that_the_calendar_defines(name):
    zone = BERLIN.format(name)
    assert hour(f'DTSTART;TZID="{name}":20260701T100000', zone) == 8
    assert hour(f'DTSTART;TZID="{name}":20260101T100000', zone) == 9


def test_a_zone_defined_after_its_use():
    assert hour("DTSTART;TZID=Mine:20260701T100000", head="BEGIN:VTODO\nEND:VTODO\n" + BERLIN.format("Mine")) == 8
    data = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Mine:20260701T100000\nATTENDEE:mailto:a@x.example\nEND:VEVENT\n"
    (found, _) = records((data + BERLIN.format("Mine")).encode(), source="s", where="", context=Context(now=NOW))
    assert found.when.hour == 8


def test_two_calendars_may_mean_different_zones_by_one_name():
    def one(uid, zone):
        body = f"BEGIN:VEVENT\nUID:{uid}\nDTSTART;TZID=Mine:20260101T100000\nATTENDEE:mailto:a@x.example\nEND:VEVENT\n"
        return f"BEGIN:VCALENDAR\n{zone}{body}END:VCALENDAR\n"

    west = BERLIN.format("Mine").replace("+0", "-0")
    data = (one(1, BERLIN.format("Mine")) + one(2, west)).encode()
    found = records(data, source="s", where="", context=Context(now=NOW))
    assert [record.when.hour for record in found if isinstance(record, Interaction)] == [9, 11]


@pytest.mark.parametrize(
    "broken",
    [
        BERLIN.format("Mine").replace("YEARLY", "SECONDLY"),
        BERLIN.format("Mine").replace("TZOFFSETTO", "X-NO"),
        BERLIN.format("Mine").replace("+0", "+99"),
        BERLIN.format("Mine").replace("16010325T020000", "then"),
        "BEGIN:VTIMEZONE\nTZID:Mine\nEND:VTIMEZONE\n",
    ],
)
def test_a_zone_that_cannot_be_read_is_passed_over(broken):
    assert hour("DTSTART;TZID=Mine:20260701T100000", broken) == 10


def test_times_without_a_zone():
    floating = "DTSTART:20260701T100000"
    assert hour(floating) == 10
    assert hour(floating, head="X-WR-TIMEZONE:Europe/Berlin\n") == 8
    assert hour(floating, head="X-WR-TIMEZONE:Europe/Berlin\n", years=5) == 8
    assert hour(floating, BERLIN.format("Europe/Berlin")) == 8


def test_microsofts_utc_is_utc_in_a_calendar_of_another_zone():
    assert hour("DTSTART;TZID=tzone://Microsoft/Utc:20260701T100000", head="X-WR-TIMEZONE:Europe/Berlin\n") == 10


def test_the_users_zone_is_that_of_times_without_one():
    context = Context(now=NOW, options={"timezone": "America/Halifax"})
    data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260701T100000\nATTENDEE:mailto:a@x.example\nEND:VEVENT\n"
    (found, *_) = records(data + b"END:VCALENDAR\n", source="s", where="", context=context)
    assert found.when.hour == 13


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20260701T100000Z", 10),
        ("2026-07-01T10:00:00Z", 10),
        ("20260701T1000Z", 10),
        ("20260701T100060Z", 10),
        ("20260701T100000+0200", 8),
        ("2026-07-01T10:00:00.000+02:00", 8),
    ],
)
def test_ways_to_write_a_time(value, expected):
    assert hour(f"DTSTART:{value}") == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT1H30M", 5400), ("P1DT1S", 86401), ("P2W", 1209600), ("-PT5M", -300), ("PT", None), ("P", None), ("1H", None)],
)
def test_durations(text, seconds):
    found = duration(text)
    assert (found.total_seconds() if found is not None else None) == seconds


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30), st.text(max_size=40))
def test_nothing_that_stands_for_a_time_raises(value, tzid):
    assert Zones().at(value, tzid) is None or Zones().at(value, tzid).year >= 1
    duration(value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"zones": "UTC"}, "did you mean 'timezone'"),
        ({"timezone": "Mars/Olympus"}, "timezone must be the name of a time zone"),
        ({"timezone": 3}, "timezone must be"),
        ({"years": 0}, "years must be a number from 1 to 50"),
        ({"years": True}, "years must be"),
    ],
)
def test_options_that_cannot_be_meant(options, message):
    with pytest.raises(SettingsError, match=message):
        list(records(b"", source="s", where="", context=Context(now=NOW, options=options)))
