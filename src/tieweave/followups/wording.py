"""Why somebody is turned to: parts of sentences that several kinds of follow-ups share."""

from __future__ import annotations

import datetime as dt
import re

from tieweave.followups.people import Person, Situation
from tieweave.leads import reasons, work
from tieweave.model import Organisation

ABOUT_A_YEAR = (330, 430)
"""Days ago that are about a year: eleven to fourteen months."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_IN_TOUCH = re.compile(r"you (?:last met|were last in touch) [a-z, ]*(?:on (\d+)|in) ([A-Z][a-z]+) (\d{4})")
"""What `last_contact`, and `tieweave.leads.reasons.touch`, say of the last contact: day, month and year."""
_KIN = {"family": "Family", "relative": "A relative", "friend": "A friend", "neighbour": "A neighbour"}


def sentence(*parts: str) -> str:
    """Return the parts that say something as one sentence."""
    text = "; ".join(part for part in parts if part).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def written_day(day: dt.date) -> str:
    """Return a day in words: "Friday, 27 November"."""
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]}"


def is_about_a_year_ago(silence: int | None) -> bool:
    """Say whether the last contact lies about a year back: a natural occasion."""
    return silence is not None and ABOUT_A_YEAR[0] <= silence <= ABOUT_A_YEAR[1]


def last_contact(situation: Situation, person: Person) -> str:
    """Return when ego was last in touch with somebody, "" where no contact is known."""
    if person.contact is None:
        return ""
    month = f"{_MONTHS[person.contact.month - 1]} {person.contact.year}"
    verb = "last met" if person.met_last() else "were last in touch"
    if is_about_a_year_ago(situation.silence(person)):
        return f"you {verb} about a year ago, in {month}"
    if (person.contact.year, person.contact.month) == (situation.today.year, situation.today.month):
        return f"you {verb} on {person.contact.day} {month}"
    return f"you {verb} in {month}"


def with_last_contact(reason: str, situation: Situation, person: Person) -> str:
    """Return a reason that was written earlier with the last contact as it is known now, where it tells of it."""
    told, contact = _IN_TOUCH.search(reason), person.contact
    if told is None or contact is None:
        return reason
    day, month, year = told.groups()
    if (month, year) == (_MONTHS[contact.month - 1], str(contact.year)) and day in (None, str(contact.day)):
        return reason
    return reason[: told.start()] + last_contact(situation, person) + reason[told.end() :]


def who(person: Person, company: str = "", fit: str = "") -> str:
    """Return in a few words who somebody is, and how they `fit` with the target.

    Kin and friends are called so, others by their work, as are those who fit: then it is that at `company`, if any.
    """
    if person.is_close and person.tie.category in _KIN and not fit:
        return f"{_KIN[person.tie.category]}, and close to you"
    told = reasons.standing(person.tie, place_of_work(person, company))
    if person.is_close and told == reasons.NOT_NOTED:
        return "Close to you"
    told += f", {fit}" if fit else ""
    return f"{told}, and close to you" if person.is_close else told


def place_of_work(person: Person, company: str = "") -> Organisation | None:
    """Return the organisation to speak of: the one called `company`, else where the title is highest."""
    held = [one for one in work.present(person.tie.contact) if one.name or one.title or one.role]
    held = [one for one in held if one.name == company] or held
    return max(held, key=lambda one: (work.seniority(one.title or one.role), bool(one.title)), default=None)
