"""What profession a job title says, in the languages that `lexicon/titles/` has a file for.

Which words are roles and fields stands in one file a language (`title_words`), how they make a title is grammar
(`title_reading`), and what a role and a field say together is the same in all languages (`title_rules`). Here the
language of a title is found: the one that knows most of its words.
"""

from __future__ import annotations

import functools
import re

from tieweave.evidence.title_reading import read
from tieweave.evidence.title_rules import Profession
from tieweave.evidence.title_words import Language, language
from tieweave.spelling import plain

__all__ = ["LANGUAGES", "Profession", "professions"]

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "nb", "cs", "ro")
"""The languages with a lexicon; of two that explain a title equally well, the earlier is taken."""

_LONGEST_TITLE = 200
"""Characters of a title that are read: the longest real ones have about 150, and the rest is prose."""
_BITS = 16
_SHIFTS = tuple(range(0, _BITS * len(LANGUAGES), _BITS))
_COUNT = (1 << _BITS) - 1
_A_ROLE = 1 << _BITS * len(LANGUAGES)
"""Where `_spoken` keeps each language's count, and the one of words that may begin a role."""

_GENDER = re.compile(
    r"(?<=\w)(?:/-?|\(-?|[·*:_])(?:in|innen|ka|a|as|e|es|ne|ère|ière|euse|rice|trice|ora|adora|ra|s)\)?(?!\w)"
    r"|(?<=[a-zäöüß])(?:In|Innen)\b"
)
"""Feminine endings written behind the masculine word: "Lehrer/in", "LehrerIn", "avocat(e)", "abogado/a"."""
_TOKEN = re.compile(r"[^\W_]+|[,;/|()&+–—:\n•]|\s-\s")


def professions(title: str) -> tuple[Profession, ...]:
    """Return the professions a job title says, the surest first; empty when it says none of ours."""
    return _professions(title[:_LONGEST_TITLE])


@functools.lru_cache(maxsize=1 << 14)
def _professions(title: str) -> tuple[Profession, ...]:
    tokens = _TOKEN.findall(plain(_GENDER.sub("", title)))
    words = [token for token in tokens if token[0].isalpha()]
    if all(map(_known_in_the_first, words)):
        first = language(LANGUAGES[0])
        if (found := read(first.words(tokens), first)) is not None:
            return found  # no other language can know more words, so none has to be read from the disk
    known = sum(map(_spoken, words))
    if known < _A_ROLE:
        return ()
    counts = [known >> shift & _COUNT for shift in _SHIFTS]
    most = max(counts)
    for spoken, count in zip(_languages(), counts, strict=True):
        if count == most and (found := read(spoken.words(tokens), spoken)) is not None:
            return found
    return ()


@functools.cache
def _languages() -> tuple[Language, ...]:
    return tuple(map(language, LANGUAGES))


@functools.lru_cache(maxsize=1 << 16)
def _known_in_the_first(token: str) -> bool:
    return language(LANGUAGES[0]).knows(token) > 0


@functools.lru_cache(maxsize=1 << 16)
def _spoken(token: str) -> int:
    """Return how well each language knows `token`, `_BITS` a language, and above them whether it may begin a role.

    So the words of a title are counted for all languages in one sum.
    """
    knows = sum(spoken.knows(token) << shift for spoken, shift in zip(_languages(), _SHIFTS, strict=True))
    role = any(spoken.may_hold_a_role(token) for spoken in _languages()) if knows else False
    return knows + _A_ROLE if role else knows
