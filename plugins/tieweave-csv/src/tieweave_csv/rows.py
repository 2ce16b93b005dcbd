"""From the lines of a file to its rows: quoted cells with line breaks, and rows that are damaged."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import TextIO

import attrs

_LONGEST_LINE = 1 << 22
"""Characters of one line; a file of contacts has none that long, a file without line breaks does."""

_MOST_LINES = 1000
_MOST_TEXT = 1 << 20
"""Lines and characters of one row: a quotation mark that is still open then was never meant to be closed later."""

_PATIENCE = 100_000
_FEWEST_LINES = 5
"""After so many lines that were read in vain and given back, a row has few at most: the file is hostile or no CSV."""

_FEW_LINES = 50
"""Lines that are put together in the hope that they are one row."""

_STRAY = re.compile("[\udc80-\udcff]")
"""Bytes that are not of the file's encoding, as the decoder hands them on."""

_AS_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


@attrs.frozen
class Row:
    """A row: the number of its first line, from 1, and its cells."""

    line: int
    cells: list[str]


@attrs.frozen
class Damage:
    """Lines that could not be read as rows, and why."""

    first: int
    last: int
    reason: str


class _Lines:
    """The lines of a stream with their numbers; lines can be given back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._number = 0
        self._back: deque[tuple[int, str]] = deque()
        self._patience = _PATIENCE

    @property
    def most(self) -> int:
        """How many lines a row may have: few, once too many were looked at in vain."""
        return _MOST_LINES if self._patience > 0 else _FEWEST_LINES

    def next(self) -> tuple[int, str] | None:
        """Return the next line, "" for one that is too long to be one; None at the end."""
        if self._back:
            return self._back.popleft()
        text = self._stream.readline(_LONGEST_LINE)
        if not text:
            return None
        self._number += 1
        if len(text) >= _LONGEST_LINE and not text.endswith(("\n", "\r")):
            while (rest := self._stream.readline(_LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            return self._number, ""
        if "\0" in text:
            text = text.replace("\0", "")
        if not text.isascii() and _STRAY.search(text):
            text = text.translate(_AS_CP1252)
        return self._number, text

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        """Let `lines` come again."""
        self._back.extendleft(reversed(lines))
        self._patience -= len(lines)


def rows(stream: TextIO, delimiter: str, width: int = 0) -> Iterator[Row | Damage]:
    """Yield the rows of a stream, blank ones left out, and what is damaged.

    `width` is how many columns the header has, 0 where that is not known. After a quotation mark that is opened and
    never closed, reading goes on with the next line that looks like a row, so that one damaged row costs no other.
    """
    lines = _Lines(stream)
    while (line := lines.next()) is not None:
        number, text = line
        if not text:
            yield Damage(number, number, f"the line is longer than {_LONGEST_LINE >> 20} million characters")
            continue
        if not text.strip():
            continue
        cells = _cells(text, delimiter)
        if cells is None:
            cells = _carefully(text, delimiter, lines, width)
        if cells is None:
            last = _resume(lines, delimiter, width, number)
            yield Damage(number, last, "a quotation mark is opened and never closed, or closed in the wrong place")
        elif any(cell and not cell.isspace() for cell in cells):
            yield Row(number, cells)


def _cells(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a line that is a whole row and well formed; None otherwise."""
    if '"' not in text:
        return text.rstrip("\r\n").split(delimiter)
    return _strictly(text, delimiter)


def _strictly(text: str, delimiter: str) -> list[str] | None:
    try:
        # A field above csv.field_size_limit raises too, and is read the careful way: the limit is global, so not ours.
        return next(csv.reader([text], delimiter=delimiter, strict=True, skipinitialspace=True), None)
    except csv.Error:
        return None


def _carefully(text: str, delimiter: str, lines: _Lines, width: int) -> list[str] | None:
    """Return the cells of a row that goes over several lines, or has quotation marks that are not doubled."""
    whole = _joined(text, delimiter, lines, width)
    if whole is not None:
        return whole
    taken: list[tuple[int, str]] = []
    cells = _scan(text, delimiter, lines, taken)
    if taken:
        # Too many cells over several lines: a mark that was left open has found its end in another row.
        if cells is None or (width and len(cells) > width and len(taken) > 1):
            lines.give_back(taken)
            return None
        return cells
    if cells is None or not width or len(cells) == width:
        return cells
    try:
        lenient = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), None)
    except csv.Error:
        return cells
    return lenient if lenient is not None and len(lenient) == width else cells


def _joined(text: str, delimiter: str, lines: _Lines, width: int) -> list[str] | None:
    """Return the cells of a well-formed row of a few lines, the common case and much faster to read than by `_scan`."""
    taken: list[tuple[int, str]] = []
    marks = text.count('"')
    while marks % 2 and len(taken) < min(_FEW_LINES, lines.most) and (line := lines.next()) is not None:
        taken.append(line)
        marks += line[1].count('"')
    if taken and not marks % 2 and all(line for _, line in taken):
        cells = _strictly("".join([text, *(line for _, line in taken)]), delimiter)
        if cells is not None and (not width or len(cells) == width):
            return cells
    lines.give_back(taken)
    return None


def _scan(text: str, delimiter: str, lines: _Lines, taken: list[tuple[int, str]]) -> list[str] | None:
    """Read cells from `text` and the lines that follow, which are put in `taken`; None for a damaged row."""
    cells: list[str] = []
    at = 0
    size = len(text)
    while True:
        while at < len(text) and text[at] == " ":
            at += 1
        if text[at : at + 1] != '"':
            end = text.find(delimiter, at)
            if end < 0:
                cells.append(text[at:].rstrip("\r\n"))
                return cells
            cells.append(text[at:end])
            at = end + 1
            continue
        at += 1
        parts: list[str] = []
        same_line = True
        while True:
            quote = text.find('"', at)
            if quote < 0:
                parts.append(text[at:])
                line = lines.next()
                if line is None:
                    return None
                taken.append(line)
                text, at, same_line = line[1], 0, False
                size += len(text)
                if not text or len(taken) > lines.most or size > _MOST_TEXT:
                    return None
                continue
            parts.append(text[at:quote])
            if text[quote + 1 : quote + 2] == '"':
                parts.append('"')
                at = quote + 2
                continue
            after = quote + 1
            while text[after : after + 1] == " ":
                after += 1
            following = text[after : after + 1]
            if following in ("", "\r", "\n"):
                cells.append("".join(parts))
                return cells
            if following == delimiter:
                cells.append("".join(parts))
                at = after + 1
                break
            if not same_line:
                return None
            parts.append('"')
            at = quote + 1


def _resume(lines: _Lines, delimiter: str, width: int, damaged: int) -> int:
    """Pass over the lines that a damaged row may have left, up to one that looks like a row; return the last passed."""
    last = damaged
    while (line := lines.next()) is not None:
        number, text = line
        cells = _cells(text, delimiter)
        begins = cells is None and text.count(delimiter) * 2 >= width
        if begins or (cells is not None and len(cells) > 1 and len(cells) * 2 >= width) or width == 1:
            lines.give_back([line])
            break
        last = number
    return last
