"""Leads: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from tieweave.categories import UNKNOWN, by_slug
from tieweave.leads import CompanyLeads
from tieweave.model import Contact, Lead, Standing, Tie
from tieweave.report.as_json import contact_value
from tieweave.report.harmless import json_document, visible
from tieweave.report.wrapping import fitted, wrapped

VERSION = 1

_HEADINGS = {
    Standing.PRESENT: "there now",
    Standing.FORMER: "there before",
    Standing.THROUGH: "know somebody there",
    Standing.MENTIONED: "mentioned with it",
}
_MOST_NAMES = 5


def as_json(
    now: dt.datetime,
    leads: Sequence[Lead],
    *,
    targets: Sequence[str] = (),
    company: CompanyLeads | None = None,
    calling_code: str = "",
) -> str:
    """Return the leads as a JSON document; `company` is what was asked about, None where nothing was."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "targets": list(targets),
        "company": None
        if company is None
        else {"asked": company.asked, "names": list(company.names), "near": list(company.near)},
        "leads": [_lead_value(lead, calling_code) for lead in leads],
    }
    return json_document(document)


def lines(leads: Sequence[Lead], targets: Sequence[str], people: int) -> Iterator[str]:
    """Yield the list as text of at most 80 columns: close people at a target employer, then everybody else."""
    if targets:
        yield from wrapped(visible(f"Looking for: {' · '.join(targets)}"))
        yield ""
    close = [lead for lead in leads if lead.close]
    others = [lead for lead in leads if not lead.close]
    if close:
        yield f"Close to you, at a company you aim for ({len(close)})"
        yield from _people(close, 1)
        yield ""
    if others:
        yield "Who may lead further" if close else f"Who may lead further, of {people:,} people"
        yield from _people(others, len(close) + 1)
        yield ""
    if not leads:
        yield "Nobody here can be asked yet: add people, or notes on what they do."
    elif not targets:
        yield from wrapped('Say what you are looking for with --target "field, place", or as targets in your profile.')


def company_lines(found: CompanyLeads) -> Iterator[str]:
    """Yield whom ego knows at a company as text of at most 80 columns; where that is nobody, it is said."""
    if not found.leads:
        yield from wrapped(visible(f"Nobody you know is or was at {found.asked!r}, as far as your contacts say."))
        if found.names:
            yield from wrapped(visible(f"It is in there as {_listed(found.names)}, on cards of nobody you can ask."))
        if found.near:
            yield from wrapped(visible(f"Nearest spellings: {_listed(found.near)}."))
        else:
            yield "No company there is spelt like it."
        return
    named = found.names or (found.asked,)
    also = [name for name in named if name != found.asked]
    yield from wrapped(visible(f"{found.asked}" + (f" (as {_listed(also)})" if also else "")))
    number = 1
    for standing, heading in _HEADINGS.items():
        some = [lead for lead in found.leads if lead.standing is standing]
        if some:
            yield ""
            yield f"{heading[:1].upper()}{heading[1:]} ({len(some)})"
            yield from _people(some, number)
            number += len(some)
    if found.near:
        yield ""
        same = f"Not counted, since the names differ: {_listed(found.near)}. If one is the same, add it to [aliases]."
        yield from wrapped(visible(same))


def who(tie: Tie) -> str:
    """Return somebody in a few words: their name, or how to reach them, and what they are to ego."""
    labels = {slug: kind.label for slug, kind in by_slug().items()}
    kind = [] if tie.category == UNKNOWN else [labels.get(tie.category, tie.category)]
    level = [] if tie.level is None else [f"Level {int(tie.level)}"]
    return visible(" · ".join([_name(tie.contact), *kind, *level]))


def _people(leads: Sequence[Lead], first: int) -> Iterator[str]:
    for number, lead in enumerate(leads, first):
        yield fitted(f"{number:3}. {who(lead.tie)}")
        yield from wrapped(visible(lead.reason), "     ")


def _name(contact: Contact) -> str:
    reach = [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    return contact.name or (reach[0] if reach else "(no name)")


def _listed(names: Sequence[str]) -> str:
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    return ", ".join([*names[:_MOST_NAMES], *more])


def _lead_value(lead: Lead, calling_code: str) -> dict[str, Any]:
    return {
        "contact": contact_value(lead.tie.contact, calling_code),
        "category": lead.tie.category,
        "level": None if lead.tie.level is None else int(lead.tie.level),
        "strength": lead.tie.strength,
        "value": lead.value,
        "ask": str(lead.ask),
        "reason": lead.reason,
        "close": lead.close,
        "company": lead.company or None,
        "standing": None if lead.standing is None else str(lead.standing),
        "through": [{"id": contact.id, "name": contact.name or None} for contact in lead.through],
    }
