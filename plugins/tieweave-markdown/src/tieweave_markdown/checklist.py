"""A checklist in a Markdown file, changed line by line: the user's own lines stay as they are, wherever they stand.

What is put into it is gathered, and brought in at once when the text is asked for: so a thousand follow-ups take a
thousand times as long as one, and not a million times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tieweave.followups.days import monday_of
from tieweave.model import FollowUp, Status
from tieweave.sinks import Outcome, Seen
from tieweave_markdown import document, draft_lines, item_line, weeks
from tieweave_markdown.document import Block
from tieweave_markdown.inline import escaped
from tieweave_markdown.item_line import ItemLine
from tieweave_markdown.weeks import Arrival

_INDENTATION = "  "


class Checklist:
    """The lines of a file, and the follow-ups in them."""

    def __init__(self, text: str) -> None:
        self._lines, self._ends = document.lines_of(text)
        self._newline = next((end for end in self._ends if end), "\n")
        self._read()

    @property
    def text(self) -> str:
        """The whole file."""
        self._bring_in()
        return "".join(line + end for line, end in zip(self._lines, self._ends, strict=True))

    def seen(self) -> list[Seen]:
        """Return how each follow-up stands in it."""
        self._bring_in()
        return [
            Seen(id=item, done=block.line.is_done, dropped=block.line.is_dropped, due=block.line.due)
            for item, block in self._blocks.items()
        ]

    def put(self, item: FollowUp) -> tuple[Outcome, str]:
        """Bring one follow-up in, or up to date; returns what became of it, and a word on that."""
        if item.id in self._put or item.id in self._nested:
            self._bring_in()
        self._put.add(item.id)
        block = self._blocks.get(item.id)
        if block is None:
            if not item.status.is_open:
                return Outcome.UNCHANGED, ""
            self._arriving.append(Arrival(item.due, _new(item)))
            return Outcome.CREATED, f"due {item.due}"
        if item.status is Status.DROPPED:
            return self._drop(block)
        return self._update(block, item)

    def _read(self) -> None:
        """Find the follow-ups in the lines; nothing is gathered any more."""
        found = document.blocks_of(self._lines)
        self._blocks = {block.line.id: block for block in found}
        self._nested = document.nested(found)
        self._headings = document.headings_of(self._lines)
        self._put: set[str] = set()
        self._edits: dict[tuple[int, int], Sequence[str]] = {}
        self._left: set[dt.date] = set()
        self._arriving: list[Arrival] = []

    def _bring_in(self) -> None:
        """Change the lines as is gathered, from the last to the first, so that the indices before stay right."""
        if not self._put:
            return
        for (start, end), lines in sorted(self._edits.items(), reverse=True):
            self._replace(start, end, lines)
        for start, end in weeks.emptied(self._lines, self._left):
            self._replace(start, end, [])
        if self._arriving and not "".join(self._lines).strip("\ufeff \t\r"):
            self._replace(len(self._lines), len(self._lines), ["# Follow-ups"])
        for at, lines in reversed(weeks.arranged(self._lines, self._arriving)):
            self._replace(at, at, lines)
        self._read()

    def _update(self, block: Block, item: FollowUp) -> tuple[Outcome, str]:
        line, details = _marked(block.line, item)
        if item.status.is_open and line.due not in (None, item.due):
            line = line.with_due(item.due)
            details.append(f"due {item.due}")
        edits: dict[tuple[int, int], Sequence[str]] = {}
        ours = draft_lines.found(self._lines, block.at + 1, block.end)
        title, texts = escaped(item.title), draft_lines.lines_of(item)
        if ours is not None and ours.mark != draft_lines.mark(title, texts):
            if self._is_unchanged(block, ours):
                line = line.with_title(title)
                first = self._lines[ours.start]
                indentation = first[: len(first) - len(first.lstrip(" \t>"))]
                edits[ours.start, ours.end] = draft_lines.written(title, texts, indentation)
                details.append("texts")
            elif not details:
                return Outcome.UNCHANGED, "the texts are left as you changed them"
        if not details:
            return Outcome.UNCHANGED, ""
        self._lines[block.at] = line.text
        week = weeks.week_over(self._lines, self._headings, block.at)
        # Only what stands under the heading of a week goes to another one: elsewhere the user put it.
        if line.due == block.line.due or week in (None, monday_of(item.due)) or line.prefix:
            self._edits |= edits
        else:
            lines = self._lines[block.at : block.end]
            for (start, end), changed in edits.items():
                lines[start - block.at : end - block.at] = changed
            self._remove(block)
            self._arriving.append(Arrival(item.due, lines))
        return Outcome.UPDATED, ", ".join(details)

    def _drop(self, block: Block) -> tuple[Outcome, str]:
        if block.line.is_dropped:
            return Outcome.UNCHANGED, ""
        ours = draft_lines.found(self._lines, block.at + 1, block.end)
        alone = ours is not None and all(
            document.is_blank(self._lines[at])
            for at in range(block.at + 1, block.end)
            if not ours.start <= at < ours.end
        )
        if ours is not None and alone and block.line.is_plain and self._is_unchanged(block, ours):
            self._remove(block)
            return Outcome.UPDATED, "removed"
        changed = block.line.with_mark("-")
        if changed == block.line:
            return Outcome.UNCHANGED, ""
        self._lines[block.at] = changed.text
        return Outcome.UPDATED, "cancelled; it stays for what you wrote there"

    def _is_unchanged(self, block: Block, ours: draft_lines.Found) -> bool:
        """Return whether the user changed neither the title of a block nor our lines in it."""
        lines = draft_lines.bare(self._lines[ours.start : ours.end])
        return draft_lines.mark(block.line.title, lines) == ours.mark

    def _remove(self, block: Block) -> None:
        self._edits[block.at, block.end] = []
        if week := weeks.week_over(self._lines, self._headings, block.at):
            self._left.add(week)

    def _replace(self, start: int, end: int, lines: Sequence[str]) -> None:
        if lines and start and not self._ends[start - 1]:
            self._ends[start - 1] = self._newline
        self._lines[start:end] = lines
        self._ends[start:end] = [self._newline] * len(lines)


def _marked(line: ItemLine, item: FollowUp) -> tuple[ItemLine, list[str]]:
    """Return a line with its box as the follow-up says, and what changed in a word; itself where nothing did."""
    if item.status.is_open == (not line.is_done and not line.is_dropped):
        return line, []
    changed = line.with_mark(" " if item.status.is_open else "x")
    if changed == line:
        return line, []
    return changed, ["open" if item.status.is_open else "done"]


def _new(item: FollowUp) -> list[str]:
    line = item_line.of(item)
    return [line.text, *draft_lines.written(line.title, draft_lines.lines_of(item), _INDENTATION)]
