"""Direct links: two contacts of whom the data say that they know each other, and how surely.

A link has a rate, in acts: Newman's sum over what ego, these two and perhaps others did together, each act counting 1
divided by the number of others there (Newman 2001, Physical Review E 64, 016132). To be named in the other's card as
related counts like three such acts of the two alone, and so does a home and a surname in common.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tieweave.circles.foci import Focus
from tieweave.circles.homes import same_surname
from tieweave.circles.related import related_pairs
from tieweave.model import Contact

_RELATED = 3.0
_FAMILY_AT_HOME = 3.0
_AT_HOME = 1.0

SEEN = 0.1
"""The least rate that shows two to know each other: less than one act of eleven is a mailing to many."""


def direct_links(
    people: Sequence[Contact],
    company: Iterable[tuple[int, int, float]],
    foci: Iterable[Focus],
) -> list[dict[int, float]]:
    """Return the rates of every person's links, by the other's number in order; each link stands with both.

    `company` is how much two turned up together; it may say a link once or twice: the greater counts.
    """
    rates: list[dict[int, float]] = [{} for _ in people]
    for one, other, rate in company:
        if one != other and rate > 0 and math.isfinite(rate):
            rates[one][other] = rates[other][one] = max(rate, rates[one].get(other, 0.0))
    for one, other in sorted({(min(pair), max(pair)) for pair in related_pairs(people)}):
        _add(rates, one, other, _RELATED)
    for focus in foci:
        if focus.home:
            surnames = {at: same_surname(people[at]) for at in focus.members}
            for number, one in enumerate(focus.members):
                for other in focus.members[number + 1 :]:
                    same = bool(surnames[one]) and surnames[one] == surnames[other]
                    _add(rates, one, other, _FAMILY_AT_HOME if same else _AT_HOME)
    for at, near in enumerate(rates):
        # In order, since sums of fractions depend on it; one after the other, since a second copy would be large.
        rates[at] = dict(sorted(near.items()))
    return rates


def certainty(rate: float) -> float:
    """Return how sure it is that two know each other, 0 to 1.

    If every act may be the one that makes them known to each other, as often as its share says, then 1 - e^-rate is
    the probability that one was (a Poisson process).
    """
    return 1.0 - math.exp(-rate)


def _add(rates: list[dict[int, float]], one: int, other: int, rate: float) -> None:
    rates[one][other] = rates[other][one] = rates[one].get(other, 0.0) + rate
