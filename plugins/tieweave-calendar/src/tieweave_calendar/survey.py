"""The first look at a stream: what has to be known before its events are read.

Time zones may be defined after the events that use them, a cancellation may come before or after what it cancels, and
whose calendar it is only the whole shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from tieweave_calendar.components import CALENDAR, ZONE, components
from tieweave_calendar.ego import Sightings
from tieweave_calendar.event import Event, UnreadableError, event
from tieweave_calendar.follow_up_uid import id_of
from tieweave_calendar.properties import parsed
from tieweave_calendar.times import Zones

_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
"""Methods of messages that ask for or answer something, and hold an event only to say which."""

_CANCELS = "CANCEL"


@attrs.frozen
class Calendar:
    """One calendar of a stream: its name ("" where it has none), its time zones, and what it does with its events."""

    name: str = ""
    zones: Zones = attrs.field(factory=Zones)
    method: str = ""

    @property
    def holds_events(self) -> bool:
        """Whether its events are events or their cancellations, not answers to invitations and the like."""
        return self.method not in _ANSWERS

    @property
    def cancels(self) -> bool:
        """Whether it cancels its events."""
        return self.method == _CANCELS


@attrs.define
class Survey:
    """What is known of a location's streams: who was seen, and which versions of an event there are, by UID."""

    sightings: Sightings = attrs.field(factory=Sightings)
    newest: dict[str, int] = attrs.field(factory=dict)
    cancelled: dict[str, int] = attrs.field(factory=dict)
    events: int = 0
    calendars: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    def is_stale(self, one: Event) -> bool:
        """Return whether an event was cancelled elsewhere, or there is a newer version of it."""
        if not one.uid or one.recurrence is not None:
            return False
        return one.sequence < self.newest.get(one.uid, 0) or one.sequence <= self.cancelled.get(one.uid, -1)

    def note(self, lines: Iterable[bytes], method: str) -> None:
        """Take an event of a calendar with that METHOD into account."""
        self.events += 1
        try:
            one = event(lines, Zones())
        except UnreadableError:
            return
        if method in _ANSWERS or id_of(one.uid) is not None:
            return
        if one.uid and one.recurrence is None:
            if one.cancelled or method == _CANCELS:
                self.cancelled[one.uid] = max(one.sequence, self.cancelled.get(one.uid, 0))
            elif one.sequence:
                self.newest[one.uid] = max(one.sequence, self.newest.get(one.uid, 0))
        self.sightings.add(one.people)
        day = dt.date(one.start.year, one.start.month, one.start.day)
        self.first = min(self.first or day, day)
        self.last = max(self.last or day, day)


def calendars(
    blocks: Iterable[bytes], title: str, zone: dt.tzinfo | None, survey: Survey | None
) -> dict[int, Calendar]:
    """Look through a stream, note what it holds in the survey, if any, and return its calendars by their number.

    `title` is what the stream's own name says of the calendar's; `zone` that of times without one, where the calendar
    does not name its own.
    """
    said: dict[int, dict[str, str]] = {0: {}}
    defined: dict[int, dict[str, tuple[bytes, ...]]] = {}
    for component in components(blocks):
        lines = component.lines or ()
        if component.name == CALENDAR:
            own = said.setdefault(component.calendar, {})
            for line in lines:
                if (one := parsed(line)) is not None:
                    own.setdefault(one.name, one.text)
        elif component.name == ZONE:
            tzid = next((one.value for line in lines if (one := parsed(line)) and one.name == "TZID"), "")
            defined.setdefault(component.calendar, {}).setdefault(tzid, lines)
        elif survey is not None:
            # Who is in it, which version, which day: that much does not depend on the time zones.
            survey.note(lines, said.get(component.calendar, {}).get("METHOD", "").upper())
    numbers = said.keys() | defined.keys()
    found = {number: _calendar(said.get(number, {}), title, defined.get(number, {}), zone) for number in numbers}
    if survey is not None:
        survey.calendars += len(said.keys() - {0})
        for name in {title, *(calendar.name for calendar in found.values())}:
            survey.sightings.add_title(name)
    return found


def _calendar(
    said: Mapping[str, str], title: str, defined: Mapping[str, tuple[bytes, ...]], zone: dt.tzinfo | None
) -> Calendar:
    own = Zones(default=zone or dt.UTC, defined=defined)
    named = said.get("X-WR-TIMEZONE") or said.get("TIMEZONE-ID")
    if not named and len(defined) == 1 and zone is None:
        (named,) = defined
    return Calendar(
        name=said.get("X-WR-CALNAME") or said.get("NAME") or title,
        zones=attrs.evolve(own, default=own.named(named)) if named else own,
        method=said.get("METHOD", "").upper(),
    )
