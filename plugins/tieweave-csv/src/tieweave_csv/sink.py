"""Follow-ups as a table in a CSV file, one row each: the sink that `tieweave_csv` declares.

The file is written once for all items, whole or not at all, before the first of them is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieweave import sink_files
from tieweave.errors import SinkError
from tieweave.model import FollowUp, Status
from tieweave.sinks import Delivery, Items, Outcome, Seen, SinkContext, file_of
from tieweave_csv import due_cells, follow_up_row, sheet
from tieweave_csv.follow_up_columns import COLUMNS, NEEDED, TEXTS, is_header
from tieweave_csv.sheet import Row, Sheet
from tieweave_csv.status_words import DONE, DROPPED, OPEN, meant

_SEMICOLONS = frozenset("bg cs da de el es et fi fr hr hu id it lt lv nb nl no pl pt ro ru sk sl sr sv tr uk".split())
"""Languages that write decimals with a comma: spreadsheets set up for them expect cells parted by semicolons."""


def open_sink(location: str, context: SinkContext) -> TableSink:
    """Return the table at a location (`csv:FILE`, or a path that ends in .csv); reads nothing yet."""
    language = context.profile.language.partition("-")[0].lower()
    return TableSink(file_of(location, "csv"), ";" if language in _SEMICOLONS else ",")


class TableSink:
    """The file at a path, which is its key. `delimiter` is that of a new file; one that is there keeps its own."""

    def __init__(self, path: str, delimiter: str = ",") -> None:
        self.key = path
        self._delimiter = delimiter

    def seen(self) -> Sequence[Seen] | None:
        """Return the follow-ups in the rows of the file; None where there is no file, or an empty one.

        Raises `SinkError` where it cannot be read, or is another kind of file.
        """
        table = self._table()
        if table is None:
            return None
        order = _order(table)
        found: dict[str, Seen] = {}
        for row in table.rows:
            if item := follow_up_row.item_of(table.cell(row, "id")):
                status = meant(table.cell(row, "status"))
                due = due_cells.read(table.cell(row, "due"), order)
                found.setdefault(item, Seen(id=item, done=status == DONE, dropped=status == DROPPED, due=due))
        return list(found.values())

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Write the rows of the items, and tell what became of each once all of them are in the file."""
        table = self._table() or sheet.new(COLUMNS, self._delimiter)
        sink_files.check_writable(self.key)
        after, deliveries = _with(table, [item for item in items if isinstance(item, FollowUp)])
        if not dry_run and any(one.outcome is not Outcome.UNCHANGED for one in deliveries):
            sink_files.keep(self.key, after.text)
        yield from deliveries

    def close(self) -> None:
        """Nothing is kept open."""

    def _table(self) -> Sheet | None:
        text = sink_files.content(self.key)
        if text is None or not text.strip(f"{sheet.MARK} \t\r\n"):
            return None
        try:
            table = sheet.parsed(text, is_header)
        except sheet.UnclosedError as error:
            raise SinkError(f"{self.key}: {error}; mend it, or name another file") from error
        if table is None:
            raise SinkError(f"{self.key}: is there already and no list of follow-ups; name another file")
        if missing := [name for name in NEEDED if name not in table.columns]:
            raise SinkError(f"{self.key}: the column {missing[0]!r} is missing; put it back, or name another file")
        return table


def _with(table: Sheet, items: Sequence[FollowUp]) -> tuple[Sheet, list[Delivery]]:
    """Return a table with the items in it, and what became of each."""
    rows: list[Row | None] = list(table.rows)
    places: dict[str, int] = {}
    for number, row in enumerate(table.rows):
        places.setdefault(follow_up_row.item_of(table.cell(row, "id")), number)
    order = _order(table)
    deliveries = []
    for item in items:
        place = places.get(item.id)
        there = rows[place] if place is not None else None
        outcome, detail = Outcome.UNCHANGED, ""
        if place is not None and there is not None:
            rows[place], detail = _updated(table, there, item, order)
            outcome = Outcome.UNCHANGED if rows[place] is there else Outcome.UPDATED
        elif item.status.is_open:
            places[item.id] = len(rows)
            rows.append(table.added(follow_up_row.cells(item)))
            outcome, detail = Outcome.CREATED, f"due {item.due}"
        deliveries.append(Delivery(item=item.id, title=item.title, outcome=outcome, detail=detail))
    return table.with_rows([row for row in rows if row is not None]), deliveries


def _order(table: Sheet) -> str:
    return due_cells.order_of(
        (table.cell(row, "due"), follow_up_row.marked(table.cell(row, "fingerprint"))[1]) for row in table.rows
    )


def _updated(table: Sheet, row: Row, item: FollowUp, order: str) -> tuple[Row | None, str]:
    """Return a row as the item has it, and what is changed: the row itself for nothing, None for no row."""
    status = meant(table.cell(row, "status"))
    if item.status is Status.DROPPED:
        if not _has_own(table, row):
            return None, "removed"
        if status == DROPPED:
            return row, ""
        return table.changed(row, {"status": DROPPED}), "marked as dropped; the row stays for what you added to it"
    changes: dict[str, str] = {}
    details = []
    wanted = OPEN if item.status.is_open else DONE
    if status != wanted:
        changes["status"] = wanted
        details.append(wanted)
    written, day = follow_up_row.marked(table.cell(row, "fingerprint"))
    days = due_cells.meanings(table.cell(row, "due"))
    read = due_cells.read(table.cell(row, "due"), order)
    # Of a day that may be either of two, the one that is wanted is taken; words, and no day, are the user's.
    if item.status.is_open and days and item.due not in ([read] if read else days.values()):
        changes["due"] = item.due.isoformat()
        day = item.due
        details.append(f"due {item.due}")
    texts = follow_up_row.text_cells(item)
    own = {name: table.cell(row, name) for name in TEXTS}
    told = follow_up_row.marked(follow_up_row.mark(texts, item.due))[0]
    if written and written != told:
        if follow_up_row.marked(follow_up_row.mark(own, item.due))[0] == written:
            changes |= texts
            written = told
            details.append("texts")
        elif not details:
            return row, "the texts are left as you changed them"
    if not changes:
        return row, ""
    if written:
        changes["fingerprint"] = f"{written}-{day or item.due:%Y%m%d}"
    return table.changed(row, changes), ", ".join(details)


def _has_own(table: Sheet, row: Row) -> bool:
    """Return whether the user wrote into a row: into a column of their own, or beyond the last one."""
    ours = {table.columns[name] for name in COLUMNS if name in table.columns}
    return any(cell.strip() for at, cell in enumerate(row.cells) if at not in ours)
