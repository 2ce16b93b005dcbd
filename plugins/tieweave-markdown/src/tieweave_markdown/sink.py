"""Follow-ups as a checklist in a Markdown file: the sink that `tieweave_markdown` declares.

The file is written once for all items, whole or not at all, before the first of them is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieweave import sink_files
from tieweave.errors import SinkError
from tieweave.model import FollowUp
from tieweave.sinks import Delivery, Items, Outcome, Seen, SinkContext, file_of
from tieweave_markdown.checklist import Checklist


def open_sink(location: str, context: SinkContext) -> ChecklistSink:
    """Return the checklist at a location (`md:FILE`, or a path that ends in .md); reads nothing yet.

    Raises `SinkError` for any option: there are none.
    """
    for key in context.options:
        raise SinkError(f"md: unknown option {key!r} in [options.md]; there are none")
    return ChecklistSink(file_of(location, "md"))


class ChecklistSink:
    """The file at a path, which is its key."""

    def __init__(self, path: str) -> None:
        self.key = path

    def seen(self) -> Sequence[Seen] | None:
        """Return the follow-ups in the file; None where there is no file, or an empty one.

        Raises `SinkError` where it cannot be read.
        """
        text = sink_files.content(self.key)
        return None if text is None or not text.strip("\ufeff \t\r\n") else Checklist(text).seen()

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Write the items into the file, and tell what became of each once all of them are there."""
        checklist = Checklist(sink_files.content(self.key) or "")
        sink_files.check_writable(self.key)
        deliveries = []
        for item in items:
            if isinstance(item, FollowUp):
                outcome, detail = checklist.put(item)
                deliveries.append(Delivery(item=item.id, title=item.title, outcome=outcome, detail=detail))
        if not dry_run and any(one.outcome is not Outcome.UNCHANGED for one in deliveries):
            sink_files.keep(self.key, checklist.text)
        yield from deliveries

    def close(self) -> None:
        """Nothing is kept open."""
