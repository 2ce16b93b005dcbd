"""Evidence from job titles: which profession a title, role or department says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from tieweave.evidence.professions import Profession, professions
from tieweave.model import Contact, Evidence, Organisation, Profile

__all__ = ["Profession", "evidence", "professions"]

WORK = 0.5
"""Log-odds that somebody whose job title was noted is known through work. Own estimate: titles come with business
cards and LinkedIn, but people also note what their dentist is."""
DEPARTMENT = 0.6
"""The share of a title's weight that the same words carry as a department: "Legal Counsel" may be one's unit."""


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what the job titles of `contacts` speak for; neither `profile` nor `now` makes a difference."""
    for contact in contacts:
        for organisation in contact.organisations:
            yield from _said(contact, organisation)


def _said(contact: Contact, organisation: Organisation) -> Iterator[Evidence]:
    stated = (("title", organisation.title), ("role", organisation.role), ("department", organisation.department))
    best: dict[str, tuple[float, str]] = {}
    for where, text in stated:
        for found in professions(text) if text else ():
            weight = round(found.weight * DEPARTMENT, 2) if where == "department" else found.weight
            if found.category not in best or weight > best[found.category][0]:
                best[found.category] = weight, f"{where} is '{text}'"
    if not best:
        titled = next(((where, text) for where, text in stated[:2] if text), None)
        if titled is None:
            return
        best["work"] = WORK, f"{titled[0]} is '{titled[1]}'"
    source = contact.origin("organisations", organisation)
    for toward, (weight, detail) in best.items():
        yield Evidence(kind="title", detail=detail, toward=toward, weight=weight, source=source, contact=contact.id)
