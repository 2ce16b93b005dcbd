"""Likeness: one office, one rank, one field, one age. Birds of a feather (McPherson, Smith-Lovin & Cook 2001).

It is told only where both ego's profile and the contact say it, and tells both ways: at one firm, those of the other
office are less often friends.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tieweave import organisation_names
from tieweave import tie_weights as weights
from tieweave.ledger import CLOSE
from tieweave.model import Address, Affiliation, Contact, Evidence, Organisation, Profile
from tieweave.spelling import plain

PLACE, RANK, LIKENESS = "place", "rank", "likeness"
"""Three kinds, since one says nothing of the other."""

_ONE_AGE, _OTHER_AGE = 5, 15
_NOWHERE = ("", "")
_YEAR = re.compile(r"^(\d{4})")


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what each contact has in common with ego beyond a circle, toward close."""
    jobs = [job for job in profile.employers if job.end is None or job.end >= now.year]
    places = {_place(address) for address in profile.addresses} - {_NOWHERE}
    born = _birth_year(profile.birthday)
    if not (jobs or born):
        return
    for contact in contacts:
        if contact.kind != "individual":
            continue
        for kind, weight, detail in _said(contact, jobs, places, born):
            yield Evidence(
                kind=kind, detail=detail, toward=CLOSE, weight=weight, source=contact.source, contact=contact.id
            )


def _said(
    contact: Contact, jobs: Iterable[Affiliation], places: set[tuple[str, str]], born: int | None
) -> Iterator[tuple[str, float, str]]:
    for job in jobs:
        own = organisation_names.key(job.name)
        for organisation in contact.organisations:
            if organisation.name and organisation_names.key(organisation.name) == own:
                yield from _at_one_employer(contact, organisation, job, places)
            elif organisation.department and _same(organisation.department, job.department):
                yield LIKENESS, weights.SAME_FIELD, f"in your field, {organisation.department}"
    theirs = _birth_year(contact.birthday)
    if born is not None and theirs is not None:
        apart = abs(born - theirs)
        if apart <= _ONE_AGE:
            yield LIKENESS, weights.SAME_AGE, "is about your age"
        elif apart >= _OTHER_AGE:
            yield LIKENESS, weights.OTHER_AGE, f"is {apart} years {'older' if theirs < born else 'younger'} than you"


def _at_one_employer(
    contact: Contact, organisation: Organisation, job: Affiliation, places: set[tuple[str, str]]
) -> Iterator[tuple[str, float, str]]:
    held = {_place(address) for address in contact.addresses if _is_work(address)} - {_NOWHERE}
    if held and places:
        if any(_one_place(mine, theirs) for mine in places for theirs in held):
            yield PLACE, weights.SAME_OFFICE, "works in the place where you are"
        else:
            yield PLACE, weights.OTHER_OFFICE, "works in another place than you"
    if organisation.title and job.title:
        if _same(organisation.title, job.title):
            yield RANK, weights.SAME_RANK, f"has your job title, {organisation.title}"
        else:
            yield RANK, weights.OTHER_RANK, f"has another job title than you, {organisation.title}"
    if organisation.department and _same(organisation.department, job.department):
        yield LIKENESS, weights.SAME_DEPARTMENT, f"is in your department, {organisation.department}"


def _is_work(address: Address) -> bool:
    return all(kind.lower() != "home" for kind in address.types)


def _place(address: Address) -> tuple[str, str]:
    """Return the town and street of an address as they are compared; empty where it names no town."""
    town = plain(address.locality)
    return (town, " ".join(re.findall(r"\w+", plain(address.street)))) if town else _NOWHERE


def _one_place(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    return mine[0] == theirs[0] and (not mine[1] or not theirs[1] or mine[1] == theirs[1])


def _same(one: str, other: str) -> bool:
    words = [re.findall(r"\w+", plain(text)) for text in (one, other)]
    return bool(words[0]) and words[0] == words[1]


def _birth_year(birthday: str) -> int | None:
    found = _YEAR.match(birthday)
    return int(found.group(1)) if found else None
