"""What was understood of a file, for the user to look at before it is read."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.model import Contact, Skipped
from tieweave.sources import Context
from tieweave_csv.layout import Layout, understood
from tieweave_csv.options import DELIMITERS
from tieweave_csv.rows import Row
from tieweave_csv.source import contacts

_SHOWN = 2
"""Contacts that are shown in full."""


def preview(location: str, context: Context) -> Sequence[str]:
    """Return what a file is, how many rows it has, what became of its columns, and the first contacts.

    Raises `SourceError` and `SettingsError` as `tieweave_csv.source.records` does.
    """
    layout = understood(location, context.options)
    first: list[Contact] = []
    read = skipped = 0
    for record in contacts(layout, context):
        if isinstance(record, Skipped):
            skipped += 1
            continue
        read += 1
        if len(first) < _SHOWN:
            first.append(record)
    lines = [
        f"{layout.program}: {read} contact{'' if read == 1 else 's'}"
        + (f", {skipped} notes of what could not be read" if skipped else ""),
        f"encoding: {layout.encoding.said}; delimiter: {DELIMITERS[layout.delimiter]}",
        f"header: line {layout.header_line}" if layout.header_line else "header: none",
        *_columns(layout),
    ]
    if layout.labels:
        lines.append(f"everyone is labelled {', '.join(layout.labels)}")
    lines += [f"for example {_said(contact)}" for contact in first]
    return lines


def _columns(layout: Layout) -> list[str]:
    """Return which column became what, which were kept or passed over, and how many are empty."""
    filled: set[int] = set()
    for item in layout.rows():
        if isinstance(item, Row):
            filled.update(at for at, cell in enumerate(item.cells) if cell.strip())
    used: list[str] = []
    kept: list[str] = []
    left: list[str] = []
    for at, (word, place) in enumerate(zip(layout.header, layout.places, strict=True)):
        name = _short(word)
        if at not in filled:
            continue
        if place is None or place.kind == "extra":
            if name:
                kept.append(name)
        elif place.kind == "pass":
            left.append(name)
        else:
            used.append(f"{name} = {place}")
    lines = ["columns: " + "; ".join(used)]
    if kept:
        lines.append("kept as they are: " + ", ".join(kept))
    if left:
        lines.append("passed over: " + ", ".join(left))
    if empty := sum(bool(word.strip()) for at, word in enumerate(layout.header) if at not in filled):
        lines.append(f"empty: {empty} columns")
    return lines


def _said(contact: Contact) -> str:
    parts = [contact.name]
    parts += [email.address for email in contact.emails]
    parts += [phone.number for phone in contact.phones]
    parts += [", ".join(filter(None, (job.title, job.name))) for job in contact.organisations]
    if contact.birthday:
        parts.append(f"born {contact.birthday}")
    if contact.labels:
        parts.append(f"labelled {', '.join(contact.labels)}")
    parts += [f"{related.relation}: {related.name}" for related in contact.related]
    return "; ".join(_short(part) for part in parts if part)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
