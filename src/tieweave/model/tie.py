"""Evidence, and the tie it adds up to: the verdict on one contact, with its reasons."""

from __future__ import annotations

import datetime as dt

import attrs

from tieweave.categories import Level
from tieweave.model.contact import Contact


@attrs.frozen(kw_only=True)
class Evidence:
    """One observation about a contact.

    `kind` is the family of evidence ("label", "relation", "title", …), within which items are correlated and
    their sum capped; `detail` says it in plain language; `toward` is a category's slug, or "close" (P(Level 1))
    or "work" (known through work); `weight` is in log-odds, negative when it speaks against; `source` is where
    the text comes from; `contact` is the id of the contact it is about.
    """

    kind: str
    detail: str
    toward: str
    weight: float
    source: str = ""
    contact: str = ""


@attrs.frozen(kw_only=True)
class CategoryProbability:
    """A category's slug and the probability (0..1) that the contact belongs to it."""

    category: str
    probability: float


@attrs.frozen(kw_only=True)
class ProfessionProbability:
    """A profession, by its category's slug, and two probabilities (0..1): of being one, and of being ego's.

    "Is a dentist" (`probability`) is not yet "my dentist" (`yours`), which is never the surer of the two, and the same
    as the category's own probability.
    """

    category: str
    probability: float
    yours: float


@attrs.frozen(kw_only=True)
class Tie:
    """The verdict on one contact.

    `category` is the most probable one or "unknown"; `categories` are all that something speaks for, most
    probable first. `level` is None where nothing is known; `level_probability` (0..1) is that of the level
    given, None with it. `strength` (0..1) is the probability that the tie is close. `lead` and `support`
    (0..1) say how much the contact may help with leads, and in hard days. `evidence` holds every reason,
    those that weigh most first. `professions` are those that a title, an honorific or a workplace tells of, the surest
    first, but for the improbable. `start` (0..1) is the share of close ties that was expected before the evidence.
    """

    contact: Contact
    category: str
    categories: tuple[CategoryProbability, ...] = ()
    level: Level | None = None
    level_probability: float | None = None
    strength: float
    lead: float
    support: float
    last_interaction: dt.datetime | None = None
    interactions: int = 0
    evidence: tuple[Evidence, ...] = ()
    professions: tuple[ProfessionProbability, ...] = ()
    start: float = 0.0
