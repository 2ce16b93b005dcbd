"""The reading of a job title in one language: its parts, and in each the head and what tells the head's field.

A title is read as a friend would: the head is "advisor" in "senior insurance advisor" and "conseiller" in "conseiller
en assurances". A head that is no role ("dental software engineer") says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave.evidence.title_rules import Profession, rules, verdict
from tieweave.evidence.title_words import Language, Word

_NEEDS_ANOTHER = "specialist"
"""The role of words that only say that somebody is good at the word beside them ("physician consultant")."""


def read(words: Sequence[Word], language: Language) -> tuple[Profession, ...] | None:
    """Read each part of a title on its own; parts without a role ("Partner, Tax") speak for their neighbours.

    They do where a neighbour's own words say nothing, or no more than its role alone would ("Instructor, Climbing").
    A part that is a place ("Teacher, Fundy University") speaks along with them.

    None says that no part has a head in this language, so another one may know better.
    """
    if not any(word.role for word in words):
        return None
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.part == "and":
            parts.append([])
        else:
            parts[-1].append(word)
    phrases = [_phrase(part, language) for part in parts if part]
    if all(head is None for head, _ in phrases):
        return None
    loose = [word for head, others in phrases if head is None for word in others]
    places = [place for word in loose if (place := _place(word))]
    best: dict[str, Profession] = {}
    for head, others in phrases:
        if head is None:
            continue
        found = verdict(head, [*others, *places], alone=not (others or loose))
        if loose and (found is None or found == verdict(head, (), alone=False)):
            found = verdict(head, [*others, *loose], alone=False) or found
        if found and (found.category not in best or found.weight > best[found.category].weight):
            best[found.category] = found
    return tuple(sorted(best.values(), key=lambda found: -found.weight))


def _phrase(part: Sequence[Word], language: Language) -> tuple[Word | None, list[Word]]:
    """Return the head of a noun phrase (None: it has none that is a role) and all that tells its field."""
    core: list[Word] = []
    after: list[Word] = []
    link = ""
    for word in part:
        if word.part == "except":
            break
        if word.part in ("of", "at"):
            link = word.part
        elif not link:
            core.append(word)
        elif link == "of":
            after.append(word)
        elif place := _place(word):
            after.append(place)
    named = [word for word in core if word.part != "skip"]
    at = _head(named, language)
    if at is None:
        return None, [*named, *after]
    return _listed(named, at, language) if not link else named[at], [*named[:at], *named[at + 1 :], *after]


def _place(word: Word) -> Word | None:
    """Return `word` with the fields alone that count as places of work; None: it has none."""
    fields = tuple([field for field in word.fields if field in rules().places])
    return Word(word.text, fields=fields) if fields else None


def _listed(named: Sequence[Word], at: int, language: Language) -> Word:
    """Return the head at `at`; where it stands first as in a register, with the role that it has there."""
    head = named[at]
    if at or len(named) == 1 or language.head_first or head.role not in language.listed:
        return head
    return attrs.evolve(head, role=language.listed[head.role])


def _head(named: Sequence[Word], language: Language) -> int | None:
    """Return where the head stands: at the language's end of the phrase, unless a field stands there.

    Then it may be at the other end ("teacher biology"), or before nothing but fields ("art teacher secondary school").
    Where compounds are written together, a word that the lexicon lacks is most often a field, too.
    """
    if not named:
        return None
    usual, other, inward = (0, len(named) - 1, 1) if language.head_first else (len(named) - 1, 0, -1)
    last = named[usual]
    if last.role:
        beside = usual + inward
        needs_it = last.role == _NEEDS_ANOTHER and 0 <= beside < len(named) and named[beside].role
        return beside if needs_it else usual
    role = named[other].role
    field_last = last.fields and not last.ends_known
    if role and (field_last or role in language.listed or (language.compounds and (last.fields or not last.known))):
        return other
    for at in range(usual, other, inward):
        if named[at].role:
            return at
        if not named[at].fields:
            return None
    return None
