"""Offers: what ego can do for somebody, or say to them, without asking for anything, the most fitting first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence

import attrs

from tieweave.followups import gifts, reconnecting
from tieweave.followups.candidate import Candidate
from tieweave.followups.gifts import Able
from tieweave.followups.keeping import interval
from tieweave.followups.people import Person, Situation
from tieweave.followups.wording import is_about_a_year_ago

HELP, OWED, BACK_IN_TOUCH, NEWS, NEWS_BEFORE_AN_ASK = range(5)
"""In which order offers are made: what somebody needs, what ego owes them, who is falling asleep or sleeps, and how
everybody else is. Who would be asked for a lead comes last, since a plan turns to each person once."""
_LATE = 3.0
"""Times the interval from which on lateness counts no more; own estimate."""
_OCCASION = 1.2
"""What it adds that the last conversation is about a year ago; own estimate."""


@attrs.frozen(eq=False)
class Offer:
    """A candidate that asks for nothing: its `rank` (one of those above), its `value` and the day `since` it fits."""

    candidate: Candidate
    rank: int
    value: float
    since: dt.date

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands among others."""
        return self.rank, -self.value, self.candidate.person.order


class Queue:
    """Offers, the best first, each taken once."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._offers = sorted(offers, key=lambda offer: offer.order)

    def take(self, fits: Callable[[Offer], bool]) -> Candidate | None:
        """Return the first that `fits`, None where none does."""
        for at, offer in enumerate(self._offers):
            if fits(offer):
                del self._offers[at]
                return offer.candidate
        return None


def offers(situation: Situation, until: dt.date, taken: Collection[str]) -> list[Offer]:
    """Return the best offer to everybody but those `taken`, up to a day."""
    able = Able(situation.people.values())
    people = (person for person in situation.people.values() if person.id not in taken)
    return [offer for person in people if (offer := _offer(situation, person, until, able)) is not None]


def kept_for_asks(offers: Iterable[Offer], wanted: Sequence[Person]) -> list[Offer]:
    """Return the offers so that those `wanted` for asks about work, the best first, are left for these.

    A mere word to them comes after all others, and to the least promising of them first.
    """
    places = {person.id: at for at, person in enumerate(wanted)}
    found = []
    for offer in offers:
        place = places.get(offer.candidate.person.id)
        if place is not None and offer.rank == NEWS:
            offer = attrs.evolve(offer, rank=NEWS_BEFORE_AN_ASK, value=float(place))
        found.append(offer)
    return found


def _offer(situation: Situation, person: Person, until: dt.date, able: Able) -> Offer | None:
    today = situation.today
    worth = person.tie.strength if person.is_close else person.tie.lead
    if person.tie.contact.notes and situation.knows_what_they_are(person):
        help_needed = gifts.help_needed(situation, person, able)
        if help_needed is not None:
            return Offer(help_needed, HELP, person.tie.strength + worth, today)
    if person.past.is_mostly_taking:
        owed = gifts.owed(situation, person)
        return None if owed is None else Offer(owed, OWED, float(person.past.taken), today)
    occasion = _OCCASION if is_about_a_year_ago(situation.silence(person)) else 1.0
    first_word = reconnecting.first_word(situation, person)
    if first_word is not None:
        return Offer(first_word, BACK_IN_TOUCH, worth * occasion, today)
    in_touch = reconnecting.keep_in_touch(situation, person, until)
    if in_touch is not None:
        since, candidate = in_touch
        silence, days = situation.silence(person), interval(situation, person)
        late = 1.0 if silence is None else min(silence / days, _LATE)
        return Offer(candidate, BACK_IN_TOUCH, worth * occasion * late / _LATE, since)
    news = gifts.open_ear(situation, person)
    if news is None:
        return None
    return Offer(news, NEWS, worth * occasion, today)
