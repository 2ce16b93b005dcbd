"""From a location to its records: the source that `tieweave_calendar` declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieweave.errors import SourceError
from tieweave.model import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_calendar.locations import File, files, reason_of
from tieweave_calendar.reader import Calendars, Stream


def read(location: str, context: Context) -> Iterator[Contact | Interaction | Profile | Skipped]:
    """Give the meetings, people and birthdays of the calendars at a location, and what they say of ego.

    All files are looked through first: only the whole shows whose calendars they are. Raises
    `tieweave.errors.SourceError` when the location cannot be read or holds no calendar, and
    `tieweave.errors.SettingsError` for options that cannot be meant.
    """
    calendars, streams, trouble = _looked_through(location, context)
    yield from trouble
    if profile := calendars.learnt:
        yield profile
    yield from calendars.records(streams)


def check(location: str, context: Context) -> Sequence[str]:
    """Say what is at a location: how many calendars and events, of which years, and whose they are.

    Raises `tieweave.errors.SourceError` as `read` does.
    """
    calendars, streams, trouble = _looked_through(location, context)
    own, survey = calendars.ego, calendars.survey
    people = sum(address not in own.mailboxes for address in survey.sightings.seen)
    span = "" if survey.first is None or survey.last is None else f", {survey.first.year} to {survey.last.year}"
    lines = [
        f"{_counted(survey.calendars, 'calendar')} in {_counted(len(streams), 'file')}, "
        f"{_counted(survey.events, 'event')}{span}",
        f"{_counted(survey.sightings.events, 'event')} with other people, {_counted(people, 'address', 'addresses')}",
    ]
    seen = [address for address in sorted(own.mailboxes) if address in survey.sightings.seen]
    if seen:
        lines.append(f"you are {', '.join(seen)}")
    elif survey.sightings.events:
        lines.append("which attendee you are is not clear: put your addresses into the profile (emails)")
    return [*lines, *(f"{skipped.where}: {skipped.reason}" for skipped in trouble)]


def _looked_through(location: str, context: Context) -> tuple[Calendars, list[Stream], list[Skipped]]:
    """Look through all files; return what they say, those that hold a calendar, and what could not be read."""
    calendars = Calendars(location, context)
    whole: list[Stream] = []
    trouble: list[Skipped] = []
    found = files(location)
    for number, file in enumerate(found):
        stream = Stream(file.blocks, file.name, file.title)
        try:
            reason = "" if calendars.look(stream) else _no_calendar(file)
        except (OSError, ValueError) as error:  # ValueError: a path that no file can have
            if not file.name:
                raise SourceError.unreadable(location, error) from error
            reason = f"cannot be read ({reason_of(error)})"
        if not reason:
            whole.append(stream)
        elif file.name:
            trouble.append(Skipped(source=location, where=file.name, reason=reason))
        else:
            raise SourceError(f"{location}: {reason}; export the calendar as iCalendar (.ics) and name that file")
        if number % 100 == 0:
            context.progress("calendars", number, len(found))
    if not whole:
        first = trouble[0]
        raise SourceError(f"{location}: holds no calendar: {first.where} {first.reason}; export calendars as .ics")
    return calendars, whole, trouble


def _no_calendar(file: File) -> str:
    start = next(file.blocks(), b"")
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        return "is empty"
    if start.startswith(b"PK\x03\x04"):
        return "is a .zip archive under another name; unpack it first"
    if start.lstrip()[:1] == b"<":
        return "is a web page or XML, not a calendar"
    return "has no BEGIN:VCALENDAR in it, so it is no calendar"


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
