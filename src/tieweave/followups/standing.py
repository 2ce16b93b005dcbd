"""What stands of the plan made before: what is open stays where it is as long as it is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Set

import attrs

from tieweave.followups.candidate import Candidate
from tieweave.followups.days import birthday_in, monday_of
from tieweave.followups.gifts import Able, is_on_the_card, open_ear, still_needs
from tieweave.followups.keeping import time_again
from tieweave.followups.people import Person, Situation
from tieweave.followups.wording import with_last_contact
from tieweave.left_alone import is_left_alone
from tieweave.model import FollowUp, Kept, Purpose, Status

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

    @property
    def all(self) -> tuple[FollowUp, ...]:
        """Everything that is open."""
        return *self.firm, *self.loose

    @property
    def people(self) -> Set[str]:
        """The ids of those whom it is about, but for what can wait."""
        return {one.contact.id for one in (*self.firm, *(one for one in self.loose if not is_filler(one)))}

    @property
    def weekly(self) -> Standing:
        """All but the thanks, which take no place in a week."""
        firm, loose = (
            tuple(one for one in some if one.purpose is not Purpose.THANK) for some in (self.firm, self.loose)
        )
        return attrs.evolve(self, firm=firm, loose=loose)

    def without(self, better: Iterable[Candidate]) -> Standing:
        """Return what stands but for suggestions to people for whom there is something better."""
        people = {one.person.id for one in better}
        return attrs.evolve(self, loose=tuple(one for one in self.loose if one.contact.id not in people))

    def has_thank(self, wanted: Candidate) -> bool:
        """Say whether a thank is there already: one that the user has in hand, or a suggestion for the same reason."""
        reason = wanted.reason()
        there = [*self.firm, *(one for one in self.loose if one.reason == reason)]
        return any(one.purpose is Purpose.THANK and one.contact.id == wanted.person.id for one in there)


def standing(situation: Situation, until: dt.date, *, is_partial: bool = False) -> Standing:
    """Return what stands for a plan up to a day.

    Who is in none of the ties is in no source any more; but if these are `is_partial`, they may be back tomorrow, and
    what was suggested stays.
    """
    contacts = {contact.id: contact for contact in reversed(situation.contacts)}
    firm: list[FollowUp] = []
    loose: list[FollowUp] = []
    open_ones = sorted(
        (kept for kept in situation.journal.follow_ups if kept.follow_up.status.is_open),
        key=lambda kept: (not _is_firm(kept), not _thanks(kept), kept.follow_up.due, kept.follow_up.id),
    )
    taken: set[str] = set()
    able = Able(situation.people.values())
    for kept in open_ones:
        follow_up = kept.follow_up
        contact = contacts.get(follow_up.contact.id, follow_up.contact)
        if is_left_alone(contact):
            continue
        person = situation.people.get(contact.id)
        reason = with_last_contact(follow_up.reason, situation, person) if person else follow_up.reason
        follow_up = attrs.evolve(follow_up, contact=contact, reason=reason)
        may_be_back = is_partial and contact.id not in contacts and not _is_too_late(situation, kept)
        if _is_firm(kept) or may_be_back:
            firm.append(follow_up)
        elif contact.id in taken and not _thanks(kept):
            continue
        elif follow_up.due <= until and _is_right(situation, able, kept):
            loose.append(follow_up)
        else:
            continue
        taken.add(contact.id)
    return Standing(firm=tuple(firm), loose=tuple(loose), settled=tuple(_settled_this_week(situation)))


def is_filler(follow_up: FollowUp) -> bool:
    """Say whether a follow-up can wait."""
    return (follow_up.purpose, follow_up.kind) in FILLERS


def _settled_this_week(situation: Situation) -> Iterator[FollowUp]:
    this_monday = monday_of(situation.today)
    for kept in situation.journal.follow_ups:
        if kept.follow_up.status.is_open or _thanks(kept):
            continue
        if monday_of(kept.noted.astimezone(situation.zone).date()) == this_monday:
            yield kept.follow_up


def _thanks(kept: Kept) -> bool:
    return kept.follow_up.purpose is Purpose.THANK


def _is_firm(kept: Kept) -> bool:
    return kept.moved or kept.follow_up.status is not Status.SUGGESTED


def _is_too_late(situation: Situation, kept: Kept) -> bool:
    return situation.today - kept.follow_up.due > dt.timedelta(days=OVERDUE)


def _is_right(situation: Situation, able: Able, kept: Kept) -> bool:
    follow_up = kept.follow_up
    person = situation.people.get(follow_up.contact.id)
    if person is None or not situation.reaches(person):
        return False
    if _is_too_late(situation, kept):
        return False
    if follow_up.purpose.asks:
        return situation.may_ask(person)
    if follow_up.purpose is Purpose.RECONNECT:
        return _is_time(situation, person, follow_up)
    if follow_up.purpose is Purpose.GIVE:
        match follow_up.kind:
            case "birthday":
                day = birthday_in(person.tie.contact.birthday, follow_up.due.year)
                return day == follow_up.due and situation.today - day <= dt.timedelta(days=_BELATED)
            case "new-role":
                return is_on_the_card(person, follow_up.reason)
            case "news":
                return open_ear(situation, person) is not None or person.past.is_mostly_taking
            case "help" | "introduction":
                return still_needs(situation, person, able, follow_up.reason)
    return True


def _is_time(situation: Situation, person: Person, follow_up: FollowUp) -> bool:
    if follow_up.kind == "dormant":
        return situation.is_dormant(person)
    day = time_again(situation, person)
    return day is not None and day <= follow_up.due and not situation.is_dormant(person)
