"""An answer of the user's: what somebody is to them, in their own words."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from tieweave.categories import Level
from tieweave.model import representation as written
from tieweave.model.identity import RecordMark


class Asked(enum.StrEnum):
    """How an answer came about, which decides what it tells of people who were not asked about."""

    RANDOM = "random"
    """The person was drawn by lot: such answers tell what share of all is close."""
    CHOSEN = "chosen"
    """The person was chosen since the answer would teach much: no fair sample."""
    VOLUNTEERED = "volunteered"
    """The user corrected a verdict unasked."""
    WRITTEN = "written"
    """It stands in the address book, as a label that says it outright: nobody labels a fair sample."""


def _marks(values: Iterable[RecordMark]) -> tuple[RecordMark, ...]:
    return tuple(values)


def _level(value: Level | int | None) -> Level | None:
    return None if value is None else Level(value)


@attrs.frozen(kw_only=True)
class Answer:
    """What the user said of one person, known again by the `marks` of its records.

    `level` None and `category` "" leave that open: it stays as an earlier answer said it, or as the evidence says.
    `when` is the ISO 8601 instant, "" where it was not noted; `batch` is what several people had in common who were
    answered for at once ("labelled 'Rotary'"), else "".
    """

    marks: tuple[RecordMark, ...] = attrs.field(default=(), converter=_marks)
    level: Level | None = attrs.field(default=None, converter=_level)
    category: str = attrs.field(default="", converter=written.line)
    asked: Asked = attrs.field(default=Asked.VOLUNTEERED, converter=Asked)
    when: str = ""
    batch: str = attrs.field(default="", converter=written.line)

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which the person's records stood when the answer was given."""
        return tuple(dict.fromkeys(mark.name for mark in self.marks if mark.name))
