"""The names of the files that drafts stand in: the day, the person, the id, as every file system takes them.

`2026-12-01 Ann Lee 1a2b3c.eml`: the day is kept in the name alone, so that a draft is moved by renaming its file,
whatever was written in it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from tieweave.model import FollowUp
from tieweave.sink_files import fingerprint

SUFFIX = ".eml"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')
"""What Windows forbids in a name (of which "/" and NUL are all that POSIX does), and what cannot be seen in one."""

_MOST_BYTES = 100
"""Bytes of a person's name: 255 are allowed by most file systems, 143 where they are encrypted (eCryptfs)."""

_PLAIN = re.compile(r"[a-z0-9-]{1,40}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


def name_of(item: FollowUp) -> str:
    """Return the name of a new file for a follow-up."""
    # Of ids that differ in case alone some file systems make one.
    unique = item.id if _PLAIN.fullmatch(item.id) else fingerprint(item.id)
    person = _safe(item.contact.name)
    return f"{item.due} {f'{person} ' if person else ''}{unique}{SUFFIX}"


def numbered(name: str, number: int) -> str:
    """Return the name with a number, for where the name itself is taken."""
    return name if number < 2 else f"{name.removesuffix(SUFFIX)} ({number}){SUFFIX}"


def day_of(name: str) -> dt.date | None:
    """Return the day that a name begins with, None for none."""
    match = _DAY.match(name)
    try:
        return dt.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def moved(name: str, day: dt.date) -> str:
    """Return a name that begins with a day, with another."""
    return _DAY.sub(str(day), name, count=1)


def _safe(text: str) -> str:
    name = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())
    return name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .")
