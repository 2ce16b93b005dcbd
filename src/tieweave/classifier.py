"""From evidence to ties: categories, level, strength, and the reasons.

Two axes of additive log-odds, close and work, and one sum a category. A category's sum says how probable the
category is; the two most probable categories then speak of closeness, since most friends are close and most clients
are not. The ledger of a tie lists these too, so its items on the close axis explain its strength.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from tieweave import ledger
from tieweave.categories import UNKNOWN, Category, Level
from tieweave.leads import lead_value, support_value
from tieweave.model import CategoryProbability, Contact, Evidence, Tie

CATEGORY_PRIOR = -3.0
"""Log-odds of any one category before evidence: one in twenty. Thirty categories share everyone one knows."""

NAMED = 0.5
"""A category is named from this probability on; below it the answer is "unknown"."""

_LISTED = 0.15
_SPEAKS = 0.3
_WORK_SHARE = 0.45
_KNOWN_THROUGH_WORK = 0.6


def base_rate(people: int) -> float:
    """Return the share of close ties to expect among so many people before anything is known of them.

    `clamp(15 / people, 0.08, 0.35)`: Dunbar's sympathy group of about 15, at most the third that people call
    family or friends in their phones (Reinhardt et al., MUM 2015).
    """
    return min(0.35, max(0.08, 15 / max(people, 1)))


def tie(
    contact: Contact,
    evidence: Sequence[Evidence],
    *,
    prior: float,
    categories: Mapping[str, Category],
    employers: frozenset[tuple[str, ...]] = frozenset(),
) -> Tie:
    """Return the tie that the `evidence` about one contact adds up to.

    `prior` is the share (0..1) of close ties to expect, see `base_rate`; `categories` the kinds there are, by
    slug; `employers` the keys of ego's employers, whose people bring little news. The evidence's order does not
    matter.
    """
    sums = ledger.totals(evidence)
    probable = [
        (slug, p)
        for slug, total in sums.items()
        if slug in categories and (p := ledger.probability(CATEGORY_PRIOR + total)) >= _LISTED
    ]
    if len(probable) > 1:
        probable.sort(key=lambda pair: (-pair[1], pair[0]))
    category = probable[0][0] if probable and probable[0][1] >= NAMED else UNKNOWN
    implied = [_implied(categories[slug], p, prior, contact) for slug, p in probable[:2] if p >= _SPEAKS]
    close = sums.get(ledger.CLOSE, 0.0)
    if implied:
        close += ledger.family_sum([item.weight for item in implied], ledger.cap("category", ledger.CLOSE))
    strength = ledger.probability(ledger.log_odds(prior) + close)
    work = ledger.probability(ledger.log_odds(_WORK_SHARE) + sums.get(ledger.WORK, 0.0))
    level = _level(strength, work, category)
    return Tie(
        contact=contact,
        category=category,
        categories=tuple(CategoryProbability(category=slug, probability=round(p, 4)) for slug, p in probable),
        level=level,
        level_probability=None if level is None else round(strength if level is Level.CLOSE else 1 - strength, 4),
        strength=round(strength, 4),
        lead=round(lead_value(contact, strength, employers), 4),
        support=round(support_value(strength, category), 4),
        evidence=tuple(sorted((*evidence, *implied), key=_order)),
    )


def _implied(category: Category, p: float, prior: float, contact: Contact) -> Evidence:
    """Return what being probably of a category says of closeness."""
    detail, log_odds = _closeness_of(category.label, category.close)
    return Evidence(
        kind="category",
        detail=detail,
        toward=ledger.CLOSE,
        weight=round(p * (log_odds - ledger.log_odds(prior)), 4),
        source="tieweave",
        contact=contact.id,
    )


@functools.lru_cache(maxsize=1024)
def _closeness_of(label: str, close: float) -> tuple[str, float]:
    """Return what a category's share of close people says, in words and in log-odds: the same for thousands."""
    return f"about {close:.0%} of people in the category {label.lower()!r} are close", ledger.log_odds(close)


def _level(strength: float, work: float, category: str) -> Level | None:
    """Return the level, or None where neither a category nor the work axis says anything: no forced guess."""
    if strength >= 0.5:
        return Level.CLOSE
    if category != UNKNOWN or work >= _KNOWN_THROUGH_WORK:
        return Level.ACQUAINTED
    return None


def _order(item: Evidence) -> tuple[float, str, str, str, str]:
    return (-abs(item.weight), item.kind, item.toward, item.detail, item.source)


def best_reason(found: Tie) -> str:
    """Return the one piece of evidence that best says why: for the category if one is named, else for the level."""
    if found.contact.kind == "group":
        return "a group of people, not a person"
    toward = {found.category}
    if found.category == UNKNOWN:
        toward = {ledger.CLOSE} if found.level is Level.CLOSE else {ledger.WORK, ledger.CLOSE}
    reasons = [item for item in found.evidence if item.toward in toward and item.kind != "category"]
    sign = -1 if found.category == UNKNOWN and found.level is Level.ACQUAINTED else 1
    speaking = [item for item in reasons if item.weight * (sign if item.toward == ledger.CLOSE else 1) > 0]
    if speaking:
        return speaking[0].detail
    if found.evidence:
        return "too little to go by: " + found.evidence[0].detail
    return "nothing known but the name" if found.contact.name else "nothing known"
