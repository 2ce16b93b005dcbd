"""Relation words: what the name, nicknames, notes and related people of a contact say it is to ego.

"Mum", "Bob (dentist)", "Noah's mum", "my old boss at Fundy", "class of 2008". A word counts only where it stands
as people write such things: alone, beside a name, after "my"; not where it is denied ("not my cousin"), somebody
else's ("Bob's dentist"), or part of a surname or a company ("Papa John's"). The words, and who is what to whom, are
in `lexicon/relations`; `any.toml` there has every weight with its source.

    statements.py  what running text states, from left to right
    roles.py       a role there, and by owners.py whose it is: "my old boss", "Noah's mum"
    places.py      where from: "from the gym", "Rotary"
    deeds.py       what somebody does to things of ego's: "cuts my hair"
    alongside.py   who did ego's work "with me"; together.py what both once did
    names.py       what stands in or beside a name: "Aunt May", "Bob (dentist)"
    tags.py        what tells a first name from others: "Zoë haircut"; doors.py the floor or number
    own_people.py  the names of ego's child and partner
    related.py     the fields for related people, and the labels of numbers
    people.py      who is named: ego's own people, and the other contacts
    reader.py      the small questions that all of these ask; rules.py the settings
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from tieweave.evidence.relations import statements
from tieweave.evidence.relations.names import in_name
from tieweave.evidence.relations.own_people import own_person
from tieweave.evidence.relations.people import Acquaintances
from tieweave.evidence.relations.reader import Reader, is_asked
from tieweave.evidence.relations.related import labelled, related_people
from tieweave.evidence.relations.rules import Finding, Said
from tieweave.evidence.texts import Text
from tieweave.model import Contact, Evidence, Profile

Kind = Callable[[Iterable[Contact], Profile, dt.datetime], Iterator[Evidence]]
"""A kind of evidence: what speaks of each of some contacts."""


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what relation words say of each contact: kind "relation", toward a category or "close".

    Somebody who is named in a text is known when they are among the `contacts`; `among` reads some of many. `now` is
    part of the signature that all kinds of evidence share; relation words do not depend on it. Of several statements
    to one effect in one field the strongest counts.
    """
    everybody = list(contacts)
    return among(everybody)(everybody, profile, now)


def among(everybody: Iterable[Contact]) -> Kind:
    """Return `evidence` for some contacts at a time, where a text may name anybody of `everybody`."""
    known = Acquaintances(everybody)

    def read(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
        reader = Reader.of(profile, known)
        # Imports put one note on many cards ("from the old phone"): each is read once.
        noted: dict[str, tuple[Text, list[Finding]]] = {}
        for contact in contacts:
            strongest: dict[tuple[str, str], Said] = {}
            for said in _said(reader, contact, noted):
                held = strongest.get((said.field, said.toward))
                if held is None or abs(said.weight) > abs(held.weight):
                    strongest[said.field, said.toward] = said
            for said in strongest.values():
                yield Evidence(
                    kind="relation",
                    detail=said.detail,
                    toward=said.toward,
                    weight=said.weight,
                    source=contact.origin(said.field, said.value),
                    contact=contact.id,
                )

    return read


def _said(reader: Reader, contact: Contact, noted: dict[str, tuple[Text, list[Finding]]]) -> Iterator[Said]:
    if contact.kind == "individual":
        for field, called in (("names", contact.names), ("nicknames", contact.nicknames)):
            for name in called:
                text, findings = in_name(reader, name)
                for finding in findings:
                    quoted = name if len(name) <= 60 else name[:59] + "…"
                    yield from _told(reader, contact, text, finding, field, name, quoted)
                if reader.people.has_own:
                    yield from own_person(reader, field, name)
    for note in contact.notes:
        if reader.lexicon.is_silent_on(note):
            continue
        if note not in noted:
            text = Text.cut(note)
            noted[note] = text, reader.best(statements.read(reader, text, in_name=False))
        text, findings = noted[note]
        for finding in findings:
            quoted = text.clause(finding.start, finding.end)
            yield from _told(reader, contact, text, finding, "notes", note, quoted)
    yield from labelled(reader, contact)
    for related in contact.related:
        yield from related_people(reader, contact, related)


def _told(
    reader: Reader, contact: Contact, text: Text, finding: Finding, field: str, value: str, quoted: str
) -> Iterator[Said]:
    role, whom = finding.role, [other for other in finding.whom if other is not contact]
    if finding.whom and not whom:
        # Nobody else is called so: the name is the contact's own, or means somebody unknown.
        role = finding.otherwise
    if not role:
        return
    named = f", and {whom[0].name} is one of your contacts" if len(whom) == 1 else ""
    detail = f"{field.removesuffix('s')} says '{quoted}'{named}"
    asked = is_asked(text, finding.start, finding.end)
    for toward, weight in reader.rules.weights(role, finding.manner, doubted=asked):
        yield Said(field, value, detail, toward, weight)
