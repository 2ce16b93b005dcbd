"""Where a follow-up is put that is new in a file: under the heading of its week, after those due before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from tieweave_markdown.document import Block, headings_of, is_blank

_WEEK = re.compile(r"\ufeff?#{1,6}[ \t]+Week of ([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*")
_LIST_ITEM = re.compile(r"[-*+][ \t]")


def monday_of(day: dt.date) -> dt.date:
    """Return the first day of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def inserted(
    lines: Sequence[str], blocks: Sequence[Block], block: Sequence[str], due: dt.date
) -> tuple[int, list[str]]:
    """Return the index at which the lines of a `block` due that day belong, and what is put there: with a heading."""
    headings = headings_of(lines)
    week = monday_of(due)
    weeks = [(at, monday) for at in headings if (monday := _monday(lines[at])) is not None]
    for heading, monday in weeks:
        if monday == week:
            return _into(
                lines,
                [one for one in blocks if heading < one.at < _after(headings, heading, lines)],
                heading,
                block,
                due,
            )
    later = [at for at, monday in weeks if monday > week]
    last = _after(headings, weeks[-1][0], lines) if weeks else len(lines)
    at = later[0] if later else last
    before = [""] if at > 0 and not is_blank(lines[at - 1]) else []
    after = [""] if at < len(lines) else []
    return at, [*before, f"## Week of {week}", "", *block, *after]


def week_over(lines: Sequence[str], at: int) -> dt.date | None:
    """Return the Monday of the week whose heading stands over the line at an index, None for another heading."""
    above = [heading for heading in headings_of(lines) if heading < at]
    return _monday(lines[above[-1]]) if above else None


def empty_heading(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return from where to where the heading of a week stands, over the index `at`, that has nothing under it."""
    headings = headings_of(lines)
    above = [heading for heading in headings if heading < at]
    if not above or _monday(lines[above[-1]]) is None:
        return None
    below = _after(headings, above[-1], lines)
    if not all(is_blank(line) for line in lines[above[-1] + 1 : below]):
        return None
    start = above[-1]
    return (start - 1 if below == len(lines) and start and is_blank(lines[start - 1]) else start), below


def _into(
    lines: Sequence[str], there: Sequence[Block], heading: int, block: Sequence[str], due: dt.date
) -> tuple[int, list[str]]:
    earlier = [one.end for one in there if one.line.due is not None and one.line.due <= due]
    below = heading + 1
    blank = below < len(lines) and is_blank(lines[below])
    at = max(earlier, default=below + blank)
    before = [] if earlier or blank else [""]
    follows = at < len(lines) and not is_blank(lines[at]) and not _LIST_ITEM.match(lines[at])
    return at, [*before, *block, *([""] if follows else [])]


def _after(headings: Sequence[int], heading: int, lines: Sequence[str]) -> int:
    return next((at for at in headings if at > heading), len(lines))


def _monday(line: str) -> dt.date | None:
    match = _WEEK.fullmatch(line)
    try:
        return monday_of(dt.date.fromisoformat(match[1])) if match else None
    except ValueError:
        return None
