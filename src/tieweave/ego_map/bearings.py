"""In which direction of their sector people would stand: by group, and near those they are mostly seen with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tieweave.category_groups import GROUPS
from tieweave.ego_map.shapes import Figure

_ORDER = {group.slug: at for at, group in enumerate(GROUPS)}
_MOST_TOGETHER = 6  # a household or a team at lunch; larger sets are what sectors are for


def bearings(figures: Sequence[Figure], home_of: Mapping[int, int], people: Iterable[int]) -> dict[int, float]:
    """Return where between the two edges of their sector the people of one ring would stand, 0..1, each elsewhere.

    Those of one group stand beside each other, within it those who are seen together, and people of like strength far
    apart, so that every row is filled evenly.
    """
    by_home: dict[int, list[int]] = defaultdict(list)
    for place in sorted(people, key=lambda place: (-figures[place].strength, figures[place].id)):
        by_home[home_of[place]].append(place)
    found: dict[int, float] = {}
    for some in by_home.values():
        by_group: dict[int, list[list[int]]] = defaultdict(list)
        for company in _companies(figures, some):
            by_group[_ORDER.get(figures[company[0]].group, len(_ORDER))].append(company)
        ordered = [
            place
            for group in sorted(by_group)
            for _, company in sorted((_scattered(at), company) for at, company in enumerate(by_group[group]))
            for place in company
        ]
        found.update((place, (at + 0.5) / len(some)) for at, place in enumerate(ordered))
    return found


def _companies(figures: Sequence[Figure], some: Sequence[int]) -> list[list[int]]:
    """Return the people in small companies of one group, those who are surest seen together."""
    at = {figures[place].id: place for place in some}
    pairs: set[tuple[float, str, str]] = set()
    for place in some:
        figure = figures[place]
        for other, certainty in figure.known:
            if other != figure.id and other in at and figures[at[other]].group == figure.group:
                pairs.add((-certainty, min(figure.id, other), max(figure.id, other)))
    companies = {place: [place] for place in some}
    for _, one, other in sorted(pairs):
        first, second = companies[at[one]], companies[at[other]]
        if first is not second and len(first) + len(second) <= _MOST_TOGETHER:
            first += second
            companies.update(dict.fromkeys(second, first))
    return list({id(company): company for company in companies.values()}.values())


def _scattered(rank: int) -> float:
    """Return the place of a rank in 0..1 so that ranks near each other are far apart (van der Corput 1935)."""
    value, step = 0.0, 0.5
    while rank:
        value += step * (rank & 1)
        rank >>= 1
        step /= 2
    return value
