"""From bytes to cards: one pass over a stream in blocks, so memory holds one card and never the file.

A card is cut out before anything in it is understood, so that one that cannot be read costs no other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

import attrs

LARGEST_CARD = 32 * 2**20
"""Bytes of the largest card that is read. Address books allow photos of a few MiB; larger cards are not people."""

LONGEST_PREFACE = 16 * 2**20
"""Bytes without any card after which a stream is taken to hold none, so that a huge wrong file ends soon."""

_CARRIED = 1024  # longer than any line that begins or ends a card, with its line break

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_LINE_BREAK = re.compile(rb"\r\r?\n|\r")

_MARKER = re.compile(
    rb"\n(?:(?P<agent>AGENT\b[^:\n]*:[ \t]*+(?P<inner>BEGIN[ \t]*+:[ \t]*+VCARD)?)"
    rb"|(?P<indent>[ \t]*+)(?:(?P<begin>BEGIN)|(?P<end>END))[ \t]*+:[ \t]*+VCARD)[ \t]*+(?=\n|\Z)",
    re.IGNORECASE,
)


@attrs.frozen
class Card:
    r"""One card: its `number` in the stream (from 1), the `line` of its BEGIN, and the `body` between BEGIN and END.

    Every line of the body starts with its line break (`\n`), whatever the stream had. `body` is None for a card
    larger than `LARGEST_CARD`.
    """

    number: int
    line: int
    body: bytes | None


@attrs.frozen
class Stray:
    """An END:VCARD at `line` that no BEGIN:VCARD opened, with text before it that no card holds."""

    line: int


def starts_card(start: bytes) -> bool:
    """Return whether a stream that starts with these bytes (some dozens are enough) starts with a card."""
    encoding, mark = _encoding(start)
    text = start[mark:].decode(encoding, "replace")
    return re.match(r"\s*+BEGIN[ \t]*+:[ \t]*+VCARD", text, re.IGNORECASE) is not None


def cards(blocks: Iterable[bytes]) -> Iterator[Card | Stray]:
    """Cut a stream into its cards; text between cards is passed over.

    A card ends at its END:VCARD, at the next BEGIN:VCARD (unless that stands as the value of an AGENT, whose
    card is part of this one) or at the end of the stream.
    """
    number = depth = size = 0
    line = 0  # of the line break that `_segments` puts before the first line
    begun = 0
    parts: list[bytes] | None = None  # None between cards
    agent_ends = -1
    offset = 0
    loose = False  # text since the last card
    for segment in _segments(blocks):
        position = 0
        for marker in _MARKER.finditer(segment):
            if marker["agent"]:
                if parts is not None and marker["inner"]:
                    depth += 1
                agent_ends = offset + marker.end()
                continue
            if marker["indent"] and parts is not None:
                continue  # the rest of a folded line
            start, end = marker.span()
            # An AGENT's card follows on the next line, or after a blank one.
            if marker["begin"] and parts is not None and 0 <= offset + start - agent_ends <= 1:
                depth += 1
                continue
            if marker["end"] and depth:
                depth -= 1
                continue
            line += segment.count(b"\n", position, start)
            if parts is not None:
                number += 1
                size += start - position
                if size <= LARGEST_CARD:
                    parts.append(segment[position:start])
                    body = parts[0] if len(parts) == 1 else b"".join(parts)
                else:
                    body = None
                yield Card(number, begun, body)
                parts, loose = None, False
            elif marker["end"]:
                if loose or not _blank(segment, position, start):
                    yield Stray(line + 1)
                loose = False
            else:
                loose = False
            line += 1
            if marker["begin"]:
                parts, size, depth, begun = [], 0, 0, line
            position = end
        line += segment.count(b"\n", position)
        if parts is None:
            loose = loose or not _blank(segment, position, len(segment))
            if not number and offset > LONGEST_PREFACE:
                return
        else:
            size += len(segment) - position
            if size <= LARGEST_CARD:
                parts.append(segment[position:])
            else:
                parts.clear()
        offset += len(segment)
    if parts is not None:
        yield Card(number + 1, begun, b"".join(parts) if size <= LARGEST_CARD else None)


def _blank(segment: bytes, start: int, end: int) -> bool:
    return start >= end or not segment[start:end].strip()


def _encoding(start: bytes) -> tuple[str, int]:
    """Return the encoding that the first bytes of a stream show, and the length of their byte order mark."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding, len(mark)
    # Old Mac Address Books wrote UTF-16 without a mark; no card has NULs in its first ASCII letters otherwise.
    if start[1:2] == b"\0" and start[3:4] == b"\0" and start[0:1] not in (b"", b"\0"):
        return "utf-16-le", 0
    if start[0:1] == b"\0" and start[2:3] == b"\0" and start[1:2] not in (b"", b"\0"):
        return "utf-16-be", 0
    return "utf-8", 0


def _in_utf_8(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the blocks without byte order mark; UTF-16 and UTF-32 as UTF-8, 8-bit encodings as they are."""
    start = b""
    blocks = iter(blocks)
    for block in blocks:
        start += block
        if len(start) >= 4:
            break
    encoding, mark = _encoding(start)
    if encoding == "utf-8":
        yield start[mark:]
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(start[mark:]).encode("utf-8", "replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _with_newlines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Give the blocks with `\r\r\n`, `\r\n` and `\r` as `\n`, also where they fall between two blocks."""
    held = b""
    for block in blocks:
        whole = held + block
        # "\r\r\n" is one break, so up to two bytes wait for what follows.
        held = whole[len(whole.rstrip(b"\r")) :][-2:] if whole.endswith(b"\r") else b""
        whole = whole[: len(whole) - len(held)]
        if b"\r" in whole:
            whole = whole.replace(b"\r\n", b"\n") if b"\r\r" not in whole else whole
            whole = _LINE_BREAK.sub(b"\n", whole) if b"\r" in whole else whole
        yield whole
    yield held.replace(b"\r", b"\n")


def _segments(blocks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Give the stream, a `\n` before its first line, cut at line breaks, so that no marker is cut in two.

    A line longer than `_CARRIED` is given in parts: it is no marker, and need not be held as a whole.
    """
    carried = b"\n"
    for block in _with_newlines(_in_utf_8(blocks)):
        whole = carried + block
        cut = whole.rfind(b"\n")
        if len(whole) - cut > _CARRIED or cut < 0:
            cut = len(whole)
        carried = whole[cut:]
        if cut:
            yield whole[:cut]
    yield carried
