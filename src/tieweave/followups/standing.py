"""What stands of the plan made before: what is open stays where it is as long as it is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from tieweave.followups.days import Week, monday_of
from tieweave.followups.gifts import open_ear
from tieweave.followups.keeping import time_again
from tieweave.followups.needs import need_of
from tieweave.followups.past import settled_at
from tieweave.followups.people import Person, Situation
from tieweave.left_alone import is_left_alone
from tieweave.model import Contact, FollowUp, Journal, Kept, Purpose, Status

OVERDUE = 14
"""Days for which what is overdue keeps its day and its place in the present week; own estimate."""
_BELATED = 3
"""Days after a birthday in which a wish is still one; own estimate."""
FILLERS = frozenset({(Purpose.GIVE, "news"), (Purpose.RECONNECT, "keep-in-touch")})
"""What can wait: it makes room for what is bound to a day."""


@attrs.frozen(kw_only=True)
class Standing:
    """The open follow-ups of the journal, and what the present week has had.

    `firm` are those that the user has in hand (pushed, snoozed, moved), `loose` the suggestions that are still right;
    of one person either, and one only, but for a thank, which is suggested beside what they have in hand. `settled` are
    the follow-ups of the present week that are over.
    """

    firm: tuple[FollowUp, ...] = ()
    loose: tuple[FollowUp, ...] = ()
    settled: tuple[FollowUp, ...] = ()


def standing(situation: Situation, journal: Journal, contacts: Mapping[str, Contact], last: Week) -> Standing:
    """Return what stands for a plan that ends with the `last` week; `contacts` are those of all ties, by id."""
    this_monday = monday_of(situation.today)
    firm: list[FollowUp] = []
    loose: list[FollowUp] = []
    settled = []
    open_ones = sorted(
        (kept for kept in journal.follow_ups if kept.follow_up.status.is_open),
        key=lambda kept: (not _is_firm(kept), not _thanks(kept), kept.follow_up.due, kept.follow_up.id),
    )
    taken: set[str] = set()
    for kept in open_ones:
        follow_up = kept.follow_up
        contact = contacts.get(follow_up.contact.id, follow_up.contact)
        if is_left_alone(contact):
            continue
        follow_up = attrs.evolve(follow_up, contact=contact)
        if _is_firm(kept):
            firm.append(follow_up)
        elif contact.id in taken and not _thanks(kept):
            continue
        elif follow_up.due <= last.last and _is_right(situation, kept):
            loose.append(follow_up)
        else:
            continue
        taken.add(contact.id)
    for kept in journal.follow_ups:
        if kept.follow_up.status.is_open or kept.follow_up.purpose is Purpose.THANK:
            continue
        if monday_of(settled_at(kept).astimezone(situation.zone).date()) == this_monday:
            settled.append(kept.follow_up)
    return Standing(firm=tuple(firm), loose=tuple(loose), settled=tuple(settled))


def is_filler(follow_up: FollowUp) -> bool:
    """Say whether a follow-up can wait."""
    return (follow_up.purpose, follow_up.kind) in FILLERS


def _thanks(kept: Kept) -> bool:
    return kept.follow_up.purpose is Purpose.THANK


def _is_firm(kept: Kept) -> bool:
    return kept.moved or kept.follow_up.status is not Status.SUGGESTED


def _is_right(situation: Situation, kept: Kept) -> bool:
    follow_up = kept.follow_up
    person = situation.people.get(follow_up.contact.id)
    if person is None or situation.reach(person) == ("", ""):
        return False
    late = situation.today - follow_up.due
    if late > dt.timedelta(days=OVERDUE):
        return False
    if follow_up.purpose.asks:
        return situation.may_ask(person)
    if follow_up.purpose is Purpose.RECONNECT:
        return _is_time(situation, person, follow_up)
    if follow_up.purpose is Purpose.GIVE:
        match follow_up.kind:
            case "birthday":
                return late <= dt.timedelta(days=_BELATED)
            case "news":
                return open_ear(situation, person) is not None or person.past.is_all_taking
            case "help" | "introduction":
                return need_of(person.tie.contact, situation.today.year) is not None
    return True


def _is_time(situation: Situation, person: Person, follow_up: FollowUp) -> bool:
    if follow_up.kind == "dormant":
        return situation.is_dormant(person)
    day = time_again(situation, person)
    return day is not None and day <= follow_up.due and not situation.is_dormant(person)
