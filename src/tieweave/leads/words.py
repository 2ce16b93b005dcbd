"""The words that tell somebody's standing: the lexicon `lexicon/leads.toml`, and texts taken apart into words."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources

from tieweave.spelling import plain

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 4000
"""Characters of a note that are read: nobody's standing stands after them, and a note may be a book."""


@functools.cache
def lexicon(table: str, key: str = "words") -> frozenset[str]:
    """Return the words under a key of a table of the lexicon, as they are compared."""
    return frozenset(_tables()[table][key].split())


@functools.lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: no case, no accents, hyphens and apostrophes part them."""
    return tuple(_WORD.findall(plain(text[:_LONGEST])))


def stem(word: str) -> str:
    """Return a word without the s of an English, French, Spanish, Portuguese or Dutch plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@functools.lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """Return the words of a text, those in the plural as if they were not."""
    return tuple(stem(word) for word in tokens(text))


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    path = resources.files("tieweave").joinpath("lexicon", "leads.toml")
    data: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {table: {key: plain(text) for key, text in entries.items()} for table, entries in data.items()}
