"""A book: everything that was gathered, and what could not be."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from tieweave.model.contact import Contact
from tieweave.model.interaction import Interaction
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


@attrs.frozen(kw_only=True)
class Book:
    """Everything known: contacts (before merging one a record, after it one a person), interactions, ego."""

    contacts: tuple[Contact, ...] = attrs.field(default=(), converter=_contacts)
    interactions: tuple[Interaction, ...] = attrs.field(default=(), converter=_interactions)
    profile: Profile = attrs.field(factory=Profile)
    skipped: tuple[Skipped, ...] = attrs.field(default=(), converter=_skipped)
    failed: tuple[Failed, ...] = attrs.field(default=(), converter=_failed)

    @property
    def records(self) -> int:
        """How many records the contacts were read from."""
        return sum(len(contact.records) or 1 for contact in self.contacts)
