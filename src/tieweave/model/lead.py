"""A lead: one person to ask about work, what to ask for, and why."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from tieweave.model import representation as written
from tieweave.model.contact import Contact
from tieweave.model.tie import Tie


class Ask(enum.StrEnum):
    """What to ask somebody for: weak ties win for information, strong ones carry influence (Yakubovich 2005)."""

    INFORMATION = "information"
    REFERRAL = "referral"


class Standing(enum.StrEnum):
    """How a person stands to the company that is asked about."""

    PRESENT = "present"
    FORMER = "former"
    THROUGH = "through"
    """They know somebody who is or was there."""
    MENTIONED = "mentioned"
    """A note or a label names the company, and does not say how they stand to it."""


def _people(values: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Lead:
    """One person who may lead further: the `tie`, its `value` (0..1), what to `ask` for, and why in one sentence.

    `close` marks a close tie at a target employer, which is worth more than any weak one (Gee, Jones & Burke 2017).
    `company` is the target employer they are at, or the company that was asked about. Where one was, `standing` says
    how they stand to it, and `through` names people: of those who are or were there, who is close to ego and knows
    them; of those who are not, whom they know there.
    """

    tie: Tie
    value: float
    ask: Ask = attrs.field(converter=Ask)
    reason: str = attrs.field(converter=written.line)
    close: bool = False
    company: str = attrs.field(default="", converter=written.line)
    standing: Standing | None = None
    through: tuple[Contact, ...] = attrs.field(default=(), converter=_people)
