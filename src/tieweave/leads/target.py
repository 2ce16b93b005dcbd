"""Targets: what ego is looking for, and how far somebody fits with it by company, field and place.

A target is text such as "data analyst, renewable energy, Halifax", its parts set apart by commas. Nobody says which
part is a company, a field or a place, so each is tried as what it may be: a company by its whole name, a place where
the address book knows one of that name, and else a field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

import attrs

from tieweave import organisation_names
from tieweave.leads import work
from tieweave.leads.aliases import Key, same_company
from tieweave.leads.words import lexicon, stem, stems, tokens
from tieweave.model import Address, Contact, Profile

FIELD = 0.5
SECOND_FIELD = 0.3
PLACE = 0.2
"""What a field, a second one and the place of a target add to the fit: all three are worth as much as the company
itself. Own estimates."""
_ENOUGH = 0.5
"""The share of a field's words that a title or an organisation's name must hold; it then counts by this share."""
_SHORT = 2
"""Letters of a word that a note may hold by chance in another meaning, such as IT."""
_NO_ALIASES: Mapping[str, Sequence[str]] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Part:
    """One part of a target: its `text`, the `keys` of the company it may name, its telling `words`."""

    text: str
    keys: frozenset[Key]
    words: tuple[str, ...]
    place: bool


@attrs.frozen(kw_only=True)
class Fit:
    """How far somebody fits with a target, 0..1, and by what: names as ego or the card has them, "" for none."""

    value: float = 0.0
    company: str = ""
    field: str = ""
    place: str = ""


NO_FIT = Fit()


@attrs.frozen(kw_only=True)
class Targets:
    """What ego is looking for, ready to be compared with thousands; `texts` as they were given."""

    texts: tuple[str, ...] = ()
    parts: tuple[tuple[Part, ...], ...] = ()
    telling: frozenset[str] = frozenset()
    keys: frozenset[Key] = frozenset()

    @classmethod
    def of(
        cls,
        texts: Iterable[str],
        places: Set[str] = frozenset(),
        aliases: Mapping[str, Sequence[str]] = _NO_ALIASES,
    ) -> Targets:
        """Take targets apart; `places` are the names of places that are known, see `places_of`."""
        given = tuple(text for text in texts if tokens(text))
        parts = tuple(
            tuple(_part(piece, places, aliases) for piece in text.replace(";", ",").split(",") if tokens(piece))
            for text in given
        )
        every = [part for target in parts for part in target]
        return cls(
            texts=given,
            parts=parts,
            telling=frozenset(word for part in every for word in part.words),
            keys=frozenset(key for part in every for key in part.keys),
        )

    @property
    def about(self) -> Part | None:
        """The part to ask people about: of "data analyst, renewable energy, Halifax" the second, if there is one."""
        for target in self.parts:
            if told := [part for part in target if part.words and not part.place]:
                return told[:2][-1]
        return None

    def fit(self, contact: Contact) -> Fit:
        """Return how far somebody fits with the target they fit best."""
        if not self.parts:
            return NO_FIT
        organisations = work.present(contact)
        names = {organisation_names.key(one.name): one.name for one in reversed(organisations) if one.name}
        stated = [
            word for one in organisations for text in (one.title, one.role, one.name, one.department) if text
            for word in stems(text)
        ]  # fmt: skip
        told = [stems(text) for text in (*contact.labels, *contact.notes)]
        homes = [places for address in contact.addresses if (places := _names(address))]
        if self.keys.isdisjoint(names) and self.telling.isdisjoint(
            {*stated, *(word for text in told for word in text), *(stem(w) for home in homes for p in home for w in p)}
        ):
            return NO_FIT
        found = (_fit(target, names, frozenset(stated), told, homes) for target in self.parts)
        return max(found, key=lambda fit: fit.value)


def places_of(contacts: Iterable[Contact], profile: Profile) -> frozenset[str]:
    """Return the names of the places that the addresses of the contacts and of ego name, as they are compared."""
    addresses = [*(address for contact in contacts for address in contact.addresses), *profile.addresses]
    found = {" ".join(name) for address in addresses for name in _names(address)}
    return frozenset(found)


def _part(text: str, places: Set[str], aliases: Mapping[str, Sequence[str]]) -> Part:
    shown = " ".join(text.split())
    is_place = " ".join(tokens(shown)) in places
    idle = lexicon("nowhere") | lexicon("top") | lexicon("leading")
    words = tuple(stem(word) for word in tokens(shown) if is_place or word not in idle)
    keys = frozenset[Key]() if is_place or not words else same_company(shown, aliases)
    return Part(text=shown, keys=keys, words=words, place=is_place)


def _names(address: Address) -> list[tuple[str, ...]]:
    return [words for text in (address.locality, address.region, address.country) if (words := tokens(text))]


def _fit(
    target: Sequence[Part],
    names: Mapping[Key, str],
    stated: frozenset[str],
    told: Sequence[tuple[str, ...]],
    homes: Sequence[Sequence[tuple[str, ...]]],
) -> Fit:
    company = next((name for part in target for key, name in names.items() if key in part.keys), "")
    fields = sorted(
        ((share, -at) for at, part in enumerate(target) if (share := _field(part, stated, told))), reverse=True
    )
    place = next((part.text for part in target if part.place and _lives_in(part, stated, homes)), "")
    value = sum(weight * share for weight, (share, _) in zip((FIELD, SECOND_FIELD), fields, strict=False))
    return Fit(
        value=1.0 if company else value + (PLACE if place else 0.0),
        company=company,
        field=target[-fields[0][1]].text if fields else "",
        place=place,
    )


def _field(part: Part, stated: frozenset[str], told: Sequence[tuple[str, ...]]) -> float:
    """Return how much of a field somebody's work states, 0..1; a note counts where it holds all of it in a row."""
    if part.place or not part.words:
        return 0.0
    share = sum(word in stated for word in part.words) / len(part.words)
    if share < 1 and all(len(word) > _SHORT for word in part.words):
        share = 1.0 if any(organisation_names.mentions(text, part.words) for text in told) else share
    return share if share >= _ENOUGH else 0.0


def _lives_in(part: Part, stated: frozenset[str], homes: Sequence[Sequence[tuple[str, ...]]]) -> bool:
    # The words of a place are stems, like all words of parts.
    here = any(tuple(stem(word) for word in name) == part.words for home in homes for name in home)
    return here or stated.issuperset(part.words)
