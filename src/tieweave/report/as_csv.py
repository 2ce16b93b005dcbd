"""CSV for spreadsheets: one tie a row, every cell on one line and none of them a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import TextIO

from tieweave.classifier import best_reason
from tieweave.model import Tie
from tieweave.report.harmless import cell
from tieweave.report.result import Result
from tieweave.resolve import phones

COLUMNS = (
    "name",
    "level",
    "category",
    "strength",
    "lead",
    "support",
    "reason",
    "emails",
    "phones",
    "organisation",
    "title",
    "last_interaction",
    "interactions",
    "sources",
    "id",
)


def write_csv(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    """Write a header and one row a tie; several values in one cell are joined by `"; "`."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for tie in result.ties:
        writer.writerow([cell(value) for value in _row(tie, result.calling_code)])


def _row(tie: Tie, calling_code: str) -> tuple[str, ...]:
    contact, last = tie.contact, tie.last_interaction
    organisation = contact.organisations[0] if contact.organisations else None
    return (
        contact.name,
        "" if tie.level is None else str(int(tie.level)),
        tie.category,
        f"{tie.strength:.2f}",
        f"{tie.lead:.2f}",
        f"{tie.support:.2f}",
        best_reason(tie),
        "; ".join(email.address for email in contact.emails),
        "; ".join(dict.fromkeys(phones.canonical(phone.number, calling_code) for phone in contact.phones)),
        organisation.name if organisation else "",
        (organisation.title or organisation.role) if organisation else "",
        "" if last is None else last.isoformat(),
        str(tie.interactions),
        "; ".join(dict.fromkeys(ref.source for ref in contact.sources)),
        contact.id,
    )
