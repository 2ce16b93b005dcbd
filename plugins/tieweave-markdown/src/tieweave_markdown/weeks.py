"""Where a follow-up is put that is new in a file: under the heading of its week, after those due before it."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Container, Sequence
from itertools import groupby

import attrs

from tieweave.followups.days import monday_of
from tieweave_markdown.document import Block, blocks_of, headings_of, is_blank

_WEEK = re.compile(r"\ufeff?#{1,6}[ \t]+Week of ([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*")
_LIST_ITEM = re.compile(r"[-*+][ \t]")


@attrs.frozen
class Arrival:
    """The lines of a follow-up that come into a file, and the day that it is due."""

    due: dt.date
    lines: Sequence[str]


def arranged(lines: Sequence[str], arriving: Sequence[Arrival]) -> list[tuple[int, list[str]]]:
    """Return where the arriving belong in a file: indices, from the first to the last, and what is put there."""
    if not arriving:
        return []
    headings = headings_of(lines)
    blocks = blocks_of(lines)
    weeks = [(at, monday) for at in headings if (monday := _monday(lines[at])) is not None]
    end = _after(headings, weeks[-1][0], lines) if weeks else len(lines)
    put: list[tuple[int, list[str]]] = []
    for week, group in groupby(sorted(arriving, key=lambda one: one.due), key=lambda one: monday_of(one.due)):
        heading = next((at for at, monday in weeks if monday == week), None)
        if heading is not None:
            below = _after(headings, heading, lines)
            put += _under(lines, heading, [one for one in blocks if heading < one.at < below], list(group))
            continue
        at = next((at for at, monday in weeks if monday > week), end)
        # What came before it at the same place ends with a blank line, but at the end of the file.
        above = put[-1][1][-1] if put and put[-1][0] == at else lines[at - 1] if at else ""
        before = [] if is_blank(above) else [""]
        items = [line for one in group for line in one.lines]
        put.append((at, [*before, f"## Week of {week}", "", *items, *([""] if at < len(lines) else [])]))
    return sorted(put, key=lambda one: one[0])


def week_over(lines: Sequence[str], headings: Sequence[int], at: int) -> dt.date | None:
    """Return the Monday of the week whose heading stands over the line at an index, None for another heading."""
    above = bisect.bisect_left(headings, at)
    return _monday(lines[headings[above - 1]]) if above else None


def emptied(lines: Sequence[str], weeks: Container[dt.date]) -> list[tuple[int, int]]:
    """Return from where to where the headings of `weeks` stand that have nothing under them, the last one first."""
    headings = headings_of(lines)
    end = len(lines)
    found = []
    for heading in reversed(headings):
        below = min(_after(headings, heading, lines), end)
        if _monday(lines[heading]) in weeks and all(is_blank(line) for line in lines[heading + 1 : below]):
            at_the_end = below == end
            start = heading - 1 if at_the_end and heading and is_blank(lines[heading - 1]) else heading
            found.append((start, below))
            end = start if at_the_end else end
    return found


def _under(
    lines: Sequence[str], heading: int, there: Sequence[Block], arriving: Sequence[Arrival]
) -> list[tuple[int, list[str]]]:
    """Return where under the heading of their week the arriving belong: after those that are due before them."""
    blank = heading + 1 < len(lines) and is_blank(lines[heading + 1])
    top = heading + 1 + blank

    def place(one: Arrival) -> int:
        return max(
            (block.end for block in there if block.line.due is not None and block.line.due <= one.due), default=0
        )

    put = []
    for after, group in groupby(arriving, key=place):
        at = after or top
        items = [line for one in group for line in one.lines]
        before = [] if after or blank else [""]
        follows = at < len(lines) and not is_blank(lines[at]) and not _LIST_ITEM.match(lines[at])
        put.append((at, [*before, *items, *([""] if follows else [])]))
    return put


def _after(headings: Sequence[int], heading: int, lines: Sequence[str]) -> int:
    below = bisect.bisect_right(headings, heading)
    return headings[below] if below < len(headings) else len(lines)


def _monday(line: str) -> dt.date | None:
    match = _WEEK.fullmatch(line)
    try:
        return monday_of(dt.date.fromisoformat(match[1])) if match else None
    except ValueError:
        return None
