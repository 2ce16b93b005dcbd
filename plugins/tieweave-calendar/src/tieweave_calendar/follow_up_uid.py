"""How a follow-up is known again in a calendar: by a UID that holds its id."""

from __future__ import annotations

import urllib.parse

UID_DOMAIN = "follow-ups.tieweave"
"""What the UID of every follow-up ends with, after an "@"."""

_PREFIX = "tieweave-"


def uid_of(id: str) -> str:  # noqa: A002 - the follow-up's own word
    """Return the UID of a follow-up: one word that is also fit for the name of a file."""
    return f"{_PREFIX}{urllib.parse.quote(id, safe='')}@{UID_DOMAIN}"


def id_of(uid: str) -> str | None:
    """Return the id of the follow-up that a UID is of, None where it is of something else."""
    local, _, domain = uid.strip().rpartition("@")
    if domain != UID_DOMAIN or not local.startswith(_PREFIX):
        return None
    return urllib.parse.unquote(local[len(_PREFIX) :]) or None
