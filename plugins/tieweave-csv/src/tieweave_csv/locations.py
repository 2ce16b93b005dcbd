"""Which locations are CSV files of contacts, told from as little of them as possible."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from tieweave_csv.follow_up_columns import is_header

_SUFFIXES = (".csv", ".tsv", ".tab")
_LINKEDIN_NAMES = ("connections", "messages", "invitations")
_LINKEDIN_HEADERS = (("first name", "connected on"), ("vorname", "verbunden am"), ("conversation id", "from"))
_HEAD = 1 << 16
_DELIMITERS = (",", ";", "\t", "|")


def matches(location: str) -> bool:
    """Return whether a location is a .csv, .tsv or .tab file of an address book, or a .txt with a known header.

    LinkedIn's own files are none, nor is a list of follow-ups that tieweave wrote.
    """
    suffix = os.path.splitext(location)[1].lower()
    if suffix not in (*_SUFFIXES, ".txt"):
        return False
    if os.path.basename(location).lower().startswith(_LINKEDIN_NAMES):
        return False
    try:
        if not os.path.isfile(location):
            return False
        with open(location, "rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    if suffix == ".txt":
        from tieweave_csv.layout import known_head

        return known_head(head)
    lines = head.replace(b"\0", b"").decode("utf-8-sig", "replace").splitlines()[:12]
    return not (_linkedin(lines) or has_follow_ups(lines))


def has_follow_ups(lines: Iterable[str]) -> bool:
    """Return whether one of the first lines is the header of a list of follow-ups."""
    return any(is_header(line.replace('"', "").split(sign)) for line in lines for sign in _DELIMITERS)


def _linkedin(lines: Sequence[str]) -> bool:
    """Return whether one of the first lines is a header that LinkedIn writes."""
    return any(all(word in line.lower() for word in words) for line in lines for words in _LINKEDIN_HEADERS)
