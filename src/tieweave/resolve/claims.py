"""What a record claims its person is, and which claims two people cannot share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tieweave.model import Contact
from tieweave.resolve import agreement, likeness, names, normalise
from tieweave.resolve.likeness import Likeness
from tieweave.resolve.name_lexicon import is_known
from tieweave.resolve.names import NAMELESS, Name
from tieweave.spelling import NOT_LATIN, plain

_KINDS = {"org": "organisation", "organization": "organisation", "": "individual"}
_AND = ("and", "und", "et", "och", "og", "en")
"""Words between two given names; "y", "e" and "i" stand between the family names of one person too."""
_MOST_FORMS = 20
"""Forms of a name that a record may have; nobody has as many, and all are compared with all."""


class Claims(NamedTuple):
    """What a record says its person is, so far as two persons differ in it; a named tuple since every record makes one.

    `names` are all its forms of the name; `born` is the year and the month and day, each "" where unknown; `reachable`
    is whether it says how to reach the person at all, as address books do, and registers do not.
    """

    names: tuple[Name, ...] = ()
    born: tuple[str, str] = ("", "")
    kind: str = "individual"
    reachable: bool = False


def claims(record: Contact) -> Claims:
    """Return what a record says its person is."""
    kind = record.kind
    if kind != "individual":
        kind = _KINDS.get(kind.lower(), kind.lower())
    elif is_couple(record.name):
        kind = "couple"
    elif record.organisations and not record.emails and _names_a_company(record):
        kind = "organisation"
    born = normalise.birthday(record.birthday) if record.birthday else ("", "")
    reachable = bool(record.emails or record.phones or record.urls)
    return Claims(_names(record) if kind == "individual" else _whole_names(record), born, kind, reachable)


def _names(record: Contact) -> tuple[Name, ...]:
    name, given, family = record.name, record.given, record.family
    if len(record.names) < 2 and not (record.additional or record.suffixes or record.nicknames):
        # Most records are nothing but ordinary, and every record is read.
        words = names.ordinary(name) if not given or not family or name == f"{given} {family}" else ()
        if words:
            # Where the record says which of the two is which, nothing is to be guessed.
            one, other = words if not given or not family or words[0] == plain(given) else words[::-1]
            return (Name(one, (), other),)
    employers = [held.name for held in record.organisations if held.name]
    forms = [names.parse(names.without_company(name or given or family, employers))]
    if given and family and (record.additional or record.suffixes or name != f"{given} {family}"):
        forms.append(names.structured(given, record.additional, family, record.suffixes))
        if (forms[0].given, forms[0].family) == (forms[1].family, forms[1].given):
            # "Nagy Anna": the record says which of the two is which.
            forms = forms[1:]
    forms += [names.parse(names.without_company(form, employers)) for form in record.names if form != name]
    parsed = [names.parse(nickname) for nickname in record.nicknames]
    called = tuple(word for nickname in parsed if (word := nickname.alone or nickname.given))
    forms = [form for form in forms if form != NAMELESS]
    # A form that cannot be the name of the person shown is somebody else's: of a template, or a spouse.
    said = [form for form in forms if agreement.compatible(forms[0], form) or forms[0].given in called]
    forms = [form._replace(nicknames=form.nicknames + called) if called else form for form in said]
    return tuple(dict.fromkeys(forms))[:_MOST_FORMS]


def _names_a_company(record: Contact) -> bool:
    """Return whether a record has no name but its company's; "Jane Doe" may trade under her own."""
    if not record.name:
        return True
    return record.name == record.organisations[0].name and not is_known(names.parse(record.name).given)


def is_couple(name: str) -> bool:
    """Return whether a name is of two people: "Ann & Bob Roy"."""
    if "&" not in name and "+" not in name and not any(f" {word} " in name for word in (*_AND, "e", "y", "i")):
        return False
    words = plain(name[:200]).replace("&", " & ").replace("+", " + ").split()
    return any(
        word in ("&", "+", *_AND) or (word in ("e", "y", "i") and is_known(words[at - 1]) and is_known(words[at + 1]))
        for at, word in enumerate(words[1:-1], 1)
    )


def _whole_names(record: Contact) -> tuple[Name, ...]:
    """Return the names of an organisation or a group, which have no parts."""
    found = (" ".join(plain(name).replace(",", " ").replace(".", " ").split()) for name in record.names)
    return tuple(Name(given=name) for name in dict.fromkeys(found) if name)


