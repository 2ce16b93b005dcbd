"""From iCalendar streams to their records: what other programs and plugins use of this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from tieweave.model import Contact, Profile, Skipped
from tieweave.sources import Context
from tieweave_calendar.ego import Ego, ego, learnt
from tieweave_calendar.locations import reason_of
from tieweave_calendar.reading import Reading, Record
from tieweave_calendar.settings import settings
from tieweave_calendar.survey import Survey, calendars

__all__ = ["Calendars", "Record", "Stream", "records", "together"]

_SHOWN_EVERY = 500  # records


def records(data: bytes, *, source: str, where: str, context: Context) -> Iterator[Record]:
    """Give the records of one iCalendar stream: a meeting for each occurrence up to now, a contact for each person.

    `source` is the location as the user gave it; `where` names the stream within it, before the place of what is
    skipped ("" for none). Ego is who `context.profile` says, by its e-mail addresses or full name. For the several
    streams of one location there is `Calendars`.
    """
    survey = Survey()
    chosen = settings(context.options)
    found = calendars((data,), "", chosen.zone, survey)
    reading = Reading(source, context, chosen, survey, ego(context.profile))
    yield from together(reading.records((data,), found, where))


@attrs.frozen
class Stream:
    """One iCalendar stream of a location.

    `blocks` gives its bytes, from the start at every call. `where` names it within the location, before the place of
    what is skipped ("" where it is all of it); `title` is what its own name says of the calendar's.
    """

    blocks: Callable[[], Iterable[bytes]]
    where: str = ""
    title: str = ""


class Calendars:
    """The streams of one location: all are looked through first, by `look`, and then read, by `records`.

    Only together do they show whose they are, and which of their events were cancelled or replaced. `source` is the
    location as the user gave it; `survey` is what was seen. Raises `tieweave.errors.SettingsError` for options in the
    context that cannot be meant.
    """

    def __init__(self, source: str, context: Context) -> None:
        self.survey = Survey()
        self._source = source
        self._context = context
        self._settings = settings(context.options)

    def look(self, stream: Stream) -> bool:
        """Look through a stream; returns whether there is a calendar or an event in it. Raises what `blocks` does."""
        before = self.survey.calendars + self.survey.events
        calendars(stream.blocks(), stream.title, self._settings.zone, self.survey)
        return self.survey.calendars + self.survey.events > before

    @property
    def ego(self) -> Ego:
        """Who ego is, by the profile of the context and all that was looked through."""
        return ego(self._context.profile, self.survey.sightings)

    @property
    def learnt(self) -> Profile | None:
        """What was seen of ego beyond the profile of the context, None for nothing."""
        return learnt(self.ego, self._context.profile, self.survey.sightings)

    def records(self, streams: Iterable[Stream]) -> Iterator[Record]:
        """Give the records of streams that were looked through: as the function of that name, each person once.

        One that cannot be read any more is skipped.
        """
        reading = Reading(self._source, self._context, self._settings, self.survey, self.ego)
        yield from together(self._each(reading, streams))

    def _each(self, reading: Reading, streams: Iterable[Stream]) -> Iterator[Record]:
        done = 0
        for stream in streams:
            try:
                # Looked through again, and not kept from the first time: a location may hold many thousands.
                found = calendars(stream.blocks(), stream.title, self._settings.zone, None)
                for record in reading.records(stream.blocks(), found, stream.where):
                    yield record
                    done += 1
                    if done % _SHOWN_EVERY == 0:
                        self._context.progress("meetings", done, None)
            except OSError as error:
                reason = f"cannot be read ({reason_of(error)})"
                yield Skipped(source=self._source, where=stream.where or "the file", reason=reason)


def together(records: Iterable[Record]) -> Iterator[Record]:
    """Give the records with the contacts last, and of several with one key a single one that says what they all say."""
    people: dict[str, Contact] = {}
    for record in records:
        if not isinstance(record, Contact):
            yield record
        elif record.key not in people:
            people[record.key] = record
        elif record != people[record.key]:
            people[record.key] = _both(people[record.key], record)
    yield from people.values()


def _both(one: Contact, other: Contact) -> Contact:
    """Return the contact that says what both say: the fuller name first, a birthday with its year."""
    named = [name for name in dict.fromkeys((*one.names, *other.names)) if "@" not in name]
    names = sorted(named, key=lambda name: -len(name.split())) or list(one.names)
    return attrs.evolve(
        one,
        name=names[0],
        names=names,
        birthday=max(one.birthday, other.birthday, key=len),
        anniversary=max(one.anniversary, other.anniversary, key=len),
    )
