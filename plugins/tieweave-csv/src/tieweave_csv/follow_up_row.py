"""A follow-up as cells of a row: what is written, and what a row that is there says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from tieweave.model import FollowUp
from tieweave.report import harmless
from tieweave.sink_files import fingerprint
from tieweave_csv.follow_up_columns import TEXTS
from tieweave_csv.status_words import DONE, OPEN

_PREFIX = "tw-"
_NUMBER_OR_DATE = re.compile(
    r"[\W\d_e]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\W\d_]*|tw-.*|true|false", re.IGNORECASE
)
_WRITTEN = re.compile(r"(t[0-9a-f]{11})(?:-([0-9]{8}))?")


def id_cell(item: str) -> str:
    """Return an id as it is written: "tw-" before one that a spreadsheet takes for a number, as 12e45678, or a day."""
    return f"{_PREFIX}{item}" if _NUMBER_OR_DATE.fullmatch(item) else harmless.cell(item)


def item_of(cell: str) -> str:
    """Return the id in a cell that `id_cell` wrote."""
    return cell.strip().removeprefix("'").removeprefix(_PREFIX)


def text_cells(item: FollowUp) -> dict[str, str]:
    """Return the cells of a follow-up's texts, harmless to spreadsheets; a draft keeps its lines."""
    who, what = (item.title, item.contact.name), (item.purpose.value, item.kind, item.channel, item.address)
    values = (*who, *what, item.reason, item.subject, item.message)
    return {name: _safe(value) for name, value in zip(TEXTS, values, strict=True)}


def mark(texts: Mapping[str, str], due: dt.date) -> str:
    """Return the cell that tells later what was written: a fingerprint of the texts, and the day."""
    told = fingerprint(*(_plain(texts.get(name, "")) for name in TEXTS))
    return f"{told}-{due:%Y%m%d}"


def marked(cell: str) -> tuple[str, dt.date | None]:
    """Return the fingerprint and the day of a cell that `mark` wrote; ("", None) where it is none."""
    match = _WRITTEN.fullmatch(cell.strip())
    if match is None:
        return "", None
    try:
        return match[1], dt.datetime.strptime(match[2] or "", "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return match[1], None


def cells(item: FollowUp) -> dict[str, str]:
    """Return all cells of a follow-up."""
    texts = text_cells(item)
    status = OPEN if item.status.is_open else DONE
    return {
        "id": id_cell(item.id),
        "due": item.due.isoformat(),
        **texts,
        "status": status,
        "fingerprint": mark(texts, item.due),
    }


def _safe(text: str) -> str:
    first, *others = _plain(text).split("\n")
    return "\n".join([harmless.cell(first), *map(harmless.visible, others)])


def _plain(text: str) -> str:
    """Return a text with bare line breaks, and none at its ends: spreadsheets change these."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
