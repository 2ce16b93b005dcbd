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
    source = contact.origin("organisations", organisation)
    stated = [(where, text) for where in ("title", "role") if (text := getattr(organisation, where))]
    best: dict[str, Evidence] = {}
    for where, text, share in (*((*item, 1.0) for item in stated), ("department", organisation.department, DEPARTMENT)):
        for found in professions(text):
            weight = round(found.weight * share, 2)
            if found.category not in best or weight > best[found.category].weight:
                best[found.category] = Evidence(
                    kind="title",
                    detail=f"{where} is '{text}'",
                    toward=found.category,
                    weight=weight,
                    source=source,
                    contact=contact.id,
                )
    yield from best.values()
    if stated and not best:
        where, text = stated[0]
        yield Evidence(
            kind="title", detail=f"{where} is '{text}'", toward="work", weight=WORK, source=source, contact=contact.id
        )
