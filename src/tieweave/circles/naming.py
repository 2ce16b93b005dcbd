"""The name of a circle: what its members share more than others do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from tieweave.circles.foci import Focus, most_written
from tieweave.circles.homes import same_surname, surname
from tieweave.model import Contact, Shared
from tieweave.spelling import plain

_LEAST_COVERAGE = 0.5
_LEAST_LIFT = 1.5


@attrs.frozen
class Names:
    """What circles are called, from the people and their foci."""

    people: Sequence[Contact]
    foci: Sequence[Focus]
    foci_of: Sequence[Sequence[int]]
    surnames: Counter[str]
    towns: Counter[str]

    @classmethod
    def of(cls, people: Sequence[Contact], foci: Sequence[Focus], foci_of: Sequence[Sequence[int]]) -> Names:
        """Count how often each surname and town is found among all the people."""
        surnames = Counter(same_surname(person) for person in people)
        towns = Counter(town for person in people for town in _towns(person))
        return cls(people, foci, foci_of, surnames, towns)

    def of_focus(self, foci: Iterable[int], members: Sequence[int]) -> tuple[str, Shared]:
        """Return the name of the focus, of several that are one circle, which most of its members have."""
        held = set(members)
        best = min(foci, key=lambda at: (-len(held.intersection(self.foci[at].members)), *self._order(at)))
        return self.foci[best].name, self.foci[best].shared

    def of_community(self, members: Sequence[int]) -> tuple[str, Shared] | None:
        """Return what at least half of the members share, of several things that of the highest coverage times lift.

        Coverage is the share of the members who have it; lift is how many times that is the share in the whole book
        (Brin, Motwani, Ullman & Tsur 1997, SIGMOD). None where they share nothing that tells them from others.
        """
        found: list[tuple[float, tuple[int, str], str, Shared]] = []

        def weigh(count: int, everywhere: int, order: tuple[int, str], name: str, shared: Shared) -> None:
            coverage = count / len(members)
            lift = coverage * len(self.people) / everywhere
            if count > 1 and coverage >= _LEAST_COVERAGE and lift >= _LEAST_LIFT:
                found.append((-coverage * lift, order, name, shared))

        for at, count in Counter(at for member in members for at in self.foci_of[member]).items():
            focus = self.foci[at]
            weigh(count, len(focus.members), self._order(at), focus.name, focus.shared)
        for key, count in Counter(same_surname(self.people[member]) for member in members).items():
            if key:
                written = Counter(surname(self.people[at]) for at in members if same_surname(self.people[at]) == key)
                name = most_written(written)
                weigh(count, self.surnames[key], (len(_ORDER), name), name, Shared.SURNAME)
        spelt: dict[str, Counter[str]] = {}
        for member in members:
            for key, town in _towns(self.people[member]).items():
                spelt.setdefault(key, Counter())[town] += 1
        for key, written in spelt.items():
            name = most_written(written)
            weigh(sum(written.values()), self.towns[key], (len(_ORDER) + 1, name), name, Shared.PLACE)
        return min(found)[2:] if found else None

    def of_members(self, members: Sequence[int]) -> str:
        """Return the names of the first two members and how many more there are."""
        rest = len(members) - 2
        named = ", ".join(self.called(member) for member in members[:2])
        return f"{named} and {rest:,} more" if rest > 0 else named

    def called(self, member: int) -> str:
        """Return what a member is called: by name, or else by address or number."""
        person = self.people[member]
        reach = (*(email.address for email in person.emails), *(phone.number for phone in person.phones))
        return person.name or next(iter((*person.nicknames, *reach)), "(no name)")

    def _order(self, at: int) -> tuple[int, str]:
        return _ORDER.index(self.foci[at].shared), self.foci[at].name


_ORDER = (Shared.ORGANISATION, Shared.LABEL, Shared.SURNAME, Shared.PLACE, Shared.DOMAIN, Shared.COMPANY)


def _towns(person: Contact) -> dict[str, str]:
    return {plain(address.locality): address.locality for address in person.addresses if address.locality}
