"""LinkedIn for tieweave: the data export, as a .zip, a folder, or one of its files.

Hooks only: everything else is imported when something is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
from tieweave.sources import Context, Source, SourceType


def _matches(location: str) -> bool:
    from tieweave_linkedin.locations import matches

    return matches(location)


def _open(location: str, context: Context) -> Source:
    from tieweave_linkedin.source import records

    return records(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_linkedin.source import found

    return found(location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare LinkedIn's data export."""
    yield SourceType(
        name="linkedin",
        summary="LinkedIn's data export: the .zip, its folder, or its Connections, messages or Invitations .csv",
        matches=_matches,
        open=_open,
        check=_check,
    )
