"""What a text says of somebody and a company: that they are there, were there, or only that it was spoken of."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence, Set

from tieweave import organisation_names
from tieweave.leads.aliases import Key
from tieweave.leads.words import lexicon
from tieweave.model import Standing
from tieweave.spelling import plain

_CLAUSE = re.compile(r"[\n;|·]|,\s|(?<=\w{3})[.!?]\s")
"""Where a clause ends; the full stop of "St." ends none."""
_CLEAREST = (Standing.PRESENT, Standing.FORMER, Standing.MENTIONED)
_BACK = 6
_ON = 4
_ELISION = re.compile(r"\b[dlDL]['’](?=\w)")
_LONGEST = 400
"""Characters of a clause that are read."""
_YEAR = re.compile(r"(?:19[3-9]\d|20\d\d)$")


def standing_in(text: str, keys: Set[Key], year: int) -> tuple[Standing, str] | None:
    """Return what a text says of a company that goes by `keys`, with the clause that says it; None if it is not there.

    `year` is the present one. Whole words only, and a name in lower case only beside a word such as "ex": "shell
    script" is nobody's employer. What is said of somebody else ("wife works at …") is a mention.
    """
    found = [
        (said, " ".join(clause.split()))
        for clause in _CLAUSE.split(text)
        for key in keys
        if (said := _in_clause(clause, key, year)) is not None
    ]
    # The clearest statement counts, and of two the one that is not out of date.
    return min(found, key=lambda pair: (_CLEAREST.index(pair[0]), pair[1]), default=None)


def _in_clause(clause: str, key: Key, year: int) -> Standing | None:
    written = _written(clause)
    words = [_normal(word) for word in written]
    # Generic words of names ("of", "Group") are left out of keys, and so of what they are looked for in.
    kept = [at for at, word in enumerate(words) if word in key or _tells(word)]
    for start in range(len(kept) - len(key) + 1):
        run = kept[start : start + len(key)]
        # A school called after a place goes by "University of Toronto" and "Toronto University".
        if sorted(words[at] for at in run) == sorted(key):
            said = _around([plain(word) for word in written], run[0], run[-1], year)
            if said is not Standing.MENTIONED or any(not written[at].islower() for at in run):
                return said
    return None


def _written(clause: str) -> list[str]:
    """Return the words of a clause as organisations' names are taken apart, in the case they are written in."""
    bare = _ELISION.sub("", clause[:_LONGEST])
    return "".join(sign if sign.isalnum() else "" if sign in ".'’" else " " for sign in bare).split()


@functools.lru_cache(maxsize=65536)
def _normal(word: str) -> str:
    held = organisation_names.words(word)
    return held[0] if held else plain(word)


@functools.lru_cache(maxsize=65536)
def _tells(word: str) -> bool:
    """Say whether a word tells one name from another, beside a word that does."""
    return len(organisation_names.key(f"{word} x")) > 1


def _around(words: Sequence[str], first: int, last: int, year: int) -> Standing:
    before = words[max(0, first - _BACK) : first]
    after = words[last + 1 : last + 1 + _ON]
    if not lexicon("others").isdisjoint(words[:first]):
        return Standing.MENTIONED
    years = [int(word) for word in after if _YEAR.match(word)]
    if after and after[0] in lexicon("former", "after"):
        return Standing.FORMER
    if after and after[0] in lexicon("present", "after"):
        return Standing.PRESENT
    if len(years) > 1 and years[-1] < year:
        return Standing.FORMER
    for word in reversed(before):
        if word in lexicon("former", "before"):
            return Standing.FORMER
        if word in lexicon("present", "before"):
            return Standing.PRESENT
    return Standing.MENTIONED
