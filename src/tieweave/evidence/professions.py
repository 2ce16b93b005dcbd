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

_LONGEST_TITLE = 160
"""Characters of a title that are read: the longest real ones have about 150, and the rest is prose."""
_BITS = 8
"""A byte a language: 80 words of at most three points each are all that so many characters can hold."""
_A_ROLE = 1 << _BITS * len(LANGUAGES)
"""Where `_spoken` keeps, above each language's count, the one of words that may begin a role."""

_GENDER = re.compile(
    r"[/(·*:_I](?<=\w.)"  # the mark first, since a pattern that starts with a set of letters is sought fast
    r"(?:(?<!I)-?(?:in|innen|ka|a|as|e|es|ne|ère|ière|euse|rice|trice|ora|adora|ra|s)\)?(?!\w)"
    r"|(?<=[a-zäöüß]I)n(?:nen)?\b)"
)
"""Feminine endings written behind the masculine word: "Lehrer/in", "LehrerIn", "avocat(e)", "abogado/a"."""
_TOKEN = re.compile(r"[^\W_]+|[,;/|()&+–—:\n•]|\s-\s")


def professions(title: str) -> tuple[Profession, ...]:
    """Return the professions a job title says, the surest first; empty when it says none of ours."""
    return _professions(title[:_LONGEST_TITLE])


@functools.lru_cache(maxsize=1 << 14)
def _professions(title: str) -> tuple[Profession, ...]:
    tokens = _TOKEN.findall(plain(_GENDER.sub("", title))[:_LONGEST_TITLE])
    if all(map(_known_in_the_first, tokens)):
        first = language(LANGUAGES[0])
        if (found := read(first.words(tokens), first)) is not None:
            return found  # no other language can know more words, so none has to be read from the disk
    *counts, roles = sum(map(_spoken, tokens)).to_bytes(len(LANGUAGES) + 1, "little")
    if not roles:
        return ()
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
    return not token[0].isalpha() or language(LANGUAGES[0]).knows(token) > 0


@functools.lru_cache(maxsize=1 << 16)
def _spoken(token: str) -> int:
    """Return how well each language knows `token`, `_BITS` a language, and above them whether it may begin a role.

    So the words of a title are counted for all languages in one sum.
    """
    if not token[0].isalpha():
        return 0
    knows = sum(spoken.knows(token) << _BITS * at for at, spoken in enumerate(_languages()))
    role = any(spoken.may_hold_a_role(token) for spoken in _languages()) if knows else False
    return knows + _A_ROLE if role else knows
