"""The rows of the journal in the store: what stands in their columns, and what in the JSON of their `value`.

    follow_ups  id, person (the contact's id), status, due (a date), and of the rest:
                {"marks": […], "name", "purpose", "kind", "channel", "address", "reason", "subject", "message",
                 "language", "since": ISO, "settled": ISO or null, "moved": bool};
                "pushed" (ISO) says when it was first delivered, "before" ({"status", "settled"}) how it stood before
                it was answered
    entries     number, person, happened (ISO), and of the rest:
                {"marks": […], "name", "text", "gave": bool, "received": bool, "answered": bool, "lead",
                 "follow_up": id or "", "channel": text or null}
    work        person, and {"work": one line}

A mark is {"source", "key", "name", "keys": […]}. What a later version adds to a value is not read, and stays.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tieweave.model import Channel, Contact, Email, Entry, FollowUp, Kept, Phone, Purpose, RecordMark, Status, Url

SOURCE = "journal"
"""The source of a contact that is known from the store alone, from the journal as a rule."""

DAMAGED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a row raises that is none: it is left where it is."""


def kept_row(kept: Kept, before: Mapping[str, Any] | None = None) -> tuple[str, str, str, str, str]:
    """Return the row of a follow-up; of the value that stood there `before`, what is not known here stays."""
    one = kept.follow_up
    value = {
        **(before or {}),
        "marks": _marks_value(kept.marks),
        "name": one.contact.name,
        "purpose": str(one.purpose),
        "kind": one.kind,
        "channel": one.channel,
        "address": one.address,
        "reason": one.reason,
        "subject": one.subject,
        "message": one.message,
        "language": one.language,
        "since": kept.since.isoformat(),
        "settled": None if kept.settled is None else kept.settled.isoformat(),
        "moved": kept.moved,
    }
    return one.id, one.contact.id, str(one.status), one.due.isoformat(), _json(value)


def kept_of(row: tuple[str, str, str, str, str]) -> tuple[Kept, dict[str, Any]]:
    """Return the follow-up that a row holds, and its whole value; raises one of `DAMAGED` where it is none."""
    held, person, status, due, text = row
    value = json.loads(text)
    follow_up = FollowUp(
        id=_text(held),
        contact=bare(_text(person), [_text(value["name"])], [_text(value["address"])]),
        purpose=Purpose(value["purpose"]),
        due=dt.date.fromisoformat(due),
        channel=_text(value["channel"]),
        reason=_text(value["reason"]),
        message=_text(value["message"]),
        status=Status(status),
        kind=_text(value["kind"]),
        address=_text(value["address"]),
        subject=_text(value["subject"]),
        language=_text(value["language"]),
    )
    settled = value["settled"]
    kept = Kept(
        follow_up=follow_up,
        marks=_marks(value["marks"]),
        since=dt.datetime.fromisoformat(value["since"]),
        settled=None if settled is None else dt.datetime.fromisoformat(settled),
        moved=value["moved"] is True,
    )
    return kept, value


def entry_row(entry: Entry) -> tuple[str, str, str]:
    """Return the row of an entry, all but its number."""
    value = {
        "marks": _marks_value(entry.marks),
        "name": entry.name,
        "text": entry.text,
        "gave": entry.gave,
        "received": entry.received,
        "answered": entry.answered,
        "lead": entry.lead,
        "follow_up": entry.follow_up,
        "channel": None if entry.channel is None else str(entry.channel),
    }
    return entry.person, entry.when.isoformat(), _json(value)


def entry_of(row: tuple[int, str, str, str]) -> Entry:
    """Return the entry that a row holds; raises one of `DAMAGED` where it is none."""
    number, person, happened, text = row
    value = json.loads(text)
    channel = value["channel"]
    return Entry(
        marks=_marks(value["marks"]),
        person=_text(person),
        name=_text(value["name"]),
        when=dt.datetime.fromisoformat(happened),
        text=_text(value["text"]),
        gave=value["gave"] is True,
        received=value["received"] is True,
        answered=value["answered"] is True,
        lead=_text(value["lead"]),
        follow_up=_text(value["follow_up"]),
        channel=None if channel is None else Channel(channel),
        number=number,
    )


def work_row(person: str, line: str) -> tuple[str, str]:
    """Return the row of where somebody works."""
    return person, _json({"work": line})


def work_of(text: str) -> str:
    """Return where somebody works, of a row's value; raises one of `DAMAGED` where it is none."""
    return _text(json.loads(text)["work"])


def bare(person: str, names: Sequence[str], addresses: Sequence[str]) -> Contact:
    """Return somebody as the store alone knows them: by id, names (the one to show first) and addresses of any kind.

    Empty ones are left out.
    """
    called = [name for name in names if name]
    told = [one for one in addresses if one]
    pages = [one for one in told if "/" in one]
    emails = [one for one in told if "@" in one and one not in pages]
    return Contact(
        source=SOURCE,
        key=person,
        id=person,
        name=called[0] if called else "",
        names=called,
        emails=[Email(address=one) for one in emails],
        phones=[Phone(number=one) for one in told if one not in pages and one not in emails],
        urls=[Url(url=one) for one in pages],
    )


def _marks_value(marks: Iterable[RecordMark]) -> list[dict[str, object]]:
    return [{"source": mark.source, "key": mark.key, "name": mark.name, "keys": list(mark.keys)} for mark in marks]


def _marks(value: list[dict[str, Any]]) -> list[RecordMark]:
    return [
        RecordMark(source=_text(mark["source"]), key=_text(mark["key"]), name=mark["name"], keys=mark["keys"])
        for mark in value
    ]


def _json(value: Mapping[str, object]) -> str:
    # In ASCII, so that half a character in a name is no trouble.
    return json.dumps(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected a text")
    return value
