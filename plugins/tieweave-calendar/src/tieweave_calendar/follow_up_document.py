"""An iCalendar file that follow-ups stand in beside what is the user's: cut up and put together byte by byte.

Only the components of our own are ever understood and written anew. All the rest (the user's events, time zones,
properties of the calendar, what no parser knows) is bytes that stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs
import icalendar

from tieweave_calendar.follow_up_component import calendar, serialised
from tieweave_calendar.follow_up_uid import id_of

_MARKER = re.compile(rb"(?:\xef\xbb\xbf)?(BEGIN|END):([A-Za-z0-9-]+)[ \t]*\r?\n?", re.IGNORECASE)
_FOLD = re.compile(rb"\r?\n[ \t]")
_UID = re.compile(rb"UID(?:;[^:\r\n]*)?:([^\r\n]*)\r?\n", re.IGNORECASE)
_REPEATED = re.compile(rb"^RECURRENCE-ID[;:]", re.IGNORECASE | re.MULTILINE)
_OURS = ("VTODO", "VEVENT")
_OF_EVERY_FILE = ("VTIMEZONE", "")


@attrs.frozen
class Piece:
    """A component of a calendar, or ("" for `name`) what stands between two; `uid` is the component's."""

    data: bytes
    name: str = ""
    uid: str = ""

    @property
    def id(self) -> str | None:
        """The id of the follow-up that it is, None for anything else."""
        return id_of(self.uid) if self.name in _OURS else None


@attrs.frozen
class Document:
    """A file as pieces: joined, they are its bytes."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, data: bytes) -> Document:
        """Return the pieces of a file; raises `ValueError`, which says where, for one that is no whole calendar."""
        return cls(tuple(_pieces(data)))

    @classmethod
    def empty(cls) -> Document:
        """Return a calendar with nothing in it."""
        return cls(tuple(_pieces(serialised(calendar()))))

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return b"".join(piece.data for piece in self.pieces)

    @property
    def follow_ups(self) -> Mapping[str, Piece]:
        """Our components by the ids of their follow-ups: of several with one id, the first."""
        held: dict[str, Piece] = {}
        for piece in self.pieces:
            if piece.id is not None and not _is_occurrence(piece):
                held.setdefault(piece.id, piece)
        return held

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing in it but what comes with every calendar."""
        return all(piece.name in _OF_EVERY_FILE for piece in self.pieces)

    def with_changes(self, changes: Mapping[str, icalendar.Component | None]) -> Document:
        """Return the file with the components of follow-ups in place of those that are there, by their ids.

        A new one comes at the end of the last calendar; None removes one, and its single times.
        """
        held = self.follow_ups
        pieces: list[Piece] = []
        for piece in self.pieces:
            id_ = piece.id
            if id_ is None or id_ not in changes:
                pieces.append(piece)
            elif (component := changes[id_]) is not None:
                pieces.append(self._piece(component) if held.get(id_) is piece else piece)
        last = pieces.pop()
        at = last.data.upper().rindex(b"END:VCALENDAR")
        new = [self._piece(one) for id_, one in changes.items() if one is not None and id_ not in held]
        return Document((*pieces, Piece(last.data[:at]), *new, Piece(last.data[at:])))

    def _piece(self, component: icalendar.Component) -> Piece:
        """Return a component as it is written in this file, whose lines may end as no standard says."""
        data = serialised(component)
        if b"\r\n" not in self.pieces[0].data:
            data = data.replace(b"\r\n", b"\n")
        return Piece(data, str(component.name), str(component.get("UID", "")))


def component_of(piece: Piece) -> icalendar.Component:
    """Return a piece as a component; raises `ValueError` where it is none."""
    try:
        component = icalendar.Component.from_ical(piece.data)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:  # what icalendar raises of rubbish
        raise ValueError(" ".join(str(error).split()) or type(error).__name__) from error
    if not isinstance(component, icalendar.Component):
        raise ValueError("it is several at once")
    return component


def _pieces(data: bytes) -> Iterator[Piece]:
    """Give the pieces of a file; raises `ValueError` where its components are not closed as they were opened."""
    opened: list[str] = []
    held: list[bytes] = []
    calendars = 0
    for number, line in enumerate(_lines(data), start=1):
        marker = _MARKER.fullmatch(line)
        if marker is None:
            if not opened and line.strip():
                raise ValueError(f"line {number} stands outside of a calendar")
            held.append(line)
            continue
        begins, name = marker[1].upper() == b"BEGIN", marker[2].decode("ascii").upper()
        if not opened and not (begins and name == "VCALENDAR"):
            raise ValueError(f"line {number} stands outside of a calendar")
        if begins:
            calendars += not opened
            if len(opened) == 1:
                yield Piece(b"".join(held))
                held = []
            opened.append(name)
            held.append(line)
            continue
        if opened[-1] != name:
            raise ValueError(f"line {number} ends a {name} within a {opened[-1]}")
        opened.pop()
        held.append(line)
        if len(opened) == 1:
            whole = b"".join(held)
            yield Piece(whole, name, _uid(whole))
            held = []
    if opened:
        raise ValueError(f"it ends within a {opened[-1]}")
    if not calendars:
        raise ValueError("it has no BEGIN:VCALENDAR")
    yield Piece(b"".join(held))


def _lines(data: bytes) -> Iterator[bytes]:
    return (line for line in re.split(rb"(?<=\n)", data) if line)


def _uid(component: bytes) -> str:
    """Return the UID of a component: its own, which stands before those of its alarms, "" for none."""
    depth = 0
    for line in _lines(_FOLD.sub(b"", component)):
        if (marker := _MARKER.fullmatch(line)) is not None:
            depth += 1 if marker[1].upper() == b"BEGIN" else -1
        elif depth == 1 and (found := _UID.fullmatch(line)) is not None:
            return found[1].decode("utf-8", "replace").strip()
    return ""


def _is_occurrence(piece: Piece) -> bool:
    return _REPEATED.search(_FOLD.sub(b"", piece.data)) is not None
