"""Diversity: a list in which the next person is not from where the last one was.

Greedy re-ranking: the best comes first, and whoever comes from the same organisation or circle as somebody
listed is worth less from then on, as somebody from ego's own circle is. After Burt (1992), who counts contacts
that lead to the same people once; greedy choice with such falling returns is what Carbonell & Goldstein (SIGIR 1998) do
for search results.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from tieweave.leads import work
from tieweave.leads.prospects import Prospects
from tieweave.leads.value import FAMILIAR
from tieweave.organisation_names.domains import of_address, within

T = TypeVar("T")

SAME_ORGANISATION = 1.0
SAME_CIRCLE = 0.5
"""How redundant two people are of one organisation (a school is one, and an address at its domain is enough), and of
one circle. Own estimates: colleagues hear the same, who sings in one choir only part of it."""
_COUNTED = 6
"""Of so many from one place the worth is down to a five-hundredth: more change nothing."""


def origins(prospects: Prospects, at: int) -> dict[Hashable, float]:
    """Return where somebody comes from, each with how redundant it makes another one from there."""
    contact = prospects.contacts[at]
    keys = work.keys(contact)
    if not keys:
        owners = (within(of_address(email.address), prospects.domains) for email in contact.emails)
        keys = frozenset(owner for owner in owners if owner)
    found: dict[Hashable, float] = {("organisation", key): SAME_ORGANISATION for key in keys}
    if prospects.network is not None:
        found |= {("circle", number): SAME_CIRCLE for number in prospects.network.circles_of(at)}
    return found


def diversified(
    candidates: Sequence[tuple[T, float, Mapping[Hashable, float]]],
    order: Callable[[T], tuple[str, ...]],
    limit: int | None = None,
) -> list[tuple[T, float]]:
    """Return the candidates, the best first, each with what it is worth beside those before it.

    A candidate is an item, its value and its `origins`. Where two are worth the same, that of the higher value by
    itself comes first, then `order` decides: the order they are given in never does.
    """
    counts: dict[Hashable, int] = {}

    def worth(value: float, places: Mapping[Hashable, float]) -> float:
        left = 1.0
        for place, redundancy in places.items():
            if seen := counts.get(place):
                left = min(left, (1 - (1 - FAMILIAR) * redundancy) ** min(seen, _COUNTED))
        return value * left

    heap = [(-value, -value, order(item), at) for at, (item, value, _) in enumerate(candidates)]
    heapq.heapify(heap)
    chosen: list[tuple[T, float]] = []
    while heap and (limit is None or len(chosen) < limit):
        held, whole, key, at = heap[0]
        item, value, places = candidates[at]
        now = worth(value, places)
        if now < -held:
            # Worth only ever falls, so whoever is first after being weighed anew is the best of all.
            heapq.heapreplace(heap, (-now, whole, key, at))
            continue
        heapq.heappop(heap)
        chosen.append((item, now))
        for place in places:
            counts[place] = counts.get(place, 0) + 1
    return chosen
