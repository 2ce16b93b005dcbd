"""The words of organisations' names: `lexicon/organisations.toml`, as they are compared."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources

from tieweave.spelling import plain

Words = tuple[str, ...]


@functools.cache
def words(table: str, key: str = "words") -> frozenset[str]:
    """Return the single words under a key of a table."""
    return frozenset(plain(_tables()[table][key]).split())


@functools.cache
def phrases(table: str, key: str = "phrases") -> frozenset[Words]:
    """Return the phrases under a key of a table, which commas part, each as its words."""
    return frozenset(_phrases(_tables()[table][key]))


@functools.cache
def written(key: str) -> tuple[str, ...]:
    """Return the legal forms under a key that are told by how they are written, the longest first."""
    forms = " ".join(_tables()["legal"][key].split()).split(", ")
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@functools.cache
def one_word() -> Mapping[str, Mapping[Words, Words]]:
    """Return what phrases are read as, other spellings and languages of one word or place, by their first word."""
    found: dict[str, dict[Words, Words]] = {}
    for table in ("one-word", "places"):
        for meant, others in _tables()[table].items():
            for phrase in _phrases(others) if meant else ():
                found.setdefault(phrase[0], {})[phrase] = tuple(plain(meant).split())
    return {first: dict(sorted(held.items(), key=lambda item: -len(item[0]))) for first, held in found.items()}


@functools.cache
def places() -> frozenset[Words]:
    """Return the places after which universities and branches are called, without the words that join."""
    table = _tables()["places"]
    named = [*_phrases(table[""]), *(tuple(plain(name).split()) for name in table if name)]
    return frozenset(tuple(word for word in place if word not in words("joining")) for place in named) - {()}


@functools.cache
def countries() -> Mapping[Words, str]:
    """Return the countries in the languages of the lexicon, each with its English name."""
    return {
        phrase: name
        for name, others in _tables()["countries"].items()
        for phrase in (tuple(plain(name).split()), *_phrases(others))
    }


def _phrases(text: str) -> list[Words]:
    return [tuple(phrase.split()) for phrase in plain(text).split(",") if phrase.strip()]


@functools.cache
def _tables() -> dict[str, dict[str, str]]:
    path = resources.files("tieweave").joinpath("lexicon", "organisations.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
