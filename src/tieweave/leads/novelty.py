"""Novelty: how much of what somebody hears ego does not hear already, by the circles that ego moves in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import attrs

from tieweave import organisation_names
from tieweave.leads import work
from tieweave.model import Circle, Contact, Profile
from tieweave.organisation_names import domains

PRESENT_EMPLOYER = 1.0
JUST_LEFT = 0.8
FORMER_EMPLOYER = 0.5
FELLOWSHIP = 0.7
SCHOOL = 0.3
OWN_CIRCLES = 0.8
"""How redundant somebody is who is at ego's present employer, at one left this year or last, at one left before, in
ego's club or congregation, at ego's school, and in no circle but ego's own. Burt (Structural Holes, 1992) calls
contacts redundant that lead to the same people; these sizes are our estimates."""


@attrs.frozen(kw_only=True)
class Surroundings:
    """The organisations that ego moves in, or moved in: how redundant their people are, by key and by domain."""

    organisations: Mapping[tuple[str, ...], float] = MappingProxyType({})
    domains: Mapping[str, float] = MappingProxyType({})

    @classmethod
    def of(cls, profile: Profile, now: dt.datetime) -> Surroundings:
        """Return the surroundings that a profile tells of."""
        organisations: dict[tuple[str, ...], float] = {}
        at_domains: dict[str, float] = {}
        named = [(one, _of_employer(one.end, now)) for one in profile.employers]
        named += [(one, SCHOOL) for one in profile.schools]
        for affiliation, redundancy in named:
            for name in (affiliation.name, *affiliation.aliases):
                key = organisation_names.key(name)
                organisations[key] = max(redundancy, organisations.get(key, 0.0))
            for domain in affiliation.domains:
                at_domains[domain] = max(redundancy, at_domains.get(domain, 0.0))
        for name in (*profile.clubs, *profile.congregations):
            key = organisation_names.key(name)
            organisations[key] = max(FELLOWSHIP, organisations.get(key, 0.0))
        organisations.pop((), None)
        return cls(organisations=organisations, domains=at_domains)

    def novelty(self, contact: Contact, circles: Sequence[Circle] = ()) -> float:
        """Return how new to ego somebody's surroundings are, 0..1; `circles` are those they move in."""
        redundancy = 0.0
        if self.organisations:
            for key in work.keys(contact):
                redundancy = max(redundancy, self.organisations.get(key, 0.0))
        if self.domains:
            for email in contact.emails:
                at_domain = domains.within(domains.of_address(email.address), self.domains)
                redundancy = max(redundancy, at_domain or 0.0)
        if circles:
            own = sum(circle.own for circle in circles) / len(circles)
            redundancy = max(redundancy, OWN_CIRCLES * own)
        return 1.0 - redundancy


def _of_employer(end: int | None, now: dt.datetime) -> float:
    if end is None or end > now.year:
        return PRESENT_EMPLOYER
    return JUST_LEFT if end >= now.year - 1 else FORMER_EMPLOYER
