"""How the events of a stream become records: meetings, the people met, birthdays."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from tieweave.model import Channel, Contact, Direction, Interaction, Skipped
from tieweave.sources import Context
from tieweave_calendar import birthdays
from tieweave_calendar.components import EVENT, LARGEST_EVENT, components
from tieweave_calendar.ego import Ego
from tieweave_calendar.event import Event, UnreadableError, event
from tieweave_calendar.follow_up_uid import id_of
from tieweave_calendar.meeting import MOST_ACQUAINTED, Meeting, meeting
from tieweave_calendar.people import Person
from tieweave_calendar.repeats import Effort, Occurrence, UnfollowedError, occurrences, replacing
from tieweave_calendar.settings import Settings
from tieweave_calendar.survey import Calendar, Survey

Record: TypeAlias = Contact | Interaction | Skipped

_LONGEST_KEY = 200
_EARLIEST = 1900  # the year of the first meeting that anybody living can have had


@attrs.frozen
class Reading:
    """How the streams of one location are read: for whom, what the survey of all of them says, the effort left."""

    source: str
    context: Context
    settings: Settings
    survey: Survey
    ego: Ego
    effort: Effort = attrs.field(factory=Effort)
    met: set[tuple[str, str]] = attrs.field(factory=set)
    """Who was given as a contact, and under which name: the same people are in event after event."""

    def records(self, blocks: Iterable[bytes], found: dict[int, Calendar], where: str) -> Iterator[Record]:
        """Give the records of one stream, whose calendars the survey `found`; a contact may come several times.

        Events that repeat, or replace an occurrence of another, come last, when all of their series are known.
        """
        series: dict[str, list[_Placed]] = {}
        for component in components(blocks):
            if component.name != EVENT or not (calendar := found[component.calendar]).holds_events:
                continue
            place = f"{where}, " * bool(where) + f"event {component.number}, line {component.line}"
            try:
                if component.lines is None:
                    raise UnreadableError(f"it is larger than {LARGEST_EVENT // 2**20} MiB")
                one = event(component.lines, calendar.zones)
            except UnreadableError as error:
                yield self._skipped(place, f"{error}; the event is left out")
                continue
            if id_of(one.uid) is not None:
                continue  # a follow-up that tieweave put there is a plan, not something that happened
            if component.cut:
                yield self._skipped(place, "the file ends within this event; what there is of it was read")
            if self.survey.is_stale(one):
                continue
            if calendar.cancels:
                one = attrs.evolve(one, cancelled=True)
            placed = _Placed(place, one, calendar)
            if one.repeats or one.recurrence is not None:
                series.setdefault(one.uid or f"\0{component.number}", []).append(placed)
            else:
                yield from self._of(placed, ())
        for parts in series.values():
            masters = [part for part in parts if part.event.recurrence is None]
            instead = [part for part in parts if part.event.recurrence is not None]
            if masters:
                yield from self._of(max(masters, key=lambda part: part.event.sequence), instead)
            else:  # one is asked to a single occurrence, and does not get to know the series
                for part in instead:
                    yield from self._of(part, ())

    def _of(self, placed: _Placed, instead: Sequence[_Placed]) -> Iterator[Record]:
        """Give the records of an event or a series, some of whose occurrences others stand for (`instead`)."""
        one, now = placed.event, self.context.now
        fact = birthdays.fact(one, placed.calendar.name, source=self.source, now=now)
        if fact is not None:
            if not one.cancelled:
                yield fact
            return
        events = [one, *(replacing(part.event, one) for part in instead)]
        meetings = {id(event): meeting(event, self.ego) for event in events}
        if not any(meetings.values()):
            return
        times, trouble = [_alone(event) for event in events], ""
        if one.repeats and one.recurrence is None:
            since = now - dt.timedelta(days=round(365.25 * self.settings.years))
            try:
                times = occurrences(events, since, now, self.effort)
            except UnfollowedError as error:
                trouble = f"{error}; only its first time counts"
        for occurrence in times:
            held = meetings[id(occurrence.event)]
            when = placed.calendar.zones.instant(occurrence.start)
            if held is not None and when.year >= _EARLIEST and when <= now:
                yield self._interaction(occurrence, held, when, placed.calendar)
        for held in meetings.values():
            if held is not None and len(held.people) <= MOST_ACQUAINTED:
                yield from self._contacts((*held.people, *held.informed))
        if trouble:
            yield self._skipped(placed.where, trouble)

    def _interaction(self, occurrence: Occurrence, held: Meeting, when: dt.datetime, calendar: Calendar) -> Interaction:
        length = occurrence.event.length
        timed = not occurrence.event.all_day and length is not None and length < dt.timedelta(days=1)
        return Interaction(
            source=self.source,
            key=_key(occurrence, held, calendar),
            when=when,
            channel=Channel.MEETING,
            direction=Direction.BOTH,
            participants=[person.key for person in held.people],
            others=[person.key for person in held.informed],
            duration=length.total_seconds() if timed and length else None,
            weight=held.weight,
            own=next((one.email for one in occurrence.event.people if one in self.ego), ""),
        )

    def _contacts(self, people: Iterable[Person]) -> Iterator[Contact]:
        for person in people:
            if (person.key, person.name) not in self.met:
                self.met.add((person.key, person.name))
                emails = [person.email] if person.email else []
                name = person.name or person.email
                yield Contact(source=self.source, key=person.key, name=name, emails=emails, filed=False)

    def _skipped(self, place: str, reason: str) -> Skipped:
        return Skipped(source=self.source, where=place, reason=reason)


@attrs.frozen
class _Placed:
    """An event, where it stands, and its calendar."""

    where: str
    event: Event
    calendar: Calendar


def _alone(one: Event) -> Occurrence:
    return Occurrence(one.start, one, one.recurrence or one.start)


def _key(occurrence: Occurrence, held: Meeting, calendar: Calendar) -> str:
    """Return the key of an occurrence: the event's UID and when it was to start, in UTC, before anybody moved it.

    It is the same in every calendar that holds the event. Without a UID, who met takes its place.
    """
    at = occurrence.recurrence
    stamp = f"{calendar.zones.instant(at):%Y%m%dT%H%M%SZ}" if isinstance(at, dt.datetime) else f"{at:%Y%m%d}"
    uid = occurrence.event.uid or "\x1f".join(sorted(person.key for person in held.people))
    if len(uid) > _LONGEST_KEY or not occurrence.event.uid:
        uid = hashlib.blake2b(uid.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{uid}/{stamp}"
