"""Our verdict as labels that are written back to an address book, told apart from the user's own.

A label of ours names its writer, "Level 1 (tieweave)", and is left out wherever contacts are read: what was said by us
is no evidence, and no answer of the user's.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave.categories import UNKNOWN, Category, by_slug
from tieweave.model import Contact, Tie

_MARK = " (tieweave)"


def labels_of(tie: Tie) -> tuple[str, ...]:
    """Return the labels that say a tie's level and category, as in ("Level 1 (tieweave)", "Friend (tieweave)").

    What is not known gives no label. A category that is not among the thirty is called by its slug.
    """
    said = [f"Level {int(tie.level)}"] if tie.level is not None else []
    if tie.category and tie.category != UNKNOWN:
        known = _categories().get(tie.category)
        said.append(known.label if known else " ".join(tie.category.split()))
    return tuple(f"{text}{_MARK}" for text in said)


def is_ours(label: str) -> bool:
    """Return whether a label is one that `labels_of` writes, of whatever level and category, in whatever case."""
    return " ".join(label.split()).casefold().endswith(_MARK)


def merged(present: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """Return a contact's labels with ours renewed: the user's in their order, then the `wanted`, each once."""
    return list(dict.fromkeys([*(label for label in present if not is_ours(label)), *wanted]))


def without(contact: Contact) -> Contact:
    """Return a contact without labels of ours; a group that is one of our labels labels nobody."""
    if contact.kind == "group" and contact.members and is_ours(contact.name):
        contact = attrs.evolve(contact, members=())
    if any(map(is_ours, contact.labels)):
        return attrs.evolve(contact, labels=merged(contact.labels, ()))
    return contact


@functools.cache
def _categories() -> Mapping[str, Category]:
    return by_slug()
