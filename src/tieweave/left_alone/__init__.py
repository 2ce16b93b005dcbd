"""Who is left alone: the dead, and those who are not to be contacted, as labels, notes, names and fields say.

The words are data, `lexicon/left_alone/*.toml`, one file a language. A label counts when it is nothing else. In a note
it must be said of the person themselves, so before "died" only the small words stand that may ("he", "in May"),
numbers, and the person's own name: in "her mother died" somebody else did, and in "the battery died" nobody. What is
not to be done must be meant for good: "do not contact", but not "do not contact before nine", and "don't call again",
but not "don't call, text".

    marks.py   the signs of death, and a text without them
    words.py   the words, as data
    note.py    whether what a note says is said of the person, and for good
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieweave.evidence.texts import fold
from tieweave.left_alone.marks import bare, is_marked
from tieweave.left_alone.note import Note
from tieweave.left_alone.words import DEAD, NO_CONTACT, Words, lexicon_words
from tieweave.model import Contact, Extra

__all__ = ["DEAD", "NO_CONTACT", "is_left_alone"]

_PARTS_OF_NAME = re.compile(r"[()\[\]{}]|\s[-\u2013\u2014|/*]+\s?|,")
_MARKS_IN_NAMES = frozenset("([{-\u2013\u2014|/,*†⚰")
_LONGEST = 4000
"""Characters of a note that are read, as in `leads.words`."""


def is_left_alone(contact: Contact) -> str:
    """Return why somebody is to be left alone, "has died" or "marked do not contact"; "" for all others."""
    words = lexicon_words()
    found = ""
    for reason in _reasons(contact, words):
        if reason == DEAD:
            return DEAD
        found = reason
    return found


def _reasons(contact: Contact, words: Words) -> Iterator[str]:
    for label in contact.labels:
        if reason := words.labels.get(bare(label)):
            yield reason
    for name in contact.names:
        if reason := _in_name(name, words):
            yield reason
    for affix in (contact.suffixes, contact.prefixes):
        if affix and (reason := _in_affix(affix, words)):
            yield reason
    for extra in contact.extras:
        if reason := _in_field(extra, words):
            yield reason
    for note in contact.notes:
        if not words.are_silent_on(note):
            yield from Note.of(note[:_LONGEST], contact).reasons(words)


def _in_name(name: str, words: Words) -> str:
    """Return what a name says: "Ann Lee (deceased)", "† Ann Lee", "Late Ann Lee" only in its field for prefixes."""
    if not _MARKS_IN_NAMES.isdisjoint(name):
        parts = [bare(part) for part in _PARTS_OF_NAME.split(name)]
        reasons = [words.labels[part] for part in parts[1:] if part in words.labels]
        if reasons:
            return min(reasons)  # DEAD sorts first
    *rest, last = name.split(" ")
    if (rest and fold(last) in words.said_after_names) or (is_marked(name) and not name.isupper()):
        return DEAD
    return ""


def _in_affix(text: str, words: Words) -> str:
    said = bare(text)
    return DEAD if said in words.before_names else words.labels.get(said, "")


def _in_field(extra: Extra, words: Words) -> str:
    """Return what a field of the record says that tieweave has no word for."""
    name = extra.name.lower()
    if not extra.value.strip():
        return ""
    if name in words.dead_fields:
        return DEAD
    said = dict(extra.params)
    if name in ("x-event", "x-abdate") and fold(said.get("TYPE", "")) in words.dead_events:
        return DEAD
    if name == "x-column":
        column = bare(said.get("NAME", ""))
        if fold(column) in words.dead_events:
            return DEAD
        return "" if fold(extra.value.strip()) in words.no else words.labels.get(column, "")
    return ""
