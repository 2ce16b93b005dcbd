"""A Markdown file as lines, and the follow-ups in it: each a line, and the block that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from tieweave_markdown import item_line
from tieweave_markdown.item_line import ItemLine

_BLANK = " \t>\r"
_BEGINS_A_BLOCK = re.compile(
    r"[ \t]{0,3}(?:[-*+](?:[ \t]|$)|[0-9]{1,9}[.)](?:[ \t]|$)|#{1,6}(?:[ \t]|$)|`{3}|~{3}|>|<|\||[-*_=]{3})"
)
_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_HEADING = re.compile(r"\ufeff?#{1,6}[ \t]")


@attrs.frozen
class Block:
    """A follow-up in a file: its line at the index `at`, and all that belongs to it, to the index before `end`."""

    line: ItemLine
    at: int
    end: int


def lines_of(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a text, and the line end of each: "" for the last where it has none."""
    parts = re.split(r"(\r?\n)", text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    if not lines[-1]:
        lines, ends = lines[:-1], ends[:-1]
    return lines, ends


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """Return the follow-ups in a file, the first of each id; a line in a draft that looks like one is none."""
    blocks: dict[str, Block] = {}
    hidden: set[int] = set()
    for at, text in enumerate(lines):
        if at in hidden or (line := item_line.read(text)) is None:
            continue
        end = _end(lines, at, line.prefix)
        hidden.update(_in_fences(lines, at + 1, end))
        blocks.setdefault(line.id, Block(line, at, end))
    return list(blocks.values())


def nested(blocks: Sequence[Block]) -> set[str]:
    """Return the ids of those follow-ups, in the order of a file, that stand in the block of another, or have one."""
    found: set[str] = set()
    outer: Block | None = None
    for block in blocks:
        if outer is not None and block.at < outer.end:
            found |= {outer.line.id, block.line.id}
        if outer is None or block.end > outer.end:
            outer = block
    return found


def headings_of(lines: Sequence[str]) -> list[int]:
    """Return the indices of the headings of a file; what stands between fences is none."""
    hidden = set(_in_fences(lines, 0, len(lines), to_the_end=True))
    return [at for at, line in enumerate(lines) if _HEADING.match(line) and at not in hidden]


def is_blank(line: str) -> bool:
    """Return whether nothing is to be seen of a line."""
    return not line.strip(_BLANK)


def begins_a_block(line: str) -> bool:
    """Return whether a line is no continuation of a paragraph above it."""
    return is_blank(line) or _BEGINS_A_BLOCK.match(line) is not None


def _end(lines: Sequence[str], at: int, prefix: str) -> int:
    """Return the index after the last line that belongs to the item at an index: indented more, or its paragraph."""
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if is_blank(line):
            continue
        rest = line[len(prefix) :] if line.startswith(prefix) else line
        deeper = line.startswith(prefix) and rest.startswith(("  ", "\t"))
        if not deeper and (number > end or begins_a_block(rest)):
            break
        end = number + 1
    return end


def _in_fences(lines: Sequence[str], start: int, end: int, *, to_the_end: bool = False) -> Iterable[int]:
    """Yield the indices of lines between fences; of one that is never closed none, or with `to_the_end` all."""
    at = start
    while at < end:
        opening = _FENCE.match(lines[at])
        at += 1
        if opening is None or (opening[1][0] == "`" and "`" in lines[at - 1][opening.end() :]):
            continue
        closing = re.compile(rf"[ \t>]*{opening[1][0]}{{{len(opening[1])},}}[ \t\r]*")
        close = next((number for number in range(at, end) if closing.fullmatch(lines[number])), None)
        if close is not None or to_the_end:
            stop = end if close is None else close + 1
            yield from range(at, stop)
            at = stop
