"""What was logged and done, as interactions: it dates a tie like any other contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tieweave.model import Channel, Contact, Direction, Interaction, Journal

_CHANNELS = {str(channel): channel for channel in Channel}
_NOON, _AFTERNOON, _ENDS = 12, 14, 18
"""Hours of a working day: the lunch break begins and ends, and work does; see `history.times`."""


def interactions(journal: Journal, contacts: Sequence[Contact], zone: dt.tzinfo = dt.UTC) -> Iterator[Interaction]:
    """Yield what was logged and done with each of the `contacts`, in a journal whose people were `found` among them.

    Both are acts of both sides, by the channel that was said, or that of the follow-up; by message where that is none.
    """
    records = {contact.id: (contact.records or (contact,))[0] for contact in contacts if contact.id}

    def act(person: str, when: dt.datetime, channel: Channel | None) -> Iterator[Interaction]:
        if record := records.get(person):
            yield Interaction(
                source=record.source,
                when=when,
                channel=channel or Channel.MESSAGE,
                direction=Direction.BOTH,
                participants=[record.key],
            )

    for entry in journal.entries:
        yield from act(entry.person, entry.when, entry.channel)
    told = {entry.follow_up for entry in journal.entries if entry.answered or entry.lead}
    for kept in journal.follow_ups:
        one = kept.follow_up
        # What was answered is settled on the day of the answer: the entry that tells of it is that contact.
        if kept.settled is not None and one.status.is_done and one.id not in told:
            when = within_the_day(kept.settled.astimezone(zone))
            yield from act(one.contact.id, when, _CHANNELS.get(one.channel))


def within_the_day(moment: dt.datetime) -> dt.datetime:
    """Return the same day at an hour of work, none later than the moment, but for what is written down before work.

    When something is written down says little of the hour it happened: whoever ticks off in the evening what they did
    in the day was not in touch in their time off.
    """
    hour = moment.replace(minute=0, second=0, microsecond=0)
    if _NOON <= moment.hour < _AFTERNOON:
        return hour.replace(hour=_NOON - 1, minute=59)
    return min(moment, hour.replace(hour=_ENDS))
