"""Getting back in touch: a first word to a tie that sleeps, and keeping in touch before it does."""

from __future__ import annotations

import datetime as dt
import functools

from tieweave.followups.candidate import Candidate
from tieweave.followups.keeping import interval, time_again
from tieweave.followups.people import Person, Situation
from tieweave.followups.wording import last_contact, sentence, who
from tieweave.model import Purpose

_YEAR = 365.25
_LONG = 3


def first_word(situation: Situation, person: Person) -> Candidate | None:
    """Return a first word to somebody whose tie sleeps, before anything is asked of them."""
    if not situation.is_dormant(person) or not situation.knows_what_they_are(person):
        return None
    if situation.lives_with_ego(person) or situation.is_dropped(person, Purpose.RECONNECT, "dormant"):
        return None
    years = int((situation.silence(person) or 0) / _YEAR)
    return Candidate(
        person=person,
        purpose=Purpose.RECONNECT,
        kind="dormant",
        reason=functools.partial(_of_sleep, situation, person),
        details={"years": str(years)} if years > 1 else {},
    )


def keep_in_touch(situation: Situation, person: Person, until: dt.date) -> tuple[dt.date, Candidate] | None:
    """Return from which day, not after `until`, it is time to be in touch again, and that; None where it is not."""
    day = time_again(situation, person)
    if day is None or day > until or situation.is_dormant(person):
        return None
    if situation.is_dropped(person, Purpose.RECONNECT, "keep-in-touch"):
        return None
    return day, Candidate(
        person=person,
        purpose=Purpose.RECONNECT,
        kind="keep-in-touch",
        reason=functools.partial(_of_interval, situation, person),
    )


def _of_sleep(situation: Situation, person: Person) -> str:
    word = "a good moment to be in touch again" if person.is_close else "a first word, before you ask for anything"
    return sentence(f"{who(person)}; {last_contact(situation, person)}: {word}")


def _of_interval(situation: Situation, person: Person) -> str:
    days = interval(situation, person)
    aim = f"once in {_period(days)} is what you aim at"
    silence = situation.silence(person)
    if silence is None:
        return sentence(f"{who(person)}; no contact is known, and {aim}")
    if silence > _LONG * days:
        # By then the aim would only shame.
        return sentence(f"{who(person)}; {last_contact(situation, person)}: a good moment to be in touch again")
    return sentence(f"{who(person)}; {last_contact(situation, person)}, and {aim}")


def _period(days: int) -> str:
    if days == 1:
        return "a day"
    if days % 30 == 0:
        return f"{days // 30} months" if days > 30 else "a month"
    if days % 7 == 0:
        return f"{days // 7} weeks" if days > 7 else "a week"
    return f"{days} days"
