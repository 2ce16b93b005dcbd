"""What an event says of being in touch: with whom, and how much."""

from __future__ import annotations

import datetime as dt

import attrs

from tieweave_calendar.ego import Ego
from tieweave_calendar.event import Event
from tieweave_calendar.people import Person

MOST_PEOPLE = 500
"""Other people from which an event is a broadcast and no meeting."""

MOST_ACQUAINTED = 20
"""Other people up to which one gets to know, or knows, each of them; from there on an event is an audience."""

_ALL_DAY = 0.25
"""Of whole days: trips, holidays and conferences that were shared, as much as reminders."""

_HALF_MEANT = 0.5
"""Where it is not said that ego would come: no answer, "maybe", a tentative or free slot, ego not on the list."""


@attrs.frozen
class Meeting:
    """The `people` that ego meets, who else gets to know of it (`informed`), and the `weight` as in `Interaction`."""

    people: tuple[Person, ...]
    informed: tuple[Person, ...]
    weight: float


def meeting(event: Event, ego: Ego) -> Meeting | None:
    """Return the meeting that an event is, None when it is none.

    It is none when it was cancelled, when ego declined, when nobody else is named in it who did not decline, or when
    they are more than `MOST_PEOPLE`. Its weight is the smallest of those that apply.
    """
    own = [one for one in event.people if one in ego]
    others = [one for one in event.people if one not in ego and one.comes]
    people = tuple(one for one in others if not one.informed)
    if event.cancelled or (own and not any(one.comes for one in own)) or not 0 < len(people) <= MOST_PEOPLE:
        return None
    weights = [1.0]
    if event.all_day or (event.length is not None and event.length >= dt.timedelta(days=1)):
        weights.append(_ALL_DAY)
    if event.tentative or event.free:
        weights.append(_HALF_MEANT)
    if ego.mailboxes and not any(one.organises or one.answer not in ("NEEDS-ACTION", "TENTATIVE") for one in own):
        weights.append(_HALF_MEANT)
    if len(people) > MOST_ACQUAINTED:
        weights.append(MOST_ACQUAINTED / len(people))
    return Meeting(people, tuple(one for one in others if one.informed), round(min(weights), 4))
