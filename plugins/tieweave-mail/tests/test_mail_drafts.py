"""Drafts as a mail program has them, and what tieweave makes of a draft that somebody changed."""

import datetime as dt
import errno
import os
import stat
from email import policy
from email.parser import BytesParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.errors import SinkError
from tieweave.model import Profile, Status
from tieweave.sinks import SinkContext
from tieweave.sources import Context
from tieweave.testing import NOW, follow_ups, make_contact, make_follow_up
from tieweave_mail import tieweave_sinks, tieweave_sources

MORGAN = Profile(name="Morgan Gallant", emails=("morgan@example.com",))
ANN = make_follow_up("Zoë Lee", address="zoe@example.com", message="Hi Zoë,\n\nhow are you?\n\nMorgan")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "drafts"


def sink_at(folder, profile=MORGAN):
    (declared,) = tieweave_sinks()
    return declared.open(f"eml:{folder}", SinkContext(now=NOW, profile=profile))


def push(folder, *items, profile=MORGAN):
    return [(one.outcome.value, one.detail) for one in sink_at(folder, profile).deliver(items)]


def parsed(path):
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())


def test_a_draft_is_what_a_mail_program_opens(folder):
    assert push(folder, ANN) == [("created", f"2026-12-01 Zoë Lee {ANN.id}.eml")]
    (path,) = folder.iterdir()
    message = parsed(path)
    assert message["X-Unsent"] == "1"
    assert message["From"] == "Morgan Gallant <morgan@example.com>"
    assert message["To"] == "Zoë Lee <zoe@example.com>"
    assert message["Subject"] == "A question about your work"
    assert message["Message-ID"] == f"<follow-up.{ANN.id}@example.com>"
    assert message["Date"] is None
    assert message.get_content().replace("\r\n", "\n") == "Hi Zoë,\n\nhow are you?\n\nMorgan\n"
    assert message.defects == []
    data = path.read_bytes()
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(path.stat().st_mode)) == (0o700, 0o600)


def test_without_an_address_of_ones_own_there_is_no_sender(folder):
    push(folder, ANN, profile=Profile())
    (path,) = folder.iterdir()
    assert parsed(path)["From"] is None
    assert parsed(path)["Message-ID"].endswith("@tieweave.invalid>")


def test_what_is_not_by_mail_makes_no_draft(folder):
    call = attrs.evolve(ANN, channel="call", address="+1 902 555 0101")
    assert push(folder, call) == [("unchanged", "by call: no draft")]
    assert not folder.exists()
    push(folder, ANN)
    assert push(folder, call) == [("updated", "removed")]


def test_an_edited_draft_is_renamed_but_never_written_to_or_removed(folder):
    push(folder, ANN)
    (path,) = folder.iterdir()
    edited = path.read_bytes().replace(b"how are you?", b"how is Halifax?")
    path.write_bytes(edited)
    left = [("unchanged", "the draft is left as you changed it")]
    assert push(folder, attrs.evolve(ANN, message="Another draft")) == left
    assert push(folder, attrs.evolve(ANN, status=Status.DONE)) == left
    assert push(folder, attrs.evolve(ANN, status=Status.DROPPED)) == left
    assert push(folder, attrs.evolve(ANN, message="Another", due=dt.date(2027, 1, 2))) == [
        ("updated", "due 2027-01-02")
    ]
    (path,) = folder.iterdir()
    assert path.name.startswith("2027-01-02 Zoë Lee ")
    assert path.read_bytes() == edited


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"zoe@example.com", b"zoe.lee@example.com"),
        (b"A question", b"Two questions"),
        (b"To: ", b"Cc: bo@example.com\r\nTo: "),
        (b"Content-Type: text/plain", b"Content-Type: text/html"),
    ],
)
def test_any_change_that_matters_counts_as_edited(folder, before, after):
    push(folder, ANN)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes().replace(before, after))
    assert push(folder, attrs.evolve(ANN, message="Another draft"))[0][0] == "unchanged"


def test_a_draft_that_a_program_saved_with_other_line_ends_and_fields_is_unedited(folder):
    push(folder, ANN)
    (path,) = folder.iterdir()
    path.write_bytes(b"X-Mozilla-Keys: x\n" + path.read_bytes().replace(b"\r\n", b"\n"))
    assert push(folder, attrs.evolve(ANN, message="Another draft")) == [("updated", "texts")]


def test_a_draft_that_was_renamed_is_found_and_keeps_its_name(folder):
    push(folder, ANN)
    (path,) = folder.iterdir()
    path.rename(folder / "for Zoë.eml")
    assert [(one.id, one.due) for one in sink_at(folder).seen()] == [(ANN.id, None)]
    assert push(folder, ANN) == [("unchanged", "")]


def test_one_bad_address_is_that_items_failure(folder):
    bad = make_follow_up("Bo Roy", address="bo at example")
    said = "'bo at example' is no address that mail can be sent to; mend it in the address book"
    assert push(folder, bad, ANN)[0] == ("failed", said)
    assert [one.id for one in sink_at(folder).seen()] == [ANN.id]


def test_a_full_disk_stops_the_run_and_what_was_written_stays(folder, monkeypatch):
    push(folder, ANN)

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SinkError, match="the disk is full"):
        push(folder, ANN, make_follow_up("Bo Roy"))
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("no/drafts", "there is no folder"),
        ("file", "is a file; name a folder"),
        ("locked", "not allowed to be written"),
    ],
)
def test_a_folder_that_cannot_be_used_is_said_in_a_line(tmp_path, location, said):
    (tmp_path / "file").write_text("")
    (tmp_path / "locked").mkdir(mode=0o555)
    with pytest.raises(SinkError, match=said) as refused:
        push(tmp_path / location, ANN)
    assert len(str(refused.value).splitlines()) == 1


def test_drafts_are_no_mail_that_was_sent(folder):
    push(folder, ANN, make_follow_up("Bo Roy"), profile=Profile())
    (folder / "sent.eml").write_bytes(
        b"From: morgan@example.com\nTo: cy@example.com\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\nHi\n"
    )
    (source,) = tieweave_sources()
    records = list(source.open(str(folder), Context(now=dt.datetime(2026, 12, 1, tzinfo=dt.UTC), profile=MORGAN)))
    assert [type(record).__name__ for record in records] == ["Profile", "Interaction", "Contact"]
    assert records[2].emails[0].address == "cy@example.com"


@given(follow_ups(), st.text(max_size=30), st.emails())
def test_no_text_adds_a_field_or_leaves_the_folder(item, text, address):
    from tieweave_mail import draft, draft_names

    contact = make_contact(text + item.contact.name)
    item = attrs.evolve(
        item, contact=contact, subject=text, address=address, channel="email", message=text + item.message
    )
    data, mark = draft.made(item, MORGAN)
    message = BytesParser(policy=policy.default).parsebytes(data.encode())
    fields = "X-Unsent From To Subject Message-ID X-Tieweave-Id X-Tieweave-Fingerprint".split()
    mime = "MIME-Version Content-Type Content-Transfer-Encoding".split()
    assert sorted(message.keys()) == sorted([*fields, *mime])
    assert [found.addr_spec for found in message["To"].addresses] == [address]
    assert draft.read(data.encode()) == draft.Draft(item.id, mark, mark)
    name = draft_names.name_of(item)
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t')
    assert not name.startswith(".")
    assert len(name.encode()) < 143
    assert draft_names.day_of(name) == item.due
