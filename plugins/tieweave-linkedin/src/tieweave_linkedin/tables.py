r"""From the bytes of a file to its records: encoding, line breaks, the heading wherever it stands, quoted cells.

Everything is read in blocks. Lines may end in `\n`, `\r\n` or `\r`; UTF-16 is told with and without its mark; a line
that is not UTF-8 is taken for cp1252, which spreadsheets save.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tieweave_linkedin.headings import Heading

LARGEST_CELL = 16 * 2**20
"""Characters of the largest cell: a message with pictures in its text may have some hundred thousand."""

_LONGEST_LINE = 2**20  # bytes; the rest of a longer one is read as its continuation
_HEADING_WITHIN = 200  # lines; above the heading stand three, and nobody knows what is to come
_LONGEST_RECORD = 20  # lines of a record without running text
_DELIMITERS = (",", "\t", ";")  # the latter two are of spreadsheets that saved the file again

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@attrs.frozen
class Row:
    """One record: the `line` of the file on which it ends, and its cells by the name of their column."""

    line: int
    cells: Sequence[str]
    columns: Mapping[str, int]

    def get(self, column: str) -> str:
        """Return a cell without white space around it, "" where there is none."""
        at = self.columns.get(column, -1)
        return self.cells[at].strip() if 0 <= at < len(self.cells) else ""

    def has(self, column: str) -> bool:
        """Return whether the file has a column, whatever the record has in it."""
        return column in self.columns


@attrs.frozen
class Unread:
    """What cannot be read: the `line` (0 for all of the file) and why."""

    line: int
    reason: str


def rows(blocks: Iterable[bytes], heading: Heading) -> Iterator[Row | Unread]:
    """Give the records of a file of the kind of `heading`.

    Nothing for an empty file and for one that says in a line that there is nothing ("No conversations found"). One
    `Unread` for a file without such a heading.
    """
    lines = _lines(_in_utf_8(blocks))
    # The csv module refuses cells of more than 128 KiB, a limit of the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_CELL))
    above = 0
    some = 0
    for above, line in enumerate(itertools.islice(lines, _HEADING_WITHIN), start=1):
        if not line.strip():
            continue
        some += 1
        for delimiter in _DELIMITERS:
            cells = _cells([line], delimiter)
            columns = heading.columns(cells)
            if columns is not None:
                yield from _records(lines, delimiter, above, columns, cells, one_line=heading.one_line)
                return
    if some > 1 or (some and above > 1):
        yield Unread(0, f"no heading of LinkedIn's {heading.kind} within its first {above} lines; download it again")


def _records(
    lines: Iterator[str], delimiter: str, above: int, columns: Mapping[str, int], heads: list[str], *, one_line: bool
) -> Iterator[Row | Unread]:
    width = len(heads)
    found = _short(lines, delimiter, above, width) if one_line else _long(lines, delimiter, above)
    for record in found:
        if isinstance(record, Unread):
            yield record
            continue
        line, cells = record
        if cells == heads or not any(cell and not cell.isspace() for cell in cells):
            continue  # a heading again is where somebody put two files together
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            yield Unread(line, f"has {len(cells)} fields under a heading of {width}, so nobody can tell which is which")
            continue
        yield Row(line, cells, columns)


def _long(lines: Iterator[str], delimiter: str, above: int) -> Iterator[tuple[int, list[str]] | Unread]:
    """Give the records of a file with running text in it, each with the line on which it ends."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unread(above + reader.line_num, f"cannot be read ({error})")
            continue
        yield above + reader.line_num, cells


def _short(lines: Iterator[str], delimiter: str, above: int, width: int) -> Iterator[tuple[int, list[str]] | Unread]:
    """Give the records of a file without running text: a quotation mark that nothing closes costs its line alone."""
    number = above
    waiting: list[str] = []
    while True:
        line = waiting.pop() if waiting else next(lines, None)
        if line is None:
            return
        number += 1
        record = [line]
        if '"' in line and _goes_on(record, delimiter):
            while len(record) < _LONGEST_RECORD:
                more = waiting.pop() if waiting else next(lines, None)
                if more is None:
                    break
                record.append(more)
                if '"' in more and not _goes_on(record, delimiter):
                    break
            if _goes_on(record, delimiter) or len(_cells(record, delimiter, strict=True)) != width:
                yield Unread(number, "a quotation mark is opened in it and not closed")
                waiting.extend(reversed(record[1:]))
                continue
            number += len(record) - 1
        yield number, _cells(record, delimiter)


def _goes_on(record: list[str], delimiter: str) -> bool:
    """Return whether a quoted cell goes on after these lines: then the reader asks for one more."""
    reader = csv.reader([*record, "\n"], delimiter=delimiter)
    try:
        next(reader)
    except (csv.Error, StopIteration):
        return False
    return reader.line_num > len(record)


def _cells(record: list[str], delimiter: str, *, strict: bool = False) -> list[str]:
    """Return the cells of a record, none where it is none; `strict` lets nothing but a delimiter follow a quoted cell.

    That is how a quotation mark of another record, taken for the closing one, is found out.
    """
    try:
        return next(csv.reader(record, delimiter=delimiter, strict=strict), [])
    except csv.Error:
        return []


def _in_utf_8(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give the blocks as UTF-8 without a mark, or as they are where they are of one byte a character."""
    blocks = iter(blocks)
    start = b""
    for block in blocks:
        start += block
        if len(start) >= 64:
            break
    encoding, mark = _encoding(start)
    if encoding == "utf-8":
        yield start[mark:].replace(b"\0", b"")
        for block in blocks:
            yield block.replace(b"\0", b"") if b"\0" in block else block
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for block in itertools.chain([start[mark:]], blocks):
        yield decoder.decode(block).replace("\0", "").encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _encoding(start: bytes) -> tuple[str, int]:
    """Return the encoding that the first bytes show, and the length of their mark."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding, len(mark)
    odd, even = start[1:64:2], start[0:64:2]
    if len(odd) > 3 and odd.count(0) > len(odd) * 3 // 4 and not even.count(0):
        return "utf-16-le", 0
    if len(even) > 3 and even.count(0) > len(even) * 3 // 4 and not odd.count(0):
        return "utf-16-be", 0
    return "utf-8", 0


def _lines(blocks: Iterable[bytes]) -> Iterator[str]:
    r"""Give the lines, each with its break as `\n`; a very long one in parts, so that none need be held whole."""
    carried = b""
    for block in blocks:
        whole = carried + block
        held = b"\r" if whole.endswith(b"\r") else b""  # half of a "\r\n", perhaps
        if held:
            whole = whole[:-1]
        if b"\r" in whole:
            whole = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        cut = whole.rfind(b"\n") + 1
        yield from _decoded(whole[:cut])
        carried = whole[cut:]
        if len(carried) > _LONGEST_LINE:
            yield _text(carried)
            carried = b""
        carried += held
    if carried:
        yield from _decoded(carried.replace(b"\r", b"\n").removesuffix(b"\n") + b"\n")


def _decoded(lines: bytes) -> Iterator[str]:
    """Give whole lines as text, at once where they are UTF-8, else line by line."""
    try:
        yield from io.StringIO(lines.decode(), newline="\n")
    except UnicodeDecodeError:
        for line in lines.splitlines(keepends=True):
            yield _text(line)


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
