"""Calendars for tieweave: meetings and birthdays from .ics files, follow-ups into them.

Hooks only: everything else is imported when something is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
from tieweave.sinks import Sink, SinkContext, SinkType
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


def _takes(location: str) -> bool:
    from tieweave_calendar.sink_location import matches

    return matches(location)


def _open_sink(location: str, context: SinkContext) -> Sink:
    from tieweave_calendar.sink import open_sink

    return open_sink(location, context)


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


@tieweave.hookimpl
def tieweave_sinks() -> Iterable[SinkType]:
    """Declare iCalendar files of to-dos or events, and folders of them."""
    yield SinkType(
        name="ics",
        summary="iCalendar: to-dos or events in a file (follow-ups.ics), or a folder of them (ics:FOLDER/)",
        matches=_takes,
        open=_open_sink,
    )
