"""The samples of exports are read as their quirks say."""

import datetime as dt
from pathlib import Path

import pytest

from tieweave import Contact, Interaction, Skipped
from tieweave.sources import Context
from tieweave_phone.locations import matches
from tieweave_phone.source import records

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "exports"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/exports")]

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def read(name):
    location = str(SHARED / "chat" / name)
    assert matches(location)
    found = list(records(location, Context(now=NOW)))
    acts = [(r.when.isoformat(), r.channel.value, r.direction.value) for r in found if isinstance(r, Interaction)]
    contacts = [(r.name, *(phone.number for phone in r.phones), *r.labels) for r in found if isinstance(r, Contact)]
    skipped = [r.reason for r in found if isinstance(r, Skipped) and "is yours" not in r.reason]
    return acts, contacts, skipped


def test_calls():
    assert read("calls-sms-backup-restore.xml") == (
        [
            ("2021-01-01T00:00:00+00:00", "call", "in"),
            ("2021-01-01T00:02:00+00:00", "call", "out"),
            ("2021-01-01T00:02:10+00:00", "call", "in"),
        ],
        [("Pat Fixture", "+15550001234"), ("Someone Else", "+15550009999")],
        [],
    )


def test_messages_with_surrogate_pairs_and_of_several():
    assert read("sms-backup-restore.xml") == (
        [("2020-02-07T16:18:36.254000+00:00", "message", "in"), ("2021-01-01T00:00:00+00:00", "message", "in")],
        [("Pat Fixture", "+15550001234"), ("Someone Else", "+15550009999")],
        [],
    )


def test_chats():
    assert read("whatsapp-android-us.txt") == (
        [("2026-09-22T10:21:00+00:00", "message", "in")],
        [("Lena Park", "Hiking club")],
        [],
    )
    assert read("whatsapp-fi-ios.txt") == (
        [("2022-03-12T14:08:18+00:00", "message", "in")],
        [("Matias Virtanen",)],
        [],
    )
    acts, contacts, skipped = read("whatsapp-ios.txt")
    assert [act[0][:16] for act in acts] == ["2026-03-12T09:15", "2026-03-12T09:16", "2026-03-12T09:17"]
    assert contacts == [("Priya Nair", "Hiking club"), ("Ravi", "Hiking club")]
    assert not skipped


def test_what_is_not_of_a_phone_is_not_claimed():
    others = [path for path in SHARED.rglob("*") if path.is_file() and path.parent.name != "chat"]
    assert others
    assert [path for path in others if matches(str(path))] == []
