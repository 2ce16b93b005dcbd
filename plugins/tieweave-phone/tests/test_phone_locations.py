"""What is claimed, and what is said of what cannot be read."""

import datetime as dt
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave import Interaction, Skipped, SourceError
from tieweave.sources import Context
from tieweave_phone.locations import matches
from tieweave_phone.source import check, records

CALLS = b'<calls count="1"><call number="+19025550101" duration="5" date="1787500000123" type="1"/></calls>'
CHAT = b"25/03/2026, 10:20 - Lena Park: hi\n"
CONTEXT = Context(now=dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC))


def lay_out(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("calls-20260901.xml", CALLS),
        ("anything", b"\xef\xbb\xbf" + CALLS),
        ("a.xml", b'<?xml version="1.0"?>\n<!-- made\nby -->\n<?xml-stylesheet href="calls.xsl"?>\n' + CALLS),
        ("a.xml", b"<!DOCTYPE calls>\n<calls count='0'>"),
        ("a.xml", ('<?xml version="1.0" encoding="UTF-16"?>' + CALLS.decode()).encode("utf-16")),
        ("a.xml", b"<smses/>"),
        ("chat.txt", CHAT),
        ("chat.TXT", b"\xef\xbb\xbf\r\n\r\n" + CHAT),
        ("chat.txt", CHAT.decode().encode("utf-16")),
        ("_chat.txt", "\u200e[25/03/2026, 10:20:00] Lena: \u200ehi\n".encode()),
    ],
)
def test_files_that_are_claimed(tmp_path, name, data):
    assert matches(str(lay_out(tmp_path, {name: data}) / name))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", b"<feed><calls/></feed>"),
        ("a.xml", b"<callsign/>"),
        ("a.xml", b""),
        ("a.txt", b"First Name,Last Name\nAnn,Lee\n"),
        ("a.txt", b"Dear all,\n" + CHAT),
        ("a.txt", b"2026-03-21 09:14:02: INFO: started\n2026-03-21 09:14:03: WARN: slow\n"),
        ("a.md", CHAT),
        ("a.vcf", b"BEGIN:VCARD\n"),
        ("a.mbox", b"From a@example Wed May 06 18:21:37 2026\n"),
        ("a.zip", b"no archive"),
        ("a.bin", bytes(range(256)) * 50),
    ],
)
def test_files_that_are_not(tmp_path, name, data):
    assert not matches(str(lay_out(tmp_path, {name: data}) / name))


@pytest.mark.parametrize(
    ("files", "ours"),
    [
        ({"calls.xml": CALLS}, True),
        ({"a.txt": CHAT, "b.xml": CALLS, "photo.jpg": b"", "notes/x.txt": b"x"}, True),
        ({"_chat.txt": CHAT, "Bo.vcf": b"BEGIN:VCARD\n", "plan.csv": b"a,b\n"}, True),
        ({"a.txt": CHAT, "readme.txt": b"hello\n"}, False),
        ({"a.txt": CHAT, "people.vcf": b"BEGIN:VCARD\n"}, False),
        ({"a.txt": CHAT, "book/people.vcf": b"BEGIN:VCARD\n"}, False),
        ({"a.txt": CHAT, "Connections.csv": b"First Name\n"}, False),
        ({"calls.xml": CALLS, "mail.mbox": b""}, False),
        ({"photo.jpg": b""}, False),
        ({}, False),
    ],
)
def test_folders(tmp_path, files, ours):
    assert matches(str(lay_out(tmp_path, files))) is ours


@pytest.mark.parametrize(
    ("members", "ours"),
    [
        ({"_chat.txt": CHAT, "0001.jpg": b""}, True),
        ({"WhatsApp Chat with Lena.txt": CHAT}, True),
        ({"in/sms-20260901.xml": CALLS}, True),
        ({"__MACOSX/._chat.txt": b"", "._chat.txt": b""}, False),
        ({"Connections.csv": b"", "notes.txt": b""}, False),
        ({"cards.vcf": b""}, False),
    ],
)
def test_archives(tmp_path, members, ours):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert matches(str(path)) is ours


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xml", None, "no such file"),
        ("a.xml", b"", "is empty"),
        ("a.zip", b"rubbish", "no .zip archive, or a damaged one"),
        ("a.zip", None, "no such file"),
        ("a.txt", b"hello\n", "neither a backup"),
        ("a.txt", b"PK\x03\x04rest", "under another name"),
        ("a.xml", b"\0" * 5000, "neither a backup"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, name, data, message):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    for ask in (records, check):
        with pytest.raises(SourceError, match=message) as raised:
            list(ask(str(path), CONTEXT))
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)


def test_a_bad_file_costs_no_other(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("calls-1.xml", CALLS)
        archive.writestr("calls-2.xml", b"<!DOCTYPE calls [<!ENTITY a 'b'>]><calls>")
        archive.writestr("sms-3.xml", CALLS.replace(b"1787500000123", b"1787500000124"))
        archive.writestr("WhatsApp Chat with A.txt", b"nothing\n")
    data = (tmp_path / "all.zip").read_bytes()
    damaged = data.replace(b"1787500000124", b"1787500000125", 1)
    (tmp_path / "all.zip").write_bytes(damaged)
    found = list(records(str(tmp_path / "all.zip"), CONTEXT))
    skipped = {r.where: r.reason for r in found if isinstance(r, Skipped)}
    assert sum(isinstance(r, Interaction) for r in found) >= 1
    assert "declares entities" in skipped["calls-2.xml"]
    assert "damaged" in skipped["sms-3.xml"]
    assert "no message" in skipped["WhatsApp Chat with A.txt"]


def test_an_encrypted_archive(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", CHAT)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag: encrypted
    path.write_bytes(data)
    assert [("encrypted" in record.reason) for record in records(str(path), CONTEXT)] == [True]


def test_check_says_what_is_there(tmp_path):
    lay_out(tmp_path, {"calls.xml": CALLS, "WhatsApp Chat with Lena Park.txt": CHAT})
    lines = check(str(tmp_path), CONTEXT)
    assert lines[0] == "1 backup of SMS Backup & Restore, 1 WhatsApp chat"
    assert lines[1].startswith("WhatsApp Chat with Lena Park.txt: 1 who write")


@settings(deadline=None)
@given(st.text(max_size=50))
def test_matches_takes_any_text(text):
    assert matches(text) in (True, False)
