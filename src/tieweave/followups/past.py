"""The past with one person, as the journal tells it: what was asked, given and received, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from tieweave.model import Entry, Journal, Kept, Purpose, Status

Day = Callable[[dt.datetime], dt.date]
"""Which day a moment falls on, in ego's time zone."""

Act = tuple[Purpose, str]
"""A purpose and its kind."""

_CAME_TO_PASS = (Status.DONE, Status.ANSWERED, Status.LED_TO)
_NOT_THANKED_FOR = (Purpose.THANK, Purpose.GIVE)
"""Whoever answers a thank or a birthday wish has given their own thanks by it."""
_NO_COUNTS: Mapping[Act, int] = MappingProxyType({})
_NO_DAYS: Mapping[Act, dt.date] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Kindness:
    """Something to thank for: `when` it was, and it in `words`, a clause that says what they did.

    `what` is it in the user's words, "" where there are none; `is_named` says that these are a name, of a company or a
    role, and not any sentence.
    """

    when: dt.datetime
    words: str
    what: str = ""
    is_named: bool = False


@attrs.frozen(kw_only=True)
class Past:
    """What the journal says of one person.

    `gave` and `received` count favours; `contact`, `asked` and `word` are the last days on which ego was in touch with
    them, asked something of them (or received it), and gave or said a first word. `dropped` are the days on which the
    user dropped an act, `settled` how many of an act are over, `settled_ids` their ids and `settled_reasons` why they
    were. `kindnesses` are what to thank for, the newest first, and `thanked` is when a thank was last suggested.
    """

    gave: int = 0
    received: int = 0
    contact: dt.date | None = None
    asked: dt.date | None = None
    word: dt.date | None = None
    dropped: Mapping[Act, dt.date] = _NO_DAYS
    settled: Mapping[Act, int] = _NO_COUNTS
    settled_ids: frozenset[str] = frozenset()
    settled_reasons: frozenset[str] = frozenset()
    kindnesses: tuple[Kindness, ...] = ()
    thanked: dt.datetime | None = None

    @property
    def is_all_taking(self) -> bool:
        """Whether the balance forbids to ask: something received and nothing given, or two favours more."""
        return (self.received >= 1 and self.gave == 0) or self.received - self.gave >= 2


NO_PAST = Past()


def act(purpose: Purpose, kind: str) -> Act:
    """Return under what a follow-up is remembered when it is dropped: an ask is one whatever its kind."""
    return (purpose, "") if purpose.asks else (purpose, kind)


def pasts(journal: Journal, day: Day) -> dict[str, Past]:
    """Return the past with each person that the journal names, by id; others have none."""
    follow_ups: dict[str, list[Kept]] = {}
    entries: dict[str, list[Entry]] = {}
    for kept in journal.follow_ups:
        follow_ups.setdefault(kept.follow_up.contact.id, []).append(kept)
    for entry in journal.entries:
        entries.setdefault(entry.person, []).append(entry)
    return {
        person: _past(follow_ups.get(person, []), entries.get(person, []), day) for person in {**follow_ups, **entries}
    }


def settled_at(kept: Kept) -> dt.datetime:
    """Return when a follow-up was settled, or first suggested where that is all that is known."""
    return kept.settled or kept.since


def _past(follow_ups: Sequence[Kept], entries: Sequence[Entry], day: Day) -> Past:
    over = [kept for kept in follow_ups if not kept.follow_up.status.is_open]
    came = [kept for kept in over if kept.follow_up.status in _CAME_TO_PASS]
    dropped = [kept for kept in over if kept.follow_up.status is Status.DROPPED]
    asks = [kept for kept in came if kept.follow_up.purpose.asks]
    gifts = [kept for kept in came if kept.follow_up.purpose is Purpose.GIVE]
    first_words = [*gifts, *(kept for kept in came if kept.follow_up.purpose is Purpose.RECONNECT)]
    # What was logged of a follow-up and the follow-up itself are one favour.
    received = {kept.follow_up.id for kept in asks}
    gave = {kept.follow_up.id for kept in gifts}
    received |= {_favour(entry, at) for at, entry in enumerate(entries) if entry.received or entry.lead}
    gave |= {_favour(entry, at) for at, entry in enumerate(entries) if entry.gave}
    taken = [entry.when for entry in entries if entry.received]
    thanks = [kept.since for kept in follow_ups if kept.follow_up.purpose is Purpose.THANK]
    asked = [*(settled_at(kept) for kept in (*asks, *dropped) if kept.follow_up.purpose.asks), *taken]
    return Past(
        gave=len(gave),
        received=len(received),
        contact=_last([*(settled_at(kept) for kept in came), *(entry.when for entry in entries)], day),
        asked=_last(asked, day),
        word=_last([*map(settled_at, first_words), *(entry.when for entry in entries if entry.gave)], day),
        dropped={
            act(kept.follow_up.purpose, kept.follow_up.kind): day(settled_at(kept))
            for kept in sorted(dropped, key=settled_at)
        },
        settled=Counter((kept.follow_up.purpose, kept.follow_up.kind) for kept in over),
        settled_ids=frozenset(kept.follow_up.id for kept in over),
        settled_reasons=frozenset(kept.follow_up.reason for kept in over),
        kindnesses=tuple(sorted(_kindnesses(came, entries), key=lambda one: (one.when, one.words), reverse=True)),
        thanked=max(thanks, default=None),
    )


def _favour(entry: Entry, at: int) -> str:
    """Return what counts a favour once: the follow-up it belongs to, else the entry's place."""
    return entry.follow_up or f"entry {at}"


def _kindnesses(came: Iterable[Kept], entries: Iterable[Entry]) -> Iterable[Kindness]:
    """Yield what was logged and what became of follow-ups, as far as it asks for thanks."""
    purposes = {kept.follow_up.id: kept.follow_up.purpose for kept in came}
    for entry in entries:
        if purposes.get(entry.follow_up) in _NOT_THANKED_FOR and not (entry.received or entry.lead):
            continue
        if entry.lead:
            yield Kindness(when=entry.when, words="told you of something", what=entry.lead, is_named=True)
        elif entry.received:
            yield Kindness(when=entry.when, words="did something for you", what=entry.text)
        elif entry.answered:
            yield Kindness(when=entry.when, words="answered you")
    for kept in came:
        if kept.follow_up.purpose in _NOT_THANKED_FOR:
            continue
        if kept.follow_up.status is Status.ANSWERED:
            yield Kindness(when=settled_at(kept), words="answered you")
        elif kept.follow_up.status is Status.LED_TO:
            yield Kindness(when=settled_at(kept), words="helped you further: what you asked has led to something")


def _last(moments: Sequence[dt.datetime], day: Day) -> dt.date | None:
    return day(max(moments)) if moments else None
