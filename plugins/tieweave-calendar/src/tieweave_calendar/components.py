"""From bytes to components: one pass over a stream in blocks, so memory holds one event and never the file.

An event is cut out before anything in it is understood, so that one that cannot be read costs no other. Of an event
only the lines that tieweave has a use for are held: descriptions and attachments, most of a file, are passed over.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

import attrs

LARGEST_EVENT = 4 * 2**20
"""Bytes of the lines held of one event: room for some 40,000 attendees."""

_LONGEST_LINE = 2**20  # bytes of one line as it stands in the file; RFC 5545 has 75

_MOST_OWN = 100  # lines of a calendar's own between two components: it has a handful

EVENT, ZONE, CALENDAR = "VEVENT", "VTIMEZONE", "VCALENDAR"

_TOP = frozenset({EVENT, ZONE, "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY", "VPOLL"})

_USED = frozenset(
    b"""
    UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE STATUS TRANSP SUMMARY CATEGORIES CREATED
    ATTENDEE ORGANIZER X-MICROSOFT-CDO-ALLDAYEVENT X-FUNAMBOL-ALLDAY
    X-NEXTCLOUD-BC-FIELD-TYPE X-NEXTCLOUD-BC-YEAR X-NEXTCLOUD-BC-UNKNOWN-YEAR
    METHOD X-WR-CALNAME NAME X-WR-TIMEZONE TIMEZONE-ID
    BEGIN END TZID TZOFFSETFROM TZOFFSETTO
    """.split()
)
"""Names of the lines that are held: of events, of calendars, of time zones."""

_NAME = re.compile(rb"[ \t]*+([A-Za-z0-9-]+)")
_MARKER = re.compile(rb"\s*+(BEGIN|END)[ \t]*+:[ \t]*+([A-Za-z0-9-]+)\s*+", re.IGNORECASE)
_QUOTED = re.compile(rb"[^:]*;[ \t]*+(?:ENCODING=)?QUOTED-PRINTABLE", re.IGNORECASE)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@attrs.frozen
class Component:
    """One component: an event, a time zone, or (as "VCALENDAR") lines of a calendar's own, as they come.

    `calendar` is the number of the VCALENDAR it stands in (0 for what stands in none), `number` the event's in the
    stream (from 1), `line` that of its BEGIN. `lines` are unfolded and hold what is used of it; None when they are
    larger than `LARGEST_EVENT`. `cut` says that the stream ends within it.
    """

    name: str
    calendar: int
    number: int
    line: int
    lines: tuple[bytes, ...] | None
    cut: bool = False


def components(blocks: Iterable[bytes]) -> Iterator[Component]:
    """Cut a stream into its events, time zones and calendars; everything else is passed over.

    A component ends at its END, at the next BEGIN of its rank, or with the calendar. Lines outside any are ignored.
    """
    calendar = number = depth = 0
    own: list[bytes] = []  # the calendar's lines
    open_: _Open | None = None
    for line, text in _unfolded(blocks):
        marker = _MARKER.fullmatch(text)
        if marker is None:
            if open_ is None:
                if len(own) < _MOST_OWN:
                    own.append(text)
            elif not depth or open_.name == ZONE:
                open_.add(text)
            continue
        begins, what = marker[1].upper() == b"BEGIN", marker[2].decode().upper()
        if what == CALENDAR or (what in _TOP and (begins or (open_ is not None and open_.name == what))):
            if open_ is not None and open_.kept:
                yield open_.component()
            open_, depth = None, 0
            if own:
                yield Component(CALENDAR, calendar, number, line, tuple(own))
                own = []
            if what == CALENDAR and begins:
                calendar += 1
                yield Component(CALENDAR, calendar, number, line, ())
            elif what != CALENDAR and begins:
                number += what == EVENT
                open_ = _Open(what, calendar, number, line)
        elif open_ is not None:
            depth = depth + 1 if begins else max(depth - 1, 0)
            if open_.name == ZONE:
                open_.add(text)
    if open_ is not None and open_.kept:
        yield open_.component(cut=True)
    if own:
        yield Component(CALENDAR, calendar, number, 0, tuple(own))


@attrs.define
class _Open:
    """A component whose END has not come yet."""

    name: str
    calendar: int
    number: int
    line: int
    lines: list[bytes] = attrs.field(factory=list)
    size: int = 0

    @property
    def kept(self) -> bool:
        return self.name in (EVENT, ZONE)

    def add(self, text: bytes) -> None:
        self.size += len(text)
        if self.size > LARGEST_EVENT or not self.kept:
            self.lines.clear()
        else:
            self.lines.append(text)

    def component(self, *, cut: bool = False) -> Component:
        lines = tuple(self.lines) if self.size <= LARGEST_EVENT else None
        return Component(self.name, self.calendar, self.number, self.line, lines, cut)


def _unfolded(blocks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give the lines that are used, unfolded, each with its number; the last only when a line break ends it.

    A folded character comes together again, since lines are joined before they are decoded.
    """
    start, parts, size, soft = 0, [b""], 0, False  # of the line that may go on
    used = False
    for number, text in enumerate(_lines(blocks), start=1):
        folded = text[:1] in (b" ", b"\t")
        if folded or soft:
            if used and size <= LARGEST_EVENT:
                parts.append(text[1:] if folded and not soft else text)
                size += len(text)
            soft = soft and text.endswith(b"=")
            continue
        if used:
            yield start, b"".join(parts)
        named = _NAME.match(text)
        used = named is not None and named[1].upper() in _USED
        soft = text.endswith(b"=") and _QUOTED.match(text) is not None
        start, parts, size = number, [text], len(text)
    if used:
        yield start, b"".join(parts)


def _lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Give the lines of a stream that a break (`\n`, `\r\n` or `\r`) ends, and the last when it ends a component."""
    held = b""
    for block in _in_utf_8(blocks):
        whole = held + block
        waiting = whole.endswith(b"\r")  # for the "\n" that may come
        if b"\r" in whole:
            whole = (whole[:-1] if waiting else whole).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, held = whole.split(b"\n")
        yield from lines
        held = held[:_LONGEST_LINE] + (b"\r" if waiting else b"")
    if held.endswith(b"\r") or _MARKER.fullmatch(held):
        yield held.rstrip(b"\r")


def _in_utf_8(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the blocks without byte order mark; UTF-16 and UTF-32 as UTF-8, 8-bit encodings as they are."""
    blocks = iter(blocks)
    start = b""
    for block in blocks:
        start += block
        if len(start) >= 4:
            break
    mark, encoding = next(((mark, encoding) for mark, encoding in _BOMS if start.startswith(mark)), (b"", ""))
    if not encoding and start[1:2] == b"\0" and start[3:4] == b"\0" and start[0:1] != b"\0":
        encoding = "utf-16-le"  # some programs leave the mark out
    elif not encoding and start[0:1] == b"\0" and start[2:3] == b"\0" and start[1:2] != b"\0":
        encoding = "utf-16-be"
    if encoding in ("", "utf-8"):
        yield start[len(mark) :]
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(start[len(mark) :]).encode("utf-8", "replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
