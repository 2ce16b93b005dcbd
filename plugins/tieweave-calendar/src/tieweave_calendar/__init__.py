"""Calendars for tieweave: meetings and birthdays from .ics files.

Hooks only: everything else is imported when something is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
from tieweave.sources import Context, Source, SourceType


def _matches(location: str) -> bool:
    from tieweave_calendar.locations import matches

    return matches(location)


def _open(location: str, context: Context) -> Source:
    from tieweave_calendar.source import read

    return read(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_calendar.source import check

    return check(location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare iCalendar files, folders and archives of them."""
    yield SourceType(
        name="calendar",
        summary="iCalendar: a file (.ics), a folder or .zip of them: meetings, attendees, birthdays",
        matches=_matches,
        open=_open,
        check=_check,
    )