def contradict(one: Claims, other: Claims) -> bool:
    """Return whether two records cannot be of one person, whatever they have in common.

    Rows of a register, which say nothing of how to reach anybody, are copied by hand and hold wrong dates and names.
    There a birthday is weighed, and a given name too, unless both are known to be names and the birthdays differ or
    one is not said; the kind and the generation (Sr., Jr.) contradict as ever.
    """
    if one is other or one == other:
        return False
    if one.kind != other.kind:
        return True
    if not (one.reachable or other.reachable):
        generations, others = ({name.generation for name in claimed.names} - {0} for claimed in (one, other))
        if generations and others and generations.isdisjoint(others):
            return True
        # A wrong name beside the right date of birth is a slip of the register; husband and wife have another date.
        return not (one.born == other.born and all(one.born)) and _are_named_otherwise(one, other)
    if one.born != other.born and any(a and b and a != b for a, b in zip(one.born, other.born, strict=True)):
        return True
    return not _compatible_names(one, other)


def _are_named_otherwise(one: Claims, other: Claims) -> bool:
    """Return whether two records have given names that are known to be names, and none agrees with one of the other."""
    given, others = ({name.given or name.alone for name in claimed.names} for claimed in (one, other))
    said = given | others
    # Scripts that tieweave has no lists of are written by those who know them.
    known = all(is_known(name) or name >= NOT_LATIN for name in said)
    return bool(given and others) and known and not _compatible_names(one, other)


def _compatible_names(one: Claims, other: Claims) -> bool:
    if not one.names or not other.names:
        return True
    return any(agreement.compatible(a, b) for a in one.names for b in other.names)


def agree_loosely(one: Claims, other: Claims) -> bool:
    """Return whether two records that share a mailbox or page may be joined by it, so far as they name anybody.

    Less is asked than by `agree_closely`: not Jr. on one only, not two words that say different things ("Plumber" and
    "Babysitter"), not names in two scripts that cannot be compared.
    """
    return any(agreement.speaks_of_one(a, b) for a in one.names for b in other.names) or not (one.names and other.names)


def agree_closely(one: Claims, other: Claims) -> bool:
    """Return whether two records that share a number or UID name one person, so far as they name anybody.

    More is asked than that nothing contradicts: one family name, no different middle names, no mere initial or near
    name (Anna and Anne may be sisters), and Jr. on both or none.
    """
    whole = [name for name in one.names if name.full]
    others = [name for name in other.names if name.full]
    if not whole or not others:
        return agree_loosely(one, other)
    return agree_loosely(one, other) and any(
        (likeness.family(a.family, b.family) is not Likeness.DIFFERENT or agreement.swapped(a, b))
        and a.generation == b.generation
        and agreement.middles_agree(a, b)
        and not agreement.is_variant(a, b)
        for a in whole
        for b in others
    )


def equally_named(one: Claims, other: Claims) -> bool:
    """Return whether two records have one given name, give or take a slip, so far as they have any."""
    whole, others = ([name for name in claimed.names if name.full] for claimed in (one, other))
    return not (whole and others) or any(
        likeness.given(a.given, b.given) in (Likeness.SAME, Likeness.SLIP)
        or agreement.swapped(a, b)
        or agreement.middle_name_used(a, b)
        or agreement.swapped(a, b)
        or agreement.middle_name_used(a, b)
        for a in whole
        for b in others
    )


def two_names(one: Claims, other: Claims, mailboxes: Iterable[str]) -> bool:
    """Return whether two records have names near to each other that are names of their own: Anna Roy and Anne Roy.

    Where a mailbox of both spells one of the given names, "netcha.foonten@", the other is that one mistyped, unless
    both are known to be names.
    """
    whole, others = ([name for name in claimed.names if name.full] for claimed in (one, other))
    spelt = {mailbox.partition("@")[0] for mailbox in mailboxes}
    return bool(whole and others) and all(
        agreement.is_variant(a, b)
        and likeness.are_two_words(a.given, b.given)
        and ((is_known(a.given) and is_known(b.given)) or not any(agreement.spells(local, a, b) for local in spelt))
        for a in whole
        for b in others
    )


def named(one: Claims, other: Claims) -> bool:
    """Return whether two records both have a full name, or the same word for one: "Mum" and "Mum"."""
    words, other_words = ({name.alone for name in claimed.names} - {""} for claimed in (one, other))
    whole, others = (any(name.full for name in claimed.names) for claimed in (one, other))
    return (whole and others) or bool(words & other_words) or not (one.names or other.names)
