"""When two names are the same organisation: spelling, legal form and the generic words set aside.

Names match whole, never by substring: "Shell" is not "Shellfish Bar", and "Meta" is not "Metabolic Clinic".
"""

from __future__ import annotations

import functools

from tieweave.spelling import plain

_LEGAL_FORMS = frozenset(
    "inc incorporated ltd ltda limited llc llp lp plc corp corporation co company gmbh ag kg kgaa ohg gbr ug se ev mbh "
    "sa sas sarl sl slu srl spa snc bv nv ab oy oyj aps as asa pty pte kk sp zoo ulc pc pllc".split()
)
# What people leave out or shorten when they type an organisation's name by hand.
_GENERIC = frozenset(
    "university universitat universite universiteit universidad universidade universita universitet uniwersytet "
    "college school high hochschule the of de la der die das group holding holdings international global services "
    "and und et e y".split()
)
_SHORT_FORMS = {
    "univ": "university",
    "uni": "university",
    "u": "university",
    "hs": "school",
    "sch": "school",
    "coll": "college",
    "intl": "international",
    "st": "saint",
    "ste": "saint",
}


@functools.lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of an organisation's name as they are compared: no case, accents or legal form."""
    folded = plain(name)
    parts = "".join(c if c.isalnum() else "" if c in ".'’" else " " for c in folded).split()
    kept = [_SHORT_FORMS.get(part, part) for part in parts if part not in _LEGAL_FORMS]
    return tuple(kept or parts)


@functools.lru_cache(maxsize=65536)
def key(name: str) -> tuple[str, ...]:
    """Return the words that tell an organisation from others; two names with one key are the same one.

    The generic words go ("Dalhousie" is "Dalhousie University"), unless nothing else is left.
    """
    all_words = words(name)
    telling = tuple(word for word in all_words if word not in _GENERIC)
    return telling or all_words


def mentions(text_words: tuple[str, ...], name_key: tuple[str, ...]) -> bool:
    """Say whether the words of a text hold an organisation's key, in order and unbroken."""
    length = len(name_key)
    return bool(length) and any(
        text_words[start : start + length] == name_key for start in range(len(text_words) - length + 1)
    )
