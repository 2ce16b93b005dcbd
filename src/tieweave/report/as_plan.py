"""The plan: as text, as JSON version 1, and what became of it at the sinks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from tieweave.deliveries import News
from tieweave.delivering import Delivered
from tieweave.followups.days import monday_of
from tieweave.model import FollowUp, Status
from tieweave.report.as_json import contact_value
from tieweave.report.due import INDENT, date, day, draft, way
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Room, Style, fitting, prose, row, whole
from tieweave.sinks import Delivery, Outcome

VERSION = 1

_BECAME = {
    Status.DONE: "done",
    Status.DROPPED: "deleted there, so it is dropped",
    Status.PUSHED: "open again",
}
_LOOK: Mapping[Outcome, Style] = {Outcome.CREATED: "good", Outcome.UPDATED: "good", Outcome.FAILED: "warning"}


def as_json(plan: Sequence[FollowUp], calling_code: str = "") -> str:
    """Return the plan as a JSON document; `calling_code` is that of phone numbers which name no country."""
    document = {"version": VERSION, "follow_ups": [value(one, calling_code) for one in plan]}
    return json_document(document)


def value(follow_up: FollowUp, calling_code: str = "") -> dict[str, Any]:
    """Return a follow-up as JSON has it."""
    return {
        "id": follow_up.id,
        "contact": contact_value(follow_up.contact, calling_code),
        "purpose": str(follow_up.purpose),
        "due": follow_up.due.isoformat(),
        "channel": follow_up.channel,
        "reason": follow_up.reason,
        "message": follow_up.message,
        "status": str(follow_up.status),
    }


def lines(plan: Sequence[FollowUp], room: Room = PLAIN, *, drafts: bool = False) -> Iterator[Line]:
    """Yield the plan week by week as text that fits the room, with the drafts where they are asked for."""
    for monday, week in groupby(plan, lambda one: monday_of(one.due)):
        yield ((f"Week of {date(monday)}", "heading"),)
        for one in week:
            yield from _item(one, room, drafts=drafts)
        yield ()
    if not plan:
        nobody = "Nothing to plan yet: nobody here can be reached, or everybody was turned to lately."
        yield from whole(nobody, room)


def pushed_lines(
    pushed: Sequence[Delivered], known: Mapping[str, str], room: Room = PLAIN, *, dry_run: bool = False
) -> Iterator[Line]:
    """Yield what became of everything at every sink, or would; `known` are the titles of follow-ups by id."""
    for one in pushed:
        yield from whole(visible(one.sink), room, style="heading")
        for news in one.news:
            said = visible(f"{known.get(news.id, news.id)}: {_said(news)}")
            yield from row("read back", said, room, column=_column(dry_run))
        for delivery in one.deliveries:
            # A dry run shows exactly what would be left alone; else it is only counted.
            if dry_run or delivery.outcome is not Outcome.UNCHANGED:
                yield from _delivery(delivery, room, dry_run=dry_run)
        counts = Counter(delivery.outcome for delivery in one.deliveries)
        told = [f"{counts[outcome]:,} {outcome}" for outcome in Outcome if counts[outcome]] or [
            "nothing to deliver" if one.failed is None else "nothing was delivered"
        ]
        yield from whole(f"{'dry run, nothing was written: ' if dry_run else ''}{', '.join(told)}", room)


def _delivery(delivery: Delivery, room: Room, *, dry_run: bool) -> Iterator[Line]:
    would = dry_run and delivery.outcome in (Outcome.CREATED, Outcome.UPDATED)
    outcome = f"would be {delivery.outcome}" if would else str(delivery.outcome)
    detail = f": {delivery.detail}" if delivery.detail else ""
    text = visible(f"{delivery.title or delivery.item}{detail}")
    yield from row(outcome, text, room, column=_column(dry_run), style=_LOOK.get(delivery.outcome, "faint"))


def _column(dry_run: bool) -> int:
    return 16 if dry_run else 9


def _said(news: News) -> str:
    parts = [_BECAME.get(news.status, str(news.status))] if news.status is not None else []
    if news.due is not None:
        parts.append(f"moved to {day(news.due)} {news.due.year}")
    return ", ".join(parts)


def pushed_json(delivered: Sequence[Delivered], *, dry_run: bool) -> str:
    """Return what became of everything at every sink as a JSON document."""
    document = {
        "version": VERSION,
        "dry_run": dry_run,
        "sinks": [
            {
                "sink": one.sink,
                "deliveries": [
                    {"id": each.item, "title": each.title, "outcome": str(each.outcome), "detail": each.detail or None}
                    for each in one.deliveries
                ],
                "read_back": [
                    {
                        "id": each.id,
                        "status": None if each.status is None else str(each.status),
                        "due": None if each.due is None else each.due.isoformat(),
                    }
                    for each in one.news
                ],
                "failed": one.failed.reason if one.failed else None,
            }
            for one in delivered
        ],
    }
    return json_document(document)


def _item(follow_up: FollowUp, room: Room, *, drafts: bool) -> Iterator[Line]:
    state = "" if follow_up.status is Status.SUGGESTED else f" · {follow_up.status}"
    yield fitting(((f"  {day(follow_up.due):<11} ", "number"), (visible(follow_up.title), "name")), room.width)
    yield from prose(visible(follow_up.reason), room, INDENT)
    yield fitting(((f"{INDENT}{follow_up.id}{state} · {way(follow_up)}", "faint"),), room.width)
    if drafts and follow_up.message:
        yield ()
        yield from draft(follow_up, f"{INDENT}  ", room)
        yield ()
