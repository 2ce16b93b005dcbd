"""Making the values that a test is about: contacts, follow-ups, a source in memory."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from tieweave.model import Contact, FollowUp, Purpose
from tieweave.sources import SourceType
from tieweave.testing.golden import Record

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
"""The clock that the kit's sources and sinks are opened with."""


def make_contact(name: str = "Anna Example", **fields: Any) -> Contact:
    """Return a contact with that name and `fields`, from the source "test" unless they say otherwise."""
    return Contact(**{"source": "test", "name": name, **fields})


def make_follow_up(name: str = "Anna Example", **fields: Any) -> FollowUp:
    """Return a follow-up toward a contact with that name: to ask them for advice by e-mail, unless `fields` differ.

    Its id is 12 hexadecimal digits that come from the name, so one name stands for one follow-up.
    """
    usual = {
        "id": hashlib.sha256(name.encode()).hexdigest()[:12],
        "contact": make_contact(name),
        "purpose": Purpose.ADVICE,
        "due": dt.date(2026, 12, 1),
        "channel": "email",
        "reason": "you worked together at Fundy Software",
        "message": f"Hi {name},\n\nhow are you? I would like to hear how you came to your work.\n\nMorgan",
        "address": "someone@example.com",
        "subject": "A question about your work",
    }
    return FollowUp(**{**usual, **fields})


def memory_source(name: str, records: Iterable[Record]) -> SourceType:
    """Return a source that holds `records` in memory and reads the location `name:`."""
    held = tuple(records)
    return SourceType(
        name=name,
        summary=f"{len(held)} records in memory ({name}:)",
        matches=lambda location: location == f"{name}:",
        open=lambda *_: iter(held),
    )
