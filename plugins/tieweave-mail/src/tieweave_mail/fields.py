"""From a header's bytes to the few fields that are wanted, as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

_SPELT = (
    b"From To Cc Bcc Date Message-ID In-Reply-To References Reply-To Sender Delivered-To X-Original-To Envelope-To "
    b"X-Delivered-To X-Gmail-Labels List-Id List-Unsubscribe List-Post Mailing-List Precedence Auto-Submitted "
    b"X-Auto-Response-Suppress X-Autoreply X-Autorespond Feedback-ID X-Mozilla-Status X-Original-From "
    b"X-Original-Sender X-Unsent X-Spam-Flag"
).split()
"""The fields that are wanted, as most programs spell them."""

USUAL = frozenset(_SPELT)
_BY_LOWER = {name.lower(): name for name in _SPELT}


def _alternatives(words: list[str]) -> str:
    """Return a pattern for any of the `words` that looks at each letter once: twice as fast as a list of them."""
    endings: dict[str, list[str]] = {}
    for word in words:
        endings.setdefault(word[:1], []).append(word[1:])
    parts = [letter + _alternatives(rest) if letter else "" for letter, rest in sorted(endings.items(), reverse=True)]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


_NAMES = [name.decode() for name in _BY_LOWER]
_INITIALS = "".join(sorted({name[0] for name in _NAMES}))
_ENDINGS = _alternatives(sorted({name[1:] for name in _NAMES}))
_WANTED = re.compile(
    # Most lines are told from the wanted ones by their first letter; endings of others' names are dropped later.
    rf"\n(?:([{_INITIALS}]{_ENDINGS})[ \t]*+:[ \t]*+(.*+(?:\n[ \t].*+)*+)|\r?\n(?s:.)*+)".encode(),
    re.IGNORECASE,
)
"""A wanted field, or the blank line that ends the header with all that follows, which makes the search end there."""

_RECEIVED = re.compile(rb"\nreceived[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+)", re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\n\r?\n")

Pairs: TypeAlias = list[tuple[bytes, bytes]]
"""The names and values of fields in their order; last, where the header's end was seen, an empty pair."""


def pairs(buffer: bytes, start: int) -> Pairs:
    """Return the wanted fields of the header that begins after the line break at `start`."""
    return _WANTED.findall(buffer, start)


def is_whole(found: Pairs) -> bool:
    """Return whether the blank line was seen that ends the header."""
    return bool(found) and not found[-1][0]


def by_name(found: Pairs) -> dict[bytes, bytes]:
    """Return fields by their usual names, folded lines and all; of several of a name, the first."""
    fields = dict(reversed(found))
    fields.pop(b"", None)
    if not USUAL.issuperset(fields):
        lower = {name.lower(): value for name, value in fields.items()}
        fields = {_BY_LOWER[name]: value for name, value in lower.items() if name in _BY_LOWER}
    return fields


def received(buffer: bytes, start: int) -> Iterator[bytes]:
    """Give when servers say they received the message, last one first: what follows each field's last semicolon."""
    blank = _BLANK_LINE.search(buffer, start)
    for field in _RECEIVED.findall(buffer, start, blank.start() + 1 if blank is not None else len(buffer)):
        yield field.rpartition(b";")[2]
