"""Asks about work: whom to ask for a lead, an introduction or advice, the best first, and diversified.

Close people at a target employer come before all others (they can recommend), then Level 2 by lead value, diversified,
and last the other close people, whose turn is support.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from tieweave.followups.candidate import Candidate
from tieweave.followups.people import Person, Situation
from tieweave.followups.wording import last_contact, place_of_work, sentence, who
from tieweave.leads import Prospects, reasons, work
from tieweave.leads.aliases import Key
from tieweave.leads.diversify import diversified, origins
from tieweave.leads.prospects import Outlook
from tieweave.model import Purpose

MANY_CIRCLES = 2
"""Circles that are not ego's from which on somebody can introduce to many; own estimate."""
_OF_ONE_PLACE = 6
"""So many of one organisation are looked at before others, as many as diversity tells apart."""


def promising(situation: Situation, taken: Collection[str], limit: int) -> list[Person]:
    """Return at most `limit` people worth a closer look by the lead value of their tie, but for those `taken`.

    Those of one organisation beyond a few come after all others, so that one large firm does not hide the rest.
    """
    people = [
        person
        for person in situation.people.values()
        if person.tie.lead > 0 and person.id not in taken and situation.knows_what_they_are(person)
    ]
    people.sort(key=lambda person: (-person.tie.lead, person.order))
    found: list[Person] = []
    later: list[Person] = []
    places: Counter[tuple[str, ...]] = Counter()
    for person in people:
        if len(found) == limit:
            break
        if not situation.may_ask(person):
            continue
        held = work.keys(person.tie.contact)
        if any(places[place] >= _OF_ONE_PLACE for place in held):
            later.append(person)
            continue
        places.update(held)
        found.append(person)
    return [*found, *later[: limit - len(found)]]


@attrs.frozen(eq=False)
class AtTargets:
    """Who is at a target employer, and whom others know there: both by the contact's id; `companies` are the keys."""

    there: Mapping[str, Person]
    known: Mapping[str, Person]
    companies: frozenset[Key] = frozenset()

    def field(self, prospects: Prospects) -> str:
        """Return the field to ask people about, of two the second (see `Targets.about`); "" where there is none."""
        for target in prospects.targets.parts:
            told = [one for one in target if one.words and not one.place and one.keys.isdisjoint(self.companies)]
            if told:
                return told[:2][-1].text
        return ""

    @classmethod
    def of(cls, situation: Situation, prospects: Prospects, places: Mapping[str, int]) -> AtTargets:
        """Return who is at the targets of the `prospects`, in which people stand at `places`."""
        keys = prospects.targets.keys
        if not keys:
            return cls({}, {})
        there = {}
        companies: set[Key] = set()
        for person in situation.people.values():
            if person.tie.contact.organisations and person.id in places:
                held = keys & work.keys(person.tie.contact)
                if held:
                    companies |= held
                    there[person.id] = person
        known: dict[str, Person] = {}
        if prospects.network is not None:
            for person in sorted(there.values(), key=lambda one: (-one.tie.strength, one.order)):
                for other, _ in prospects.network.links(places[person.id]):
                    known.setdefault(prospects.contacts[other].id, person)
        return cls(there, known, frozenset(companies))


def asks(
    situation: Situation,
    prospects: Prospects,
    places: Mapping[str, int],
    taken: Collection[str],
    people: Sequence[Person],
) -> list[Candidate]:
    """Return what to ask the promising `people`, and those who are at a target employer or know somebody there.

    Nobody who is `taken` is among them.
    """
    targets = AtTargets.of(situation, prospects, places)
    at_targets = [situation.people[one] for one in (*targets.there, *targets.known) if one in situation.people]
    at_targets = [one for one in at_targets if one.id not in taken and situation.may_ask(one)]
    looked_at = {person.id: person for person in (*people, *at_targets)}
    best: list[tuple[Person, Candidate]] = []
    others: list[tuple[tuple[Person, Candidate], float, Mapping[object, float]]] = []
    close: list[tuple[Person, Candidate]] = []
    for person in sorted(looked_at.values(), key=lambda one: one.order):
        if person.id not in places:
            continue
        at = places[person.id]
        outlook = prospects.outlook(at)
        found = _ask(situation, prospects, person, outlook, targets, frozenset(origins(prospects, at)))
        if found is None:
            continue
        if person.is_close and outlook.fit.company:
            best.append((person, found))
        elif person.is_close and not outlook.fit.field:
            close.append((person, found))
        else:
            value = prospects.value(outlook, person.tie.strength)
            others.append(((person, found), value, dict(origins(prospects, at))))
    best.sort(key=lambda one: (-one[0].tie.strength, one[0].order))
    close.sort(key=lambda one: (-one[0].tie.lead, one[0].order))
    ranked = diversified(others, lambda one: one[0].order)
    return [candidate for _, candidate in (*best, *(one for one, _ in ranked), *close)]


