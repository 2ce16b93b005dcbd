"""The table: levels grouped, a bar for the strength, the best reason, a summary. Plain text; colour is optional."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO, TypeAlias

from tieweave.categories import UNKNOWN, Level, by_slug
from tieweave.classifier import best_reason
from tieweave.model import Tie
from tieweave.report.harmless import visible
from tieweave.report.result import Result

_HEADINGS = (
    (Level.CLOSE, "Level 1", "close ties: they carry you through"),
    (Level.ACQUAINTED, "Level 2", "people you know: they lead further"),
    (None, "Not known yet", "too little to go by: add a label or a note"),
)
_NARROWEST, _WIDEST = 60, 132
_BAR = 5
_BAR_STEPS = " ▏▎▍▌▋▊▉█"

Piece: TypeAlias = tuple[str, str]
"""A piece of a line, and its style: "heading", "bar", "faint", or empty for plain text."""


def write_table(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    """Write the table as wide as the option `width` says (80 by default), without colour."""
    for line in lines(result, int(options.get("width", "80"))):
        stream.write("".join(piece for piece, _ in line).rstrip() + "\n")


def lines(result: Result, width: int) -> Iterator[tuple[Piece, ...]]:
    """Yield the table's lines, none wider than `width` columns (at least 60)."""
    width = min(_WIDEST, max(_NARROWEST, width))
    labels = {slug: category.label for slug, category in by_slug().items()} | {UNKNOWN: "–"}
    shown = result.ties
    name_width = max([12, *(_cells(visible(tie.contact.name)) for tie in shown)])
    name_width = min(name_width, width // 4 + 1)
    kind_width = max([8, *(_cells(labels.get(tie.category, tie.category)) for tie in shown)])
    kind_width = min(kind_width, width // 5)
    reason_width = width - name_width - kind_width - _BAR - 8
    for level, title, meaning in _HEADINGS:
        ties = [tie for tie in shown if tie.level is level]
        if not ties:
            continue
        heading = f"{title} ({len(ties)})"
        yield (heading, "heading"), ("  " + _fit(meaning, width - _cells(heading) - 2), "faint")
        for tie in ties:
            name = _fit(visible(tie.contact.name) or _fallback(tie), name_width)
            kind = _fit(labels.get(tie.category, tie.category), kind_width)
            reason = _fit(visible(best_reason(tie)), reason_width)
            yield (f"  {name}  {kind}  ", ""), (bar(tie.strength), "bar"), ("  " + reason.rstrip(), "faint")
        yield ()
    for line in _wrap(summary(result), width):
        yield ((line, ""),)


def bar(strength: float) -> str:
    """Return the strength (0..1) as a bar of five columns."""
    eighths = round(strength * _BAR * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_BAR_STEPS[rest] if rest else "")).ljust(_BAR)


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


def _cells(text: str) -> int:
    """Return how many columns a text takes on a terminal: wide for CJK and emoji, none for combining marks."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _fit(text: str, width: int) -> str:
    """Return the text cut with an ellipsis or filled with blanks to exactly `width` columns."""
    size = _cells(text)
    if size <= width:
        return text + " " * (width - size)
    if text.isascii():
        return text[: width - 1].rstrip().ljust(width - 1) + "…" if width > 1 else "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1) + "…"


def _wrap(text: str, width: int) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(text, width)
