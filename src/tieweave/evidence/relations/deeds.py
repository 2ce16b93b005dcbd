"""What people do for ego: "cuts my hair", "sold us the house", "hat uns das Haus verkauft".

A thing of ego's, a deed that a barber or a realtor does with it, and ego's "my" or "us" in one clause make the
relation, in whatever order a language puts them. Somebody else's thing, a wish and a question make none.
"""

from __future__ import annotations

from tieweave.evidence.relations import owners
from tieweave.evidence.relations.reader import Reader, clause_of
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import POSSESSIVE, Text
from tieweave.evidence.vocabulary import Entry

_OURS = frozenset({"", "child", "partner"})
"""Whose things are as good as ego's: nobody's else, and those of a child or partner."""
_REACH = 6
"""Words before or after a thing within which the deed and ego are looked for."""


def read(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
    """Return what a thing of ego's at `start` states of somebody who does something with it."""
    language = reader.language(entry)
    verbs = language.does.get(entry.role)
    if not verbs or verbs.isdisjoint(text.words):
        return None
    first, last = clause_of(text, start, end)
    first, last = max(first, start - _REACH), min(last, end + _REACH)
    around = (*text.words[first:start], *text.words[end:last])
    if verbs.isdisjoint(around) or text.word(last) == "?":
        return None
    if not (language.deny | language.other).isdisjoint(around):
        return None
    if owners.of_somebody(reader, text, language, end)[1].role not in _OURS:
        # "le reformó el baño a mi vecina".
        return None
    mine = (*text.words[first:start], *(text.words[end : end + 3] if text.word(end) in language.of else ()))
    egos = not (language.my | language.my_object | language.me).isdisjoint(
        (*mine, text.word(end))
    ) or not language.me.isdisjoint(around)
    # "le empastó una muela a la niña": the child that has no owner is ego's.
    egos = egos or not reader.rules.little.isdisjoint(around)
    if entry.role == "former-classmate":
        # "hicimos fisioterapia juntas".
        egos = not language.together.isdisjoint(around)
    if not egos and POSSESSIVE in text.words[first:start]:
        holder = text.words.index(POSSESSIVE, first) - 1
        egos = bool(reader.people.own(text.word(holder)))
    if entry.role == "supplier" and not egos:
        # "livre le papier au bureau".
        egos = any(
            other.role == "co-worker" and other.table == "place" and text.word(number - 1) in language.at
            for number in range(end, clause_of(text, start, end)[1])
            for other, _ in reader.lexicon.at(text.words, number)
        )
    return Finding(entry.role, "note", first, end) if egos else None
