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

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv")
"""The languages with a lexicon; of two that explain a title equally well, the earlier is taken."""

_LONGEST_TITLE = 200
"""Characters of a title that are read: the longest real ones have about 150, and the rest is prose."""

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
    known = [_spoken(word) for word in words]
    if not any(may_be_a_role for _, may_be_a_role in known):
        return ()
    counts = [sum(knows) for knows in zip(*(knows for knows, _ in known), strict=True)]
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
    return language(LANGUAGES[0]).knows(token)


@functools.lru_cache(maxsize=1 << 16)
def _spoken(token: str) -> tuple[tuple[bool, ...], bool]:
    """Return for each language whether it knows `token`, and whether in any it may be (or begin) a role."""
    knows = tuple([spoken.knows(token) for spoken in _languages()])
    return knows, any(knows) and any(spoken.may_hold_a_role(token) for spoken in _languages())
