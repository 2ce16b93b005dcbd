"""An interaction: one dated act between ego and one or more alters."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from tieweave.model import representation as written


class Channel(enum.StrEnum):
    """By what means people were in touch."""

    EMAIL = "email"
    MESSAGE = "message"
    CALL = "call"
    MEETING = "meeting"


class Direction(enum.StrEnum):
    """Who turned to whom: `IN` to ego, `OUT` from ego, `BOTH` for meetings."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


def _aware(_: object, __: object, when: dt.datetime) -> None:
    if when.tzinfo is None:
        raise ValueError(f"the time {when.isoformat()} has no time zone: give one, for example datetime.UTC")


def _channel(value: Channel | str) -> Channel:
    # A mailbox has hundreds of thousands of acts: what is one already is not looked up.
    return value if value.__class__ is Channel else Channel(value)


def _direction(value: Direction | str) -> Direction:
    return value if value.__class__ is Direction else Direction(value)


def _fraction(_: object, __: object, weight: float) -> None:
    if not 0 <= weight <= 1:
        raise ValueError(f"the weight {weight} of an interaction is not between 0 and 1")


@attrs.frozen(kw_only=True, weakref_slot=False)
class Interaction:
    """One dated act between ego and the `participants`.

    Each of these is named by e-mail address, phone number, web page, or by the key of a contact that the same source
    gives. `others` were there too without being in touch with ego by it: who else got a message that ego got.

    `key` is the act's own, the same in whatever source it is read (Message-ID), so that it counts once. `when` is an
    aware datetime; `duration` is in seconds, None where the source does not say. `answers` is the key of the
    interaction that this one replies to, "" where there is none. `weight`, 0 to 1, is what the act itself says of being
    in touch: an all-day event on the calendar less than a call. `own` is by which of ego's own addresses or numbers it
    went, "" where the source does not know. What was said is never kept.
    """

    source: str = "library"
    key: str = ""
    when: dt.datetime = attrs.field(validator=_aware)
    channel: Channel = attrs.field(converter=_channel)
    direction: Direction = attrs.field(converter=_direction)
    participants: tuple[str, ...] = attrs.field(converter=written.addresses)
    others: tuple[str, ...] = attrs.field(default=(), converter=written.addresses)
    duration: float | None = None
    answers: str = ""
    weight: float = attrs.field(default=1.0, validator=_fraction)
    own: str = ""

    @property
    def share(self) -> float:
        """How much of the act falls to each participant, 0 to 1: its weight divided by their number.

        After Newman (2001, Physical Review E 64, 016132), who weighs a paper's tie between two of its n authors by
        1/(n-1): a meeting of two hundred says little of any two of them.
        """
        return self.weight / max(len(self.participants), 1)
