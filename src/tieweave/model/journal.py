"""The journal: what tieweave suggested and what became of it, and what the user says has happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from tieweave.model import representation as written
from tieweave.model.followup import FollowUp
from tieweave.model.identity import RecordMark
from tieweave.model.interaction import Channel


def _marks(values: Iterable[RecordMark]) -> tuple[RecordMark, ...]:
    return tuple(values)


def _aware(_: object, __: object, when: dt.datetime) -> None:
    if when.tzinfo is None:
        raise ValueError(f"the time {when.isoformat()} has no time zone: give one, for example datetime.UTC")


@attrs.frozen(kw_only=True)
class Entry:
    """Something that the user says happened between them and one person, known again by the `marks` of its records.

    `person` is the id and `name` the name that the person had then; `number` is the one it is kept under, 0 before it
    is. `when` is an aware datetime. `gave` and `received` say that a favour was done, to them or by them; `answered`
    that they answered; `lead` is what it led to ("Harbour Health, data analyst"), "" for nothing. `follow_up` is the id
    of the follow-up it belongs to, "" for none; `channel` how they were in touch, None where that was not said.
    """

    marks: tuple[RecordMark, ...] = attrs.field(default=(), converter=_marks)
    person: str
    name: str = attrs.field(default="", converter=written.line)
    when: dt.datetime = attrs.field(validator=_aware)
    text: str = attrs.field(default="", converter=written.line)
    gave: bool = False
    received: bool = False
    answered: bool = False
    lead: str = attrs.field(default="", converter=written.line)
    follow_up: str = ""
    channel: Channel | None = None
    number: int = 0


@attrs.frozen(kw_only=True)
class Kept:
    """A follow-up that is remembered, with its state (`follow_up.status`, `follow_up.due`).

    Its person is known again by the `marks`; without the sources that person's contact is a bare one, of id, name and
    address. `since` is when it was first suggested, `settled` when it was done, dropped or answered (None while it is
    open). `moved` says that the user chose the day.
    """

    follow_up: FollowUp
    marks: tuple[RecordMark, ...] = attrs.field(default=(), converter=_marks)
    since: dt.datetime = attrs.field(validator=_aware)
    settled: dt.datetime | None = attrs.field(default=None, validator=attrs.validators.optional(_aware))
    moved: bool = False

    @property
    def noted(self) -> dt.datetime:
        """When it was settled, or first suggested where that is all that is known."""
        return self.settled or self.since


def _kept(values: Iterable[Kept]) -> tuple[Kept, ...]:
    return tuple(values)


def _entries(values: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(values)


_NOTHING: Mapping[str, str] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Journal:
    """Give and take so far: the `follow_ups` suggested, and the `entries` that the user logged, the oldest first.

    `work` is where each person (by id) was known to work when last looked, as one line, so that a new role is noticed.
    Both of the former name people by the ids of the present run where `tieweave.journals.found` was asked.
    """

    follow_ups: tuple[Kept, ...] = attrs.field(default=(), converter=_kept)
    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_entries)
    work: Mapping[str, str] = _NOTHING
