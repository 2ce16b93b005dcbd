"""Short forms of an organisation's name: initials (MIT, UofT, P&G), first words (Fundy), beginnings of a word (Dal)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieweave.organisation_names import keys, lexicon
from tieweave.spelling import plain

_FEWEST_INITIALS = 3
_SHORTEST_FIRST_WORD = 4
_BEGINNINGS = (3, 4)
"""Letters to which people cut a school's name: Dal, Carl. Longer ones are words of their own: "Water", "Prince"."""
_AND = frozenset("and und et e y en och og".split())


def initials(name: str) -> dict[str, keys.Key]:
    """Return the initials for which a name stands, in capitals, each with the words that have to follow.

    All of them ("MIT"), all but a place ("ETH"), and those of the first words before the others ("ETH Zürich",
    "FU Berlin").
    """
    parts = _content(name)
    found: dict[str, keys.Key] = {}
    first = name.split()[0] if len(parts) > 1 and not name.isupper() else ""
    if len(first) >= _FEWEST_INITIALS and first.isalpha() and first.isupper() and stands_alone((plain(first),)):
        # RWTH Aachen: what is in capitals already stands alone.
        found[first] = ()
    for count in range(len(parts), 1, -1):
        letters = "".join(part[0] for part in parts[:count]).upper()
        rest = keys.words(" ".join(parts[count:])) if count < len(parts) else ()
        if count >= _FEWEST_INITIALS and (not rest or rest in lexicon.places()):
            found.setdefault(letters, ())
        if rest:
            found.setdefault(" ".join((letters, *rest)), rest)
    return found


def written(name: str) -> frozenset[str]:
    """Return short forms of two words told by how they are written: "UofT", "U of T", "UdeM", "BofA", "P&G"."""
    parts = _content(name)
    if len(parts) != 2:
        return frozenset()
    first, second = (part[0].upper() for part in parts)
    between = re.search(rf"\b{re.escape(parts[0])}\W+(\w+)\W+{re.escape(parts[1])}\b", plain(name))
    found = set()
    if "&" in name or (between and between[1] in _AND):
        found.add(f"{first}&{second}")
    elif between:
        found |= {f"{first}{between[1]}{second}", f"{first} {between[1]} {second}"}
    return frozenset(found)


def spelt_out(name: str) -> str:
    """Return the letters of a name's words, in capitals: "UBC" for "University of British Columbia"."""
    parts = _content(name)
    return "".join(part[0] for part in parts).upper() if len(parts) >= _FEWEST_INITIALS else ""


def in_capitals(written_name: str) -> str:
    """Return a name that is initials in capitals, other words after them ("M.I.T.", "ETH Zürich") as `initials` does.

    Returns "" where it does not begin with two capitals at least.
    """
    first, *others = written_name.replace(".", "").split() or [""]
    if len(first) < 2 or not first.isalpha() or not first.isupper():
        return ""
    return " ".join((first, *keys.words(" ".join(others)))) if others else first


def first_words(key: keys.Key) -> Iterator[keys.Key]:
    """Yield the beginnings of a key that stand for the whole in a firm's talk, the longest first."""
    for count in range(len(key) - 1, 0, -1):
        some = key[:count]
        if len(some[0]) >= _SHORTEST_FIRST_WORD and stands_alone(some):
            yield some


def stands_alone(some: keys.Key) -> bool:
    """Say whether words tell one organisation from others that begin with them."""
    return some not in lexicon.places() and not lexicon.words("never-alone").issuperset(some)


def beginnings(key: keys.Key) -> list[str]:
    """Return the beginnings of a school's one telling word for which people use it."""
    if len(key) != 1:
        return []
    word = key[0]
    found = [word[:length] for length in _BEGINNINGS if len(word) - length > 1]
    return [short for short in found if stands_alone((short,))]


def _content(name: str) -> list[str]:
    """Return the words of a name as written, but for case and accents, without joining words and legal forms."""
    legal = lexicon.phrases("legal", "anywhere")
    parts = [part for part in keys.tokens(name) if part not in lexicon.words("joining") and (part,) not in legal]
    while len(parts) > 1 and (parts[-1],) in lexicon.phrases("legal", "at_end"):
        del parts[-1]
    return parts
