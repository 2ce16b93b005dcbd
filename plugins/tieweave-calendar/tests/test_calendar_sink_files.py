"""Files that follow-ups are written into: what stays of them, and what is refused in one line."""

import datetime as dt
import errno
import os
import stat
import subprocess
import sys

import attrs
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.errors import SettingsError, SinkError
from tieweave.model import Status
from tieweave.plugins import PluginHub
from tieweave.sinks import Outcome, SinkContext, claim
from tieweave.sources import Context
from tieweave.testing import NOW, make_follow_up
from tieweave_calendar.follow_up_component import made
from tieweave_calendar.follow_up_document import Document
from tieweave_calendar.reader import records
from tieweave_calendar.sink import open_sink

ANN, BO = make_follow_up("Ann Lee"), make_follow_up("Bo Roy", due=dt.date(2026, 12, 3))
UID = "tieweave-%s@follow-ups.tieweave"
THEIRS = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Home//EN\nX-WR-CALNAME:Home\n"
    "BEGIN:VTIMEZONE\nTZID:Home\nEND:VTIMEZONE\n"
    "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Home:20261201T100000\nSUMMARY:A very long ti\n tle\n"
    "BEGIN:VALARM\nUID:2\nEND:VALARM\nEND:VEVENT\n"
    "END:VCALENDAR\n"
)


def opened(location, **options):
    return open_sink(str(location), SinkContext(now=NOW, options=options))


def deliver(location, *items, dry_run=False, **options):
    return [(one.outcome, one.detail) for one in opened(location, **options).deliver(items, dry_run=dry_run)]


def refusal(location, *items, **options):
    with pytest.raises(SinkError) as raised:
        deliver(location, *(items or (ANN,)), **options)
    message = str(raised.value)
    assert "\n" not in message
    return message


@pytest.fixture
def file(tmp_path):
    return tmp_path / "follow-ups.ics"


@pytest.mark.parametrize(
    ("location", "ours"),
    [
        ("follow-ups.ics", True),
        ("~/Follow-Ups.ICS", True),
        ("follow-ups.ics?form=event", True),
        ("ics:anything", True),
        ("ICS:folder/", True),
        ("ics:", True),
        ("C:\\Users\\morgan\\follow-ups.ics", True),
        ("follow-ups.csv", False),
        ("folder/", False),
        ("https://example.com/calendar.ics", False),
        ("caldav:https://example.com/calendar.ics", False),
        ("md:follow-ups.ics", False),
    ],
)
def test_which_locations_are_its_own(location, ours):
    (sink_type,) = (one for one in PluginHub.load().declared_sinks if one.name == "ics")
    assert sink_type.matches(location) is ours


def test_a_file_is_known_by_its_path_however_it_is_written(file, monkeypatch):
    monkeypatch.chdir(file.parent)
    locations = ["follow-ups.ics", "ics:follow-ups.ics", f"ics:{file}?form=event", str(file)]
    assert {opened(location).key for location in locations} == {str(file)}


def test_the_command_finds_it(file):
    types = PluginHub.load().declared_sinks
    assert claim(str(file), types).type.name == "ics"


def test_a_new_file_is_for_its_owner_alone(file):
    assert opened(file).seen() is None
    assert deliver(file, ANN, BO) == [(Outcome.CREATED, "due 2026-12-01"), (Outcome.CREATED, "due 2026-12-03")]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [(one.id, one.due) for one in opened(file).seen()] == [(ANN.id, ANN.due), (BO.id, BO.due)]


def test_the_rest_of_a_file_stays_to_the_byte(file):
    file.write_bytes(THEIRS.encode())
    file.chmod(0o640)
    deliver(file, ANN, BO)
    assert opened(file).seen() != []
    deliver(file, attrs.evolve(ANN, due=dt.date(2027, 1, 1)), attrs.evolve(BO, status=Status.DONE))
    data = file.read_bytes()
    assert data.startswith(THEIRS.encode().removesuffix(b"END:VCALENDAR\n"))
    assert b"\r" not in data  # as the file was
    deliver(file, *(attrs.evolve(one, status=Status.DROPPED) for one in (ANN, BO)))
    assert file.read_bytes() == THEIRS.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


LINES = st.binary(max_size=30).filter(lambda line: b"\n" not in line and line[:5].upper() not in (b"BEGIN", b"END:V"))
COMPONENTS = st.builds(
    lambda name, lines, end: end.join([b"BEGIN:" + name, *lines, b"END:" + name, b""]),
    st.sampled_from([b"VEVENT", b"VTODO", b"VTIMEZONE", b"X-OWN"]),
    st.lists(LINES, max_size=4),
    st.sampled_from([b"\n", b"\r\n"]),
)


