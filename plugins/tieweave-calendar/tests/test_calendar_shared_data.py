"""Every calendar among the shared exports is read, each event accounted for, and none takes long."""

import datetime as dt
import re
import time
from pathlib import Path

import pytest

from tieweave import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_calendar.components import EVENT, components
from tieweave_calendar.source import read

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "exports"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/exports")]


def test_every_calendar_is_read():
    for path in sorted([*SHARED.rglob("*.ics"), *SHARED.rglob("*.vcs")]):
        data = path.read_bytes()
        started = time.process_time()
        found = list(read(str(path), Context(now=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))))
        assert time.process_time() - started < 20, path
        assert all(isinstance(record, Contact | Interaction | Profile | Skipped) for record in found), path
        begun = len(re.findall(rb"(?im)^BEGIN:VEVENT\s*$", data.replace(b"\r", b"\n")))
        assert sum(one.name == EVENT for one in components([data])) == begun, path
        keys = [record.key for record in found if isinstance(record, Contact)]
        assert len(set(keys)) == len(keys), path
