"""Keys of acts, since LinkedIn gives them none: the same in whatever export an act stands."""

from __future__ import annotations

import datetime as dt
import hashlib


def key(kind: str, when: dt.datetime, *parts: str) -> str:
    """Return the key of an act of a `kind` at the moment `when`, with what else tells it apart."""
    text = "\x1f".join((kind, when.astimezone(dt.UTC).isoformat(), *parts))
    return f"linkedin-{kind}-{hashlib.blake2b(text.encode('utf-8', 'replace'), digest_size=10).hexdigest()}"
