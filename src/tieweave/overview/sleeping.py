"""Sleeping ties worth waking, by the judgment of the plan: who may have a first word, the most promising first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tieweave.followups import reconnecting
from tieweave.followups.people import Person, Situation
from tieweave.followups.wording import last_contact, sentence, who
from tieweave.leads import Prospects
from tieweave.leads.prospects import Outlook
from tieweave.overview.values import Alter, Dormant
from tieweave.tie_weights import CLOSE_FROM

MOST_DORMANT = 12


def dormant(people: Sequence[Alter], prospects: Prospects, situation: Situation) -> tuple[Dormant, ...]:
    """Return the sleeping ties worth waking, at most twelve: who was dear and who may lead to work, in turn.

    The former are those that all but the silence says are close, the strongest first; the others come by lead value,
    which counts a sleep for more than it counts contact (`tieweave.leads.value`). It is whom the plan would give a
    first word (`tieweave.followups.reconnecting`) and who can be reached.
    """
    dear: list[tuple[Alter, Person]] = []
    leading: list[tuple[Alter, Person]] = []
    for alter in people:
        person = situation.people.get(alter.tie.contact.id)
        if person is None or not alter.is_dormant or reconnecting.first_word(situation, person) is None:
            continue
        (dear if alter.tie.strength >= CLOSE_FROM else leading).append((alter, person))
    dear.sort(key=lambda one: (-one[0].tie.strength, one[1].order))
    leading.sort(key=lambda one: (-one[0].tie.lead, one[1].order))
    # How somebody is reached takes longest to find out: only of those who come first.
    reached = [filter(lambda one: situation.reaches(one[1]), some) for some in (dear, leading)]
    in_turn = (one for pair in itertools.zip_longest(*reached) for one in pair if one is not None)
    chosen = list(itertools.islice(in_turn, MOST_DORMANT))
    places = prospects.places() if chosen else {}
    return tuple(
        Dormant(alter=alter, reason=_reason(situation, person, prospects.outlook(places[person.id])))
        for alter, person in chosen
    )


def _reason(situation: Situation, person: Person, outlook: Outlook) -> str:
    return sentence(who(person), _how_strong(situation, person, outlook), last_contact(situation, person))


def _how_strong(situation: Situation, person: Person, outlook: Outlook) -> str:
    """Return what there was, in words; "" where no more is known than that there was something."""
    history = person.history
    if history is None or history.days < 2:
        return ""
    first, last = (moment.astimezone(situation.zone).year for moment in (history.first, history.last))
    when = f"on {history.days:,} days " + (f"in {first}" if first == last else f"from {first} to {last}")
    if outlook.formerly_strong:
        return f"once among those you were most in touch with, {when}"
    return f"contact {when}"
