"""Who belongs in which sector: the few circles that say most, and everybody's home among them."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from tieweave.ego_map.shapes import Figure

NOWHERE = "In no circle seen"
ELSEWHERE = "In other circles, or none"

_MOST = 12
_LEAST_PEOPLE = 2
_LEAST_SHARE = 1 / 600  # of all people, each counted as `_weight` says: a family of six has a sector among thousands
_LEAST_WIDTH = math.radians(14)  # about fifteen letters of a name
_START = -math.pi / 2


@attrs.frozen(kw_only=True)
class Home:
    """One sector to be: a circle (its place; None for who is in no chosen one), its people, and its two angles."""

    circle: int | None
    name: str
    members: tuple[int, ...]
    start: float = _START
    end: float = _START + math.tau


def sectored(figures: Sequence[Figure], circles: Sequence[str]) -> tuple[Home, ...]:
    """Return the sectors clockwise from the top: everybody is a member of exactly one of them."""
    held = [tuple(dict.fromkeys(at for at in figure.circles if 0 <= at < len(circles))) for figure in figures]
    chosen = _chosen(figures, held)
    members = _at_home(figures, held, chosen)
    homes = [Home(circle=at, name=circles[at], members=some) for at, some in members.items() if at is not None]
    if rest := members.get(None):
        name = ELSEWHERE if any(held[place] for place in rest) else NOWHERE
        homes.append(Home(circle=None, name=name if homes else "", members=rest))
    return _spread(_beside(homes, figures))


def _weight(figure: Figure) -> float:
    """Return how much somebody counts when circles are chosen: who is close tells more of ego's life."""
    return 0.25 + figure.strength


def _gain(figures: Sequence[Figure], some: Sequence[int]) -> float:
    """Return what a sector of these people would say; 0 where they are too few."""
    weight = math.fsum(_weight(figures[place]) for place in some)
    return weight if len(some) >= _LEAST_PEOPLE and weight >= _LEAST_SHARE * len(figures) else 0.0


def _chosen(figures: Sequence[Figure], held: Sequence[tuple[int, ...]]) -> set[int]:
    """Return the circles that together hold most people, one by one that which adds most (lazy greedy)."""
    members = defaultdict(list)
    for place, some in enumerate(held):
        for at in some:
            members[at].append(place)
    covered: set[int] = set()

    queue = [(-_gain(figures, some), at) for at, some in members.items()]
    heapq.heapify(queue)
    chosen: set[int] = set()
    while queue and len(chosen) < _MOST:
        _, at = heapq.heappop(queue)
        now = _gain(figures, [place for place in members[at] if place not in covered])
        if now <= 0:
            continue
        if queue and (-now, at) > queue[0]:
            heapq.heappush(queue, (-now, at))
            continue
        chosen.add(at)
        covered.update(members[at])
    return chosen


def _at_home(
    figures: Sequence[Figure], held: Sequence[tuple[int, ...]], chosen: set[int]
) -> Mapping[int | None, tuple[int, ...]]:
    """Return who is at home in which chosen circle: that of theirs they are most bound to."""
    while True:
        homes: dict[int | None, list[int]] = defaultdict(list)
        for place in sorted(range(len(figures)), key=lambda place: figures[place].id):
            homes[next((at for at in held[place] if at in chosen), None)].append(place)
        small = [at for at in chosen if not _gain(figures, homes.get(at, ()))]
        if not small:
            return {at: tuple(some) for at, some in homes.items()}
        chosen = chosen - {min(small, key=lambda at: (len(homes.get(at, ())), -at))}


def _beside(homes: Sequence[Home], figures: Sequence[Figure]) -> list[Home]:
    """Return the homes in an order in which those whose people know each other stand side by side."""
    of = {figures[place].id: at for at, home in enumerate(homes) for place in home.members}
    bound: dict[tuple[int, int], float] = defaultdict(float)
    for at, home in enumerate(homes):
        for place in home.members:
            for other, certainty in figures[place].known:
                beside = of.get(other, at)
                if beside != at:
                    bound[min(at, beside), max(at, beside)] += certainty
    left = sorted(range(len(homes)), key=lambda at: (homes[at].circle is None, -len(homes[at].members), at))
    chain = left[:1]
    del left[:1]

    def fit(end: int, at: int) -> float:
        return bound.get((min(end, at), max(end, at)), 0.0)

    while left:
        first, last = chain[0], chain[-1]
        at = max(left, key=lambda at: max(fit(first, at), fit(last, at)))  # the largest, of several
        left.remove(at)
        chain.insert(0 if fit(first, at) > fit(last, at) else len(chain), at)
    return [homes[at] for at in chain]


def _spread(homes: Sequence[Home]) -> tuple[Home, ...]:
    """Return the homes with their angles: wider for more people, and none narrower than its name needs."""
    # The square root leaves the small ones room for a row that happens to be full.
    wish = [len(home.members) + 2 * math.sqrt(len(home.members)) for home in homes]
    narrow: set[int] = set()
    unit = 0.0
    while True:
        rest = [at for at in range(len(homes)) if at not in narrow]
        if rest:
            unit = (math.tau - _LEAST_WIDTH * len(narrow)) / sum(wish[at] for at in rest)
        more = {at for at in rest if wish[at] * unit < _LEAST_WIDTH}
        if not more:
            break
        narrow |= more
    angle, spread = _START, []
    for at, home in enumerate(homes):
        end = angle + (_LEAST_WIDTH if at in narrow else wish[at] * unit)
        spread.append(attrs.evolve(home, start=angle, end=end if at < len(homes) - 1 else _START + math.tau))
        angle = end
    return tuple(spread)
