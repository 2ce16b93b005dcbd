"""When two names can be one person's, and when they are only near to each other."""

from __future__ import annotations

from collections.abc import Iterable

from tieweave.resolve import likeness
from tieweave.resolve.likeness import Likeness
from tieweave.resolve.name_lexicon import is_given_name, is_known
from tieweave.resolve.names import Name
from tieweave.spelling import NOT_LATIN


def compatible(one: Name, other: Name) -> bool:
    """Return whether two names can be one person's: the given names agree, and not one is Sr. and one Jr."""
    if one.generation and other.generation and one.generation != other.generation:
        return False
    if one.sex and other.sex and one.sex != other.sex:
        return False
    if one.given and other.given:
        if one.given == other.given and _family_names_are_given(one, other):
            return False
        if one.given == other.given or (one.given == other.family and one.family in (other.given, "")):
            return True
        if not other.family and other.given == one.family:
            return True
        return (
            any(given_names_agree(a, b) for a in (one.given, *one.nicknames) for b in (other.given, *other.nicknames))
            or middle_name_used(one, other)
            or swapped(one, other)
        )
    return _word_fits(one, other)


def _family_names_are_given(one: Name, other: Name) -> bool:
    """Return whether two names of one first word have it for their family name: Nagy Anna and Nagy Péter."""
    return (
        one.family != other.family
        and is_known(one.family)
        and is_known(other.family)
        and not is_known(one.given)
        and likeness.given(one.family, other.family) is Likeness.DIFFERENT
    )


def _word_fits(one: Name, other: Name) -> bool:
    """Return whether a name of one word ("Mum", "Bob") can be that of another person's name, in part or aside.

    Only a word that is known to be a given name speaks against another name, and "Mum" is none.
    """
    word, whole = (one, other) if one.alone else (other, one)
    if "'s " in word.alone:
        # Whoever "Ella's mom" is, it is not Ella.
        return word.alone == whole.alone or word.alone.partition("'s ")[0] not in (whole.given, whole.alone)
    if not word.alone or not is_given_name(word.alone):
        return True
    others = [part for part in (whole.given, whole.family, whole.alone, *whole.middle, *whole.nicknames) if part]
    if not whole.given and not is_given_name(whole.alone):
        return True
    return any(given_names_agree(word.alone, part) for part in others)


def given_names_agree(one: str, other: str) -> bool:
    """Return whether two given names can be one person's: equal, a form of it, mistyped, or not to be compared."""
    return likeness.given(one, other) is not Likeness.DIFFERENT


def middle_name_used(one: Name, other: Name) -> bool:
    """Return whether one of two persons of one family name goes by the middle name of the other."""
    return one.family == other.family and (
        (len(other.given) > 1 and other.given in one.middle) or (len(one.given) > 1 and one.given in other.middle)
    )


def middles_agree(one: Name, other: Name) -> bool:
    """Return whether the middle names of two forms of a name can be one person's; one that has none agrees."""
    if not one.middle or not other.middle:
        return True
    return all(
        a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(one.middle, other.middle, strict=False)
    )


def swapped(one: Name, other: Name) -> bool:
    """Return whether one of two full names has its words in the other order, give or take a slip of the hand."""
    if not (one.full and other.full):
        return False
    return any(
        max(given, family) <= Likeness.VARIANT and Likeness.SAME in (given, family)
        for given, family in (
            (likeness.given(one.given, other.family), likeness.family(one.family, other.given)),
            (likeness.given(one.family, other.given), likeness.family(one.given, other.family)),
        )
    )


def are_variants(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Return whether full names agree only as variants of each other do: Anna and Anne, J. and Jane."""
    pairs = [(a, b) for a in ones for b in others if a.full and b.full]
    return bool(pairs) and all(is_variant(a, b) for a, b in pairs)


def is_variant(one: Name, other: Name) -> bool:
    """Return whether two given names agree only as Anna and Anne do, J. and Jane, Amit and Ajit."""
    return min(likeness.given(a, b) for a in (one.given, *one.nicknames) for b in (other.given, *other.nicknames)) in (
        Likeness.NEAR,
        Likeness.VARIANT,
    ) and not middle_name_used(one, other)


def speaks_of_one(one: Name, other: Name) -> bool:
    """Return whether two names that do not contradict each other speak of one person, where they share a mailbox.

    They do not where one alone is a Jr., where two words say different things, or two scripts cannot be compared.
    """
    if one.generation != other.generation and one.full and other.full:
        return False
    if one.alone and other.alone:
        return one.alone == other.alone or (given_names_agree(one.alone, other.alone) and is_given_name(one.alone))
    if one.full and other.full and (one.given >= NOT_LATIN or other.given >= NOT_LATIN):
        given, family = likeness.given(one.given, other.given), likeness.family(one.family, other.family)
        return not (given is Likeness.UNKNOWN and family is not Likeness.SAME)
    return True


def spells(local: str, one: Name, other: Name) -> bool:
    """Return whether the local part of a mailbox is made of the given name of one of two, or its initial, and more."""
    words = "".join(sign for sign in local if sign.isalpha())
    return any(
        (len(name.given) > 2 and name.given in words)
        or words in (name.given[0] + name.family, name.family + name.given[0])
        for name in (one, other)
    )
