"""A CSV file that is changed in place: some cells, some rows; all the rest stays as it is, character by character."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Mapping, Sequence

import attrs

MARK = "\ufeff"
"""The byte order mark, by which Excel knows UTF-8."""

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")


@attrs.frozen
class Row:
    """A row: its text with its line end, and its cells."""

    raw: str
    cells: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Sheet:
    """A table with a header: `above` is the text before it, with the byte order mark; `rows` are those below it."""

    delimiter: str
    newline: str
    header: Row
    above: str = ""
    rows: tuple[Row, ...] = ()

    @functools.cached_property
    def columns(self) -> Mapping[str, int]:
        """Where each column stands, by its name in lower case; the first of several of one name."""
        names = [name.strip().lower() for name in self.header.cells]
        return {name: names.index(name) for name in names}

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join([self.above, self.header.raw, *(row.raw for row in self.rows)])

    def cell(self, row: Row, column: str) -> str:
        """Return the cell of a row in a column, "" where the row or the table does not have it."""
        at = self.columns.get(column, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    def changed(self, row: Row, cells: Mapping[str, str]) -> Row:
        """Return a row with other cells in the columns named, as far as there are such columns."""
        columns = self.columns
        known = {columns[name]: value for name, value in cells.items() if name in columns}
        wide = [*row.cells, *[""] * (max(known, default=-1) + 1 - len(row.cells))]
        values = [known.get(at, value) for at, value in enumerate(wide)]
        end = _LINE_END.search(row.raw[-2:])
        return _row(values, self.delimiter, end[0] if end else "")

    def added(self, cells: Mapping[str, str]) -> Row:
        """Return a new row as wide as the header."""
        return self.changed(_row([""] * len(self.header.cells), self.delimiter, self.newline), cells)

    def with_rows(self, rows: Sequence[Row]) -> Sheet:
        """Return the table with other rows; each but the last ends its line."""
        header, *below = (_ended(row, self.newline) for row in (self.header, *rows[:-1])) if rows else (self.header,)
        return attrs.evolve(self, header=header, rows=(*below, *rows[-1:]))


class UnclosedError(ValueError):
    """A quotation mark that is opened at a line and closed in some other row, or never; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}: a quotation mark is not closed")


def new(columns: Sequence[str], delimiter: str) -> Sheet:
    """Return a table of these columns and no row, as spreadsheets read it best: UTF-8 by its mark, lines by CR LF."""
    return Sheet(above=MARK, delimiter=delimiter, newline="\r\n", header=_row(columns, delimiter, "\r\n"))


def parsed(text: str, is_header: Callable[[Sequence[str]], bool]) -> Sheet | None:
    """Return the table in the text of a file, None where none of its first rows is a header.

    Raises `UnclosedError` where rows cannot be told apart.
    """
    mark = MARK if text.startswith(MARK) else ""
    body = text[len(mark) :]
    first = _LINE_END.split(body, maxsplit=1)[0]
    said = _SEPARATOR.fullmatch(first)
    for delimiter in (said[1],) if said else _DELIMITERS:
        rows = _rows(body, delimiter)
        at = next((at for at, row in enumerate(rows[:10]) if is_header(row.cells)), None)
        if at is None:
            continue
        line = 1 + sum(len(_LINE_END.findall(row.raw)) for row in rows[: at + 1])
        for row in rows[at + 1 :]:
            lines = len(_LINE_END.findall(row.raw))
            if lines > 1 and len(row.cells) > len(rows[at].cells):
                raise UnclosedError(line)
            line += lines
        end = _LINE_END.search(body)
        return Sheet(
            above=mark + "".join(row.raw for row in rows[:at]),
            delimiter=delimiter,
            newline=end[0] if end else "\r\n",
            header=rows[at],
            rows=tuple(rows[at + 1 :]),
        )
    return None


@functools.cache
def _row_of(delimiter: str) -> re.Pattern[str]:
    # A cell in quotation marks ends where a delimiter or the line's end follows; any other that begins with such a mark
    # is taken as it stands, so that one that was left open costs no other row.
    sign = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*+"(?=[{sign}\r\n]|\Z)|[^{sign}\r\n]*+)'
    return re.compile(rf"{cell}(?:{sign}{cell})*+(?:\r\n|\n|\r|\Z)")


def _rows(text: str, delimiter: str) -> list[Row]:
    pattern = _row_of(delimiter)
    rows = []
    at = 0
    while at < len(text) and (found := pattern.match(text, at)):
        rows.append(Row(found[0], _cells(found[0], delimiter)))
        at = found.end()
    return rows


def _cells(raw: str, delimiter: str) -> tuple[str, ...]:
    # Cells of millions of characters are nobody's; the csv module's own limit stays, it is the whole process's.
    line = raw.rstrip("\r\n") if '"' not in raw else _without_end(raw)
    if '"' not in line:
        return tuple(line.split(delimiter))
    pattern = re.compile(rf'(?:"((?:[^"]|"")*+)"(?=[{re.escape(delimiter)}]|\Z)|([^{re.escape(delimiter)}\r\n]*+))')
    cells = []
    at = 0
    while found := pattern.match(line, at):
        cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        if found.end() >= len(line):
            break
        at = found.end() + 1
    return tuple(cells)


def _without_end(raw: str) -> str:
    for end in ("\r\n", "\n", "\r"):
        if raw.endswith(end):
            return raw[: -len(end)]
    return raw


def _ended(row: Row, newline: str) -> Row:
    return row if row.raw.endswith(("\n", "\r")) else attrs.evolve(row, raw=row.raw + newline)


def _row(cells: Sequence[str], delimiter: str, newline: str) -> Row:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return Row(stream.getvalue().removesuffix("\r\n") + newline, tuple(cells))
