"""What is due: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tieweave.model import Journal, Kept
from tieweave.report.due import day, draft, way
from tieweave.report.harmless import json_document, visible
from tieweave.report.wrapping import fitted, wrapped

VERSION = 1

_INDENT = " " * 14


def due(journal: Journal, until: dt.date) -> list[Kept]:
    """Return what is open and due on a day or before it, what is due first coming first."""
    some = [kept for kept in journal.follow_ups if kept.follow_up.status.is_open and kept.follow_up.due <= until]
    return sorted(some, key=lambda kept: (kept.follow_up.due, kept.follow_up.title, kept.follow_up.id))


def as_json(found: Sequence[Kept], now: dt.datetime) -> str:
    """Return what is due as a JSON document; the day of `now` is today."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "today": now.date().isoformat(),
        "follow_ups": [_value(kept, now.date()) for kept in found],
    }
    return json_document(document)


def lines(found: Sequence[Kept], journal: Journal, today: dt.date) -> Iterator[str]:
    """Yield what is due as text of at most 80 columns: what is overdue, today's, and what comes."""
    if not found:
        yield from _nothing(journal)
        return
    for heading, some in (
        ("Overdue", [kept for kept in found if kept.follow_up.due < today]),
        ("Today", [kept for kept in found if kept.follow_up.due == today]),
        ("To come", [kept for kept in found if kept.follow_up.due > today]),
    ):
        if some:
            yield heading
            for kept in some:
                yield from _item(kept)
    yield f"When one is done: tieweave done {found[0].follow_up.id}; snooze and drop take an id too"


def _nothing(journal: Journal) -> Iterator[str]:
    still_open = sorted(
        (kept.follow_up for kept in journal.follow_ups if kept.follow_up.status.is_open),
        key=lambda one: (one.due, one.title),
    )
    if still_open:
        first = still_open[0]
        yield fitted(visible(f"Nothing is due. Next, on {day(first.due)} {first.due.year}: {first.title}"))
        yield "tieweave today --days 14 looks two weeks ahead"
    elif journal.follow_ups:
        yield "Nothing is due, and nothing is open: tieweave plan suggests whom to turn to next."
    else:
        yield "Nothing is due, since nothing is planned yet: tieweave plan suggests whom to turn to."


def _item(kept: Kept) -> Iterator[str]:
    one = kept.follow_up
    yield fitted(f"  {day(one.due):<11} {visible(one.title)}")
    yield from wrapped(visible(one.reason), _INDENT)
    yield from wrapped(f"{one.id} · {way(one)}", _INDENT)
    yield ""
    if one.message:
        yield from draft(one, f"{_INDENT}  ")
        yield ""


def _value(kept: Kept, today: dt.date) -> dict[str, Any]:
    from tieweave.report.as_json import contact_value

    one = kept.follow_up
    return {
        "id": one.id,
        # Its records are those that it is known again by.
        "contact": contact_value(one.contact)
        | {"sources": [{"source": mark.source, "key": mark.key} for mark in kept.marks]},
        "purpose": str(one.purpose),
        "kind": one.kind,
        "title": one.title,
        "due": one.due.isoformat(),
        "overdue": one.due < today,
        "channel": one.channel,
        "address": one.address or None,
        "reason": one.reason,
        "subject": one.subject or None,
        "message": one.message,
        "status": str(one.status),
    }
