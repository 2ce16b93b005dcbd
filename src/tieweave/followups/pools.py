"""Pools: what the mix draws from. Asks about work, close people to ask for support, and what asks for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set

import attrs

from tieweave.followups.asks import asks, promising
from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Horizon
from tieweave.followups.offers import HELP, Queue, kept_for_asks, offers
from tieweave.followups.people import Person, Situation
from tieweave.followups.supporting import Supporters, supportive
from tieweave.leads import Prospects, diversify
from tieweave.model import Journal, Purpose

_LOOKED_AT = 100
_TIMES = 4
"""How many people are looked at for asks about work: so many, and so many times what the plan can hold."""


@attrs.frozen(eq=False, kw_only=True)
class Pools:
    """Asks about `work`, the best first, `supporters`, and offers to `close` people and to those of `wider` ties.

    `prospects` hold the people who may be asked, each at one of the `places`.
    """

    work: Sequence[Candidate]
    supporters: Supporters
    close: Queue
    wider: Queue
    prospects: Prospects
    places: Mapping[str, int]

    @classmethod
    def of(cls, situation: Situation, horizon: Horizon, taken: Set[str], celebrating: Set[str]) -> Pools:
        """Return what there is for all but those `taken`.

        Who is `celebrating` or needs help is not asked for anything now. Who is wanted for an ask about work is not
        asked for support, and a mere word to them waits.
        """
        helped = offers(situation, horizon.until, taken)
        spared = taken | celebrating | {one.candidate.person.id for one in helped if one.rank == HELP}
        people = promising(situation, spared, _LOOKED_AT + _TIMES * horizon.size)
        helpers = supportive(situation, spared, horizon.size)
        prospects = situation.prospects or _prospects(situation, [*people, *helpers])
        places = prospects.places()
        work = asks(situation, prospects, places, spared, people)
        # Close people may be asked for support as well, but for those who can recommend.
        wanted = [one.person for one in work if not one.person.is_close or "company" in one.details]
        best = {person.id for person in wanted}
        friends = [one for one in helpers if one.id not in best]
        given = kept_for_asks(helped, wanted)
        return cls(
            work=work,
            supporters=Supporters(friends, prospects, places, _support_so_far(situation.journal)),
            close=Queue(one for one in given if one.candidate.person.is_close),
            wider=Queue(one for one in given if not one.candidate.person.is_close),
            prospects=prospects,
            places=places,
        )

    def origins(self, person: str) -> Set[Hashable]:
        """Return where somebody comes from, see `tieweave.leads.diversify.origins`; nothing where it is not known."""
        if person not in self.places:
            return frozenset()
        return frozenset(diversify.origins(self.prospects, self.places[person]))


def _prospects(situation: Situation, people: Sequence[Person]) -> Prospects:
    """Return what can be known of some people's leads without a survey."""
    contacts = {person.id: person.tie.contact for person in sorted(people, key=lambda person: person.order)}
    return Prospects.of(list(contacts.values()), situation.profile, now=situation.now)


def _support_so_far(journal: Journal) -> Counter[str]:
    """Return how often each kind of support was asked for."""
    return Counter(kept.follow_up.kind for kept in journal.follow_ups if kept.follow_up.purpose is Purpose.SUPPORT)
