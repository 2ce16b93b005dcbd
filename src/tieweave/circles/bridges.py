"""Bridges: people through whom ego's own circles touch others, where news comes from (Granovetter 1973; Burt 2004).

Nobody else can lead ego there as easily: they meet ego at home, and others elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.circles.links import SEEN
from tieweave.circles.making import Draft

_LEAST_LINKED = 2
"""Members of a circle whom somebody outside it must know to lead there: one of them may be chance."""

_MOST_LOOKED_AT = 50
"""Circles of one person: whoever is in more leads nowhere in particular."""


def bridges(
    circles: Sequence[Draft], circles_of: Sequence[Sequence[int]], rates: Sequence[dict[int, float]]
) -> list[tuple[int, int, int]]:
    """Return who is in one of ego's own circles and in, or linked with two of, one that is not: person, own, other.

    Of several own circles that somebody is in the smallest is named, and one that consists mostly of people from
    ego's own circles is no other.
    """
    own = [at for at, circle in enumerate(circles) if circle.own]
    ours = {member for at in own for member in circles[at].members}
    elsewhere = {
        at
        for at, circle in enumerate(circles)
        if not circle.own and 2 * len(ours.intersection(circle.members)) <= len(circle.members)
    }
    found = []
    for person in sorted(ours):
        home = min((at for at in circles_of[person] if circles[at].own), key=lambda at: (len(circles[at].members), at))
        reached = dict.fromkeys((at for at in circles_of[person][:_MOST_LOOKED_AT] if at in elsewhere), _LEAST_LINKED)
        for near, rate in rates[person].items():
            if rate >= SEEN:
                for at in circles_of[near][:_MOST_LOOKED_AT]:
                    if at in elsewhere:
                        reached[at] = reached.get(at, 0) + 1
        found += [(person, home, at) for at, known in reached.items() if known >= _LEAST_LINKED]
    return sorted(found, key=lambda bridge: (bridge[2], bridge[1], bridge[0]))