@given(st.lists(COMPONENTS, max_size=4), st.lists(COMPONENTS, max_size=4))
def test_whatever_bytes_others_have_in_a_file_they_stay(first, last):
    head, tail = b"BEGIN:VCALENDAR\r\n" + b"".join(first), b"".join(last) + b"END:VCALENDAR\r\n"
    whole = Document.of(head + tail)
    assert whole.data == head + tail
    ann, bo = (made(one, form="todo", now=NOW) for one in (ANN, BO))
    between = Document.of(Document.of(head + b"END:VCALENDAR\r\n").with_changes({ANN.id: ann}).data[:-15] + tail)
    assert between.follow_ups.keys() == {ANN.id}
    both = between.with_changes({BO.id: bo})
    assert both.follow_ups.keys() == {ANN.id, BO.id}
    again = Document.of(both.with_changes({ANN.id: made(ANN, form="event", now=NOW)}).data)
    assert again.follow_ups[ANN.id].name == "VEVENT"
    assert again.data.startswith(head)
    assert again.with_changes({ANN.id: None, BO.id: None}).data == head + tail


def test_an_empty_file_is_filled(file):
    file.touch()
    assert opened(file).seen() is None
    deliver(file, ANN)
    assert len(icalendar.Calendar.from_ical(file.read_bytes()).todos) == 1


def test_a_file_whose_follow_ups_were_all_deleted_is_not_new(file):
    file.write_text(THEIRS)
    assert opened(file).seen() == []


def test_a_link_is_followed(file):
    link = file.with_name("link.ics")
    file.write_text(THEIRS)
    link.symlink_to(file)
    deliver(link, ANN)
    assert link.is_symlink()
    assert ANN.id in file.read_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear Ann,\n", "line 1 stands outside of a calendar"),
        (b"\0\1\2\xff", "line 1 stands outside"),
        (b"\xff\xfeB\0E\0G\0I\0N\0", "line 1 stands outside"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "line 1 stands outside"),
        (THEIRS.encode().removesuffix(b"END:VCALENDAR\n"), "it ends within a VCALENDAR"),
        (THEIRS.encode().removesuffix(b"END:VEVENT\nEND:VCALENDAR\n"), "it ends within a VEVENT"),
        (THEIRS.replace("END:VALARM\n", "").encode(), "ends a VEVENT within a VALARM"),
        (THEIRS.encode() + b"more\n", "line 18 stands outside"),
    ],
)
def test_a_file_that_is_no_whole_calendar_is_left_alone(file, content, said):
    file.write_bytes(content)
    assert said in refusal(file)
    assert said in refusal(file, dry_run=True)
    with pytest.raises(SinkError, match="is no calendar"):
        opened(file).seen()
    assert file.read_bytes() == content


def test_a_follow_up_that_cannot_be_read_fails_alone_and_is_not_taken_for_deleted(file):
    deliver(file, ANN, BO)
    broken = file.read_bytes().replace(b"DUE;VALUE=DATE:20261201", b"DUE;VALUE=DATE:soon", 1)
    file.write_bytes(broken)
    assert [one.id for one in opened(file).seen()] == [ANN.id, BO.id]
    (first, why), second = deliver(file, attrs.evolve(ANN, due=dt.date(2027, 1, 1)), attrs.evolve(BO, message="new"))
    assert (first, second) == (Outcome.FAILED, (Outcome.UPDATED, "text"))
    assert "mend it, or delete it there" in why
    assert b"DUE;VALUE=DATE:soon" in file.read_bytes()


def test_a_file_in_a_folder_that_cannot_be_read_is_not_taken_for_deleted(tmp_path):
    folder = f"ics:{tmp_path / 'tasks'}/"
    deliver(folder, ANN, BO)
    torn = tmp_path / "tasks" / f"{UID % ANN.id}.ics"
    torn.write_text("BEGIN:VCALENDAR\nBEGIN:VTODO\n")
    assert {one.id for one in opened(folder).seen()} == {ANN.id, BO.id}
    first, second = deliver(folder, ANN, BO)
    assert first[0] is Outcome.FAILED
    assert str(torn) in first[1]
    assert second[0] is Outcome.UNCHANGED
    assert torn.read_text() == "BEGIN:VCALENDAR\nBEGIN:VTODO\n"


def test_in_a_folder_an_item_is_found_whatever_its_file_is_called(tmp_path):
    folder = f"ics:{tmp_path / 'tasks'}/"
    deliver(folder, ANN)
    (own,) = (tmp_path / "tasks").iterdir()
    own.rename(own.with_name("renamed.ics"))
    assert deliver(folder, attrs.evolve(ANN, due=BO.due)) == [(Outcome.UPDATED, "due 2026-12-03")]
    deliver(folder, attrs.evolve(ANN, status=Status.DROPPED))
    assert list((tmp_path / "tasks").iterdir()) == []
    assert opened(folder).seen() == []


