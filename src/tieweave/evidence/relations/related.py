"""Related people and the labels of numbers: fields in which a program says whose the word is."""

from __future__ import annotations

from collections.abc import Iterator

from tieweave.evidence.relations.people import name_words
from tieweave.evidence.relations.reader import Reader
from tieweave.evidence.relations.rules import Said, rules
from tieweave.evidence.texts import Text
from tieweave.evidence.vocabulary import lexicon
from tieweave.model import Contact, Related

_NOUNS = {"phones": "phone", "emails": "email", "urls": "url", "addresses": "address"}


def labelled(reader: Reader, contact: Contact) -> Iterator[Said]:
    """Yield the little that the label of a number or address says: "Dentist", not "Mum's" (that is hers).

    "My dentist" says as much as a note.
    """
    for field, noun in _NOUNS.items():
        for value in getattr(contact, field):
            category = _whole_category(reader, value.label) if value.label else ""
            if category:
                detail = f"{noun} labelled '{value.label}'"
                manner = "bare" if reader.is_mine(Text.cut(value.label).word(0)) else "field_label"
                yield Said(field, value, detail, category, reader.rules.weight[manner])


def _whole_category(reader: Reader, label: str) -> str:
    text = Text.cut(label)
    first = int(len(text.words) > 1 and reader.is_mine(text.words[0]))
    for entry, end in reader.lexicon.at(text.words, first) if text.words else ():
        category = reader.rules.category(entry.role)
        whole = end == len(text.words) and entry.table in ("role", "place")
        if whole and category not in ("", "family", "relative"):
            return category
    return ""


def related_people(reader: Reader, contact: Contact, related: Related) -> Iterator[Said]:
    """Yield what a related person says of the contact, when that is ego, one of ego's own or another contact."""
    named = name_words(related.name.rpartition(":")[2] if "@" in related.name else related.name)
    role = role_of(related.relation)
    if not role or not named:
        return
    result, doubt = _turned(reader, contact, related, named, role)
    if not result:
        return
    relation_said = related.relation.strip("_$!<>") or "related"
    detail = f"related field names {related.name} as '{relation_said}'"
    for toward, weight in reader.rules.weights(result, "related"):
        yield Said("related", related, detail, toward, weight if toward == "close" else max(weight - doubt, 0.5))


def _turned(reader: Reader, contact: Contact, related: Related, named: tuple[str, ...], role: str) -> tuple[str, float]:
    """Return what the contact is to ego if `named` is its `role`, and how much to doubt it."""
    rules, people = reader.rules, reader.people
    if related.name.lower().removeprefix("mailto:") in people.emails or named == people.ego:
        return rules.mirror.get(role, ""), 0.0
    if people.names_child(named):
        return rules.related_child.get(role, ""), 0.0
    if people.names_partner(named):
        return rules.related_partner.get(role, ""), 0.0
    if named == people.ego[:1]:
        # A first name alone may be another's.
        return rules.mirror.get(role, ""), 1.5
    if role in rules.related_contact and any(other is not contact for other in people.named(named)):
        return rules.related_contact[role], 0.0
    return "", 0.0


def role_of(relation: str) -> str:
    """Return the role that a field for related people says in whatever language ("child", "partner"), "" for none."""
    words = Text.cut(relation.strip("_$!<>")).words
    if role := rules().related.get(words):
        return role
    for entry, end in lexicon("relations").at(words, 0) if words else ():
        if end == len(words) and entry.table == "role":
            return entry.role
    return ""
