"""Which locations are CSV files of contacts, told from as little of them as possible."""

from __future__ import annotations

import os

_SUFFIXES = (".csv", ".tsv", ".tab")
_LINKEDIN_NAMES = ("connections", "messages", "invitations")
_LINKEDIN_HEADERS = (("first name", "connected on"), ("vorname", "verbunden am"), ("conversation id", "from"))
_HEAD = 1 << 16


def matches(location: str) -> bool:
    """Return whether a location is a .csv, .tsv or .tab file that is not LinkedIn's, or a .txt with a known header."""
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
    return not _linkedin(head)


def _linkedin(head: bytes) -> bool:
    """Return whether one of the first lines is a header that LinkedIn writes."""
    text = head.replace(b"\0", b"").decode("utf-8", "replace").lower()
    lines = text.splitlines()[:12]
    return any(all(word in line for word in words) for line in lines for words in _LINKEDIN_HEADERS)
