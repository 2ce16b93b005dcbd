"""What a file is, from its first bytes: encoding, delimiter, header, and the place of each column."""

from __future__ import annotations

import difflib
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

import attrs

from tieweave.errors import SourceError
from tieweave_csv import encodings, guess
from tieweave_csv.dialects import MOST_COLUMNS, Recognised, code_pages, recognised
from tieweave_csv.encodings import Encoding
from tieweave_csv.locations import has_follow_ups
from tieweave_csv.options import DELIMITERS, FileMapping, mapping_for
from tieweave_csv.places import Place
from tieweave_csv.rows import Damage, Row, rows
from tieweave_csv.spelling import folded

_HEAD = 1 << 16
_LONGEST_HEADER = 20_000
"""Characters of a header: Outlook's has 1,500."""

_LOOKED_AT = 4000
"""Characters that tell text from other data, which has control characters all over."""

_FIRST_ROWS = 10
"""The header is among so many rows: some programs write a title or a note above it."""

_FOREIGN = (
    (b"PK\x03\x04", "is a spreadsheet or an archive, not CSV; open it and save it as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "is an Excel workbook, not CSV; open it and save it as CSV (UTF-8)"),
    (b"%PDF", "is a PDF document, not CSV; export the contacts as CSV"),
    (b"BEGIN:VCARD", "holds vCards, not CSV; rename it to .vcf"),
    (b"<", "is a web page or XML, not CSV; export the contacts as CSV"),
    (b"{", "is JSON, not CSV; export the contacts as CSV"),
    (b"\x1f\x8b", "is compressed; unpack it"),
)


@attrs.frozen(kw_only=True)
class Layout:
    """How a file is to be read.

    `places` has one entry a column, None for a column without a place. `program` says whose columns these are, in the
    user's words. `header_line` is the line of the header, 0 where there is none. `dates` is "" where the file's own
    dates have to settle their order.
    """

    location: str
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    places: tuple[Place | None, ...]
    program: str
    dates: str = ""
    family_first: bool = False
    labels: tuple[str, ...] = ()
    columns_counted: bool = True

    def rows(self) -> Iterator[Row | Damage]:
        """Yield the rows below the header. Raises `OSError`."""
        with self._open() as stream:
            width = len(self.header) if self.columns_counted else 0
            for item in rows(stream, self.delimiter, width):
                line = item.line if isinstance(item, Row) else item.first
                if line > self.header_line:
                    yield item

    def _open(self) -> TextIO:
        return open(self.location, encoding=self.encoding.codec, errors=self.encoding.errors, newline="")


def understood(location: str, options: Mapping[str, object]) -> Layout:
    """Return how a file is to be read.

    Raises `SourceError` where it holds no contacts, or none that can be told for sure; `SettingsError` for `options`.
    """
    mapping = mapping_for(location, options)
    try:
        with open(location, "rb") as file:
            head = file.read(_HEAD)
        _refuse_foreign(location, head)
        if mapping.encoding:
            encoding = encodings.named(mapping.encoding)
        else:
            encoding = encodings.chosen(location, head, code_pages(), _meant)
    except (OSError, ValueError) as error:
        raise SourceError.unreadable(location, error) from error
    except LookupError as error:
        raise SourceError(f"{location}: {mapping.encoding!r} is no encoding of text; mend [options.csv]") from error
    text = head.decode(encoding.codec, "ignore").lstrip("\ufeff")
    start = text[:_LOOKED_AT]
    if sum(character < " " and character not in "\t\r\n" for character in start) > max(len(start) // 50, 20):
        raise SourceError(f"{location}: is not text; export the contacts as CSV")
    if has_follow_ups(text[:_LONGEST_HEADER].splitlines()[:_FIRST_ROWS]):
        raise SourceError(f"{location}: is a list of follow-ups, no address book; leave it out")
    layout = _layout(location, text, encoding, mapping)
    return attrs.evolve(layout, dates=mapping.dates or layout.dates, labels=mapping.labels)


def known_head(head: bytes) -> bool:
    """Return whether the first line of a file is a header of a known program, in whatever encoding."""
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            return _known(head.decode("utf-16", "replace")) > 0
    return any(_known(head.decode(codec, "replace")) > 0 for codec in ("utf-8-sig", *code_pages()))


def _known(text: str) -> int:
    """Return how many columns of the first line are those of a known program."""
    start = text[:_LONGEST_HEADER].splitlines()[:3]
    line = next((line for line in start if line.strip() and not _separator(line)), "")
    found = [_recognised_line(line, delimiter) for delimiter in DELIMITERS if delimiter in line]
    return max((one.known for one in found if one), default=0)


def _meant(text: str) -> int:
    """Return how many columns of the first line are those of a known program, and how many have a known name at all."""
    line = next((line for line in text[:_LONGEST_HEADER].splitlines()[:3] if line.strip() and not _separator(line)), "")
    named = (
        sum(place is not None for place in guess.places(line.split(delimiter, MOST_COLUMNS)))
        for delimiter in DELIMITERS
        if delimiter in line
    )
    return _known(text) + max(named, default=0)


def _recognised_line(line: str, delimiter: str) -> Recognised | None:
    row = next(rows(io.StringIO(line), delimiter), None)
    return recognised(row.cells) if isinstance(row, Row) else None


def _layout(location: str, text: str, encoding: Encoding, mapping: FileMapping) -> Layout:
    first_line = text.split("\n", 1)[0]
    said = _separator(first_line)
    after = 1 if said else 0  # Excel's line "sep=;" is no header
    if mapping.delimiter or said:
        delimiters = [mapping.delimiter or said]
    else:
        delimiters = [delimiter for delimiter in DELIMITERS if delimiter in text] or [","]
    tables = {delimiter: [row for row in _first_rows(text, delimiter) if row.line > after] for delimiter in delimiters}
    widest = max(delimiters, key=lambda one: _width(tables[one]))
    if not tables[widest]:
        raise SourceError(f"{location}: is empty; export the contacts again")
    if not mapping.header:
        return _without_header(location, encoding, mapping, widest, tables[widest])
    found = _recognised(tables)
    if found:
        delimiter, row, header = found
        layout = Layout(
            location=location,
            encoding=encoding,
            delimiter=delimiter,
            header=tuple(row.cells),
            header_line=row.line,
            places=tuple(guess.completed(row.cells, header.places)),
            program=header.dialect.name,
            dates=header.dialect.dates,
            family_first=header.dialect.family_first,
        )
        return _mapped(layout, mapping) if mapping.columns else layout
    if mapping.columns:
        delimiter, row = _row_with(tables, mapping)
        layout = Layout(
            location=location,
            encoding=encoding,
            delimiter=delimiter,
            header=tuple(row.cells),
            header_line=row.line,
            places=(None,) * len(row.cells),
            program="the columns of your configuration",
        )
        return _mapped(layout, mapping)
    return _guessed(location, encoding, tables)


def _first_rows(text: str, delimiter: str) -> list[Row]:
    return [item for item in rows(io.StringIO(text, newline=""), delimiter) if isinstance(item, Row)]


def _width(table: Sequence[Row]) -> int:
    return max((len(row.cells) for row in table[:_FIRST_ROWS]), default=0)


def _recognised(tables: Mapping[str, Sequence[Row]]) -> tuple[str, Row, Recognised] | None:
    best: tuple[str, Row, Recognised] | None = None
    for delimiter, table in tables.items():
        for row in table[:_FIRST_ROWS]:
            found = recognised(row.cells)
            if found and (best is None or found.known > best[2].known):
                best = (delimiter, row, found)
    return best


def _mapped(layout: Layout, mapping: FileMapping) -> Layout:
    """Put the user's own columns into a layout, in place of what it said of them."""
    keys = [folded(word) for word in layout.header]
    places: list[Place | None] = list(layout.places)
    for column, place in mapping.columns:
        if isinstance(column, int):
            if column > len(keys):
                raise SourceError(
                    f"{layout.location}: there is no column {column}, only {len(keys)}; mend [options.csv]"
                )
            at = column - 1
        elif folded(column) in keys:
            at = keys.index(folded(column))
        else:
            near = difflib.get_close_matches(folded(column), keys, n=1, cutoff=0.5)
            hint = f"did you mean {layout.header[keys.index(near[0])]!r}? " if near else ""
            columns = ", ".join(repr(_short(word)) for word in layout.header if word.strip())
            problem = f"there is no column {column!r}; {hint}the columns are {columns}; mend [options.csv]"
            raise SourceError(f"{layout.location}: {problem}")
        places[at] = place
    program = layout.program
    if any(layout.places):
        program += ", and the columns of your configuration"
    return attrs.evolve(layout, places=tuple(places), program=program)


def _row_with(tables: Mapping[str, Sequence[Row]], mapping: FileMapping) -> tuple[str, Row]:
    """Return the row that has most of the user's columns, and the delimiter it has them with."""
    wanted = {folded(column) for column, _ in mapping.columns if isinstance(column, str)}
    there = [(delimiter, row, at) for delimiter, table in tables.items() for at, row in enumerate(table[:_FIRST_ROWS])]
    delimiter, row, _ = max(
        there, key=lambda one: (len(wanted & {folded(cell) for cell in one[1].cells}), -one[2], len(one[1].cells))
    )
    return delimiter, row


def _without_header(
    location: str, encoding: Encoding, mapping: FileMapping, delimiter: str, table: Sequence[Row]
) -> Layout:
    width = max(_width(table), *(column for column, _ in mapping.columns if isinstance(column, int)))
    layout = Layout(
        location=location,
        encoding=encoding,
        delimiter=delimiter,
        header=tuple(f"column {number}" for number in range(1, width + 1)),
        header_line=0,
        places=(None,) * width,
        program="the columns of your configuration",
        columns_counted=False,
    )
    return _mapped(layout, mapping)


def _guessed(location: str, encoding: Encoding, tables: Mapping[str, Sequence[Row]]) -> Layout:
    delimiter, at = guess.header(tables, _FIRST_ROWS)
    table = tables[delimiter]
    row = table[at]
    places = guess.places(row.cells)
    doubt = guess.doubt(row.cells, places, [one.cells for one in table[at + 1 :]])
    if doubt:
        proposal = guess.proposal(os.path.basename(location), row.cells, places, [one.cells for one in table[at:]])
        raise SourceError(f"{location}: {doubt}; {proposal}")
    return Layout(
        location=location,
        encoding=encoding,
        delimiter=delimiter,
        header=tuple(row.cells),
        header_line=row.line,
        places=tuple(places),
        program="no program that is known: columns by their names",
    )


def _refuse_foreign(location: str, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0"):
        raise SourceError(f"{location}: is empty; export the contacts again")
    for mark, reason in _FOREIGN:
        if start[:20].upper().startswith(mark.upper()):
            raise SourceError(f"{location}: {reason}")


def _separator(line: str) -> str:
    """Return the delimiter that Excel's first line "sep=;" names, "" where it is none."""
    text = line.strip('\ufeff\r\n" ')
    if text[:4].lower() == "sep=" and len(text) <= 5:
        separator = text[4:] or "\t"
        return separator if separator in DELIMITERS else ""
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
