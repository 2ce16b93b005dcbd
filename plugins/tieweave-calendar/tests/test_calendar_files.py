"""Files and folders, and what has happened to them before they came here."""

import datetime as dt
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave import Contact, Interaction, Skipped, SourceError, gather
from tieweave.plugins import PluginHub
from tieweave.sources import Context
from tieweave.store import Store
from tieweave_calendar.components import EVENT, components
from tieweave_calendar.locations import matches
from tieweave_calendar.reader import records
from tieweave_calendar.source import read as read_location

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def event(name, uid="", more=""):
    attendee = f"ATTENDEE;CN={name}:mailto:{name.lower()}@x.example"
    return f"BEGIN:VEVENT\nUID:{uid or name}\nDTSTART:20260105T100000Z\n{attendee}\n{more}END:VEVENT\n"


def calendar(*events):
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(events)}END:VCALENDAR\n"


def read(location):
    return list(read_location(str(location), Context(now=NOW)))


def stream(data):
    data = data if isinstance(data, bytes) else data.encode()
    return list(records(data, source="s", where="", context=Context(now=NOW)))


def names(found):
    return [record.name for record in found if isinstance(record, Contact)]


def reasons(found):
    return [(record.where, record.reason) for record in found if isinstance(record, Skipped)]


def test_a_folder_and_the_folders_in_it(tmp_path):
    for name in ("b.ics", "a.ICS", "inner/c.ics", "inner/deep/d.ics", ".hidden.ics", "note.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(calendar(event(os.path.basename(name)[0].upper())))
    assert matches(str(tmp_path))
    assert names(read(tmp_path)) == ["A", "B", "C"]


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def test_an_archive_as_google_exports_it(tmp_path):
    members = {"b@x.example.ics": calendar(event("B")), "in/a.ics": calendar(event("A")), "__MACOSX/._a.ics": ""}
    path = archive(tmp_path / "b@x.example.ical.zip", members)
    assert matches(str(path))
    assert sorted(names(read(path))) == ["A", "B"]


@pytest.mark.parametrize("members", [{}, {"a.ics": "", "b.vcf": ""}, {"Connections.csv": ""}])
def test_an_archive_of_something_else_is_not_claimed(tmp_path, members):
    path = archive(tmp_path / "a.zip", members)
    assert not matches(str(path))
    with pytest.raises(SourceError, match=r"no archive of \.ics files"):
        read(path)


def test_a_damaged_member_is_skipped(tmp_path):
    path = archive(tmp_path / "a.zip", {"a.ics": calendar(event("A")) * 50, "b.ics": calendar(event("B"))})
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + b"\xff" * 10 + whole[70:])
    found = read(path)
    assert names(found) == ["B"]
    assert reasons(found)[0][0] == "a.ics"


def test_a_broken_archive_is_one_clear_line(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"rubbish")
    assert not matches(str(path))
    with pytest.raises(SourceError, match="damaged"):
        read(path)


def test_a_bad_file_in_a_folder_is_skipped_by_name(tmp_path):
    (tmp_path / "a.ics").write_bytes(b"<html>")
    (tmp_path / "b.ics").write_text(calendar(event("B")))
    found = read(tmp_path)
    assert names(found) == ["B"]
    assert reasons(found) == [("a.ics", "is a web page or XML, not a calendar")]


def test_the_same_person_in_many_files_is_one_contact(tmp_path):
    for number in range(30):
        (tmp_path / f"{number}.ics").write_text(calendar(event("Ann", uid=str(number))))
    found = read(tmp_path)
    assert names(found) == ["Ann"]
    assert sum(isinstance(record, Interaction) for record in found) == 30


def test_the_same_event_in_two_files_counts_once_after_merging(tmp_path):
    import tieweave
    import tieweave_calendar

    for name in ("a.ics", "b.ics"):
        (tmp_path / name).write_text(calendar(event("Ann")))
    hub = PluginHub.of({"calendar": tieweave_calendar})
    book = gather([tmp_path / "a.ics", tmp_path / "b.ics"], hub=hub, store=Store.temporary(), now=NOW)
    assert len(book.interactions) == 2
    (tie,) = tieweave.classify(tieweave.merge(book), now=NOW)
    assert tie.interactions == 1


@pytest.mark.parametrize("name", ["a.ics", "a.ICAL", "missing.ics", "export"])
def test_what_is_claimed(tmp_path, name):
    if not name.startswith("missing"):
        (tmp_path / name).write_text("\ufeffbegin:vcalendar\n", encoding="utf-8")
    assert matches(str(tmp_path / name))


@pytest.mark.parametrize(
    "location", ["", "-", "google:", "caldav:https://x.example/a.ics", "bad\0name", "nowhere", "a.vcf"]
)
def test_what_is_not_claimed(location):
    assert not matches(location)


def test_a_folder_without_calendars_is_not_claimed(tmp_path):
    (tmp_path / "a.vcf").write_text("BEGIN:VCARD\nEND:VCARD\n")
    assert not matches(str(tmp_path))
    with pytest.raises(SourceError, match=r"holds no \.ics file"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"PK\x03\x04", r"is a \.zip archive"),
        (b"<!DOCTYPE html>", "web page"),
        (bytes(range(256)) * 40, "no BEGIN:VCALENDAR"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, data, message):
    path = tmp_path / "a.ics"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message) as raised:
        read(path)
    assert "\n" not in str(raised.value)


def test_an_empty_calendar_is_no_error(tmp_path):
    path = tmp_path / "a.ics"
    path.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert read(path) == []


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_line_ends_and_encodings(ends, encoding):
    assert names(stream(calendar(event("Åsa")).replace("\n", ends).encode(encoding))) == ["Åsa"]