def test_dropping_leaves_what_else_is_in_the_file(tmp_path):
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "all.ics").write_text(THEIRS)
    deliver(tmp_path / "tasks" / "all.ics", ANN)
    deliver(f"ics:{tmp_path / 'tasks'}", attrs.evolve(ANN, status=Status.DROPPED))
    assert (tmp_path / "tasks" / "all.ics").read_text() == THEIRS


def test_the_form_is_that_of_the_location_or_else_of_the_options(file):
    deliver(f"{file}?form=event", ANN, form="todo")
    deliver(file, BO, form="event")
    held = icalendar.Calendar.from_ical(file.read_bytes())
    assert (len(held.events), len(held.todos)) == (2, 0)
    assert deliver(file, ANN, BO, form="todo") == [(Outcome.UNCHANGED, "")] * 2  # what is there keeps its form


@pytest.mark.parametrize(("alarm", "trigger"), [("8:30", b"PT8H30M"), (dt.time(18), b"PT18H"), (False, None)])
def test_the_alarm_is_chosen(file, alarm, trigger):
    deliver(file, ANN, alarm=alarm)
    (item,) = icalendar.Calendar.from_ical(file.read_bytes()).todos
    assert [one["TRIGGER"].to_ical() for one in item.subcomponents] == ([] if trigger is None else [trigger])


def test_options_that_cannot_be_meant_are_all_named(file):
    with pytest.raises(SettingsError) as raised:
        opened(f"{file}?form=journal", form="task", alarm="noon", alarms=True)
    assert [problem.split()[0] for problem in raised.value.problems] == ["unknown", "form", "the", "alarm"]
    for alarm in (True, 9, "24:00", "9", ""):
        with pytest.raises(SettingsError, match="alarm must be a time of the day"):
            opened(file, alarm=alarm)


@pytest.mark.parametrize("location", ["ics:", "ics:?form=event", "ics:a\0b"])
def test_a_location_of_nothing_is_refused(location):
    with pytest.raises(SinkError, match="names no file"):
        opened(location)


def test_a_file_that_is_none_is_refused(tmp_path):
    assert "is no file" in refusal("ics:/dev/null")
    assert "there is no folder" in refusal(tmp_path / "none" / "follow-ups.ics", dry_run=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_what_is_read_only_is_refused(tmp_path, file):
    file.write_text(THEIRS)
    file.chmod(0o400)
    assert "not allowed to be written" in refusal(file)
    file.chmod(0o600)
    tmp_path.chmod(0o500)
    assert "not allowed to be written" in refusal(file)
    assert "not allowed to be written" in refusal(f"ics:{tmp_path}/", dry_run=True)
    assert "not allowed to be written" in refusal(f"ics:{tmp_path}/new/", dry_run=True)
    tmp_path.chmod(0o700)
    assert file.read_text() == THEIRS


FULL = """
import resource, signal, sys
from tieweave.errors import SinkError
from tieweave.sinks import SinkContext
from tieweave.testing import NOW, make_follow_up
from tieweave_calendar.sink import open_sink
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
made = 0
try:
    for _ in open_sink(sys.argv[1], SinkContext(now=NOW)).deliver([make_follow_up("Bo Roy"), make_follow_up("Cy", message="x" * 2000)]):
        made += 1
except SinkError as error:
    print(made, error)
"""  # noqa: E501


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of a file's size is POSIX")
@pytest.mark.parametrize(("place", "delivered"), [("follow-ups.ics", 0), ("tasks/", 1)])
def test_a_full_disk_leaves_what_was_there(tmp_path, place, delivered):
    location = f"ics:{tmp_path}/{place}"
    deliver(location, ANN)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.ics")}
    ran = subprocess.run([sys.executable, "-c", FULL, location], capture_output=True, text=True, check=True)
    made, _, message = ran.stdout.partition(" ")
    assert int(made) == delivered
    assert f"cannot be written ({os.strerror(errno.EFBIG)})" in message
    assert {path: path.read_bytes() for path in before} == before
    assert len(opened(location).seen()) == 1 + delivered
    assert not [path.name for path in tmp_path.rglob(".*")]  # nothing half-written is left


@pytest.mark.parametrize("form", ["todo", "event"])
def test_what_was_delivered_is_not_read_back_as_people(file, form):
    birthday = make_follow_up("Cy Day", purpose="give", kind="birthday")
    deliver(file, ANN, birthday, form=form)
    data = file.read_bytes()
    guest = b"ATTENDEE:mailto:ann@x.example\r\nORGANIZER:mailto:me@x.example\r\nEND:V"
    for content in (data, data.replace(b"END:V", guest, 1), data.replace(b"@follow-ups.tieweave", b"@google.com")):
        now = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)
        assert list(records(content, source="s", where="", context=Context(now=now))) == []
