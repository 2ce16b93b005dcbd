"""The table: levels grouped, a bar for the strength, the best reason, a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO

from tieweave.categories import UNKNOWN, Level, by_slug
from tieweave.classifier import best_reason
from tieweave.model import Tie
from tieweave.report.harmless import visible
from tieweave.report.look import Line, Room, fitting, meter, plain
from tieweave.report.result import Result
from tieweave.report.wrapping import cells, filled, wrapped

_HEADINGS = (
    (Level.CLOSE, "Level 1", "close ties: they carry you through"),
    (Level.ACQUAINTED, "Level 2", "people you know: they lead further"),
    (None, "Not known yet", "too little to go by: add a label or a note"),
)
_NARROWEST, _WIDEST = 60, 132


def write_table(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    """Write the table as wide as the option `width` says (80 by default), without colour."""
    width = min(_WIDEST, max(_NARROWEST, int(options.get("width", "80"))))
    for line in lines(result, Room(width)):
        stream.write(plain(line).rstrip() + "\n")


def lines(result: Result, room: Room) -> Iterator[Line]:
    """Yield the table's lines; a room of less than 60 columns has none for reasons."""
    width = min(_WIDEST, max(_NARROWEST, room.width))
    labels = {slug: category.label for slug, category in by_slug().items()} | {UNKNOWN: "–"}
    shown = result.ties
    name_width = max([12, *(cells(visible(tie.contact.name)) for tie in shown)])
    name_width = min(name_width, width // 4 + 1)
    kind_width = max([8, *(cells(labels.get(tie.category, tie.category)) for tie in shown)])
    kind_width = min(kind_width, width // 5)
    reason_width = width - name_width - kind_width - room.meter - 8
    for level, title, meaning in _HEADINGS:
        ties = [tie for tie in shown if tie.level is level]
        if not ties:
            continue
        yield fitting(((f"{title} ({len(ties)})", "heading"), (f"  {meaning}", "faint")), room.width)
        for tie in ties:
            name = filled(visible(tie.contact.name) or _fallback(tie), name_width)
            kind = filled(labels.get(tie.category, tie.category), kind_width)
            reason = filled(visible(best_reason(tie)), reason_width)
            yield (
                (f"  {name}", ""),
                (f"  {kind}  ", ""),
                meter(tie.strength, room),
                (f"  {reason.rstrip()}" if room.width >= _NARROWEST else "", "faint"),
            )
        yield ()
    for line in wrapped(summary(result), width=min(_WIDEST, room.width)):
        yield ((line, ""),)


def summary(result: Result) -> str:
    """Return the counts in one sentence."""
    people = _count(result.people, "person", "people")
    own = f"{result.own} your own" if result.own else ""
    others = result.merged - result.own
    counts = ", ".join(part for part in (f"{others} merged" if others else "", own) if part)
    merged = f" ({counts})" if counts else ""
    parts = [
        f"{people} from {_count(result.records, 'record', 'records')}{merged}: "
        f"{result.level_1} in Level 1, {result.level_2} in Level 2, {result.unknown} not known yet"
    ]
    if len(result.ties) < result.people:
        parts.append(f"{len(result.ties)} shown")
    if result.undecided:
        parts.append(f"{_count(result.undecided, 'pair', 'pairs')} may be one person (tieweave duplicates)")
    if result.skipped:
        parts.append(f"{_count(len(result.skipped), 'record', 'records')} skipped")
    if result.failed:
        parts.append(f"{_count(len(result.failed), 'source', 'sources')} failed")
    return "; ".join(parts) + "."


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _fallback(tie: Tie) -> str:
    contact = tie.contact
    reach = [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    return visible(reach[0]) if reach else "(no name)"
