"""The past with one person, as the journal tells it: what was asked, given and received, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from tieweave.give_and_take import Favour, favours
from tieweave.model import Entry, Journal, Kept, Purpose, Status

Day = Callable[[dt.datetime], dt.date]
"""Which day a moment falls on, in ego's time zone."""

Act = tuple[Purpose, str]
"""A purpose and its kind."""

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

    `gave` and `received` count favours, as `tieweave balance` does, and `unanswered` the asks that are done and that
    nothing has come of yet. `contact`, `asked` and `word` are the last days on which ego was in touch with them, asked
    something of them (or received it), and gave or said a first word. `dropped` are the days on which the user dropped
    an act, `settled` how many of an act are over, `settled_ids` their ids, `settled_reasons` why they were, and
    `wished` the days of the birthdays among them. `kindnesses` are what to thank for, the newest first, and `thanked`
    is when a thank was last said, or dropped.
    """

    gave: int = 0
    received: int = 0
    unanswered: int = 0
    contact: dt.date | None = None
    asked: dt.date | None = None
    word: dt.date | None = None
    dropped: Mapping[Act, dt.date] = _NO_DAYS
    settled: Mapping[Act, int] = _NO_COUNTS
    settled_ids: frozenset[str] = frozenset()
    settled_reasons: frozenset[str] = frozenset()
    wished: tuple[dt.date, ...] = ()
    kindnesses: tuple[Kindness, ...] = ()
    thanked: dt.datetime | None = None

    @property
    def is_mostly_taking(self) -> bool:
        """Whether the balance forbids to ask: something taken and nothing given, or two favours more."""
        return (self.taken >= 1 and self.gave == 0) or self.taken - self.gave >= 2

    @property
    def taken(self) -> int:
        """What ego has had of them, or asked for: whoever asks anew as long as no answer came only takes."""
        return self.received + self.unanswered


NO_PAST = Past()


def act(purpose: Purpose, kind: str) -> Act:
    """Return under what a follow-up is remembered when it is dropped: an ask is one whatever its kind."""
    return (purpose, "") if purpose.asks else (purpose, kind)


def pasts(journal: Journal, day: Day, today: dt.date) -> dict[str, Past]:
    """Return the past with each person that the journal names, by id; others have none. What lies ahead is none."""
    journal = attrs.evolve(journal, entries=[entry for entry in journal.entries if day(entry.when) <= today])
    follow_ups: dict[str, list[Kept]] = {}
    entries: dict[str, list[Entry]] = {}
    done: dict[str, list[Favour]] = {}
    for kept in journal.follow_ups:
        follow_ups.setdefault(kept.follow_up.contact.id, []).append(kept)
    for entry in journal.entries:
        entries.setdefault(entry.person, []).append(entry)
    for favour in favours(journal):
        done.setdefault(favour.person, []).append(favour)
    return {
        person: _past(follow_ups.get(person, []), entries.get(person, []), done.get(person, []), day)
        for person in {**follow_ups, **entries}
    }


def _past(follow_ups: Sequence[Kept], entries: Sequence[Entry], favours: Sequence[Favour], day: Day) -> Past:
    over = [kept for kept in follow_ups if not kept.follow_up.status.is_open]
    came = [kept for kept in over if kept.follow_up.status.is_done]
    dropped = [kept for kept in over if kept.follow_up.status is Status.DROPPED]
    asks = [kept for kept in came if kept.follow_up.purpose.asks]
    gifts = [kept for kept in came if kept.follow_up.purpose is Purpose.GIVE]
    first_words = [*gifts, *(kept for kept in came if kept.follow_up.purpose is Purpose.RECONNECT)]
    taken = [entry.when for entry in entries if entry.received]
    thanks = [kept.noted for kept in over if kept.follow_up.purpose is Purpose.THANK]
    asked = [*(kept.noted for kept in (*asks, *dropped) if kept.follow_up.purpose.asks), *taken]
    return Past(
        gave=sum(one.given for one in favours),
        received=sum(not one.given for one in favours),
        unanswered=sum(not kept.follow_up.status.is_answered for kept in asks),
        contact=_last([*(kept.noted for kept in came), *(entry.when for entry in entries)], day),
        asked=_last(asked, day),
        word=_last([*(kept.noted for kept in first_words), *(entry.when for entry in entries if entry.gave)], day),
        dropped={
            act(kept.follow_up.purpose, kept.follow_up.kind): day(kept.noted)
            for kept in sorted(dropped, key=lambda kept: kept.noted)
        },
        settled=Counter((kept.follow_up.purpose, kept.follow_up.kind) for kept in over),
        settled_ids=frozenset(kept.follow_up.id for kept in over),
        settled_reasons=frozenset(kept.follow_up.reason for kept in over),
        wished=tuple(kept.follow_up.due for kept in over if kept.follow_up.kind == "birthday"),
        kindnesses=tuple(sorted(_kindnesses(came, entries), key=lambda one: (one.when, one.words), reverse=True)),
        thanked=max(thanks, default=None),
    )


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
            yield Kindness(when=kept.noted, words="answered you")
        elif kept.follow_up.status is Status.LED_TO:
            yield Kindness(when=kept.noted, words="helped you further: what you asked has led to something")


def _last(moments: Sequence[dt.datetime], day: Day) -> dt.date | None:
    return day(max(moments)) if moments else None
