"""Ego, put together: from what the user says, what sources say, and ego's own card in an address book."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import attrs

from tieweave import organisation_names
from tieweave.evidence.relations.related import role_of
from tieweave.model import Address, Affiliation, Contact, Profile
from tieweave.resolve import ego, normalise, phones
from tieweave.spelling import plain

T = TypeVar("T")


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
        birthday=_first(profile.birthday for profile in held),
        time_zone=_first(profile.time_zone for profile in held),
        language=_first(profile.language for profile in held),
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
    """Return the records of ego's own, as `tieweave.resolve.ego` knows them by the `known` profile."""
    held = list(contacts)
    return [held[at] for at in ego.own_records(held, known)]


def of_card(card: Contact) -> Profile:
    """Return what ego's own card says of ego: how to be reached, where they live and work, who is near to them."""
    return Profile(
        name="" if ego.is_me(card.name) else card.name,
        emails=[email.address for email in card.emails],
        phones=[phone.number for phone in card.phones],
        addresses=[attrs.evolve(address, types=(), label="") for address in card.addresses],
        employers=[
            Affiliation(name=one.name, title=one.title or one.role, department=one.department)
            for one in card.organisations
            if one.name
        ],
        birthday=card.birthday,
        children=[one.name for one in card.related if role_of(one.relation) == "child"],
        partner=_first(one.name for one in card.related if role_of(one.relation) == "partner"),
    )


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
            name: Hashable = _name(one.name)
            # One source may call it by its name, and another as the first says that it is called too.
            known = next((key for key, held in kept.items() if name in map(_name, held.aliases)), name)
            # Two stays at one employer are two entries of one list, which stay apart.
            names_here[known if known not in names_here else (known, one.start)] = one
        for name, one in names_here.items():
            kept[name] = _completed(kept[name], one) if name in kept else one
    return tuple(kept.values())


def _name(text: str) -> Hashable:
    return organisation_names.key(text) or plain(text)


def _completed(one: Affiliation, other: Affiliation) -> Affiliation:
    """Return `one`, with what it leaves open as the `other` has them."""
    dated = one.start is not None or one.end is not None
    return attrs.evolve(
        one,
        domains=one.domains or other.domains,
        start=one.start if dated else other.start,
        end=one.end if dated else other.end,
        title=one.title or other.title,
        department=one.department or other.department,
        aliases=_joined((one.aliases, other.aliases), plain),
        subsidiaries=_joined((one.subsidiaries, other.subsidiaries), plain),
    )
