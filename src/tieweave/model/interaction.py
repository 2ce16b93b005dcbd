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


@attrs.frozen(kw_only=True)
class Interaction:
    """One dated act between ego and the `participants`, who are named by e-mail address or phone number.

    `when` is an aware datetime; `duration` is in seconds, None where the source does not say.
    """

    source: str = "library"
    key: str = ""
    when: dt.datetime = attrs.field(validator=_aware)
    channel: Channel = attrs.field(converter=Channel)
    direction: Direction = attrs.field(converter=Direction)
    participants: tuple[str, ...] = attrs.field(converter=written.addresses)
    duration: float | None = None
