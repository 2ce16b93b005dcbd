"""The columns of a list of follow-ups, and how such a list is told from an address book."""

from __future__ import annotations

from collections.abc import Sequence

TEXTS = ("title", "name", "purpose", "kind", "channel", "address", "reason", "subject", "message")
"""The columns that only tieweave has something to say in."""

COLUMNS = ("id", "due", *TEXTS, "status", "fingerprint")
"""The columns of a new file."""

NEEDED = ("id", "due", "status")
_TELLING = frozenset((*NEEDED, "title", "purpose", "channel", "reason"))
_FEWEST_TELLING = 5


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names the columns of a list of follow-ups: a few of them that no other list has together."""
    names = {cell.strip().lower() for cell in cells}
    return "id" in names and len(names & _TELLING) >= _FEWEST_TELLING
