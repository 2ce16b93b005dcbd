"""CSV for tieweave: address books of Google, Outlook, Thunderbird and any other program, and a table of follow-ups.

Hooks only: everything else is imported when something is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
from tieweave.sinks import Sink, SinkContext, SinkType
from tieweave.sources import Context, Source, SourceType


def _matches(location: str) -> bool:
    from tieweave_csv.locations import matches

    return matches(location)


def _open(location: str, context: Context) -> Source:
    from tieweave_csv.source import records

    return records(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_csv.preview import preview

    return preview(location, context)


def _takes(location: str) -> bool:
    from tieweave.sink_files import is_file_of

    return is_file_of(location, "csv", (".csv",))


def _open_sink(location: str, context: SinkContext) -> Sink:
    from tieweave_csv.sink import open_sink

    return open_sink(location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare CSV files of contacts."""
    yield SourceType(
        name="csv",
        summary="contacts as CSV (.csv, .tsv): Google, Outlook, Thunderbird, Yahoo, others by a column mapping",
        matches=_matches,
        open=_open,
        check=_check,
    )


@tieweave.hookimpl
def tieweave_sinks() -> Iterable[SinkType]:
    """Declare tables of follow-ups."""
    yield SinkType(
        name="csv",
        summary="a table for a spreadsheet (csv:FILE, or FILE.csv), one follow-up a row",
        matches=_takes,
        open=_open_sink,
    )
