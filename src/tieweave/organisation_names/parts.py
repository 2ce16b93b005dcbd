"""Parts of an organisation: its faculties and departments, its campuses, its branches in other countries."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tieweave.organisation_names import forms, lexicon
from tieweave.organisation_names.keys import Key, heard, key, words

_LONGEST_PLACE = 3
"""Words of the longest place that a name may end with: Prince Edward Island."""
_PARTING = re.compile(r"\s*[,;|/]\s*|\s+[-–—]\s+")
_BRACKETS = re.compile(r"^(?P<outside>[^()]+?)\s*\((?P<inside>[^()]+)\)\s*$")


def wholes(name: str) -> Iterator[tuple[str, str]]:
    """Yield what a name says it is a part of, and the part: "Dalhousie University, Faculty of Medicine"."""
    if found := _BRACKETS.match(name):
        outside, inside = found["outside"], found["inside"]
        yield outside, inside
        if forms.in_capitals(outside) in forms.initials(inside):
            yield inside, outside
    pieces = [piece for piece in _PARTING.split(name) if piece]
    for at, piece in enumerate(pieces if len(pieces) > 1 else ()):
        others = [*pieces[:at], *pieces[at + 1 :]]
        if all(_is_department(other) or _is_place(other) for other in others):
            yield piece, ", ".join(others)


def goes_on(name: str, said: Key) -> bool:
    """Say whether a name begins with the words of another and goes on with a department: Dalhousie Medical School."""
    held = heard(name)
    if held[: len(said)] != said:
        return False
    rest = held[len(said) :]
    while rest and rest[0] in lexicon.words("kinds"):
        rest = rest[1:]
    return _is_department_of(rest)


def branch(name: str, own: str) -> str:
    """Say of which branch of ego's `own` organisation a name is: "Google in Canada"; "" where it is of none.

    One of the two names no place, or both a country: Air Canada and Air France are not Air. Behind "of" a place is part
    of the name: the Bank of Canada is no branch.
    """
    theirs, mine = _at_a_place(name), _at_a_place(own)
    for base, where, joined in theirs:
        if base == key(own) and joined != "of" and _tells(base):
            return f"{own} in {where}"
        for other, elsewhere, also in mine:
            both = {where.lower(), elsewhere.lower()} <= set(lexicon.countries().values())
            if base == other and both and not joined and not also and _tells(base):
                return f"in {where} what {own} is in {elsewhere}"
    for base, where, joined in mine:
        if base == key(name) and joined != "of" and _tells(base):
            return f"{own} without its {where}"
    return ""


@functools.lru_cache(maxsize=4096)
def _at_a_place(name: str) -> tuple[tuple[Key, str, str], ...]:
    """Return the ways to take a country or place off the end of a name: the rest's key, the place, the word between."""
    held = words(name)
    found = []
    for length in range(min(_LONGEST_PLACE, len(held) - 1), 0, -1):
        place, rest = held[-length:], held[:-length]
        country = lexicon.countries().get(place, "")
        if country or place in lexicon.places():
            joined = rest[-1] if rest[-1] in lexicon.words("joining") else ""
            found.append((key(" ".join(rest)), (country or " ".join(place)).title(), joined))
    return tuple(found)


def _tells(base: Key) -> bool:
    return not lexicon.words("never-alone").issuperset(base)


def _is_department(piece: str) -> bool:
    said = words(piece)
    return bool(said) and (_is_department_of(said) or said[-1] in lexicon.words("departments"))


def _is_department_of(said: Key) -> bool:
    """Say whether words begin as the name of a department does, or end as that of a campus."""
    if not said:
        return False
    if said[0] in lexicon.words("departments") or said[-1] == "campus":
        return True
    return any(said[: len(phrase)] == phrase for phrase in _phrases())


@functools.cache
def _phrases() -> frozenset[Key]:
    return frozenset(heard(" ".join(phrase)) for phrase in lexicon.phrases("departments"))


def _is_place(piece: str) -> bool:
    said = words(piece)
    return said in lexicon.places() or said in lexicon.countries()
