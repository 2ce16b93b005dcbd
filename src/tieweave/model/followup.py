"""A follow-up: one suggested act toward one person."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from tieweave.model import representation as written
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

    @property
    def asks(self) -> bool:
        """Whether ego asks for something by it."""
        return self in (Purpose.LEAD, Purpose.INTRODUCTION, Purpose.ADVICE, Purpose.SUPPORT)


class Status(enum.StrEnum):
    """What has become of a follow-up."""

    SUGGESTED = "suggested"
    PUSHED = "pushed"
    SNOOZED = "snoozed"
    DONE = "done"
    DROPPED = "dropped"
    ANSWERED = "answered"
    LED_TO = "led-to"
    """It led to a job opening, an interview, somebody else to talk to."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self in (Status.SUGGESTED, Status.PUSHED, Status.SNOOZED)

    @property
    def is_done(self) -> bool:
        """Whether it was done, whatever has come of it."""
        return self is Status.DONE or self.is_answered

    @property
    def is_answered(self) -> bool:
        """Whether the person answered it, or it led to something: that is done, and more."""
        return self in (Status.ANSWERED, Status.LED_TO)


_ACTS = {
    Purpose.LEAD: "ask {} what they hear of work",
    Purpose.INTRODUCTION: "ask {} for an introduction",
    Purpose.ADVICE: "ask {} for advice",
    Purpose.SUPPORT: "ask {} for support",
    Purpose.GIVE: "do something for {}",
    Purpose.THANK: "thank {}",
    Purpose.RECONNECT: "get back in touch with {}",
}
_ACTS_OF_KIND = {
    (Purpose.SUPPORT, "feedback"): "ask {} for feedback on your resume",
    (Purpose.SUPPORT, "practice"): "ask {} for a practice interview",
    (Purpose.SUPPORT, "hard-days"): "talk with {} about how it goes",
    (Purpose.GIVE, "birthday"): "wish {} a happy birthday",
    (Purpose.GIVE, "new-role"): "congratulate {} on the new role",
    (Purpose.GIVE, "introduction"): "introduce {} to somebody useful to them",
    (Purpose.GIVE, "help"): "help {} with what they need",
    (Purpose.GIVE, "news"): "ask {} how they are, and what would help them",
    (Purpose.RECONNECT, "keep-in-touch"): "keep in touch with {}",
}
"""What one does, by purpose and kind; a kind that is not here is called as its purpose is."""

_WAYS = {
    "email": "By e-mail",
    "message": "By message",
    "call": "By phone",
    "meeting": "In person",
    "page": "On their page",
}


@attrs.frozen(kw_only=True)
class FollowUp:
    """One suggested act: toward whom, what for, when, by which `channel`, why, and a draft `message`.

    `id` is the same from run to run. `kind` says more of the purpose: of support "feedback", "practice" or "hard-days"
    (the words of `tieweave.support.Help`), of a give "birthday", "new-role", "introduction", "help" or "news", of a
    reconnection "dormant" or "keep-in-touch", else "". `channel` is "email", "message", "call", "meeting" or "page"
    (their page on the web, LinkedIn as a rule), and `address` where that reaches them, "" for a meeting. `subject` is
    the message's, for a mail; `language` the ISO 639-1 code that both are written in.
    """

    id: str
    contact: Contact
    purpose: Purpose = attrs.field(converter=Purpose)
    due: dt.date
    channel: str
    reason: str = attrs.field(converter=written.line)
    message: str
    status: Status = attrs.field(default=Status.SUGGESTED, converter=Status)
    kind: str = ""
    address: str = ""
    subject: str = attrs.field(default="", converter=written.line)
    language: str = "en"

    @property
    def title(self) -> str:
        """What is to be done, in one line: "Ask Ann Lee for advice"."""
        act = _ACTS_OF_KIND.get((self.purpose, self.kind)) or _ACTS[self.purpose]
        text = act.format(self.contact.name or self.address or "somebody")
        return text[:1].upper() + text[1:]

    @property
    def way(self) -> str:
        """The channel in words: "By e-mail"; one that tieweave does not use by its own name."""
        return _WAYS.get(self.channel, self.channel)
