"""What the user says has happened, as an entry: when it was, and which of the follow-ups it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tieweave.journals.acts import within_the_day
from tieweave.journals.naming import ask_of, of_person
from tieweave.model import Channel, Contact, Entry, Journal, Kept, RecordMark

_UNSAID_HOUR = 11
"""The hour of a day that is named without one: it is nobody's time off work, so it says nothing of closeness."""


def moment(text: str | None, now: dt.datetime) -> dt.datetime:
    """Return when something was: a day or a time in ISO 8601, without a zone in that of `now`; None is `now`.

    A day alone is at an hour of work. Raises `ValueError` for what is neither.
    """
    if text is None:
        return within_the_day(now)
    if len(text) == len("2026-11-01"):
        day = dt.date.fromisoformat(text)
        if day == now.date():
            return within_the_day(now)
        return dt.datetime.combine(day, dt.time(_UNSAID_HOUR), now.tzinfo)
    when = dt.datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=now.tzinfo)


def entered(
    journal: Journal,
    contact: Contact,
    marks: Sequence[RecordMark],
    text: str,
    *,
    when: dt.datetime,
    gave: bool = False,
    received: bool = False,
    answered: bool = False,
    lead: str = "",
    by: Channel | None = None,
) -> tuple[Entry, Kept | None]:
    """Return the entry, not kept yet, and the follow-up that it answers, None where that is none.

    The `contact` is known again by the `marks`; the `journal` names it by its id. The rest is as in `Entry`.
    """
    ask = None
    if answered or lead:
        ask = ask_of(of_person(journal, contact.id), lead=bool(lead), when=when)
    entry = Entry(
        marks=marks,
        person=contact.id,
        name=contact.name,
        when=when,
        text=text,
        gave=gave,
        received=received,
        answered=answered,
        lead=lead,
        follow_up=ask.follow_up.id if ask else "",
        channel=by,
    )
    return entry, ask
