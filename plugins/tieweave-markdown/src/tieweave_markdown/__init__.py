"""Follow-ups of tieweave as a Markdown checklist: the hooks. Everything else is imported when something is written."""

from __future__ import annotations

from collections.abc import Iterable

import tieweave
from tieweave.sinks import Sink, SinkContext, SinkType


def _matches(location: str) -> bool:
    from tieweave.sink_files import is_file_of

    return is_file_of(location, "md", (".md", ".markdown"))


def _open(location: str, context: SinkContext) -> Sink:
    from tieweave_markdown.sink import open_sink

    return open_sink(location, context)


@tieweave.hookimpl
def tieweave_sinks() -> Iterable[SinkType]:
    """Declare Markdown files with a checklist of follow-ups."""
    yield SinkType(
        name="md",
        summary="a checklist in Markdown (md:FILE, or FILE.md), for Obsidian and the like",
        matches=_matches,
        open=_open,
    )
