"""CSV address books for tieweave: Google, Outlook, Thunderbird, and any other by a column mapping.

Hooks only: everything else is imported when something is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
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
