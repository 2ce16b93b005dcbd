"""Everything between ego and one person, in the order of time: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from tieweave.give_and_take import Account
from tieweave.model import Channel, Contact, Entry, Kept, Status
from tieweave.report.as_balance import times
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, PROSE, Line, Room, meter, prose
from tieweave.report.wrapping import wrapped

VERSION = 1

_CHANNELS: Mapping[Channel, tuple[str, str]] = {
    Channel.EMAIL: ("mail", "mails"),
    Channel.MESSAGE: ("message", "messages"),
    Channel.CALL: ("call", "calls"),
    Channel.MEETING: ("meeting", "meetings"),
}
_COLUMN = 12


@attrs.frozen(kw_only=True)
class Between:
    """What is between ego and one person: the dates of `acts` by channel as sources tell of them, and the journal's.

    `account` is None where there are no favours.
    """

    contact: Contact
    acts: Sequence[tuple[dt.datetime, Channel]]
    entries: Sequence[Entry]
    follow_ups: Sequence[Kept]
    account: Account | None
    now: dt.datetime

    @property
    def zone(self) -> dt.tzinfo | None:
        """The time zone in which days are told."""
        return self.now.tzinfo

    @property
    def months(self) -> dict[str, Counter[Channel]]:
        """How many acts there were each month ("2026-05"), by channel, the first month first."""
        found: dict[str, Counter[Channel]] = {}
        for when, channel in self.acts:
            found.setdefault(when.astimezone(self.zone).strftime("%Y-%m"), Counter())[channel] += 1
        return dict(sorted(found.items()))


def as_json(between: Between, calling_code: str = "") -> str:
    """Return all of it as a JSON document; `calling_code` is that of phone numbers which name no country."""
    from tieweave.report.as_json import contact_value

    acts, account = between.acts, between.account
    channels = Counter(channel for _, channel in acts)
    document = {
        "version": VERSION,
        "now": between.now.isoformat(),
        "contact": contact_value(between.contact, calling_code),
        "interactions": {
            "count": len(acts),
            "first": min(when for when, _ in acts).isoformat() if acts else None,
            "last": max(when for when, _ in acts).isoformat() if acts else None,
            "channels": _counted(channels),
            "months": [{"month": month, "channels": _counted(some)} for month, some in between.months.items()],
        },
        "entries": [entry_value(entry) for entry in between.entries],
        "follow_ups": [_follow_up(kept) for kept in between.follow_ups],
        "balance": {"given": account.given if account else 0, "received": account.received if account else 0},
    }
    return json_document(document)


def lines(between: Between, room: Room = PLAIN) -> Iterator[Line]:
    """Yield all of it as text that fits the room, the earliest first."""
    yield ((visible(between.contact.name) or "(no name)", "heading"),)
    if between.acts:
        yield from prose(_in_touch(between), room, "  ")
    periods = [*_periods(between)]
    most = max((count for *_, count in periods), default=0)
    for _, shown, text, count in sorted([*periods, *_entries(between), *_acts(between)]):
        picture: Line = (meter(count / most, room), ("  ", "")) if room.drawn and most else ()
        indent = " " * (_COLUMN + 2 + (room.meter + 2 if picture else 0))
        first, *rest = [*wrapped(visible(text), indent, min(room.width, PROSE))] or [""]
        yield (f"  {shown:<{_COLUMN}}", "number"), *picture, (first.lstrip(), "")
        yield from (((line, ""),) for line in rest)
    if not (periods or between.entries or between.follow_ups):
        yield (("  Nothing is known between you and them yet.", ""),)
    yield from prose(_standing(between), room, "  ")


def entry_line(entry: Entry) -> str:
    """Return what an entry says: who did whom a favour, what happened, what came of it, and by which channel."""
    said = [
        *(["you helped them"] if entry.gave else []),
        *(["they helped you"] if entry.received else []),
        *(["they answered"] if entry.answered else []),
        *([f"it led to {entry.lead}"] if entry.lead else []),
        *([f"by {entry.channel}"] if entry.channel and entry.channel is not Channel.MEETING else []),
        *(["you met"] if entry.channel is Channel.MEETING else []),
    ]
    return f"{entry.text}  ({', '.join(said)})" if said else entry.text


def kept_lines(entry: Entry, number: int, ask: Kept | None, zone: dt.tzinfo | None) -> Iterator[str]:
    """Yield that an entry is kept under a number, and what it answers: `ask`, None where that is nothing."""
    who = entry.name or "(no name)"
    day = entry.when.astimezone(zone).date()
    yield visible(f"kept as entry {number}: {who}, {day}: {entry_line(entry)}")
    if ask is not None:
        became = f"led to {entry.lead}" if entry.lead else "is answered"
        yield visible(f"{who}: '{ask.follow_up.title}' {became}; a thank-you comes next")
    elif entry.answered or entry.lead:
        yield visible(f"{who}: nothing was asked of them that is known here; a thank-you comes next")


def entry_value(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON has it."""
    return {
        "number": entry.number,
        "person": entry.person,
        "name": entry.name or None,
        "when": entry.when.isoformat(),
        "text": entry.text,
        "gave": entry.gave,
        "received": entry.received,
        "answered": entry.answered,
        "lead": entry.lead or None,
        "follow_up": entry.follow_up or None,
        "channel": None if entry.channel is None else str(entry.channel),
    }


