"""Ego, put together: from what the user says, what sources say, and ego's own card in an address book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import PurePath
from typing import TypeVar

import attrs

from tieweave.evidence import organisation_names
from tieweave.evidence.relations.related import role_of
from tieweave.model import Address, Affiliation, Contact, Profile
from tieweave.resolve import names, normalise, phones
from tieweave.spelling import plain

T = TypeVar("T")

_ME = frozenset({"me", "myself", "ich", "moi", "jag"})
"""What programs and people call ego's own card; "Yo", "Io" and the like are names as well."""
_LONGEST_ME = 6
_CARD_SUFFIXES = frozenset({".vcf", ".vcard"})
"""Of files that hold cards; the one person in a mailbox "me.mbox" is somebody else."""
_TOLD_APART_BY = 2  # last characters of a number, which few share: reading every number costs as much as merging


def merged(profiles: Iterable[Profile]) -> Profile:
    """Return one profile of several, those first that win.

    A single value is the first one given. Lists are joined, each entry once: of two employers with one name, two
    spellings of one number and so on the first is kept, with what it leaves open taken from the second.
    """
    held = [profile for profile in profiles if profile != Profile()]
    if len(held) < 2:
        return held[0] if held else Profile()
    return Profile(
        name=_first(profile.name for profile in held),
        partner=_first(profile.partner for profile in held),
        emails=_joined((profile.emails for profile in held), lambda email: normalise.mailbox(email) or email),
        phones=_joined((profile.phones for profile in held), phones.canonical),
        children=_joined((profile.children for profile in held), plain),
        clubs=_joined((profile.clubs for profile in held), plain),
        congregations=_joined((profile.congregations for profile in held), plain),
        targets=_joined((profile.targets for profile in held), plain),
        addresses=_joined((profile.addresses for profile in held), _place),
        employers=_affiliations(profile.employers for profile in held),
        schools=_affiliations(profile.schools for profile in held),
    )


def own_cards(contacts: Iterable[Contact], known: Profile) -> list[Contact]:
    """Return the records of ego's own: named "Me", in a file of that name, or with an address of the `known` profile.

    An address or a number counts only where the names do not differ: couples share addresses, and families numbers.
    Of a file ("me.vcf") the record must be the only one.
    """
    code = phones.calling_code(known)
    emails = frozenset(known.emails)
    numbers = frozenset(phones.canonical(number, code) for number in known.phones)
    endings = frozenset(number[-_TOLD_APART_BY:] for number in numbers)
    contacts = list(contacts)
    alone = {source for source, count in Counter(one.source for one in contacts).items() if count == 1}
    cards = {source for source in alone if PurePath(source).suffix.lower() in _CARD_SUFFIXES}
    own_files = {source for source in cards if plain(PurePath(source).stem) in _ME}
    own = []
    for contact in contacts:
        if contact.kind != "individual":
            continue
        named_me = len(contact.name) <= _LONGEST_ME and plain(contact.name) in _ME
        if (
            named_me
            or contact.source in own_files
            or (
                (
                    any(email.address in emails for email in contact.emails)
                    or any(
                        phone.number[-_TOLD_APART_BY:] in endings and phones.canonical(phone.number, code) in numbers
                        for phone in contact.phones
                    )
                )
                and _same_name(contact.name, known.name)
            )
        ):
            own.append(contact)
    return own


def of_card(card: Contact) -> Profile:
    """Return what ego's own card says of ego: how to be reached, where they live and work, who is near to them."""
    return Profile(
        name="" if plain(card.name) in _ME else card.name,
        emails=[email.address for email in card.emails],
        phones=[phone.number for phone in card.phones],
        addresses=[attrs.evolve(address, types=(), label="") for address in card.addresses],
        employers=[Affiliation(name=one.name) for one in card.organisations if one.name],
        children=[one.name for one in card.related if role_of(one.relation) == "child"],
        partner=_first(one.name for one in card.related if role_of(one.relation) == "partner"),
    )


def _same_name(one: str, other: str) -> bool:
    if not one or not other:
        return True
    first, second = (frozenset(plain(word) for word in names.ordinary(name)) for name in (one, other))
    return first <= second or second <= first


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _joined(lists: Iterable[Sequence[T]], form: Callable[[T], Hashable]) -> tuple[T, ...]:
    kept: dict[Hashable, T] = {}
    for values in lists:
        for value in values:
            kept.setdefault(form(value), value)
    return tuple(kept.values())


def _place(address: Address) -> Hashable:
    return tuple(plain(part) for part in (address.street, address.locality, address.postal_code))


def _affiliations(lists: Iterable[Sequence[Affiliation]]) -> tuple[Affiliation, ...]:
    kept: dict[Hashable, Affiliation] = {}
    for affiliations in lists:
        names_here: dict[Hashable, Affiliation] = {}
        for one in affiliations:
            # Two stays at one employer are two entries of one list, which stay apart.
            name: Hashable = organisation_names.key(one.name) or plain(one.name)
            names_here[name if name not in names_here else (name, one.start)] = one
        for name, one in names_here.items():
            kept[name] = _completed(kept[name], one) if name in kept else one
    return tuple(kept.values())


def _completed(one: Affiliation, other: Affiliation) -> Affiliation:
    """Return `one`, with the years and domains that it leaves open as the `other` has them."""
    dated = one.start is not None or one.end is not None
    return attrs.evolve(
        one,
        domains=one.domains or other.domains,
        start=one.start if dated else other.start,
        end=one.end if dated else other.end,
    )
