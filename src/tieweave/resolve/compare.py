"""What speaks against two records being of one person, and what speaks for it where only the name does."""

from __future__ import annotations

import enum
from collections.abc import Collection
from typing import NamedTuple

from tieweave.model import Contact
from tieweave.resolve import names, normalise
from tieweave.resolve.names import NAMELESS, Name
from tieweave.spelling import plain

_KINDS = {"org": "organisation", "organization": "organisation", "": "individual"}


class Basis(enum.IntEnum):
    """What two records have in common; the later, the more has to agree beside it."""

    OWN = 1
    """Something that belongs to one person as a rule: a mailbox, a profile page."""
    SHARED = 2
    """A telephone number, which households and offices share, or a UID, which templates and copies repeat."""
    NAME = 3


class Claims(NamedTuple):
    """What a record says its person is, so far as two persons differ in it; a named tuple since every record makes one.

    `names` are all its forms of the name; `born` is the year and the month and day, each "" where unknown.
    """

    names: tuple[Name, ...] = ()
    born: tuple[str, str] = ("", "")
    kind: str = "individual"


def claims(record: Contact) -> Claims:
    """Return what a record says its person is."""
    kind = record.kind
    if kind != "individual":
        kind = _KINDS.get(kind.lower(), kind.lower())
    born = normalise.birthday(record.birthday) if record.birthday else ("", "")
    return Claims(_names(record) if kind == "individual" else _whole_names(record), born, kind)


def _names(record: Contact) -> tuple[Name, ...]:
    name, given, family = record.name, record.given, record.family
    forms = [names.parse(name or given or family)]
    if given and family and (record.additional or record.suffixes or name != f"{given} {family}"):
        forms.append(names.structured(given, record.additional, family, record.suffixes))
    forms += [names.parse(form) for form in record.names if form != name]
    parsed = [names.parse(nickname) for nickname in record.nicknames]
    called = tuple(word for nickname in parsed if (word := nickname.alone or nickname.given))
    forms = [form for form in forms if form != NAMELESS]
    # A form that cannot be the name of the person shown is somebody else's: of a template, or a spouse.
    said = [form for form in forms if _compatible(forms[0], form) or forms[0].given in called]
    return tuple(dict.fromkeys(form._replace(nicknames=form.nicknames + called) if called else form for form in said))


def _whole_names(record: Contact) -> tuple[Name, ...]:
    """Return the names of an organisation or a group, which have no parts."""
    found = (" ".join(plain(name).replace(",", " ").replace(".", " ").split()) for name in record.names)
    return tuple(Name(given=name) for name in dict.fromkeys(found) if name)


def contradict(one: Claims, other: Claims) -> bool:
    """Return whether two records cannot be of one person, whatever they have in common."""
    if one is other or one == other:
        return False
    if one.kind != other.kind:
        return True
    if one.born != other.born and any(a and b and a != b for a, b in zip(one.born, other.born, strict=True)):
        return True
    if not one.names or not other.names:
        return False
    return not any(_compatible(a, b) for a in one.names for b in other.names)


def _compatible(one: Name, other: Name) -> bool:
    """Return whether two names can be one person's: the given names agree, and not one is Sr. and one Jr."""
    if one.generation and other.generation and one.generation != other.generation:
        return False
    if one.given and other.given:
        if one.given == other.given or (one.given == other.family and one.family in (other.given, "")):
            return True
        if not other.family and other.given == one.family:
            return True
        return any(
            names.given_names_agree(a, b) for a in (one.given, *one.nicknames) for b in (other.given, *other.nicknames)
        ) or _middle_name_used(one, other)
    return _word_fits(one, other)


def _middle_name_used(one: Name, other: Name) -> bool:
    """Return whether one of two persons of one family name goes by the middle name of the other."""
    return one.family == other.family and (
        (len(other.given) > 1 and other.given in one.middle) or (len(one.given) > 1 and one.given in other.middle)
    )


def _word_fits(one: Name, other: Name) -> bool:
    """Return whether a name of one word ("Mum", "Bob") can be that of another person's name, in part or aside.

    Only a word that is known to be a given name speaks against another name, and "Mum" is none.
    """
    word, whole = (one, other) if one.alone else (other, one)
    if not word.alone or not names.is_given_name(word.alone):
        return True
    others = [part for part in (whole.given, whole.family, whole.alone, *whole.middle, *whole.nicknames) if part]
    if not whole.given and not names.is_given_name(whole.alone):
        return True
    return any(names.given_names_agree(word.alone, part) for part in others)


def agree_closely(one: Claims, other: Claims) -> bool:
    """Return whether two records that share a number or UID name one person, so far as they name anybody.

    More is asked than that nothing contradicts: one family name, no different middle names, and Jr. on both or none.
    """
    whole = [name for name in one.names if name.full]
    others = [name for name in other.names if name.full]
    if not whole or not others:
        return True
    return any(
        names.family_names_agree(a.family, b.family) and a.generation == b.generation and _middles_agree(a, b)
        for a in whole
        for b in others
    ) or any(a.given == b.family and a.family == b.given for a in whole for b in others)


def _middles_agree(one: Name, other: Name) -> bool:
    if not one.middle or not other.middle:
        return True
    return all(
        a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(one.middle, other.middle, strict=False)
    )


def name_keys(claimed: Claims) -> Collection[str]:
    """Return the keys under which records of the same full name meet."""
    found = []
    for name in claimed.names:
        if name.family and len(name.given) > 1 and len(name.family) > (name.family < "\u0250"):
            found.append(f"{name.given} {name.family}")
        elif not name.family and " " in name.given:
            found.append(f"{claimed.kind} {name.given}")
    return found if len(found) < 2 else set(found)


def ordinary_name_key(record: Contact) -> str:
    """Return the only key that `name_keys` gives for an ordinary record, found fast; "" when it takes its claims."""
    name = record.name
    if len(record.names) > 1 or record.kind != "individual" or record.additional or record.suffixes:
        return ""
    if record.given and record.family and name != f"{record.given} {record.family}":
        return ""
    return " ".join(names.ordinary(name))


def same_name(one: Claims, other: Claims) -> bool:
    """Return whether two records have the same full name, and no differing middle name or Jr."""
    return any(
        a.given
        and a.given == b.given
        and a.family == b.family
        and a.generation == b.generation
        and _middles_agree(a, b)
        for a in one.names
        for b in other.names
    )
