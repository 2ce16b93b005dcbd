"""From a location to its records: the source that `tieweave_calendar` declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieweave.errors import SourceError
from tieweave.model import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_calendar.ego import ego, learnt
from tieweave_calendar.locations import File, files, reason_of
from tieweave_calendar.reader import Reading, together
from tieweave_calendar.repeats import Effort
from tieweave_calendar.settings import Settings, settings
from tieweave_calendar.survey import Calendar, Survey, calendars

_SHOWN_EVERY = 500  # records


def read(location: str, context: Context) -> Iterator[Contact | Interaction | Profile | Skipped]:
    """Give the meetings, people and birthdays of the calendars at a location, and what they say of ego.

    All files are looked through first: only the whole shows whose calendars they are. Raises
    `tieweave.errors.SourceError` when the location cannot be read or holds no calendar, and
    `tieweave.errors.SettingsError` for options that cannot be meant.
    """
    chosen = settings(context.options)
    whole, survey, trouble = _surveyed(location, chosen, context)
    yield from trouble
    own = ego(context.profile, survey.sightings)
    if profile := learnt(own, context.profile, survey.sightings):
        yield profile
    reading = Reading(location, context, chosen, survey, own, Effort())
    yield from together(_read(reading, whole, chosen, context))


def check(location: str, context: Context) -> Sequence[str]:
    """Say what is at a location: how many calendars and events, of which years, and whose they are.

    Raises `tieweave.errors.SourceError` as `read` does.
    """
    chosen = settings(context.options)
    whole, survey, trouble = _surveyed(location, chosen, context)
    own = ego(context.profile, survey.sightings)
    people = sum(address not in own.mailboxes for address in survey.sightings.seen)
    span = "" if survey.first is None or survey.last is None else f", {survey.first.year} to {survey.last.year}"
    lines = [
        f"{_counted(survey.calendars, 'calendar')} in {_counted(len(whole), 'file')}, "
        f"{_counted(survey.events, 'event')}{span}",
        f"{_counted(survey.sightings.events, 'event')} with other people, {_counted(people, 'address', 'addresses')}",
    ]
    seen = [address for address in sorted(own.mailboxes) if address in survey.sightings.seen]
    if seen:
        lines.append(f"you are {', '.join(seen)}")
    elif survey.sightings.events:
        lines.append("which attendee you are is not clear: put your addresses into the profile (emails)")
    return [*lines, *(f"{skipped.where}: {skipped.reason}" for skipped in trouble)]


def _surveyed(location: str, chosen: Settings, context: Context) -> tuple[list[File], Survey, list[Skipped]]:
    """Look through all files; return those that hold a calendar, what they say, and what could not be read."""
    survey = Survey()
    whole: list[File] = []
    trouble: list[Skipped] = []
    found = files(location)
    for number, file in enumerate(found):
        before = survey.calendars + survey.events
        try:
            calendars(file.blocks(), file.title, chosen.zone, survey)
            reason = "" if survey.calendars + survey.events > before else _no_calendar(file)
        except (OSError, ValueError) as error:  # ValueError: a path that no file can have
            if not file.name:
                raise SourceError.unreadable(location, error) from error
            reason = f"cannot be read ({reason_of(error)})"
        if not reason:
            whole.append(file)
        elif file.name:
            trouble.append(Skipped(source=location, where=file.name, reason=reason))
        else:
            raise SourceError(f"{location}: {reason}; export the calendar as iCalendar (.ics) and name that file")
        if number % 100 == 0:
            context.progress("calendars", number, len(found))
    if not whole:
        first = trouble[0]
        raise SourceError(f"{location}: holds no calendar: {first.where} {first.reason}; export calendars as .ics")
    return whole, survey, trouble


def _read(
    reading: Reading, whole: Sequence[File], chosen: Settings, context: Context
) -> Iterator[Contact | Interaction | Skipped]:
    done = 0
    for file in whole:
        try:
            # Looked through again, and not kept from the first time: a folder may hold many thousands.
            found: dict[int, Calendar] = calendars(file.blocks(), file.title, chosen.zone, None)
            for record in reading.records(file.blocks(), found, file.name):
                yield record
                done += 1
                if done % _SHOWN_EVERY == 0:
                    context.progress("meetings", done, None)
        except OSError as error:
            yield Skipped(
                source=reading.source, where=file.name or "the file", reason=f"cannot be read ({reason_of(error)})"
            )


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
