"""Places where people know each other from: "from the local gym", "our choir", "Rotaract president", "chess".

A word may be of several languages, so what denies a place is looked for in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from tieweave.evidence.languages import Language
from tieweave.evidence.relations.people import Whose
from tieweave.evidence.relations.reader import CLAUSE_MARKS, Reader, clause_of
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, is_word
from tieweave.evidence.vocabulary import Entry

_WORDS_OF_EVENT = 2
_REACH = 4
"""Words before a place within which "from", "at" or "our" is taken to join it."""


def read(
    reader: Reader, text: Text, entry: Entry, start: int, end: int, holders: Mapping[int, Whose], *, in_name: bool
) -> Finding | None:
    """Return what a place at `start` states, None where it states nothing; `holders` are those of each 's."""
    rules, language = reader.rules, reader.language(entry)
    if text.word(end) in rules.no_member or not rules.street.isdisjoint(text.words[max(start - 3, 0) : start]):
        # "Lions fan", "rue de l'Église".
        return None
    if in_name and not rules.company.isdisjoint((*text.words[:start], *text.words[end:])):
        # "Pharmacie de l'Église".
        return None
    if text.word(start - 1) == POSSESSIVE:
        whose = holders.get(start - 1) or reader.people.named_before(text, start - 1)
        role = rules.compose(whose.role, entry.role) if whose.role == "child" else ""
        return Finding(role, "note", start - 2, end, "place") if role else None
    if text.word(end) in language.of and text.word(end + 1) in language.other:
        # "concert de la chorale de sa fille".
        return None
    if _is_of_kin(reader, text, entry, start, end):
        return None
    if entry.role in reader.own_roles and not in_name:
        # Where ego worked or learnt: `circles` reads it, with the years.
        return None
    for at in range(start - 1, max(start - 1 - _REACH, -1), -1):
        word = text.words[at]
        if word in language.other or word == POSSESSIVE or not (is_word(word) or word == NUMBER):
            break
        if word in rules.some and _is_article(reader, text, word, start):
            continue
        if word in reader.rules.beyond and (word != "siden" or text.words[at + 1] in language.of):
            # "the café behind the church".
            return None
        if (
            word in language.at
            or word in language.my | language.my_object
            or (entry.language == "any" and reader.is_joint(word))
        ):
            elsewhere = word not in language.my | language.my_object and (
                _is_elsewhere(reader, text, at, start) or (not in_name and _is_kins(reader, text, at, entry.language))
            )
            return None if elsewhere else Finding(entry.role, "place", at, end, "place")
    if in_name or reader.is_anchored(text, entry, start):
        return None
    if entry.role == "service-club-member" and _is_event(reader, text, start, end):
        return Finding(entry.role, "place", start, end, "place")
    if _opens(reader, text, entry, start) and _closes(reader, text, entry, language, end):
        return Finding(entry.role, "place", start, end, "place")
    return None


def _is_of_kin(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> bool:
    """Tell whether a place is that of somebody's kin: "min brors kyrka", "my brothers church", "Chor seiner Frau"."""
    word, language = text.word(start - 1), reader.language(entry)
    kin = reader.rules.kin | {"kin", "friend", "neighbour", "co-worker"}
    if word[-1:] == "s" and text.word(start - 2) in reader.rules.mine | reader.rules.other:
        bare = reader.lexicon.index.get(word[:-1], ())
        if any(one.table == "role" and one.rank == -1 and one.role in kin for one in bare):
            return True
    if text.word(end) in language.of and text.word(end + 2) in language.my_after | language.other:
        return _is_kin(reader, text.word(end + 1), kin)
    mine = language.my | language.other
    whose = next((at for at in range(end, min(end + 2, len(text.words))) if text.words[at] in mine), 0)
    if not whose or text.words[whose - 1 if whose > end else end] not in language.of | language.of_my | language.other:
        return False
    holder = text.word(whose + 1)
    return any(_is_kin(reader, bare, kin) for bare in (holder, holder.removesuffix("s"), holder.removesuffix("es")))


def _is_kin(reader: Reader, word: str, kin: frozenset[str]) -> bool:
    return any(
        one.table == "role" and one.rank == -1 and one.role in kin - {"child"}
        for one in reader.lexicon.index.get(word, ())
    )


def _opens(reader: Reader, text: Text, entry: Entry, start: int) -> bool:
    """Tell whether a place stands at the beginning of a clause; "alumni" also after the name of ego's own school."""
    before = text.word(start - 1)
    if not before or before in CLAUSE_MARKS or before in ("+", "&"):
        return True
    first, _ = clause_of(text, start, start)
    if all(word in reader.rules.leads for word in text.words[first:start]):
        return True
    return entry.role == "alumni" and any(
        other.role == "own-school" for other, _ in reader.lexicon.at(text.words, start - 1)
    )


def _closes(reader: Reader, text: Text, entry: Entry, language: Language, end: int) -> bool:
    """Tell whether what follows a place leaves it one: "gym", "gym buddy", "gym on Main", "Lions breakfast crew"."""
    after = text.word(end)
    if not after or not is_word(after):
        return after not in (POSSESSIVE, ":")
    if any(other.role == entry.role for other, _ in reader.lexicon.at(text.words, end)):
        return True
    _, last = clause_of(text, end, end)
    rest = text.words[end : min(last, end + _REACH)]
    rest = rest[: next((at for at, word in enumerate(rest) if word in language.of), len(rest))]
    if entry.language == "any":
        rules = reader.rules
        return text.is_capital(end) or after in rules.at or not (rules.member | rules.together).isdisjoint(rest)
    return after in language.at or after in reader.rules.leads or not language.member.isdisjoint(rest)


def _is_event(reader: Reader, text: Text, start: int, end: int) -> bool:
    """Tell whether a note begins with a service club and one or two words for what it does: "Lions loppis"."""
    rules, last = reader.rules, clause_of(text, end, end)[1]
    said = text.words[end:last]
    unlike = rules.company | rules.no_member | rules.deny | rules.other | rules.copula
    return start == 0 and 1 <= len(said) <= _WORDS_OF_EVENT and unlike.isdisjoint(said) and all(map(is_word, said))


def _is_article(reader: Reader, text: Text, word: str, start: int) -> bool:
    """Tell whether a word is "a" in a language of the place at `start`: "a" joins in others, as in "a Roma"."""
    entries = (entry for entry, _ in reader.lexicon.at(text.words, start) if entry.table == "place")
    return any(word in reader.language(entry).some for entry in entries)


def _is_kins(reader: Reader, text: Text, at: int, language: str) -> bool:
    """Tell whether the clause before the index `at` is about the contact's close kin: "son plays in the choir"."""
    first, _ = clause_of(text, at, at)
    before = range(first, at)
    return not any(reader.is_mine(text.words[number]) for number in before) and any(
        entry.role in reader.rules.kin and entry.table == "role"
        for number in before
        for entry, _ in reader.lexicon.at(text.words, number)
        if language in (entry.language, "any")
    )


def _is_elsewhere(reader: Reader, text: Text, at: int, start: int) -> bool:
    """Tell whether the "at" at the index `at` joins a place that ego does not share.

    "works at GoodLife", "across the street from the gym", "plays in a band": but "met in a choir" ego does.
    """
    rules, (first, _) = reader.rules, clause_of(text, at, at)
    if not rules.staff.isdisjoint(text.words[first:at]):
        return rules.together.isdisjoint(text.words[first:])
    some = not rules.some.isdisjoint(text.words[at + 1 : start])
    return some and rules.together.isdisjoint(text.words[max(at - _REACH, 0) : at])
