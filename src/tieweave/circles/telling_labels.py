"""Which of the user's labels stand for people who know each other.

Labels that programs make say nothing ("myContacts"), and others tell of each person alone: how near they are to ego
("Friends", "starred"), or what they do for ego ("Clients", "Doctors": one patient's doctors never meet).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence

from tieweave.categories import CATEGORIES
from tieweave.evidence import labels as label_evidence
from tieweave.evidence.phrases import phrases
from tieweave.evidence.texts import Text, is_word
from tieweave.evidence.vocabulary import lexicon
from tieweave.model import Contact, Profile

_MET_ONE_BY_ONE = frozenset(
    "client supplier lawyer doctor dentist accountant realtor banker financial-advisor insurance-agent hair-stylist "
    "teacher professor past-employer".split()
)
"""Categories of people who need not know each other."""

_ONE_IS_NOT_THE_OTHERS = frozenset({"friend", "friend-of-friend"})
"""Categories of people who know ego, and each other where the label says more: "Hiking friends", not "Friends"."""

_NEAR = 2.0
"""A label that weighs so much toward close says how near somebody is: "Close friends"."""

_LIVED_WITH = frozenset({"family", "relative", "neighbour"})
"""Categories of people among whom ego moves, whatever the profile says."""

_CLUBS = frozenset({"club-member", "service-club-member", "church-member", "health-club-member"})

_WRITTEN_BY_US = frozenset(category.slug for category in CATEGORIES if "-" in category.slug)

_SOME_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Labels mean the same at any time, but every kind of evidence is asked in one way."""


def meanings(labels: Sequence[str]) -> list[frozenset[str] | None]:
    """Return for each label the categories that it reads as, None for one that makes no circle."""
    cards = [Contact(id=str(at), labels=[label]) for at, label in enumerate(labels)]
    read: list[dict[str, float]] = [{} for _ in labels]
    for item in label_evidence.evidence(cards, Profile(), _SOME_TIME):
        read[int(item.contact)][item.toward] = item.weight
    return [_meaning(label, said) for label, said in zip(labels, read, strict=True)]


def is_own(categories: frozenset[str]) -> bool:
    """Return whether ego moves among those whom a label of these categories names."""
    return bool(categories) and categories <= _LIVED_WITH


def is_club(categories: frozenset[str]) -> bool:
    """Return whether a label of these categories names a club or a congregation."""
    return not categories.isdisjoint(_CLUBS)


def _meaning(label: str, said: Mapping[str, float]) -> frozenset[str] | None:
    if said:
        categories = frozenset(said) - {"close", "work"}
        if not categories or categories <= _MET_ONE_BY_ONE or label.strip().lower() in _WRITTEN_BY_US:
            return None
        if categories <= _ONE_IS_NOT_THE_OTHERS and (said.get("close", 0.0) >= _NEAR or len(label.split()) == 1):
            return None
        return categories
    return None if _is_silent(label) else frozenset()


def _is_silent(label: str) -> bool:
    words = tuple(word for word in Text.cut(label).words if is_word(word))
    whole, begins = _silent()
    return not words or words in whole or any(words[: len(begin)] == begin for begin in begins)


@functools.cache
def _silent() -> tuple[frozenset[tuple[str, ...]], tuple[tuple[str, ...], ...]]:
    listed = lexicon("labels").settings["silent"]
    return frozenset(phrases(listed["words"])), tuple(phrases(listed["begins"]))
