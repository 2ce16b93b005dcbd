"""Every mailbox of the shared samples is read as its quirks say."""

import datetime as dt
from pathlib import Path

import pytest

from tieweave import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_mail.source import records

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "exports" / "mbox"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/exports")]


def test_every_mailbox_is_read():
    for path in sorted(SHARED.glob("*.mbox")):
        found = list(records(str(path), Context(now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))))
        assert not [record for record in found if isinstance(record, Skipped)], path
        assert [record for record in found if isinstance(record, Interaction)], path


def test_the_takeout_sample_holds_two_messages_and_one_of_its_lines_is_text():
    found = list(records(str(SHARED / "gmail-takeout.mbox"), Context(now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))))
    acts = [record for record in found if isinstance(record, Interaction)]
    assert [act.direction.value for act in acts] == ["in", "out"]
    assert acts[1].when == dt.datetime(2026, 5, 7, 18, 21, 37, tzinfo=dt.UTC)
    assert [record.name for record in found if isinstance(record, Contact)] == ["Renée Dubois"]
    assert [record.emails for record in found if isinstance(record, Profile)] == [("jordan@gmail.example",)]
