"""The formula of lead value, `J = U (1 - 0.4 i) (0.35 + 0.65 N) (0.4 + 0.6 R) (1 + D) T`, as numbers.

It is a heuristic put together from findings, and there is no data to validate it: nobody has published whose contacts
led to a job together with the contacts that did not. So it is tested by the properties that the findings ask for.
"""

from __future__ import annotations

import datetime as dt
import math

from tieweave.model import History

LEAST = 0.3
"""What is left of U far from its peak. Rajkumar et al. (Science 377, 2022) find an inverted U in mutual contacts; how
deep it is at the ends is our estimate."""
INTENSITY = 0.4
"""How much the most intense contact takes away: in the same experiments the ties with the least interaction led to most
job changes. The size is an estimate."""
FAMILIAR = 0.35
"""What is left of somebody who brings no news at all (Burt 1992: redundant contacts); estimate."""
WITHOUT_REACH = 0.4
"""What is left of somebody without work, rank or circles (Trimble O'Connor 2013); estimate."""
DORMANT = 0.2
DORMANT_AND_STRONG = 0.3
LONG_DORMANT = 3 * 365.25
"""Dormant ties give advice as good as current ones, and those that were strong most (Levin, Walter & Murnighan 2011,
who asked about ties asleep for three years and more); the size is an estimate."""
TARGET = 0.5
"""What a full fit with the target adds; estimate."""
FORMERLY_STRONG = 0.75
"""The share of the people ego is in touch with who were less so than a tie that counts as formerly strong: the top
quarter."""
_MOST = (1 + DORMANT_AND_STRONG) * (1 + TARGET)
_PEAK = 6.75


def hump(strength: float) -> float:
    """Return U where mutual contacts are not known: the inverted U in strength, with its peak of 1 at a third."""
    return LEAST + (1 - LEAST) * _PEAK * strength * (1 - strength) ** 2


def in_mutual(mutual: float, usual: float) -> float:
    """Return U(m), with its peak of 1 at the `usual` number of mutual contacts.

    Rajkumar et al. find the turn at about ten of LinkedIn's; an address book shows fewer, so that the usual number is
    ego's own median of those above zero.
    """
    share = mutual / usual
    return LEAST + (1 - LEAST) * share * math.exp(1 - share)


def worth(
    strength: float,
    *,
    mutual: int | None = None,
    usual_mutual: float = 0.0,
    intensity: float = 0.0,
    novelty: float = 1.0,
    reach: float = 0.0,
    dormancy: float = 0.0,
    fit: float = 0.0,
) -> float:
    """Return J for these terms, divided by the most it can be (1.95), so that it is 0..1 and in the same order.

    `mutual` None means not known, and `usual_mutual` 0 that nobody's are; then the hump in strength stands for U.
    `fit` 1 is a target company: T = 1 + `fit` / 2. As far as somebody fits, it also makes up for what U and R lack: U
    says how likely anybody's news is of use, and that of who is where ego wants to be surely is, however high up they
    are and however little ego knows them.
    """
    u = hump(strength) if mutual is None or usual_mutual <= 0 else in_mutual(mutual, usual_mutual)
    u += (1 - u) * fit
    news = FAMILIAR + (1 - FAMILIAR) * novelty
    far = WITHOUT_REACH + (1 - WITHOUT_REACH) * (reach + (1 - reach) * fit)
    return u * (1 - INTENSITY * intensity) * news * far * (1 + dormancy) * (1 + TARGET * fit) / _MOST


def dormancy(history: History | None, now: dt.datetime, *, strong: bool) -> float:
    """Return D: what the sleep of a tie adds, more for one that was `strong` and sleeps for over three years."""
    if history is None or not history.is_dormant(now):
        return 0.0
    return DORMANT_AND_STRONG if strong and history.silence(now) > LONG_DORMANT else DORMANT
