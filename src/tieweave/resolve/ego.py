"""Ego among the records: which entries are of the person that all this is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from tieweave.model import Contact, Profile
from tieweave.resolve import agreement, claims, likeness, names, normalise, phones
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.likeness import Likeness
from tieweave.spelling import plain

ME = frozenset({"me", "myself", "ich", "moi", "jag"})
"""What programs and people call ego's own card; "Yo", "Io" and the like are names as well."""
SOURCE = "profile"
"""The source of the record that a profile makes."""
_LONGEST_ME = 6
_CARD_SUFFIXES = frozenset({".vcf", ".vcard"})
"""Of files that hold cards; the one person in a mailbox "me.mbox" is somebody else."""
_TOLD_APART_BY = 2  # last characters of a number, which few share: reading every number costs as much as merging


def as_record(profile: Profile) -> Contact | None:
    """Return ego as a record among others, None where the profile says too little to know anybody by."""
    if not (profile.name or profile.emails or profile.phones):
        return None
    return Contact(
        source=SOURCE,
        key="ego",
        name=profile.name,
        emails=profile.emails,
        phones=profile.phones,
        addresses=profile.addresses,
    )


def own_records(contacts: Sequence[Contact], known: Profile) -> list[int]:
    """Return the indexes of ego's own records: named "Me", in a file of that name, or with ego's address and name.

    A number counts less than an address, since it is the household's: the name must be the very same. Of a file
    ("me.vcf") the record must be the only one.
    """
    code = phones.calling_code(known)
    mailboxes = frozenset(normalise.mailbox(email) for email in known.emails) - {""}
    numbers = frozenset(phones.canonical(number, code) for number in known.phones)
    endings = frozenset(number[-_TOLD_APART_BY:] for number in numbers)
    own_files = _own_files(contacts)
    own = []
    for at, contact in enumerate(contacts):
        if contact.kind != "individual":
            continue
        by_address = mailboxes and any(normalise.mailbox(email.address) in mailboxes for email in contact.emails)
        by_number = numbers and any(
            phone.number[-_TOLD_APART_BY:] in endings and phones.canonical(phone.number, code) in numbers
            for phone in contact.phones
        )
        if (
            is_me(contact.name)
            or contact.source in own_files
            or (by_address and may_be_called(contact.name, known.name))
            or (by_number and is_called(contact.name, known.name))
        ):
            own.append(at)
    return own


def others_with_egos_keys(
    records: Sequence[Contact], keys: Sequence[IdentityKeys], own: Iterable[int], name: str
) -> Iterator[int]:
    """Yield the records that share a key with one of ego's `own` and are somebody else by their name: "Mum"."""
    mine = set(own)
    egos = {key for at in mine for key in keys[at].all}
    mailboxes = {key for at in mine for key in keys[at].emails}
    for at, record in enumerate(records):
        if at in mine or egos.isdisjoint(keys[at].all):
            continue
        one = names.parse(record.name)
        said = one.full and len(one.given) > 1 and mailboxes.isdisjoint(keys[at].emails)
        if not may_be_called(record.name, name) or (said and not is_called(record.name, name)):
            yield at


def is_me(name: str) -> bool:
    """Return whether a record's name says that it is ego's own card."""
    return len(name) <= _LONGEST_ME and plain(name) in ME


def may_be_called(name: str, egos: str) -> bool:
    """Return whether a record with an address of ego's can be ego's by its name: none, one of its forms, a word of it.

    "Mum", "Mrs Roy" and another generation are somebody else.
    """
    if not name or is_me(name):
        return True
    one, ego = names.parse(name), names.parse(egos)
    if one == names.NAMELESS:
        return "@" in name
    if not egos or claims.is_couple(name) or one.generation != ego.generation or one.sex:
        return False
    if one.alone:
        return one.alone in (ego.given, ego.alone, *ego.nicknames)
    if not one.full or not ego.full:
        return bool(one.given) and one.given in (ego.given, ego.alone)
    given, family = likeness.given(one.given, ego.given), likeness.family(one.family, ego.family)
    initial = len(one.given) == 1 and given is Likeness.VARIANT
    named = (given <= Likeness.FORM or initial) and family <= Likeness.FORM
    return (named or agreement.swapped(one, ego)) and agreement.middles_agree(one, ego)


def is_called(name: str, egos: str) -> bool:
    """Return whether a record with nothing but a number of ego's is ego's by its name: the very same name."""
    if is_me(name):
        return True
    if not name or not may_be_called(name, egos):
        return False
    one, ego = names.parse(name), names.parse(egos)
    if not one.full or not ego.full:
        return bool(one.given) and one.given == ego.given
    same = (one.given, one.family) in ((ego.given, ego.family), (ego.family, ego.given))
    return same and all(len(word) == 1 or word in ego.middle for word in one.middle)


def _own_files(contacts: Iterable[Contact]) -> set[str]:
    alone = {source for source, count in Counter(one.source for one in contacts).items() if count == 1}
    cards = {source for source in alone if PurePath(source).suffix.lower() in _CARD_SUFFIXES}
    return {source for source in cards if plain(PurePath(source).stem) in ME}
