"""How somebody is addressed in a letter: by the given name, by the whole name, by a title and the family name."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

import attrs

from tieweave.model import Contact
from tieweave.resolve import names
from tieweave.spelling import NOT_LATIN, plain

_LONGEST = 80
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|[\"“”„«»][^\"“”„«»]*[\"“”„«»]")
_INITIALS = re.compile(r"(?:\w\.)+")
_EAST_ASIA = "\u2e80"
"""The first character of the scripts of East Asia, where the family name stands first and is part of any address."""
_TITLES = frozenset(
    "dr dra dre prof profa professor doctor mr mrs ms mx miss sir dame rev rabbi herr frau mme mlle sr sra señor "
    "señora sig sigra dott dottssa ing avv dhr mevr".split()
)
"""Titles with which people are addressed as they are written; what they say of somebody's work is in `honorifics`."""


@attrs.frozen
class Addressed:
    """How somebody is addressed: `name` for first-name terms, `full` and `titled` ("Dr. Patel"); "" where not known."""

    name: str
    full: str
    titled: str


def addressed(contact: Contact) -> Addressed:
    """Return how a contact is addressed; a name that is an address, a number or a description is none."""
    full = _whole(contact.name)
    titled = _titled(contact, full)
    # Of "Mrs. Jones" nobody knows the first name.
    given = "" if titled and not contact.given and " " not in full else _given(contact, full)
    return Addressed(name=given, full=full or given, titled=titled)


def given_name(name: str) -> str:
    """Return the given name in a whole name, "" where it has none; used for ego's own."""
    return addressed(Contact(name=name)).name


def harmless(value: str) -> str:
    """Return a value as one line without control and formatting characters, cut to at most 80 characters."""
    kept = "".join(
        sign if (kind := unicodedata.category(sign)) not in _UNPRINTED else " " * (kind != "Cf") for sign in value
    )
    line = " ".join(kept.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0]


_AND = frozenset("& + and und et y e en".split())
"""Between the names of a couple, who are addressed by both."""
_SMALL_IN_NAMES = _AND | frozenset(
    "van von vom zu zum zur der den de del della di da das do dos du la le el al bin ibn bint ten ter i".split()
)
_DRAWN = "\ufe0e\ufe0f"
"""Signs that say whether a picture before them is drawn in colour."""
_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _whole(name: str) -> str:
    """Return a name as it is said, without remarks, pictures and what stands after the name; "" if it is none."""
    spoken = harmless(_BESIDE.sub(" ", name))
    parsed = names.parse(spoken)
    if parsed == names.NAMELESS or " " in parsed.alone:
        return ""
    said = [parsed.given, *parsed.middle, parsed.family, parsed.alone]
    words = _spoken_order(spoken)
    if not _is_latin(spoken):
        return " ".join(filter(None, words))
    held = [at for at, word in enumerate(words) if _folded(word) and _folded(word) in said]
    if not held:
        return spoken
    start = held[0] - 1 if held[0] and _INITIALS.fullmatch(words[held[0] - 1]) else held[0]
    return " ".join(_without_remarks(words[start : held[-1] + 1]))


def _without_remarks(words: list[str]) -> list[str]:
    """Return the words of a name up to what is written small behind it: "Tom next door", "Anna from yoga"."""
    if not words or not words[0][:1].isupper():
        return words
    kept = list(takewhile(lambda word: not word.islower() or _folded(word) in _SMALL_IN_NAMES, words))
    while len(kept) > 1 and kept[-1].islower():
        kept.pop()
    return kept


def _spoken_order(name: str) -> list[str]:
    """Return the words of a name in the order of speech: those of "Lee, Ann" as Ann Lee."""
    last, comma, first = name.partition(",")
    words = f"{first} {last}".split() if comma and names.parse(name).given == _folded(first) else name.split()
    return [_clean(word) for word in words]


def _given(contact: Contact, full: str) -> str:
    # Some programs put the whole name where the given one belongs.
    card = "" if contact.given == contact.name else harmless(_BESIDE.sub(" ", contact.given))
    if card and _is_east_asian(contact.name):
        return full
    words = [word for word in map(_clean, card.split()) if word and _plainly(word) not in _TITLES]
    if words and len(_folded(words[0])) > 1:
        said = _without_remarks(words)
        return " ".join(word for word in said if len(_folded(word)) > 1 or word in _AND)
    if not full or _is_east_asian(full) or _is_company(contact, full):
        return full
    if not _is_latin(full):
        return full.split()[0]
    if not _AND.isdisjoint(full.split()):
        return full
    parsed = names.parse(full)
    ordinary = plain(full).split()
    if len(ordinary) == 2 and names.is_family_first(*ordinary):
        return full
    sought = parsed.given or parsed.alone
    if len(sought) < 2 or _INITIALS.fullmatch(full.split()[0]):
        return full
    if parsed.alone and contact.family and _folded(contact.family) == parsed.alone:
        return ""
    found = (word for word in full.split() if _folded(word) == sought)
    return next(found, full)


def _is_company(contact: Contact, full: str) -> bool:
    named = {_folded(one.name) for one in contact.organisations}
    return contact.kind != "individual" or _folded(full) in named or names.parse(f"{full} - x").alone == "x"


def _titled(contact: Contact, full: str) -> str:
    """Return a title as it is written and the family name, "" where one of them is not known."""
    words = contact.prefixes.split() or contact.name.split()
    titles = []
    for word in words:
        if _plainly(word) not in _TITLES:
            break
        titles.append(harmless(word))
    if not titles:
        return ""
    family = harmless(contact.family)
    if not family:
        sought = names.parse(full).family or names.parse(full).alone
        held = full.split()
        start = next((at for at in range(len(held) - 1, -1, -1) if _folded(held[at]) == sought), len(held))
        while start > 0 and held[start - 1].islower():
            start -= 1
        family = " ".join(held[start:])
    return f"{' '.join(titles)} {family}" if family else ""


def _clean(word: str) -> str:
    """Return a word of a name without pictures and without marks around it; a point after an initial stays."""
    kept = "".join(sign for sign in word if unicodedata.category(sign) not in ("So", "Sk") and sign not in _DRAWN)
    return kept.strip('-–—_*,;:/|<>@#!?"“”„«»')


def _folded(word: str) -> str:
    return "".join(sign for sign in plain(word) if sign.isalnum())


def _plainly(word: str) -> str:
    return word.lower().replace(".", "").rstrip(",")


def _is_latin(name: str) -> bool:
    return all(sign < NOT_LATIN for sign in name.lower() if sign.isalpha())


def _is_east_asian(name: str) -> bool:
    return any(sign >= _EAST_ASIA and sign.isalpha() for sign in name)
