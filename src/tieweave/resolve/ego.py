"""Ego among the records: which entries are of the person that all this is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from tieweave.model import Contact, Profile
from tieweave.resolve import claims, names, normalise, phones
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.name_lexicon import is_given_name
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

    An address or a number counts only where the names do not differ: couples share addresses, and families numbers.
    Of a file ("me.vcf") the record must be the only one.
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
        reached = (mailboxes and any(normalise.mailbox(email.address) in mailboxes for email in contact.emails)) or (
            numbers
            and any(
                phone.number[-_TOLD_APART_BY:] in endings and phones.canonical(phone.number, code) in numbers
                for phone in contact.phones
            )
        )
        if is_me(contact.name) or contact.source in own_files or (reached and may_be_called(contact.name, known.name)):
            own.append(at)
    return own


def others_with_egos_keys(
    records: Sequence[Contact], keys: Sequence[IdentityKeys], card: int, name: str
) -> Iterator[int]:
    """Yield the records that share a key with ego's, the one at `card`, and are somebody else by their name: "Mum"."""
    own = set(keys[card].all)
    for at, record in enumerate(records):
        if at != card and not own.isdisjoint(keys[at].all) and not may_be_called(record.name, name):
            yield at


def is_me(name: str) -> bool:
    """Return whether a record's name says that it is ego's own card."""
    return len(name) <= _LONGEST_ME and plain(name) in ME


def may_be_called(name: str, egos: str) -> bool:
    """Return whether a record's name can be ego's: none, one of its forms, or a word of it; "Mum" is somebody else."""
    if not name or not egos or is_me(name):
        return True
    one, ego = names.parse(name), names.parse(egos)
    if one == names.NAMELESS:
        return "@" in name
    if one.alone and not is_given_name(one.alone):
        return one.alone in (ego.given, ego.family, ego.alone, *ego.middle, *ego.nicknames)
    return claims.compatible(one, ego) and (not one.full or not ego.full or _of_one_family(one, ego))


def _of_one_family(one: names.Name, ego: names.Name) -> bool:
    return (
        one.family in (ego.family, ego.given) or ego.family.startswith(one.family) or one.family.startswith(ego.family)
    )


def _own_files(contacts: Iterable[Contact]) -> set[str]:
    alone = {source for source, count in Counter(one.source for one in contacts).items() if count == 1}
    cards = {source for source in alone if PurePath(source).suffix.lower() in _CARD_SUFFIXES}
    return {source for source in cards if plain(PurePath(source).stem) in ME}
