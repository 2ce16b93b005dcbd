"""What is known of names: which are given names, short for which others, and how common names are.

The lists are data, in `lexicon/nicknames.toml` and `lexicon/common_names.toml`, and read when first needed.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import NamedTuple

from tieweave.spelling import NOT_LATIN, romanised

RARE_GIVEN, RARE_FAMILY = 1 / 2_000, 1 / 4_000
"""How common a name is that the lists do not have, as far as that can be said of any: orders of magnitude."""


class Rates(NamedTuple):
    """How common names are: the share of people who have each, 0 to 1."""

    given: Mapping[str, float]
    family: Mapping[str, float]


def formal_names(given: str) -> frozenset[str]:
    """Return the formal names that `given` can be short for, itself among them."""
    return _formal().get(given) or frozenset((given,))


def initials(given: str) -> frozenset[str]:
    """Return the letters that a given name may be shortened to: Robert's R, and the B of Bob."""
    short = _short_forms().get(given, "").split()
    return frozenset(name[0] for name in (*formal_names(given), *short))


def is_given_name(word: str) -> bool:
    """Return whether `word` is a given name or a short form of one, as far as the lexicon of nicknames knows."""
    return word in _formal()


def is_formal(given: str) -> bool:
    """Return whether a given name is one that others are short for: Anna and Anne are, Annie is not."""
    return given in _short_forms()


def is_known(given: str) -> bool:
    """Return whether a given name stands in any of the lists, so that it is hardly another one mistyped."""
    if given >= NOT_LATIN:
        given = romanised(given)
    return given in _formal() or given in rates().given


def is_family_name(word: str) -> bool:
    """Return whether a word is one of the common family names."""
    return word in rates().family


@functools.cache
def rates() -> Rates:
    """Return how common the common names are."""
    lists = _lexicon("common_names.toml")
    given, family = (
        {name: 1 / int(one_in) for one_in, names in lists[part].items() for name in names.split()}
        for part in ("given", "family")
    )
    return Rates(given, family)


@functools.cache
def _short_forms() -> Mapping[str, str]:
    return _lexicon("nicknames.toml")["nicknames"]


@functools.cache
def _formal() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: {name} for name in _lexicon("nicknames.toml")["given"]["others"].split()}
    for formal, short_forms in _short_forms().items():
        for name in (formal, *short_forms.split()):
            found.setdefault(name, {name}).add(formal)
    return {name: frozenset(formals) for name, formals in found.items()}


@functools.cache
def _lexicon(file: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("tieweave").joinpath("lexicon", file).read_text(encoding="utf-8"))
