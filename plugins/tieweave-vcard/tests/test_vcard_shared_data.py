"""Every card of the programs' own test files is delivered, with its name whole."""

import datetime as dt
import re
import time
import unicodedata
from pathlib import Path

import pytest

from tieweave import Contact, Skipped
from tieweave.errors import SourceError
from tieweave.sources import Context
from tieweave_vcard.source import records

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "vcards"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/vcards")]


def expected_names(data):
    """Return the plain FN of each card that has one, read as simply as can be."""
    text = data.decode("utf-8", "surrogateescape")
    text = re.sub(r"\r\r\n|\r\n|\r", "\n", text)
    names = []
    for found in re.findall(r"(?im)^FN:(.*(?:\n[ \t].*)*)", text):
        name = re.sub(r"\n[ \t]", "", found)
        if name.strip() and name.isprintable() and "\\" not in name:
            names.append(" ".join(name.split()))
    return names


def test_every_card_is_delivered_with_its_whole_name():
    for path in sorted(SHARED.rglob("*.vcf")):
        data = path.read_bytes()
        begins = len(re.findall(rb"(?im)^\s*BEGIN[ \t]*:[ \t]*VCARD", data.replace(b"\0", b"").replace(b"\r", b"\n")))
        agents = len(re.findall(rb"(?im)^AGENT[^:\n]*:[ \t]*$", data.replace(b"\r", b"\n")))
        started = time.process_time()
        try:
            found = list(records(str(path), Context(now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))))
        except SourceError:
            found = []
            assert begins == 0, path
        assert time.process_time() - started < 5, path
        contacts = [record for record in found if isinstance(record, Contact)]
        nothing = sum(isinstance(r, Skipped) and ("is empty" in r.reason or "nothing else" in r.reason) for r in found)
        related = [related.name for contact in contacts for related in contact.related]
        assert len(contacts) + nothing >= begins - agents, path
        held = {" ".join(name.split()) for contact in contacts for name in (*contact.names, *related)}
        missing = [n for n in expected_names(data) if unicodedata.normalize("NFC", n) not in held]
        assert not missing, (path, missing)
