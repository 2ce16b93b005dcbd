"""From a file to its contacts: the source that `tieweave_csv` declares."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from tieweave.errors import SourceError
from tieweave.model import Contact, Skipped
from tieweave.sources import Context
from tieweave_csv import dates
from tieweave_csv.layout import Layout, understood
from tieweave_csv.record import read
from tieweave_csv.rows import Damage

_SHOWN = 200
"""Rows between two signs of progress."""


def records(location: str, context: Context) -> Iterator[Contact | Skipped]:
    """Give every row of a file as a contact, and a `Skipped` for what cannot be read of it.

    Keys are derived from the content of rows; of rows that say the same of a person the second has a key of its own.
    Raises `tieweave.errors.SourceError` when the file cannot be read, or is not sure to hold contacts, and
    `tieweave.errors.SettingsError` when [options.csv] says something it cannot mean.
    """
    yield from contacts(understood(location, context.options), context)


def contacts(layout: Layout, context: Context) -> Iterator[Contact | Skipped]:
    """Give the contacts of a file whose layout is known, as `records` does."""
    location = layout.location
    order = functools.cache(lambda: layout.dates if layout.dates in ("dmy", "mdy") else _order(layout))
    keys: dict[str, int] = {}
    width = len(layout.header)
    header = [word.strip() for word in layout.header]
    try:
        for done, item in enumerate(layout.rows(), start=1):
            if done % _SHOWN == 0:
                context.progress("rows", done, None)
            if isinstance(item, Damage):
                where = f"line {item.first}" if item.first == item.last else f"lines {item.first} to {item.last}"
                yield Skipped(source=location, where=where, reason=item.reason)
                continue
            where = f"line {item.line}"
            if [cell.strip() for cell in item.cells] == header:
                continue  # files that were put together have it again
            found = read(item.cells, layout, order, context.now)
            if found.contact is not None:
                yield _keyed(found.contact, keys)
            elif not found.problems:
                reason = "the row has no name, e-mail address, phone number, organisation or web page"
                yield Skipped(source=location, where=where, reason=reason)
            for problem in found.problems:
                yield Skipped(source=location, where=where, reason=problem)
            if layout.columns_counted and any(cell.strip() for cell in item.cells[width:]):
                reason = f"the row has {len(item.cells)} cells under {width} columns, so some may be in the wrong place"
                yield Skipped(source=location, where=where, reason=reason)
    except OSError as error:
        raise SourceError.unreadable(location, error) from error


def _order(layout: Layout) -> str:
    """Return the order of day, month and year that the file's own dates settle, "" where they do not."""
    columns = [at for at, place in enumerate(layout.places) if place and place.kind in ("date", "event")]
    return dates.order_of(
        item.cells[at]
        for item in layout.rows()
        if not isinstance(item, Damage)
        for at in columns
        if at < len(item.cells)
    )


def _keyed(record: Contact, keys: dict[str, int]) -> Contact:
    key = base = record.key
    while key in keys:
        keys[base] += 1
        key = f"{base}-{keys[base]}"
    keys[key] = 1
    return record if key == base else attrs.evolve(record, key=key)
