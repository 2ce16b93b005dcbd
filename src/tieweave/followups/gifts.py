"""What can be given: a word on the day, congratulations, help that somebody needs, an introduction, an open ear."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping

from tieweave.followups.candidate import Candidate
from tieweave.followups.days import birthday_in
from tieweave.followups.needs import Need, need_of
from tieweave.followups.people import SERVICES, Person, Situation
from tieweave.followups.roles import new_role
from tieweave.followups.wording import last_contact, sentence, who, written_day
from tieweave.leads import reasons, work
from tieweave.leads.words import stems
from tieweave.model import Organisation, Purpose

_QUIET = {True: 14, False: 60}
"""Days after a contact in which asking how somebody is would be too much, for close ties and for others; own
estimate."""
_BACK_AND_FORTH = 7
"""Days after a favour before one is returned: sooner it is a payment. Own estimate."""


def birthday(situation: Situation, person: Person, until: dt.date) -> Candidate | None:
    """Return a wish for a birthday from today `until` a day, None where there is none.

    For close people, and for those whom ego has been in touch with: a stranger's wish is a machine's.
    """
    contact = person.tie.contact
    if not contact.birthday or not (person.is_close or person.contact is not None):
        return None
    if not situation.knows_what_they_are(person) or situation.is_dropped(person, Purpose.GIVE, "birthday"):
        return None
    for year in (situation.today.year, situation.today.year + 1):
        day = birthday_in(contact.birthday, year)
        if day is not None and situation.today <= day <= until:
            words = f"their birthday is on {written_day(day)}"
            return Candidate(
                person=person,
                purpose=Purpose.GIVE,
                kind="birthday",
                due=day,
                reason=functools.partial(sentence, words),
                details={"when": written_day(day)},
            )
    return None


def congratulation(situation: Situation, person: Person, before: Mapping[str, str]) -> Candidate | None:
    """Return congratulations on a role that was not there `before` (`Journal.work`)."""
    known = before.get(person.id)
    if not known or situation.is_dropped(person, Purpose.GIVE, "new-role"):
        return None
    role = new_role(person.tie.contact, known)
    if role is None:
        return None
    reason = _of_role(role)
    if reason in person.past.settled_reasons:
        return None
    return Candidate(
        person=person,
        purpose=Purpose.GIVE,
        kind="new-role",
        reason=lambda: reason,
        details={"company": role.name, "role": role.title or role.role},
    )


def is_on_the_card(person: Person, reason: str) -> bool:
    """Say whether the role that is the `reason` of congratulations is still on the card."""
    return any(_of_role(role) == reason for role in work.present(person.tie.contact) if role.name)


def help_needed(situation: Situation, person: Person, able: Able) -> Candidate | None:
    """Return help with what a note says somebody needs: ego's own, or an introduction to somebody who is `able`."""
    need = need_of(person.tie.contact, situation.today.year)
    if need is None:
        return None
    other = able.to_help(person, need)
    if other is not None and not situation.is_dropped(person, Purpose.GIVE, "introduction"):
        reason = _of_introduction(need, other)
        if reason not in person.past.settled_reasons:
            return Candidate(
                person=person,
                purpose=Purpose.GIVE,
                kind="introduction",
                reason=lambda: reason,
                details={"person": reasons.named(other.tie.contact), "what": need.what},
            )
    reason = _of_help(need)
    if reason in person.past.settled_reasons or situation.is_dropped(person, Purpose.GIVE, "help"):
        return None
    return Candidate(
        person=person, purpose=Purpose.GIVE, kind="help", reason=lambda: reason, details={"what": need.what}
    )


def still_needs(situation: Situation, person: Person, able: Able, reason: str) -> bool:
    """Say whether the `reason` of help or of an introduction holds: the note says so, and the other is still there."""
    need = need_of(person.tie.contact, situation.today.year)
    if need is None or reason == _of_help(need):
        return need is not None
    return any(reason == _of_introduction(need, other) for other in able.all_for(person, need))


