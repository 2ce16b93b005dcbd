"""Relation words: what the name, nicknames, notes and related people of a contact say it is to ego.

"Mum", "Bob (dentist)", "Noah's mum", "my old boss at Fundy", "class of 2008". A word counts only where it stands
as people write such things: alone, beside a name, after "my"; not where it is denied ("not my cousin"), somebody
else's ("Bob's dentist"), or part of a surname or a company ("Papa John's"). The words, and who is what to whom, are
in `lexicon/relations`; `any.toml` there has every weight with its source. `statements` reads running text, `names`
what stands beside a name, `related` the fields for related people and the labels of numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from tieweave.evidence.relations.names import in_name, own_person
from tieweave.evidence.relations.related import labelled, related_people
from tieweave.evidence.relations.rules import Finding, Said
from tieweave.evidence.relations.statements import Reader
from tieweave.evidence.vocabulary import Text
from tieweave.model import Contact, Evidence, Profile


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what relation words say of each contact: kind "relation", toward a category or "close".

    `now` is part of the signature that all kinds of evidence share; relation words do not depend on it. Of
    several statements to one effect in one field the strongest counts.
    """
    reader = Reader.of(profile)
    # Imports put one note on many cards ("from the old phone"): each is read once.
    noted: dict[str, tuple[Said, ...]] = {}
    for contact in contacts:
        strongest: dict[tuple[str, str], Evidence] = {}
        for said in _said(reader, contact, noted):
            held = strongest.get((said.field, said.toward))
            if held is None or abs(said.weight) > abs(held.weight):
                strongest[said.field, said.toward] = Evidence(
                    kind="relation",
                    detail=said.detail,
                    toward=said.toward,
                    weight=said.weight,
                    source=contact.origin(said.field, said.value),
                    contact=contact.id,
                )
        yield from strongest.values()


def _said(reader: Reader, contact: Contact, noted: dict[str, tuple[Said, ...]]) -> Iterator[Said]:
    if contact.kind == "individual":
        for field, called in (("names", contact.names), ("nicknames", contact.nicknames)):
            for name in called:
                text, findings = in_name(reader, name)
                for finding in findings:
                    quoted = name if len(name) <= 60 else name[:59] + "…"
                    yield from _told(reader, text, finding, field, name, quoted)
                if reader.has_own_people:
                    yield from own_person(reader, field, name)
    for note in contact.notes:
        if note not in noted:
            noted[note] = tuple(_noted(reader, note))
        yield from noted[note]
    yield from labelled(reader, contact)
    for related in contact.related:
        yield from related_people(reader, related)


def _noted(reader: Reader, note: str) -> Iterator[Said]:
    if not reader.lexicon.is_silent_on(note):
        text = Text.cut(note)
        for finding in reader.best(reader.scan(text, in_name=False)):
            yield from _told(reader, text, finding, "notes", note, text.clause(finding.start, finding.end))


def _told(reader: Reader, text: Text, finding: Finding, field: str, value: str, quoted: str) -> Iterator[Said]:
    asked = text.words[finding.end : finding.end + 1] == ("?",)
    for toward, weight in reader.rules.weights(finding.role, finding.manner, doubted=asked):
        yield Said(field, value, f"{field.removesuffix('s')} says '{quoted}'", toward, weight)
