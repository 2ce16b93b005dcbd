"""A checklist in a Markdown file, changed line by line: the user's own lines stay as they are, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.model import FollowUp, Status
from tieweave.sinks import Outcome, Seen
from tieweave_markdown import document, draft_lines, item_line, weeks
from tieweave_markdown.document import Block
from tieweave_markdown.inline import escaped

_INDENTATION = "  "


class Checklist:
    """The lines of a file, and the follow-ups in them."""

    def __init__(self, text: str) -> None:
        self._lines, self._ends = document.lines_of(text)
        self._newline = next((end for end in self._ends if end), "\n")
        self._blocks: dict[str, Block] | None = None

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join(line + end for line, end in zip(self._lines, self._ends, strict=True))

    @property
    def blocks(self) -> dict[str, Block]:
        """The follow-ups by their ids."""
        if self._blocks is None:
            self._blocks = {block.line.id: block for block in document.blocks_of(self._lines)}
        return self._blocks

    def seen(self) -> list[Seen]:
        """Return how each follow-up stands in it."""
        return [
            Seen(id=item, done=block.line.is_done, dropped=block.line.is_dropped, due=block.line.due)
            for item, block in self.blocks.items()
        ]

    def put(self, item: FollowUp) -> tuple[Outcome, str]:
        """Bring one follow-up in, or up to date; returns what became of it, and a word on that."""
        block = self.blocks.get(item.id)
        if block is None:
            if not item.status.is_open:
                return Outcome.UNCHANGED, ""
            self._insert(_new(item), item)
            return Outcome.CREATED, f"due {item.due}"
        if item.status is Status.DROPPED:
            return self._drop(block)
        details = [*self._mark(block, item), *self._move(item), *self._rewrite(item)]
        changed = [detail for detail in details if not detail.startswith("the texts are left")]
        return (Outcome.UPDATED if changed else Outcome.UNCHANGED), ", ".join(changed or details)

    def _mark(self, block: Block, item: FollowUp) -> list[str]:
        line = block.line
        if item.status.is_open == (not line.is_done and not line.is_dropped):
            return []
        changed = line.with_mark(" " if item.status.is_open else "x")
        if changed == line:
            return []
        self._set(block, changed)
        return ["open" if item.status.is_open else "done"]

    def _move(self, item: FollowUp) -> list[str]:
        block = self.blocks[item.id]
        before = block.line.due
        if not item.status.is_open or before is None or before == item.due:
            return []
        self._set(block, block.line.with_due(item.due))
        week = weeks.week_over(self._lines, block.at)
        # Only what stands under the heading of a week goes to another one: elsewhere the user put it.
        if week is not None and week != weeks.monday_of(item.due) and not block.line.prefix:
            lines = self._lines[block.at : block.end]
            self._delete(block.at, block.end)
            self._insert(lines, item)
        return [f"due {item.due}"]

    def _rewrite(self, item: FollowUp) -> list[str]:
        block = self.blocks[item.id]
        ours = draft_lines.found(self._lines, block.at + 1, block.end)
        title, lines = escaped(item.title), draft_lines.lines_of(item)
        if ours is None or ours.mark == draft_lines.mark(title, lines):
            return []
        if not self._is_unchanged(block, ours):
            return ["the texts are left as you changed them"]
        first = self._lines[ours.start]
        indentation = first[: len(first) - len(first.lstrip(" \t>"))]
        self._replace(ours.start, ours.end, draft_lines.written(title, lines, indentation))
        self._set(block, block.line.with_title(title))
        return ["texts"]

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
            self._delete(block.at, block.end)
            return Outcome.UPDATED, "removed"
        changed = block.line.with_mark("-")
        if changed == block.line:
            return Outcome.UNCHANGED, ""
        self._set(block, changed)
        return Outcome.UPDATED, "cancelled; it stays for what you wrote there"

    def _is_unchanged(self, block: Block, ours: draft_lines.Found) -> bool:
        """Return whether the user changed neither the title of a block nor our lines in it."""
        lines = draft_lines.bare(self._lines[ours.start : ours.end])
        return draft_lines.mark(block.line.title, lines) == ours.mark

    def _insert(self, block: Sequence[str], item: FollowUp) -> None:
        if not "".join(self._lines).strip("\ufeff \t\r"):
            self._replace(len(self._lines), len(self._lines), ["# Follow-ups"])
        at, lines = weeks.inserted(self._lines, list(self.blocks.values()), block, item.due)
        self._replace(at, at, lines)

    def _delete(self, start: int, end: int) -> None:
        self._replace(start, end, [])
        if empty := weeks.empty_heading(self._lines, start):
            self._replace(*empty, [])

    def _set(self, block: Block, line: item_line.ItemLine) -> None:
        self._lines[block.at] = line.text
        self._blocks = None

    def _replace(self, start: int, end: int, lines: Sequence[str]) -> None:
        if lines and start and not self._ends[start - 1]:
            self._ends[start - 1] = self._newline
        self._lines[start:end] = lines
        self._ends[start:end] = [self._newline] * len(lines)
        self._blocks = None


def _new(item: FollowUp) -> list[str]:
    line = item_line.of(item)
    return [line.text, *draft_lines.written(line.title, draft_lines.lines_of(item), _INDENTATION)]