def _of_introduction(need: Need, other: Person) -> str:
    told = f"your note says {reasons.quoted(need.clause)}, and {reasons.named(other.tie.contact)} is one"
    return sentence(f"{told}: ask both whether an introduction is welcome")


def _of_help(need: Need) -> str:
    return sentence(f"your note says {reasons.quoted(need.clause)}: ask whether that still holds, and how to help")


class Able:
    """Who could help with what: the people by the words of their titles, looked up only where somebody needs it."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = people

    @functools.cached_property
    def _by_word(self) -> dict[str, list[tuple[Person, frozenset[str]]]]:
        found: dict[str, list[tuple[Person, frozenset[str]]]] = {}
        for person in self._people:
            for title in work.titles(person.tie.contact):
                words = frozenset(stems(title))
                for word in words if not work.is_seeking(title) else ():
                    found.setdefault(word, []).append((person, words))
        return found

    def to_help(self, person: Person, need: Need) -> Person | None:
        """Return ego's closest of those who can give what somebody needs, None where there is none."""
        return min(self.all_for(person, need), key=lambda other: (-other.tie.strength, other.order), default=None)

    def all_for(self, person: Person, need: Need) -> list[Person]:
        """Return those whose title is what somebody needs, word for word."""
        wanted = stems(" ".join(need.words))
        if not wanted or any(len(word) < len("baker") for word in wanted):
            return []
        # "An accountant" is whoever is one; who is an "accountant assistant" or an "accounts manager" is not surely.
        return [
            other
            for other, words in self._by_word.get(wanted[-1], ())
            if words == frozenset(wanted) and other.id != person.id and other.tie.level is not None
        ]


def owed(situation: Situation, person: Person) -> Candidate | None:
    """Return a gift for somebody from whom more was taken than given, some days after the last favour."""
    silence = situation.silence(person)
    if not person.past.is_mostly_taking or situation.is_dropped(person, Purpose.GIVE, "news"):
        return None
    if silence is not None and silence < _BACK_AND_FORTH:
        return None
    past = person.past
    taken = [f"they have helped you {_times(past.received)}"] if past.received else []
    taken += [f"you have asked them {_times(past.unanswered)}, with no answer noted"] if past.unanswered else []
    balance = f"you have helped them {_times(past.gave)} so far" if past.gave else "they have had nothing from you yet"
    told = f"{', '.join(taken)}, and {balance}: ask how they are, and what would help them"
    return Candidate(person=person, purpose=Purpose.GIVE, kind="news", reason=functools.partial(sentence, told))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def open_ear(situation: Situation, person: Person) -> Candidate | None:
    """Return a word to ask how somebody is, where there was none for a while."""
    silence = situation.silence(person)
    if silence is not None and silence < _QUIET[person.is_close]:
        return None
    if not situation.knows_what_they_are(person) or person.tie.category in SERVICES:
        return None
    if situation.lives_with_ego(person) or situation.is_dropped(person, Purpose.GIVE, "news"):
        return None
    return Candidate(
        person=person, purpose=Purpose.GIVE, kind="news", reason=functools.partial(_of_news, situation, person)
    )


def _of_role(role: Organisation) -> str:
    title = reasons.short(role.title or role.role)
    where = f"{title} at {reasons.short(role.name)}" if title else f"with {reasons.short(role.name)}"
    return sentence(f"their card says {where} now, which is new: congratulate them")


def _of_news(situation: Situation, person: Person) -> str:
    told = last_contact(situation, person)
    request = "a word that asks for nothing" if person.is_close else "a word before you ask for anything"
    return sentence("; ".join(part for part in (who(person), told) if part) + f": {request}")


def birthdays(situation: Situation, people: Iterable[Person], until: dt.date) -> Iterator[Candidate]:
    """Yield the wishes for all birthdays of some people until a day."""
    for person in people:
        wish = birthday(situation, person, until)
        if wish is not None:
            yield wish
