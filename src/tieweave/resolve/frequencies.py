"""How common a name, a town, an employer is: what two people share by chance.

A rate is taken from the book, as far as it is large enough to tell, and from what is known beforehand where it is not:
(others who have it + κ · rate beforehand) / (all who have any + κ), the estimate of a gamma prior of κ observations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

import attrs

from tieweave.model import Contact
from tieweave.organisation_names import key as organisation_key
from tieweave.resolve import name_lexicon
from tieweave.resolve.claims import Claims
from tieweave.resolve.portrait import place
from tieweave.spelling import NOT_LATIN, romanised

_OBSERVATIONS = 1_000.0
"""κ for names: how many acquaintances tell as much as the lists do."""
_OBSERVATIONS_OF_PLACES = 100.0
_UNREAD = 1 / 300
"""Rate of a name in another script that the lists do not have: they have less of these, and spell them otherwise."""
_STREET, _LOCALITY, _POSTAL_CODE, _ORGANISATION = 1 / 500, 1 / 20, 1 / 60, 1 / 35
"""Rates beforehand of a street, a town and so on that two people of one book share."""


@attrs.frozen
class Rate:
    """How common the values of one field are, from how many people of the book have each."""

    counts: Mapping[Hashable, int]
    beforehand: float
    known: Mapping[str, float]
    observations: float

    def __call__(self, value: str) -> float:
        """Return the probability that one more person has `value`, 0 to 1; one of those who have it is not counted."""
        before = self.known.get(value) or self.beforehand
        if value >= NOT_LATIN and self.known:
            before = self.known.get(romanised(value), _UNREAD)
        others = max(self.counts.get(value, 0) - 1, 0)
        return (others + self.observations * before) / (self.counts.get(None, 0) + self.observations)


@attrs.frozen(kw_only=True)
class Frequencies:
    """How common names, places and organisations are among `people`, the number of people of the book."""

    people: int
    given: Rate
    family: Rate
    street: Rate
    locality: Rate
    postal_code: Rate
    organisation: Rate


def frequencies(people: Iterable[tuple[Sequence[Contact], Sequence[Claims]]]) -> Frequencies:
    """Return how common values are among people, of whom each is given by their records and what these claim."""
    counts: tuple[Counter[Hashable], ...] = tuple(Counter() for _ in range(6))
    given, family, street, locality, postal_code, organisation = counts
    number = 0
    for records, claims in people:
        number += 1
        if len(records) == 1 and _is_simple(records[0], claims[0]):
            _count_record(records[0], claims[0], counts)
            continue
        # A person counts once for each value, however many records say it.
        given.update({name.given for claimed in claims for name in claimed.names})
        family.update({name.family for claimed in claims for name in claimed.names})
        places = {place(address) for record in records for address in record.addresses}
        if places:
            street.update({where.street for where in places})
            locality.update({where.locality for where in places})
            postal_code.update({where.postal_code for where in places})
        organisation.update(
            {"".join(organisation_key(held.name)) for record in records for held in record.organisations if held.name}
        )
    for count in counts:
        count.pop("", None)
        count[None] = sum(count.values())
    rates = name_lexicon.rates()
    return Frequencies(
        people=number,
        given=Rate(given, name_lexicon.RARE_GIVEN, rates.given, _OBSERVATIONS),
        family=Rate(family, name_lexicon.RARE_FAMILY, rates.family, _OBSERVATIONS),
        street=Rate(street, _STREET, {}, _OBSERVATIONS_OF_PLACES),
        locality=Rate(locality, _LOCALITY, {}, _OBSERVATIONS_OF_PLACES),
        postal_code=Rate(postal_code, _POSTAL_CODE, {}, _OBSERVATIONS_OF_PLACES),
        organisation=Rate(organisation, _ORGANISATION, {}, _OBSERVATIONS_OF_PLACES),
    )


def _is_simple(record: Contact, claims: Claims) -> bool:
    return len(claims.names) < 2 and len(record.addresses) < 2 and len(record.organisations) < 2


def _count_record(record: Contact, claims: Claims, counts: Sequence[Counter[Hashable]]) -> None:
    """Count the values of a person of one record with one value of each kind."""
    given, family, street, locality, postal_code, organisation = counts
    if claims.names:
        given[claims.names[0].given] += 1
        family[claims.names[0].family] += 1
    if record.addresses:
        where = place(record.addresses[0])
        street[where.street] += 1
        locality[where.locality] += 1
        postal_code[where.postal_code] += 1
    if record.organisations:
        organisation["".join(organisation_key(record.organisations[0].name))] += 1
