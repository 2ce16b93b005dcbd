import datetime as dt
from pathlib import Path

import pytest

from tieweave import Profile
from tieweave.sources import Context
from tieweave.testing import SourceContract, assert_golden

CALENDARS = Path(__file__).with_name("data") / "calendars"

WHOLE = (
    "BEGIN:VEVENT\nUID:%d\nDTSTART:20260105T100000Z\nORGANIZER:mailto:me@x.example\n"
    "ATTENDEE;CN=Whole %d:mailto:w%d@x.example\nEND:VEVENT\n"
)


class TestCalendarSource(SourceContract):
    plugin = "calendar"
    source = "calendar"
    heavy_modules = ("icalendar", "recurring_ical_events", "dateutil", "zoneinfo")
    whole_contacts = 2

    @pytest.fixture
    def context(self):
        return Context(now=dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), profile=Profile(emails=["me@x.example"]))

    @pytest.fixture
    def location(self):
        return str(CALENDARS)

    @pytest.fixture
    def empty_location(self, tmp_path):
        path = tmp_path / "empty.ics"
        path.touch()
        return str(path)

    @pytest.fixture
    def damaged_location(self, tmp_path):
        path = tmp_path / "damaged.ics"
        damaged = "BEGIN:VEVENT\nUID:3\nATTENDEE;CN=Lost:mailto:lost@x.example\nEND:VEVENT\n"
        whole = [WHOLE % (number, number, number) for number in (1, 2)]
        path.write_text(f"BEGIN:VCALENDAR\n{whole[0]}{damaged}{whole[1]}END:VCALENDAR\n")
        return str(path)

    @pytest.fixture
    def missing_location(self, tmp_path):
        return str(tmp_path / "missing.ics")

    def test_golden(self, records):
        assert_golden(records, CALENDARS.with_suffix(".expected.json"))
