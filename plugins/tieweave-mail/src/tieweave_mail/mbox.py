r"""From the bytes of an mbox to its messages: one pass in big blocks, so memory holds one block and one header.

A message starts at a line `From … Wed May 06 18:21:37 +0000 2026` after a blank line, where a header follows. Programs
that write mboxes quote such lines in bodies (`>From`), but not all do, and not all date the line: so what follows is
looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from tieweave_mail.fields import Pairs, is_whole, pairs

LARGEST_HEADER = 2**20
"""Bytes of the largest header that is read. The longest of honest mail are some dozen kB: huge lists of recipients."""

_BLOCK = 2**17  # bytes read at a time: what stays in a processor's cache while it is searched
_LONGEST_SEPARATOR = 500
_AHEAD = 2 * _LONGEST_SEPARATOR  # bytes that must be there to judge a separator: its line and the start of the next
_LF = 10
_BOM = b"\xef\xbb\xbf"

_CANDIDATE = re.compile(rb"F[r-r]om (?<=\nFrom )")
"""Only the F is a plain letter to Python's engine here, so that it looks for that with memchr: texts have few."""
_FIELD = rb"(?:[!-9;-~]{1,100}[ \t]*:|>From )"
_USUAL = re.compile(
    rb"\nFrom [^\s]{1,320} +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [^\n]{4,40}\n(?=" + _FIELD + rb")"
)
_DATED = re.compile(
    rb" [A-Z][a-z]{2},? +(?:[A-Z][a-z]{2} +\d{1,2},?|\d{1,2} [A-Z][a-z]{2}) +(?:\d{4} +)?\d{1,2}:\d\d"
    rb"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d"
)
_UNDATED = re.compile(rb"\nFrom \S*[ \t]*\r?\n")
_FOLLOWS = re.compile(_FIELD)
_FIRST_FIELD = re.compile(
    rb"(?:return-path|received|delivered-to|from|date|message-id|to|subject|status|x-[!-9;-~]{1,60}|mime-version"
    rb"|sender|reply-to|envelope-to|content-[a-z-]{1,40})[ \t]*:",
    re.IGNORECASE,
)


Cut: TypeAlias = tuple[bytes, int, int, Pairs | None, int]
"""A message: a buffer; in it the line breaks before and after the `From ` line; the wanted fields of the header, None
where it is larger than `LARGEST_HEADER`; where in the file the message starts."""


def messages(file: BinaryIO, offset: int = 0) -> Iterator[Cut]:
    r"""Give the messages of an mbox from `offset` on, where one starts; their bodies are passed over.

    The buffer's first byte is a line break of our own, so that the file's first line is one like the others.
    """
    if file.seekable():
        file.seek(offset)
    buffer = b"\n" + file.read(_BLOCK)
    base = offset - 1  # where the buffer's first byte is in the file
    if buffer.startswith(_BOM, 1):
        buffer = b"\n" + buffer[4:]
        base += 3
    ended = len(buffer) == 1
    search, usual = _CANDIDATE.search, _USUAL.match
    at = start = -1  # the message whose header is not whole yet
    goes_on = 0
    while True:
        safe = len(buffer) if ended else len(buffer) - _AHEAD  # up to where separators can be judged
        while True:
            if at < 0:
                candidate = search(buffer, goes_on)
                if candidate is None:
                    goes_on = max(goes_on, len(buffer) - 5)
                    break
                at = candidate.start() - 1
                if at > safe:
                    goes_on, at = at, -1
                    break
                separator = usual(buffer, at)
                if separator is not None:
                    # Some programs forget the blank line before. A text has such a line, and a field under it, next
                    # to never.
                    start = separator.end() - 1
                elif _separates(buffer, at, first=base + at < 4):
                    start = buffer.find(b"\n", at + 1)
                else:
                    goes_on, at = at + 2, -1
                    continue
            found = pairs(buffer, start)
            small = is_whole(found) or len(buffer) - start <= LARGEST_HEADER
            if small and not ended and not is_whole(found):
                break
            yield buffer, at, start, found if small else None, base + at + 1
            goes_on = start
            at = -1
        if ended:
            return
        # What is before `goes_on` tells whether a blank line is there.
        kept = at if at >= 0 else max(goes_on - 3, 0)
        block = file.read(_BLOCK if at < 0 else max(_BLOCK, len(buffer)))
        ended = not block
        buffer = buffer[kept:] + block
        base += kept
        goes_on -= kept
        if at >= 0:
            at, start = 0, start - kept


def next_start(file: BinaryIO, offset: int) -> int | None:
    """Return where the first message after the byte `offset` starts for certain, None where there is none."""
    file.seek(offset)
    buffer = file.read(_BLOCK)
    while True:
        for separator in _USUAL.finditer(buffer, 1):
            if buffer[separator.start() - 1] == _LF:
                return offset + separator.start() + 1
        block = file.read(_BLOCK)
        if not block:
            return None
        offset += max(len(buffer) - _AHEAD, 0)
        buffer = buffer[-_AHEAD:] + block


def starts_mbox(beginning: bytes) -> bool:
    """Return whether a file that begins with these bytes (some hundreds) is an mbox."""
    buffer = b"\n" + beginning.removeprefix(_BOM)
    return buffer.startswith(b"\nFrom ") and (_USUAL.match(buffer) is not None or _separates(buffer, 0, first=True))


def _separates(buffer: bytes, at: int, *, first: bool) -> bool:
    """Tell whether an unusual line `From …`, after the line break at `at`, starts a message."""
    if not first and buffer[max(at - 1, 0)] != _LF and buffer[max(at - 2, 0) : at] != b"\n\r":
        return False  # no blank line before it
    ends = buffer.find(b"\n", at + 1, at + _LONGEST_SEPARATOR)
    if ends < 0 or _FOLLOWS.match(buffer, ends + 1) is None:
        return False
    if first or _DATED.search(buffer, at, ends):
        return True
    return _UNDATED.match(buffer, at) is not None and _FIRST_FIELD.match(buffer, ends + 1) is not None
