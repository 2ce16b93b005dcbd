"""Support value: how much somebody may carry ego through, as one number."""

from __future__ import annotations

_OF_KIND = {"family": 1.0, "friend": 1.0, "relative": 0.85, "neighbour": 0.75}
_OF_OTHERS = 0.6
"""Who carries one through hard days, by kind of tie: family and friends before all others (Wellman & Wortley, American
Journal of Sociology 96, 1990: kin and strong ties give support, more of it where they live near). Own estimates."""
_LIFTED = 0.25
"""The most that nearness and a history of talking alone lift somebody by; own estimate, small since closeness drives
comfort and advice, and contact only company (NetHealth manuscripts, Lizardo 2026)."""


def support_value(strength: float, category: str, *, nearness: float = 0.0, companionship: float = 0.0) -> float:
    """Return how much a contact may carry ego through hard days, 0..1: closeness, by the kind of tie.

    `nearness` (0..1, how near they live) and `companionship` (0..1, how much one talks with them out of working hours)
    lift it, by a quarter of what is missing at most. It rises with each of the three.
    """
    base = strength * _OF_KIND.get(category, _OF_OTHERS)
    return base + (1 - base) * base * _LIFTED * (nearness + companionship) / 2