def test_folded_lines_even_within_a_character():
    line = "ATTENDEE;CN=Åsa Blom:mailto:a@x.example".encode()
    at = line.index("Å".encode()) + 1
    data = calendar(event("X", more="@\n")).encode().replace(b"@\n", line[:at] + b"\r\n " + line[at:] + b"\n")
    assert "Åsa Blom" in names(stream(data))


def test_several_calendars_and_text_between_them():
    assert names(stream(f"hello\n{calendar(event('A'))}\n\nrubbish: 1\n{calendar(event('B'))}bye")) == ["A", "B"]


def test_missing_ends_cost_no_event():
    text = calendar(event("A"), event("B")).replace("END:VEVENT\n", "").replace("END:VCALENDAR\n", "")
    found = stream(text + calendar(event("C")))
    assert names(found) == ["A", "B", "C"]
    assert reasons(found) == []


def test_events_outside_any_calendar_are_read():
    assert names(stream(event("A"))) == ["A"]


def test_a_file_that_was_cut_off_says_so_and_loses_the_broken_line():
    text = calendar(event("A"), event("Boris"))
    found = stream(text[: text.index("boris@x.example") + 5])
    assert names(found) == ["A"]
    assert reasons(found) == [("event 2, line 8", "the file ends within this event; what there is of it was read")]


def test_a_broken_description_does_no_harm():
    more = (
        "DESCRIPTION:first\nsecond line: x\n\n\tBEGIN:VEVENT\nATTACH;ENCODING=BASE64;VALUE=BINARY:"
        + "QUJD\n " * 5000
        + "\n"
    )
    assert names(stream(calendar(event("A", more=more), event("B")))) == ["A", "B"]


def test_vcalendar_1_0():
    text = (
        "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260105T100000Z\nRRULE:W1 MO #4\n"
        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9 =\nmore\n"
        "ATTENDEE;ROLE=ATTENDEE;STATUS=ACCEPTED;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=85sa <asa@x.example>\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    found = stream(text)
    assert names(found) == ["Åsa"]
    assert [reason for _, reason in reasons(found)] == [
        "its rule is not understood ('W1 MO #4'); only its first time counts"
    ]


def test_an_event_too_large_is_skipped_and_the_next_one_read():
    large = event("A", more="ATTENDEE:mailto:x@x.example\n" * 200_000)
    found = stream(calendar(large, event("B")))
    assert names(found) == ["B"]
    assert reasons(found)[0][1].startswith("it is larger than 4 MiB")


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 2_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"BEGIN:VALARM\n" * 100_000,
        b"BEGIN:VEVENT\nDTSTART:20200101T100000Z\nATTENDEE" + b';CN="' * 100_000 + b":mailto:a@x\nEND:VEVENT\n",
        b"BEGIN:VEVENT\nDTSTART:20200101T100000Z\nATTENDEE" + b';CN=a"' * 100_000 + b"\nEND:VEVENT\n",
        b"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20200101\nSUMMARY:" + b"'s birthday" * 100_000 + b"\nEND:VEVENT\n",
        b"BEGIN:VCALENDAR\n" + b"X-WR-CALNAME:x\nBEGIN:VEVENT\nEND:VEVENT\n" * 20_000,
        b"BEGIN:VCALENDAR\n" * 50_000,
    ],
)
def test_hostile_streams_end(data):
    for record in stream(data):
        assert isinstance(record, Skipped | Contact | Interaction)


_LINES = st.lists(
    st.sampled_from(
        [
            b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM", b"END:VALARM",
            b"BEGIN:VTIMEZONE", b"END:VTIMEZONE", b"TZID:X", b"DTSTART;TZID=X:20260101T100000", b"UID:1",
            b"ATTENDEE;CN=A:mailto:a@x.example", b" folded", b"", b"RRULE:FREQ=DAILY;COUNT=2",
            b"SUMMARY;QUOTED-PRINTABLE:a=",
            b"RECURRENCE-ID:20260102T100000Z", b"METHOD:CANCEL", b"STATUS:CANCELLED", b"\xff", b"EXDATE:20260101", b"x",
        ]
    ),
    max_size=25,
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.one_of(_LINES.map(b"\r\n".join), st.binary(max_size=200)), st.integers(1, 30))
def test_the_size_of_blocks_changes_nothing(data, size):
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    assert list(components(iter(blocks))) == list(components(iter([data])))


@settings(deadline=None, max_examples=300)
@given(st.one_of(_LINES.map(b"\n".join), st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_nothing_within_an_event_raises_or_harms_the_next(data):
    first, last = event("First").encode(), event("Last").encode()
    found = stream(b"BEGIN:VCALENDAR\n" + first + b"BEGIN:VEVENT\n" + data + b"\nEND:VEVENT\n" + last)
    assert all(isinstance(record, Contact | Interaction | Skipped) for record in found)
    if b"METHOD" not in data and b"VCALENDAR" not in data:
        assert {"First", "Last"} <= set(names(found))


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE", "SUMMARY", "UID"]),
    st.text(max_size=60),
)
def test_no_value_raises(name, value):
    found = stream(calendar(event("A", more=f"{name}:{value}\n"), event("Last")))
    assert "Last" in names(found)


GOLDEN = [
    line
    for path in sorted((Path(__file__).with_name("data") / "calendars").glob("*.ics"))
    for line in path.read_bytes().splitlines()
]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(GOLDEN), max_size=60))
def test_lines_of_real_calendars_in_any_order_never_raise(lines):
    stream(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"\n".join(lines))


def test_numbers_and_lines_of_events():
    found = [
        (one.number, one.line) for one in components([calendar(event("A"), event("B")).encode()]) if one.name == EVENT
    ]
    assert found == [(1, 3), (2, 8)]
