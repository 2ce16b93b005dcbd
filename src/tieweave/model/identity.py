"""Who is who: what is undecided, what the user has decided, and which id a key belongs to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from tieweave.model import representation as written
from tieweave.model.contact import Contact
from tieweave.model.tie import Evidence


@attrs.frozen(kw_only=True)
class RecordMark:
    """What a record is known by again when its file is read anew: its `source` and `key`, its `name` and identity keys.

    `keys` are written "kind:value", as in "email:ann@example.com".
    """

    source: str
    key: str
    name: str = attrs.field(default="", converter=written.line)
    keys: tuple[str, ...] = attrs.field(default=(), converter=written.lines)


def _evidence(values: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(values)


def _contacts(values: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(values)


def _marks(values: Iterable[RecordMark]) -> tuple[RecordMark, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Decision:
    """What the user has decided: that the records of `one` and those of `other` are of the `same` person, or are not.

    `when` is the ISO 8601 instant, "" where it was not noted.
    """

    same: bool
    one: tuple[RecordMark, ...] = attrs.field(converter=_marks)
    other: tuple[RecordMark, ...] = attrs.field(converter=_marks)
    when: str = ""


@attrs.frozen(kw_only=True)
class Pair:
    """Two entries that may be one person, with the `evidence` for and against, what weighs most first.

    The weights are log-odds that the two are one person; they start from `prior`, that of any two entries. `doubt` says
    why the two are not joined however likely they are, "" where they are just not likely enough.
    """

    one: Contact
    other: Contact
    prior: float
    evidence: tuple[Evidence, ...] = attrs.field(converter=_evidence)
    doubt: str = ""

    @property
    def log_odds(self) -> float:
        """What the weights add up to."""
        return self.prior + sum(item.weight for item in self.evidence)

    @property
    def probability(self) -> float:
        """The probability that the two are one person, 0 to 1."""
        return 1 / (1 + math.exp(-max(min(self.log_odds, 40.0), -40.0)))


@attrs.frozen(kw_only=True)
class SharedKey:
    """An address or number that several `people` of a book have, so that the `interactions` by it count for none."""

    key: str
    people: tuple[Contact, ...] = attrs.field(converter=_contacts)
    interactions: int


_NO_IDS: Mapping[str, str] = MappingProxyType({})


def _decisions(values: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Identities:
    """What is known beforehand of who is who: the user's `decisions`, the latest last, and the `ids` of keys."""

    decisions: tuple[Decision, ...] = attrs.field(default=(), converter=_decisions)
    ids: Mapping[str, str] = _NO_IDS
