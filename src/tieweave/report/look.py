"""The look of what is printed for people: lines of pieces in a few named styles, and the room that they have.

A report says what a piece is, such as a name or a bar; what that looks like stands in one table, `LOOKS`. The
same lines are drawn in colour on a terminal (`cli/screen.py`) and are plain text elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

import attrs

from tieweave.report.wrapping import WIDTH, cells, cut, wrapped

Style: TypeAlias = Literal["", "heading", "name", "bar", "number", "faint", "good", "warning"]
"""What a piece of a line is, "" for text like any other."""

Piece: TypeAlias = tuple[str, Style]
Line: TypeAlias = tuple[Piece, ...]

LOOKS: Mapping[Style, str] = {
    "": "",
    "heading": "bold color(30)",
    "name": "bold",
    "bar": "color(30)",
    "number": "color(30)",
    "faint": "color(244)",
    "good": "color(30)",
    "warning": "color(166)",
}
"""What each style looks like, in rich's words.

The colours are of the 256 that terminals share, not of the sixteen that a theme may change, and of middle lightness:
each has a contrast of 3.8 or more with black and with white (WCAG 2.2 asks 3 of what is large, or a picture). Teal,
orange and grey stay apart for colour-blind eyes too, and nothing is told by colour alone.
"""

_EIGHTHS = " ▏▎▍▌▋▊▉"
_WIDE = 96
"""Columns from which on bars are longer."""


@attrs.frozen
class Room:
    """The room that lines have: `width` columns, and whether they are `drawn` on a terminal.

    There they may show what plain text leaves out, such as bars.
    """

    width: int = WIDTH
    drawn: bool = False

    @property
    def meter(self) -> int:
        """The columns of a bar that shows a share."""
        return 5 if not self.drawn or self.width < _WIDE else 10


PLAIN = Room()
"""The room in a pipe or a file, where what is written stays the same wherever it is written."""

PROSE = 100
"""Columns of prose at most, however wide the terminal is: longer lines are hard to follow with the eye."""


def plain(line: Line) -> str:
    """Return a line as plain text."""
    return "".join(text for text, _ in line)


def prose(text: str, room: Room, indent: str = "", style: Style = "") -> Iterator[Line]:
    """Yield prose in lines that fit the room, each after `indent`."""
    for line in wrapped(text, indent, min(room.width, PROSE)):
        yield ((line, style),)


def whole(text: str, room: Room, indent: str = "", style: Style = "") -> Iterator[Line]:
    """Yield a text that is one line where it is plain, however long, in lines that fit where it is drawn.

    There a line after the first stands two columns further in.
    """
    return beside(((indent, ""),), text, room, style, deeper=2)


def row(first: str, text: str, room: Room, *, column: int, style: Style = "faint") -> Iterator[Line]:
    """Yield a short text in a `column` so wide, and beside it another that is wrapped where it is drawn."""
    return beside(((f"  {first:<{column}}  ", style),), text, room)


def weighed(before: str, text: str, weight: float, room: Room) -> Iterator[Line]:
    """Yield what speaks for or against something, behind its weight, which stands in `before`."""
    return beside(((before, "good" if weight > 0 else "warning" if weight < 0 else "faint"),), text, room)


def beside(before: Line, text: str, room: Room, style: Style = "", *, deeper: int = 0) -> Iterator[Line]:
    """Yield a text beside what is `before` it: one line where it is plain, else in lines that fit.

    The lines after the first stand as far in, or `deeper`.
    """
    if not room.drawn:
        yield (*before, (text, style))
        return
    indent = cells(plain(before))
    lines = [line[indent:] for line in wrapped(text, " " * indent, min(room.width, PROSE) - deeper)]
    for at, line in enumerate(lines or [""]):
        yield (*(before if at == 0 else ((" " * (indent + deeper), ""),)), (line, style))


def fitting(line: Line, width: int) -> Line:
    """Return a line as it is where it fits into `width` columns, else cut, with an ellipsis."""
    text = plain(line)
    if cells(text) <= width:
        return line
    left = len(cut(text, width - 1))
    kept: list[Piece] = []
    for piece, style in line:
        kept.append((piece[:left], style))
        left -= len(piece)
        if left <= 0:
            break
    last, style = kept[-1]
    return (*kept[:-1], (f"{last}…", style))


def meter(share: float, room: Room) -> Piece:
    """Return a share (0..1) as a bar of `room.meter` columns.

    Where it is drawn it is a line, since blocks below one another run together into one.
    """
    if not room.drawn:
        eighths = round(share * room.meter * 8)
        full, rest = divmod(eighths, 8)
        return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(room.meter), "bar"
    full, half = divmod(round(share * room.meter * 2), 2)
    return ("━" * full + "╸" * half).ljust(room.meter), "bar"


def goal(share: float, columns: int) -> Line:
    """Return how much of a whole (0..1) is reached, as a line of so many columns."""
    full = round(min(1.0, share) * columns)
    return ("━" * full, "bar"), ("─" * (columns - full), "faint")
