"""Foci: what people are gathered around, so that they know each other (Feld 1981, Amer. J. of Sociology 86, 1015).

An organisation, an e-mail domain, a label of the user's, a home. One focus has one key, however many fields tell of it:
"Fundy Software" among the organisations, as a label, and as @fundysoftware.example are one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from tieweave.circles.affiliations import Affiliations
from tieweave.circles.domains import domains, organisation_keys
from tieweave.circles.homes import Home, homes, same_surname, surname
from tieweave.circles.telling_labels import is_own, meanings
from tieweave.evidence import household
from tieweave.model import Contact, Profile, Shared
from tieweave.spelling import plain

MOST_AT_HOME = 8
"""Contacts at one address that may be a household; more are a building."""

_SOME_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Where somebody lives is compared without a clock, but every kind of evidence is asked in one way."""

Key = tuple[str, ...]


@attrs.frozen(kw_only=True)
class Focus:
    """One thing that at least two people share; `members` are their numbers, in order.

    `name` is as the user writes it; `own` is whether ego moves there at present; `home` whether it is a household.
    """

    key: Key
    name: str
    shared: Shared
    members: tuple[int, ...]
    own: bool = False
    home: bool = False


@attrs.define
class _Draft:
    """A focus while it is gathered: who, and in which spellings of each kind."""

    members: dict[int, None] = attrs.field(factory=dict)
    spellings: dict[Shared, Counter[str]] = attrs.field(factory=dict)
    own: bool = False
    home: bool = False

    def add(self, at: int, shared: Shared, spelling: str) -> None:
        self.members[at] = None
        if spelling:
            self.spellings.setdefault(shared, Counter())[spelling] += 1


_RANK = (Shared.ORGANISATION, Shared.LABEL, Shared.SURNAME, Shared.PLACE, Shared.DOMAIN)


def foci(people: Sequence[Contact], groups: Iterable[tuple[str, Sequence[int]]], profile: Profile) -> list[Focus]:
    """Return what at least two of the people share, in the order of their keys.

    `groups` are names of groups with the members that are known otherwise than by a label.
    """
    known = Affiliations.of(profile)
    drafts: dict[Key, _Draft] = {}
    organisations = [organisation_keys(person, known) for person in people]
    _gather_organisations(people, known, drafts)
    _gather_labels(people, groups, known, drafts)
    for domain in domains(people, organisations):
        own = known.of_domain(domain.name)
        key = own if own is not None else domain.organisation
        for at in domain.members:
            draft = drafts.setdefault(("domain", domain.name) if key is None else ("name", *key), _Draft())
            draft.add(at, Shared.DOMAIN, domain.name)
    _gather_homes(people, drafts)
    _gather_family_and_neighbours(people, profile, drafts)
    for key in known.present:
        if ("name", *key) in drafts:
            drafts["name", *key].own = True
    return [_finished(key, draft, known) for key, draft in sorted(drafts.items()) if len(draft.members) > 1]


def most_written(spellings: Counter[str]) -> str:
    """Return the spelling that is used most, of equals the one with more capitals and accents, then in order."""
    return min(spellings.items(), key=lambda item: (-item[1], item[0].islower(), item[0].isupper(), item[0]))[0]


def _finished(key: Key, draft: _Draft, known: Affiliations) -> Focus:
    shared = next(kind for kind in _RANK if kind in draft.spellings)
    name = most_written(draft.spellings[shared])
    if shared is Shared.DOMAIN and key[0] == "name":
        # Nobody names it but the profile: that is how the user writes it.
        shared, name = Shared.ORGANISATION, known.names.get(key[1:], name)
    members = tuple(sorted(draft.members))
    return Focus(key=key, name=name, shared=shared, members=members, own=draft.own, home=draft.home)


def _gather_organisations(people: Sequence[Contact], known: Affiliations, drafts: dict[Key, _Draft]) -> None:
    for at, person in enumerate(people):
        for held in person.organisations:
            if key := known.key_of(held.name):
                drafts.setdefault(("name", *key), _Draft()).add(at, Shared.ORGANISATION, held.name)
        for key in known.mentioned(person):
            drafts.setdefault(("name", *key), _Draft()).add(at, Shared.ORGANISATION, known.names[key])


def _gather_labels(
    people: Sequence[Contact],
    groups: Iterable[tuple[str, Sequence[int]]],
    known: Affiliations,
    drafts: dict[Key, _Draft],
) -> None:
    labelled: dict[str, dict[int, None]] = {}
    for at, person in enumerate(people):
        for label in person.labels:
            labelled.setdefault(label, {})[at] = None
    for label, members in groups:
        labelled.setdefault(label, {}).update(dict.fromkeys(members))
    texts = sorted(labelled)
    for label, categories in zip(texts, meanings(texts), strict=True):
        if categories is None:
            continue
        key = known.club_called(label, categories) or known.key_of(label) or (plain(label),)
        draft = drafts.setdefault(("name", *key), _Draft())
        draft.own = draft.own or is_own(categories)
        for at in labelled[label]:
            draft.add(at, Shared.LABEL, label)


def _gather_homes(people: Sequence[Contact], drafts: dict[Key, _Draft]) -> None:
    found: dict[Home, dict[int, str]] = {}
    for at, person in enumerate(people):
        for home, street in homes(person).items():
            found.setdefault(home, {})[at] = street
    for home, members in found.items():
        if len(members) < 2:
            continue
        draft = _Draft(home=len(members) <= MOST_AT_HOME)
        surnames = Counter(same_surname(people[at]) for at in members)
        family, count = min(surnames.items(), key=lambda item: (-item[1], item[0]))
        related = bool(family) and count * 2 >= len(members) and count > 1 and draft.home
        for at, street in members.items():
            draft.add(at, Shared.PLACE, street)
            if related and same_surname(people[at]) == family:
                draft.add(at, Shared.SURNAME, surname(people[at]))
        drafts["home", *home] = draft


def _gather_family_and_neighbours(people: Sequence[Contact], profile: Profile, drafts: dict[Key, _Draft]) -> None:
    """Gather who shares ego's surname, home or street, as the evidence of households tells it."""
    numbers = {person.id: at for at, person in enumerate(people)}
    for item in household.evidence(people, profile, _SOME_TIME):
        at = numbers[item.contact]
        if item.toward == "neighbour":
            street = item.detail.partition(": ")[2].lstrip(" 0123456789")
            drafts.setdefault(("street",), _Draft(own=True)).add(at, Shared.PLACE, street)
        elif item.toward == "family":
            name = surname(people[at]) or people[at].name
            drafts.setdefault(("family",), _Draft(own=True)).add(at, Shared.SURNAME, name)
