"""A book: everything that was gathered, and what could not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from tieweave.model.answer import Answer
from tieweave.model.contact import Contact
from tieweave.model.identity import Identities, Pair, SharedKey
from tieweave.model.interaction import Interaction
from tieweave.model.journal import Journal
from tieweave.model.profile import Profile


@attrs.frozen(kw_only=True)
class Skipped:
    """A record that could not be read: `where` in the `source` ("card 17, line 203"), and the `reason`."""

    source: str
    where: str
    reason: str


@attrs.frozen(kw_only=True)
class Failed:
    """A source or plugin that failed: what it gave before that is kept. `reason` says what to do."""

    source: str
    reason: str


def _contacts(values: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(values)


def _interactions(values: Iterable[Interaction]) -> tuple[Interaction, ...]:
    return tuple(values)


def _skipped(values: Iterable[Skipped]) -> tuple[Skipped, ...]:
    return tuple(values)


def _failed(values: Iterable[Failed]) -> tuple[Failed, ...]:
    return tuple(values)


def _pairs(values: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(values)


def _shared(values: Iterable[SharedKey]) -> tuple[SharedKey, ...]:
    return tuple(values)


def _answers(values: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Book:
    """Everything known: contacts (before merging one a record, after it one a person), interactions, ego.

    Merging adds who was found: `own` are ego's own entries, left out of the contacts; `undecided` are pairs of contacts
    that may be one person; `shared` are keys of several people. `identities` are what merging obeys, and `former_ids`
    which id took the place of another. `answers` are what the user said people are to them, the latest last, and
    `journal` is give and take so far, with the ids that people had when it was written.
    """

    contacts: tuple[Contact, ...] = attrs.field(default=(), converter=_contacts)
    interactions: tuple[Interaction, ...] = attrs.field(default=(), converter=_interactions)
    profile: Profile = attrs.field(factory=Profile)
    skipped: tuple[Skipped, ...] = attrs.field(default=(), converter=_skipped)
    failed: tuple[Failed, ...] = attrs.field(default=(), converter=_failed)
    own: tuple[Contact, ...] = attrs.field(default=(), converter=_contacts)
    undecided: tuple[Pair, ...] = attrs.field(default=(), converter=_pairs)
    shared: tuple[SharedKey, ...] = attrs.field(default=(), converter=_shared)
    identities: Identities = attrs.field(factory=Identities)
    former_ids: Mapping[str, str] = attrs.field(factory=dict)
    answers: tuple[Answer, ...] = attrs.field(default=(), converter=_answers)
    journal: Journal = attrs.field(factory=Journal)

    @property
    def records(self) -> int:
        """How many records were read: those of the contacts, and ego's own."""
        return sum(len(contact.records) or 1 for contact in (*self.contacts, *self.own))

    @property
    def own_records(self) -> int:
        """How many of the records are ego's own."""
        return sum(len(contact.records) or 1 for contact in self.own)
