"""The terminal: whether there is one, how wide it is, and a report's lines drawn on it; plain text elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from tieweave.report.look import LOOKS, PLAIN, Line, Room, fitting, plain
from tieweave.report.wrapping import cells

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment

_NARROWEST, _WIDEST = 40, 132
_AT_ONCE = 500
"""Lines handed to the terminal at once: fewer are slow, and all of them would keep the first one waiting."""

# Letters and signs that every terminal makes as wide as we do: those of Europe, punctuation, bars, ideographs, kana,
# Hangul syllables, full-width forms. Terminals of different age and make disagree on emoji, flags, and Indic letters.
_AGREED = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2500-\u259f"
    "\u3001-\u3029\u3041-\u3096\u309b-\u3247\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*"
)


def is_terminal(stream: TextIO) -> bool:
    """Return whether a stream is a terminal, or is said to be drawn on like one, by FORCE_COLOR."""
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def is_quiet() -> bool:
    """Return whether a terminal is to get text alone, and no escape sequence: by NO_COLOR, or since it knows none."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def show(lines_of: Callable[[Room], Iterable[Line]]) -> None:
    """Write a report to standard output; `lines_of` gives its lines for the room there is.

    On a terminal they are as wide as it, from 40 to 132 columns, and in colour unless it `is_quiet`; what does not fit
    is cut off. Elsewhere they are plain.
    """
    if not is_terminal(sys.stdout):
        sys.stdout.writelines(f"{plain(line)}\n" for line in lines_of(PLAIN))
        sys.stdout.flush()
        return
    columns = shutil.get_terminal_size((PLAIN.width, 24)).columns
    room = Room(min(_WIDEST, max(_NARROWEST, columns)), drawn=True)
    lines = (fitting(line, columns) for line in lines_of(room))
    if is_quiet():
        sys.stdout.writelines(f"{plain(line).rstrip()}\n" for line in lines)
        sys.stdout.flush()
    else:
        _draw(lines)


def _draw(lines: Iterable[Line]) -> None:
    """Draw lines in colour, by rich; it is told of nothing but pieces, so that it looks for no markup in them."""
    from rich.console import Console
    from rich.segment import Segment, Segments

    console = Console(file=sys.stdout, force_terminal=True, markup=False, emoji=False, highlight=False)
    segments: list[Segment] = []

    def write() -> None:
        console.print(Segments(segments), end="", soft_wrap=True)
        segments.clear()

    for number, line in enumerate(lines, 1):
        segments.extend(_segments(line, console))
        segments.append(Segment.line())
        if number % _AT_ONCE == 0:
            write()
    write()


def _segments(line: Line, console: Console) -> Iterator[Segment]:
    """Yield a line in rich's segments: after text whose width terminals disagree on, what follows says where it is."""
    from rich.segment import ControlType, Segment

    before = ""
    agreed = True
    for text, style in line:
        if not text:
            continue
        if not agreed:
            column = cells(before)
            yield Segment(f"\x1b[{column + 1}G", None, [(ControlType.CURSOR_MOVE_TO_COLUMN, column)])
        yield Segment(text, console.get_style(LOOKS[style]) if style else None)
        before += text
        agreed = _AGREED.fullmatch(text) is not None
