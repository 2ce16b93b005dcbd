"""How alike two given names are, or two family names: the same, forms of one, a slip of the hand, or different."""

from __future__ import annotations

import enum
import functools

from tieweave.resolve import name_lexicon
from tieweave.spelling import NOT_LATIN, romanised


class Likeness(enum.IntEnum):
    """How alike two names are; the smaller, the more."""

    SAME = 1
    FORM = 2
    """A short form ("Bob"), another spelling ("Mueller"), another script, half of a double family name."""
    SLIP = 3
    """Mistyped in a way that makes no other name: letters swapped or doubled; of family names any slip."""
    NEAR = 4
    """A letter more, less or another, which may be a slip or another name: Amit and Ajit, Rakesh and Rajesh."""
    VARIANT = 5
    """An initial, or a name near to it (Anna and Anne): one person's as a rule, two people's in one household."""
    UNKNOWN = 6
    """One of them is not said, or the two are in scripts that cannot be compared."""
    DIFFERENT = 7


_FEMININE_ENDINGS = frozenset({"a", "e", "i", "ia", "ie", "ina", "ine", "ette", "etta", "essa", "elle", "ella", "ka"})
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"))
_NEAR = 0.78
"""Jaro-Winkler similarity from which one word may be another mistyped: Aan and Ann have 0.80, Netca and Netcha 0.97."""
_NOT_ENOUGH = 0.84
"""Jaro-Winkler similarity under which two names in Latin letters, one of them transliterated, are not one name:
Dmitri, Dmitry and Dmitriy lie between 0.93 and 0.97, Evgenii and Yevgeny at 0.85."""


@functools.lru_cache(maxsize=65536)
def given(one: str, other: str) -> Likeness:
    """Return how alike two given names are, in lower case without diacritics.

    Paul and Paula, Jon and Joan, are two people, however little they differ: where both are known to be names, a slip
    of the hand is no explanation.
    """
    if one == other:
        return Likeness.SAME if one else Likeness.UNKNOWN
    if not one or not other:
        return Likeness.UNKNOWN
    if (one >= NOT_LATIN) != (other >= NOT_LATIN):
        return _across_scripts(one, other)
    formal, formal_other = name_lexicon.formal_names(one), name_lexicon.formal_names(other)
    if one < NOT_LATIN and (len(one) == 1 or len(other) == 1):
        alike = not name_lexicon.initials(one).isdisjoint(name_lexicon.initials(other))
        return Likeness.VARIANT if alike else Likeness.DIFFERENT
    if _spelt(one) == _spelt(other):
        return Likeness.FORM
    if not formal.isdisjoint(formal_other):
        both = name_lexicon.is_formal(one) and name_lexicon.is_formal(other)
        return Likeness.VARIANT if both else Likeness.FORM
    if name_lexicon.is_known(one) and name_lexicon.is_known(other):
        return Likeness.DIFFERENT
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) and short[:-1] == long[:-1]:
        # Claudio and Claudia, Daniele and Daniela.
        return Likeness.DIFFERENT
    if len(short) > 2 and long.startswith(short):
        return Likeness.DIFFERENT if long[len(short) :] in _FEMININE_ENDINGS else Likeness.VARIANT
    if _is_swap_or_double(short, long):
        return Likeness.SLIP
    # Aylin and Aylan may be sisters; beside a name that is known the other one is likelier to be mistyped.
    known = name_lexicon.is_known(one) or name_lexicon.is_known(other)
    if _slipped(short, long, 4 if known else 6):
        return Likeness.NEAR
    return Likeness.VARIANT if are_near(one, other) else Likeness.DIFFERENT


@functools.lru_cache(maxsize=65536)
def family(one: str, other: str) -> Likeness:
    """Return how alike two family names are, in lower case without diacritics, as names at one time."""
    if one == other:
        return Likeness.SAME if one else Likeness.UNKNOWN
    if not one or not other:
        return Likeness.UNKNOWN
    if (one >= NOT_LATIN) != (other >= NOT_LATIN):
        return _across_scripts(one, other)
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return Likeness.VARIANT if long[0] == short else Likeness.DIFFERENT
    if _spelt(one) == _spelt(other):
        return Likeness.FORM
    if len(short) > 2 and (long.startswith(short) or long.endswith(short)):
        return Likeness.FORM
    return Likeness.SLIP if _is_swap_or_double(short, long) or _slipped(short, long, 4) else Likeness.DIFFERENT


def are_two_words(one: str, other: str) -> bool:
    """Return whether neither of two given names is an initial, or the beginning of the other."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and not long.startswith(short)


def are_near(one: str, other: str) -> bool:
    """Return whether one of two words may be the other badly mistyped."""
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(one, other) >= _NEAR


def _across_scripts(one: str, other: str) -> Likeness:
    from rapidfuzz.distance import JaroWinkler

    latin, foreign = (one, other) if other >= NOT_LATIN else (other, one)
    written = romanised(foreign)
    alike = JaroWinkler.similarity(_spelt(latin), _spelt(written)) >= _NOT_ENOUGH
    # Scripts that leave out vowels, and Chinese characters read in another language, say nothing when they differ.
    return Likeness.FORM if alike and len(written) > 1 else Likeness.UNKNOWN


def _spelt(word: str) -> str:
    for long, short in _DIGRAPHS:
        if long in word:
            word = word.replace(long, short)
    return word


def _is_swap_or_double(short: str, long: str) -> bool:
    """Return whether two words differ by one pair of letters swapped, or one letter doubled."""
    if len(short) < 4:
        return False
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return len(long) == len(short) + 1 and short[at:] == long[at + 1 :] and long[at] == long[at - 1]


def _slipped(short: str, long: str, shortest: int) -> bool:
    """Return whether two words of at least `shortest` letters are one slip apart, long ones two."""
    if len(short) < shortest or len(long) - len(short) > 2:
        return False
    from rapidfuzz.distance import OSA

    bound = 1 if len(short) < 8 else 2
    return OSA.distance(short, long, score_cutoff=bound) <= bound
