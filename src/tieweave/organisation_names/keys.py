"""The words of an organisation's name, and the key that all names of one organisation share."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence

from tieweave.organisation_names import lexicon
from tieweave.spelling import plain

Key = tuple[str, ...]

_INITIALS = re.compile(r"(?<!\w)([^\W_]{1,2})\s?&\s?([^\W_]{1,2})(?!\w)")
"""AT&T, H & M: what is so short is one word."""


@functools.lru_cache(maxsize=65536)
def words(name: str) -> Key:
    """Return the words of an organisation's name as they are compared: no case, accents or legal form.

    Other spellings and languages of one word are that word: "Univ.", "Universität"; "Wien", "Vienna".
    """
    parts = tokens(name)
    kept = _without_legal_forms(_as_one_word(parts))
    return tuple(kept or parts)


@functools.lru_cache(maxsize=65536)
def heard(name: str) -> Key:
    """Return the words of a name or a text without those that join them and those that people leave out."""
    silent = lexicon.words("joining") | lexicon.words("generic")
    return tuple([word for word in words(name) if word not in silent])


@functools.lru_cache(maxsize=65536)
def key(name: str) -> Key:
    """Return the words that tell an organisation from others; two names with one key are the same one.

    The generic words go ("Dalhousie" is "Dalhousie University"), unless nothing else is left. Of a school that is
    called after a place its kind stays, behind the place: "Boston" is neither the university nor the college.
    """
    told = heard(name)
    telling = tuple([word for word in told if word not in lexicon.words("kinds")])
    if telling in lexicon.places() and len(telling) < len(told):
        return (*telling, *sorted(set(told).difference(telling)))
    return telling or told or words(name)


@functools.lru_cache(maxsize=65536)
def kinds(name: str) -> frozenset[str]:
    """Return the kinds of school that a name says: university, college, school."""
    return lexicon.words("kinds").intersection(words(name))


def differ(one: str, other: str) -> bool:
    """Say whether two names are of two kinds of school, Saint Mary's University and Saint Mary's High School."""
    theirs, others = kinds(one), kinds(other)
    return bool(theirs and others) and theirs.isdisjoint(others)


def same(one: str, other: str) -> bool:
    """Say whether two names are one organisation's: of one key, and not two kinds of school."""
    return bool(key(one)) and key(one) == key(other) and not differ(one, other)


@functools.lru_cache(maxsize=4096)
def spoken(name: str) -> frozenset[Key]:
    """Return the words by which texts mention an organisation, as `heard` gives the words of a text."""
    own = key(name)
    kind = lexicon.words("kinds")
    if kind.isdisjoint(own) or len(own) < 2:
        return frozenset({own, heard(name)} - {()})
    place, said = tuple(w for w in own if w not in kind), tuple(w for w in own if w in kind)
    return frozenset({heard(name), (*place, *said), (*said, *place)})


def mentions(text_words: Sequence[str], name_key: Sequence[str]) -> bool:
    """Say whether the words of a text hold an organisation's key, in order and unbroken."""
    length = len(name_key)
    held, sought = tuple(text_words), tuple(name_key)
    return bool(length) and any(held[start : start + length] == sought for start in range(len(held) - length + 1))


def tokens(name: str) -> list[str]:
    """Return a name taken apart, as it is written but for case and accents, without what is told by its writing."""
    if not name.isascii():
        for form in lexicon.written("glued"):
            name = name.replace(form, " ")
    if name.endswith(lexicon.written("as_written")):
        shorter = next(name[: -len(form)] for form in lexicon.written("as_written") if name.endswith(form))
        # "Spa" is one where something stands before it, and apart.
        name = shorter if shorter.strip() and not shorter[-1].isalnum() else name
    folded = plain(name)
    if "&" in folded:
        folded = _INITIALS.sub(r"\1\2", folded)
    return "".join(c if c.isalnum() else "" if c in ".'’" else " " for c in folded).split()


def _as_one_word(parts: Sequence[str]) -> list[str]:
    table = lexicon.one_word()
    found: list[str] = []
    at = 0
    while at < len(parts):
        held = table.get(parts[at])
        phrase = held and next((one for one in held if tuple(parts[at : at + len(one)]) == one), None)
        if held and phrase:
            found += held[phrase]
            at += len(phrase)
        else:
            found.append(parts[at])
            at += 1
    if len(found) > 1 and found[-1] == "high":
        found[-1] = "highschool"
    return found


def _without_legal_forms(parts: Sequence[str]) -> list[str]:
    anywhere, at_end = lexicon.phrases("legal", "anywhere"), lexicon.phrases("legal", "at_end")
    kept: list[str] = []
    at = 0
    while at < len(parts):
        length = next((n for n in (5, 3, 2, 1) if tuple(parts[at : at + n]) in anywhere), 0)
        if not length:
            kept.append(parts[at])
        at += length or 1
    while length := next((n for n in (2, 1) if len(kept) > n and _ends(kept, n, at_end)), 0):
        del kept[-length:]
    if len(kept) > 1 and (kept[0],) in lexicon.phrases("legal", "at_start"):
        del kept[0]
    return kept


def _ends(parts: Sequence[str], length: int, forms: Collection[Key]) -> bool:
    return tuple(parts[-length:]) in forms
