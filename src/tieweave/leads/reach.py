"""Reach: how far somebody's word and ear go, by their employment, their rank, and the circles they move in."""

from __future__ import annotations

from tieweave.leads import work
from tieweave.model import Contact

EMPLOYED = 0.4
TITLED = 0.1
SENIOR = 0.25
CIRCLES = 0.25
MANY_CIRCLES = 3
"""The shares of reach, own estimates. That contacts help more who are employed, and stand above the seeker, is Trimble
O'Connor's finding (Social Networks 35, 2013); a title by itself says only that they work. Circles after Burt (1992):
from three on more of them count no more, since ego sees few of anybody's."""


def reach(contact: Contact, circles: int | None = None) -> float:
    """Return how far somebody reaches, 0..1; `circles` is the number of circles not ego's own, None if not known.

    Where it is not known, the other shares make up the whole, so that nobody loses by what ego has not.
    """
    organisations = work.present(contact)
    held = [title for one in organisations if (title := one.title or one.role)]
    idle = any(work.is_seeking(title) for title in held)
    employed = bool(organisations) and not idle
    found = (EMPLOYED if employed else 0.0) + (TITLED if held and employed else 0.0)
    if held:
        found += SENIOR * max(work.seniority(title) for title in held)
    if circles is None:
        return found / (1 - CIRCLES)
    return found + CIRCLES * min(circles / MANY_CIRCLES, 1.0)
