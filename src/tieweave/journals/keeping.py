"""Reading and keeping the journal: every change is made whole or not at all, and lasting when the call returns."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from tieweave.errors import StoreError, TieweaveError
from tieweave.journals import naming, rows
from tieweave.journals.settling import after, settled
from tieweave.model import Entry, FollowUp, Journal, Kept, Status
from tieweave.store import Store

if TYPE_CHECKING:
    import sqlite3

    from tieweave.deliveries import News

_FOLLOW_UP = "SELECT id, person, status, due, value FROM follow_ups"
_ENTRY = "SELECT number, person, happened, value FROM entries"
_KEEP = "INSERT OR REPLACE INTO follow_ups VALUES (?, ?, ?, ?, ?)"

_Held = tuple[Kept, dict[str, Any]]
"""A follow-up, and the whole value of its row."""


def load(store: Store) -> Journal:
    """Return the journal; an empty one where the store cannot be read, and its `trouble` says why."""
    try:
        return kept(store)
    except StoreError as error:
        store.note_trouble(str(error))
        return Journal()


def kept(store: Store) -> Journal:
    """Return the journal; raises `StoreError`. A row that is damaged, or of a later version, is left where it is."""
    if not store.exists():
        return Journal()
    with store.snapshot() as connection:
        follow_ups = [held for held, _ in _follow_ups(connection).values()]
        entries = _entries(connection)
        work = {}
        for person, value in connection.execute("SELECT person, value FROM work"):
            with contextlib.suppress(*rows.DAMAGED):
                work[person] = rows.work_of(value)
    return Journal(
        follow_ups=sorted(follow_ups, key=lambda one: (one.since, one.follow_up.id)),
        entries=sorted(entries, key=lambda entry: (entry.when, entry.number)),
        work=work,
    )


def log(store: Store, entry: Entry) -> int:
    """Keep an entry, and return its number; raises `StoreError` when it cannot be kept.

    One that says that a follow-up was answered, or led to something, settles that follow-up too.
    """
    with store.transaction(lasting=True) as connection:
        if (entry.answered or entry.lead) and (held := _one(connection, entry.follow_up)):
            _settle_by(connection, held, [*_entries_of(connection, entry.follow_up), entry])
        number = connection.execute(
            "INSERT INTO entries (person, happened, value) VALUES (?, ?, ?)", rows.entry_row(entry)
        ).lastrowid
    return number or 0


def undo_entry(store: Store, number: int) -> Entry | None:
    """Take an entry back, and return it, None where there is none of that number; raises `StoreError`.

    A follow-up that was settled by it stands as it did before, unless another entry settles it too.
    """
    if not store.exists():
        return None
    with store.transaction(lasting=True) as connection:
        entry = next((one for one in _entries(connection) if one.number == number), None)
        if entry is None:
            return None
        connection.execute("DELETE FROM entries WHERE number = ?", (number,))
        if (entry.answered or entry.lead) and (held := _one(connection, entry.follow_up)):
            _settle_by(connection, held, _entries_of(connection, entry.follow_up))
    return entry


def settle(store: Store, name: str, status: Status, *, now: dt.datetime, due: dt.date | None = None) -> Kept:
    """Settle the follow-up that `name` means, its id or the first letters of it, and return it as it is kept.

    `due` is the day that it is snoozed to. Raises `TieweaveError` for an id that is unknown or of several, and for one
    that is answered and would be no more, and `StoreError`.
    """
    with store.transaction(lasting=True) as connection:
        held = _follow_ups(connection)
        one = naming.meant(Journal(follow_ups=[kept for kept, _ in held.values()]), name)
        if one.follow_up.status.is_answered and (status is Status.DROPPED or status.is_open):
            raise TieweaveError(
                f"'{one.follow_up.title}' is {_FINALLY[one.follow_up.status]}; tieweave log --list shows the entry "
                "that says so, and --undo NUMBER takes it back"
            )
        found = settled(one, status, now=now, due=due)
        connection.execute(_KEEP, rows.kept_row(found, held[one.follow_up.id][1]))
    return found


def restore(store: Store, before: Kept, after: Kept) -> Kept:
    """Let a follow-up that one act made `after` of be again as it stood `before`, and return it as it is kept.

    Raises `TieweaveError` where it no longer stands as that act left it, or is not kept any more, and `StoreError`.
    """
    one = before.follow_up
    with store.transaction(lasting=True) as connection:
        held = _one(connection, one.id)
        if held is None:
            raise TieweaveError(f"'{one.title}' is no longer in the plan")
        now, value = held
        if _standing(now) != _standing(after):
            raise TieweaveError(f"'{one.title}' has changed since; what came after would be lost")
        follow_up = attrs.evolve(now.follow_up, status=one.status, due=one.due)
        found = attrs.evolve(now, follow_up=follow_up, settled=before.settled, moved=before.moved)
        connection.execute(_KEEP, rows.kept_row(found, value))
    return found


def _standing(kept: Kept) -> tuple[object, ...]:
    """Return what settling a follow-up changes of it."""
    return kept.follow_up.status, kept.follow_up.due, kept.settled, kept.moved


_NO_WORK: Mapping[str, str] = MappingProxyType({})
_FINALLY = {Status.ANSWERED: "answered already", Status.LED_TO: "answered already, and led to something"}


def keep_plan(
    store: Store,
    plan: Sequence[FollowUp],
    *,
    now: dt.datetime,
    code: str,
    work: Mapping[str, str] = _NO_WORK,
    whole: bool = True,
) -> None:
    """Keep a plan: what is new in it, and the texts and contacts of what is open; raises `StoreError`.

    What was kept before keeps its state, and when it was first suggested. What was only suggested and is no longer in
    the plan is forgotten, unless this is not the `whole` plan; what is delivered, snoozed or settled stays. `work` are
    the lines of the people there are; those of others stay. `code` is the calling code of national numbers.
    """
    from tieweave.resolve.marks import marks

    with store.transaction(lasting=True) as connection:
        held = _follow_ups(connection)
        known = {row[0] for row in connection.execute("SELECT id FROM follow_ups")}
        put = []
        for one in plan:
            # A contact of the journal's own has no records: what it is known by is kept already.
            found = () if one.contact.source == rows.SOURCE else marks(one.contact, code)
            if one.id not in known:
                put.append(rows.kept_row(Kept(follow_up=one, marks=found, since=now)))
            elif one.id in held and held[one.id][0].follow_up.status.is_open:
                before, value = held[one.id]
                put.append(rows.kept_row(_renewed(before, one, found or before.marks), value))
        if whole:
            planned = {one.id for one in plan}
            gone = [
                (item,)
                for item, (before, _) in held.items()
                if before.follow_up.status is Status.SUGGESTED and item not in planned
            ]
            connection.executemany("DELETE FROM follow_ups WHERE id = ?", gone)
        connection.executemany(_KEEP, put)
        lines = [rows.work_row(person, line) for person, line in work.items()]
        connection.executemany("INSERT OR REPLACE INTO work VALUES (?, ?)", lines)


def pushed(store: Store, ids: Iterable[str], now: dt.datetime) -> None:
    """Note that the follow-ups of these ids are delivered; what was snoozed stays snoozed. Raises `StoreError`."""
    wanted = set(ids)
    if not wanted:
        return
    with store.transaction(lasting=True) as connection:
        put = []
        for item, (one, value) in _follow_ups(connection).items():
            if item in wanted and one.follow_up.status is Status.SUGGESTED:
                put.append(rows.kept_row(settled(one, Status.PUSHED, now=now), {"pushed": now.isoformat(), **value}))
        connection.executemany(_KEEP, put)


def settle_news(store: Store, news: Sequence[News], now: dt.datetime) -> None:
    """Keep what the user did to follow-ups at a sink: done, dropped, moved, open again. Raises `StoreError`."""
    if not news:
        return
    with store.transaction(lasting=True) as connection:
        held = _follow_ups(connection)
        for one in news:
            if one.id in held:
                kept, value = held[one.id]
                held[one.id] = after(kept, one, now), value
        told = dict.fromkeys(one.id for one in news if one.id in held)
        connection.executemany(_KEEP, [rows.kept_row(*held[item]) for item in told])


def _renewed(before: Kept, planned: FollowUp, marks: Sequence[Any]) -> Kept:
    """Return what was kept with the texts and the contact of the plan; the day too where it is free to be planned."""
    was = before.follow_up
    fixed = before.moved or was.status is not Status.SUGGESTED
    follow_up = attrs.evolve(planned, status=was.status, due=was.due if fixed else planned.due)
    if planned.contact.source == rows.SOURCE:
        follow_up = attrs.evolve(follow_up, contact=was.contact)
    return attrs.evolve(before, follow_up=follow_up, marks=marks)


def _settle_by(connection: sqlite3.Connection, held: _Held, entries: Iterable[Entry]) -> None:
    """Settle a follow-up by those of its `entries` that say it was answered; without any it stands as it did before."""
    kept, value = held
    if not kept.follow_up.status.is_answered:
        settled_at = None if kept.settled is None else kept.settled.isoformat()
        value = {**value, "before": {"status": str(kept.follow_up.status), "settled": settled_at}}
    else:
        with contextlib.suppress(*rows.DAMAGED):
            before = value["before"]
            settled_at = before["settled"]
            kept = attrs.evolve(
                kept,
                follow_up=attrs.evolve(kept.follow_up, status=Status(before["status"])),
                settled=None if settled_at is None else dt.datetime.fromisoformat(settled_at),
            )
    for entry in entries:
        if entry.answered or entry.lead:
            status = Status.LED_TO if entry.lead else Status.ANSWERED
            # An answer comes after what it answers, whatever hour the user says.
            kept = settled(kept, status, now=max(entry.when, kept.settled or entry.when))
    connection.execute(_KEEP, rows.kept_row(kept, value))


def _one(connection: sqlite3.Connection, item: str) -> _Held | None:
    row = connection.execute(f"{_FOLLOW_UP} WHERE id = ?", (item,)).fetchone() if item else None
    with contextlib.suppress(*rows.DAMAGED):
        return None if row is None else rows.kept_of(row)
    return None


def _follow_ups(connection: sqlite3.Connection) -> dict[str, _Held]:
    held = {}
    for row in connection.execute(_FOLLOW_UP):
        with contextlib.suppress(*rows.DAMAGED):
            held[row[0]] = rows.kept_of(row)
    return held


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    found = []
    for row in connection.execute(_ENTRY):
        with contextlib.suppress(*rows.DAMAGED):
            found.append(rows.entry_of(row))
    return found


def _entries_of(connection: sqlite3.Connection, follow_up: str) -> list[Entry]:
    return [entry for entry in _entries(connection) if entry.follow_up == follow_up]