def _follow_up(kept: Kept) -> dict[str, Any]:
    one = kept.follow_up
    return {
        "id": one.id,
        "purpose": str(one.purpose),
        "kind": one.kind,
        "title": one.title,
        "status": str(one.status),
        "since": kept.since.isoformat(),
        "due": one.due.isoformat(),
        "settled": None if kept.settled is None else kept.settled.isoformat(),
    }


def _counted(channels: Mapping[Channel, int]) -> dict[str, int]:
    return {str(channel): channels[channel] for channel in Channel if channels.get(channel)}


def _in_words(channels: Mapping[Channel, int]) -> str:
    return ", ".join(
        f"{channels[one]:,} {single if channels[one] == 1 else plural}"
        for one, (single, plural) in _CHANNELS.items()
        if channels.get(one)
    )


def _in_touch(between: Between) -> str:
    days = sorted({when.astimezone(between.zone).date() for when, _ in between.acts})
    when = f"on {days[0]}" if len(days) == 1 else f"on {len(days):,} days, {days[0]} to {days[-1]}"
    return f"{_in_words(Counter(channel for _, channel in between.acts))} {when}"


_Told = tuple[str, str, str, int]
"""When, as it sorts, and as it is shown; what; and how often, 0 where it is no contact that sources tell of."""


def _periods(between: Between) -> Iterator[_Told]:
    """Yield how often they were in touch: by the month in the last year, by the year before."""
    since = f"{between.now.year - 1}-{between.now.month:02}"
    periods: dict[str, Counter[Channel]] = {}
    for one, counts in between.months.items():
        periods.setdefault(one if one >= since else one[:4], Counter()).update(counts)
    for period, counts in periods.items():
        yield period, period, _in_words(counts), counts.total()


def _entries(between: Between) -> Iterator[_Told]:
    for entry in between.entries:
        when = entry.when.astimezone(between.zone)
        yield when.isoformat(), when.date().isoformat(), f"{entry_line(entry)}  [entry {entry.number}]", 0


def _acts(between: Between) -> Iterator[_Told]:
    for kept in between.follow_ups:
        one = kept.follow_up
        if kept.settled is not None:
            when = kept.settled.astimezone(between.zone)
            state = "led to something" if one.status is Status.LED_TO else str(one.status)
            yield when.isoformat(), when.date().isoformat(), f"{one.title}: {state}  [{one.id}]", 0
        else:
            yield one.due.isoformat(), one.due.isoformat(), f"{one.title}: {one.status}, to do by then  [{one.id}]", 0


def _standing(between: Between) -> str:
    if between.account is None:
        return "No favours are noted, neither given nor received."
    one = between.account
    back = "; they have had nothing back yet" if one.is_all_taking else ""
    return f"They helped you {times(one.received)}, you helped them {times(one.given)}{back}."
