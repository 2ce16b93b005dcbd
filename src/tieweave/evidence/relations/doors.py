"""Doors: a name with a floor or the number of a flat or house is a neighbour's ("Yilmaz 2. OG", "Mrs Khan flat 6")."""

from __future__ import annotations

from tieweave.evidence.relations.reader import Reader
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import NUMBER, Text, is_word
from tieweave.evidence.vocabulary import Entry

_NUMBERED = frozenset({"nr", "no", "number", "nummer"})
_LEAST_NUMBER = 3
"""The first number of a house that is not taken for somebody's second telephone: "Anna nr 2"."""
_MOST_NAMES = 3
_LEAST_ORDINAL = 3


def read(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
    """Return what the floor or number from `start` to `end` of a name states: nothing of a firm or an address."""
    rules, words = reader.rules, text.words
    if entry.words[0] in _NUMBERED and (
        not text.tokens[end - 1].isdigit() or int(text.tokens[end - 1]) < _LEAST_NUMBER
    ):
        return None
    if (
        words[start] == NUMBER
        and text.tokens[start] + words[start + 1] in text.raw
        and len(entry.words) < _LEAST_ORDINAL
    ):
        # "5th grade": a floor that is written so has a word more, "5th floor", "4e droite".
        return None
    others = [at for at in range(len(words)) if not start <= at < end and is_word(words[at])]
    names = [at for at in others if text.is_capital(at) and words[at] not in rules.aside | rules.addressed]
    if not 1 <= len(names) <= _MOST_NAMES:
        return None
    if not (rules.company | rules.service | rules.no_member | rules.street).isdisjoint(words):
        return None
    if any(
        words[at].endswith(rules.street_endings) or (text.word(at + 1) == NUMBER and at + 1 != start) for at in names
    ):
        # "Kirkegade 12, 2. tv" is an address.
        return None
    return Finding(entry.role, "name_doubt", start, end, "door")
