"""The sink `ics:` keeps to what every sink must: as one file, as a folder of files, as to-dos and as events."""

import os
from pathlib import Path

import icalendar
import pytest

from tieweave.testing import SinkContract

THEIRS = (
    b"BEGIN:VEVENT\r\nUID:dentist-%d\r\nX-ODD;A=b:kept \\, as it is\r\nDTSTART:rubbish\r\n"
    b"SUMMARY:Zahn\xe4rztin\r\nnot a property\r\nEND:VEVENT\r\n"
)


def path_of(location):
    return Path(location.removeprefix("ics:").removesuffix("?form=event"))


def files_of(location):
    path = path_of(location)
    return [path] if path.is_file() else sorted(path.glob("*.ics"))


def is_of(component, item):
    return component.get("UID") == f"tieweave-{item}@follow-ups.tieweave"


class IcsContract(SinkContract):
    plugin = "calendar"
    sink = "ics"
    heavy_modules = ("icalendar", "recurring_ical_events", "dateutil", "zoneinfo")
    hosts = ()

    @pytest.fixture
    def count(self):
        return lambda location: sum(
            len(icalendar.Calendar.from_ical(file.read_bytes()).walk(name))
            for file in files_of(location)
            for name in ("VTODO", "VEVENT")
        )

    @pytest.fixture
    def change(self, location):
        """Change an item as another program does: read all, and write all anew, in an order of its own."""

        def changed(item, act):
            for file in files_of(location):
                calendar = icalendar.Calendar.from_ical(file.read_bytes())
                for component in list(calendar.subcomponents):
                    if is_of(component, item):
                        act(calendar, component)
                        file.write_bytes(calendar.to_ical())

        return changed

    @pytest.fixture
    def tick(self, change):
        def ticked(_, component):
            if component.name == "VTODO":
                component["STATUS"] = "COMPLETED"
            else:
                component["SUMMARY"] = icalendar.vText("✓ " + component["SUMMARY"])

        return lambda item: change(item, ticked)

    @pytest.fixture
    def move(self, change):
        def moved(component, day):
            name = "DUE" if component.name == "VTODO" else "DTSTART"
            del component[name]
            component.add(name, day)

        return lambda item, day: change(item, lambda _, component: moved(component, day))

    @pytest.fixture
    def remove(self, change):
        return lambda item: change(item, lambda calendar, component: calendar.subcomponents.remove(component))


class TestTodosInOneFile(IcsContract):
    @pytest.fixture
    def location(self, tmp_path):
        return f"{tmp_path / 'follow-ups.ics'}"

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return lambda number: f"ics:{tmp_path / f'{number}.ics'}"

    @pytest.fixture
    def meddle(self, location):
        """Add what no parser reads to the file, in lines that end otherwise than ours; all of it must stay."""
        added = []

        def meddled():
            path = path_of(location)
            head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Haus\\, Garten\r\n"
            before = path.read_bytes() if path.exists() else head + b"END:VCALENDAR\r\n"
            added.append(THEIRS % len(added))
            path.write_bytes(before.replace(b"END:VCALENDAR", added[-1] + b"END:VCALENDAR"))

            def check(own=added[-1]):
                now = path.read_bytes()
                assert now.startswith(head)
                assert now.count(own) == 1

            return check

        return meddled

    @pytest.fixture
    def broken_location(self, tmp_path):
        path = tmp_path / "letter.ics"
        path.write_text("Dear Ann,\n\nthis is a letter.\n")
        return f"ics:{path}"


class TestEventsInOneFile(IcsContract):
    @pytest.fixture
    def location(self, tmp_path):
        return f"ics:{tmp_path / 'follow-ups.ics'}?form=event"

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return lambda number: f"{tmp_path / f'{number}.ics'}?form=event"

    @pytest.fixture
    def broken_location(self, tmp_path):
        return f"ics:{tmp_path / 'no such folder' / 'follow-ups.ics'}?form=event"


class TestTodosInAFolder(IcsContract):
    @pytest.fixture
    def location(self, tmp_path):
        return f"ics:{tmp_path / 'tasks'}/"

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return lambda number: f"ics:{tmp_path / str(number)}/"

    @pytest.fixture
    def remove(self, location):
        return lambda item: next(path_of(location).glob(f"tieweave-{item}@*.ics")).unlink()

    @pytest.fixture
    def failing(self, location):
        """A folder stands where the item's file would be."""
        return lambda item: os.makedirs(path_of(location) / f"tieweave-{item}@follow-ups.tieweave.ics")

    @pytest.fixture
    def meddle(self, location):
        added = []

        def meddled():
            path_of(location).mkdir(exist_ok=True)
            data = b"BEGIN:VCALENDAR\r\n" + THEIRS % len(added) + b"END:VCALENDAR\r\n"
            theirs = {f"{len(added)}.ics": data, f"rubbish-{len(added)}.ics": b"\0\1", "color": b"#ff0000"}
            added.append(theirs)
            for name, content in theirs.items():
                (path_of(location) / name).write_bytes(content)
            return lambda: [
                self.same((path_of(location) / name).read_bytes(), content) for name, content in theirs.items()
            ]

        return meddled

    @staticmethod
    def same(found, content):
        assert found == content

    @pytest.fixture
    def broken_location(self, tmp_path):
        path = tmp_path / "a file"
        path.touch()
        return f"ics:{path}/"
