"""A follow-up: one suggested act toward one person."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from tieweave.model.contact import Contact


class Purpose(enum.StrEnum):
    """What a follow-up is for."""

    LEAD = "lead"
    INTRODUCTION = "introduction"
    ADVICE = "advice"
    SUPPORT = "support"
    GIVE = "give"
    THANK = "thank"
    RECONNECT = "reconnect"


class Status(enum.StrEnum):
    """What has become of a follow-up."""

    SUGGESTED = "suggested"
    PUSHED = "pushed"
    DONE = "done"
    SNOOZED = "snoozed"
    DROPPED = "dropped"
    ANSWERED = "answered"


@attrs.frozen(kw_only=True)
class FollowUp:
    """One suggested act: toward whom, what for, when, by which `channel`, why, and a draft `message`.

    `id` is the same from run to run.
    """

    id: str
    contact: Contact
    purpose: Purpose = attrs.field(converter=Purpose)
    due: dt.date
    channel: str
    reason: str
    message: str
    status: Status = attrs.field(default=Status.SUGGESTED, converter=Status)