def _ask(
    situation: Situation,
    prospects: Prospects,
    person: Person,
    outlook: Outlook,
    targets: AtTargets,
    places: frozenset[object],
) -> Candidate | None:
    if outlook.novelty == 0:
        # They are where ego works at present: they hear what ego hears, and may tell it to the boss.
        return None
    fit = outlook.fit
    other = targets.known.get(person.id)
    through = reasons.named(other.tie.contact) if other is not None else ""
    if fit.company:
        purpose = Purpose.LEAD if person.is_close else Purpose.ADVICE
    elif through:
        purpose = Purpose.INTRODUCTION
    elif fit.field:
        purpose = Purpose.ADVICE
    elif (outlook.circles or 0) >= MANY_CIRCLES:
        purpose = Purpose.INTRODUCTION
    else:
        purpose = Purpose.LEAD
    if situation.is_dropped(person, purpose):
        return None
    about = targets.field(prospects)
    return Candidate(
        person=person,
        purpose=purpose,
        reason=functools.partial(_reason, situation, person, outlook, purpose, through, about),
        details=dict(_details(prospects, person, outlook, purpose, through, about)),
        origins=places,
    )


def _reason(situation: Situation, person: Person, outlook: Outlook, purpose: Purpose, through: str, about: str) -> str:
    fit = outlook.fit
    told = ""
    if fit.company:
        told = "a target of yours"
    elif fit.field:
        told = f"close to your target {reasons.quoted(fit.field)}" + (f" and in {fit.place}" if fit.place else "")
    told = who(person, fit.company, told)
    more = ""
    if through:
        more = f"knows {through}, who is at a target of yours"
    elif (outlook.circles or 0) >= MANY_CIRCLES:
        more = f"moves in {outlook.circles} circles that are not yours"
    parts = [told, more, last_contact(situation, person)]
    return sentence("; ".join(part for part in parts if part) + f": {_request(outlook, purpose, through, about)}")


def _request(outlook: Outlook, purpose: Purpose, through: str, about: str) -> str:
    field = f" in {reasons.quoted(about)}" if about else ""
    if purpose is Purpose.ADVICE:
        return "ask for a talk about what the work there is like" if outlook.fit.company else "ask about their work"
    if purpose is Purpose.INTRODUCTION:
        return f"ask for an introduction to {through}" if through else f"ask whom they know{field}"
    if outlook.fit.company:
        return "ask whether they would recommend you there"
    return f"ask what they hear of work{field}, and from whom"


def _details(
    prospects: Prospects, person: Person, outlook: Outlook, purpose: Purpose, through: str, about: str
) -> Iterator[tuple[str, str]]:
    """Yield the words for the draft, see `tieweave.followups.drafts`."""
    if outlook.fit.field or about:
        yield "field", outlook.fit.field or about
    organisation = place_of_work(person, outlook.fit.company)
    if organisation is not None and purpose in (Purpose.LEAD, Purpose.ADVICE):
        # Only who is where ego wants to be is asked about their own company.
        if outlook.fit.company or outlook.fit.field:
            yield "company", organisation.name
        if purpose is Purpose.ADVICE:
            yield "role", organisation.title or organisation.role
    place = next((part.text for target in prospects.targets.parts for part in target if part.place), "")
    if place and purpose is Purpose.LEAD:
        yield "place", place
    if through and purpose is Purpose.INTRODUCTION:
        yield "person", through
