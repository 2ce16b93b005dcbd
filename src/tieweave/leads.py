"""How much a contact may help: with leads, and in hard days. First versions, from the contact's fields alone.

Lead value follows the recommended heuristic `U · (0.35 + 0.65 N) · (0.4 + 0.6 R)`. `U = 0.3 + 0.7 · 6.75 s (1-s)²`
is the inverted U in strength s that stands in for mutual contacts where these are unknown (peak at s = 1/3;
Rajkumar et al., Science 2022: moderately weak ties lead to most jobs). N is novelty: people at ego's own employers
move in circles that ego knows (Granovetter 1973; Burt 1992). R is reach: contacts who are employed, and senior, help
more (Trimble O'Connor 2013). There is no data to validate it yet.
"""

from __future__ import annotations

import functools
import re

from tieweave import organisation_names
from tieweave.model import Contact

_EMPLOYED = 0.5
_TITLED = 0.2
_SENIOR = 0.3
_SENIOR_WORDS = frozenset(
    "ceo cto cfo coo cio chief president vp director head founder cofounder owner partner principal manager lead "
    "leiter leiterin direktor direktorin geschäftsführer geschäftsführerin directeur directrice responsable gérant "
    "gérante directora gerente jefe jefa direttore direttrice responsabile directeur hoofd dyrektor kierownik diretor "
    "diretora chef vd professor dean".split()
)
# Who carries one through hard days, by kind of tie: family and friends before all others.
_SUPPORT = {"family": 1.0, "friend": 1.0, "relative": 0.85, "neighbour": 0.75}
_SUPPORT_OF_OTHERS = 0.6


def lead_value(contact: Contact, strength: float, employers: frozenset[tuple[str, ...]] = frozenset()) -> float:
    """Return how much a contact may help with leads, 0..1, given the tie's strength and ego's employers' keys."""
    hump = 0.3 + 0.7 * 6.75 * strength * (1 - strength) ** 2
    names = [organisation_names.key(o.name) for o in contact.organisations if o.name]
    novelty = 0.0 if employers.intersection(names) else 1.0
    titles = [o.title for o in contact.organisations if o.title]
    seniority = _SENIOR if any(_is_senior(title) for title in titles) else 0.0
    reach = (_EMPLOYED if names else 0.0) + (_TITLED if titles else 0.0) + seniority
    return hump * (0.35 + 0.65 * novelty) * (0.4 + 0.6 * reach)


def support_value(strength: float, category: str) -> float:
    """Return how much a contact may carry ego through hard days, 0..1: closeness, by the kind of tie."""
    return strength * _SUPPORT.get(category, _SUPPORT_OF_OTHERS)


@functools.lru_cache(maxsize=65536)
def _is_senior(title: str) -> bool:
    return not _SENIOR_WORDS.isdisjoint(re.split(r"[^\w]+", title.casefold()))
