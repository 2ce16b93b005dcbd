"""The network among ego's contacts, as one value that answers questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from tieweave.circles.bridges import bridges
from tieweave.circles.foci import foci
from tieweave.circles.links import SEEN, certainty, direct_links
from tieweave.circles.making import DUNBAR, drafts, foci_by_member
from tieweave.circles.related import group_members
from tieweave.model import Circle, Contact, Profile
from tieweave.resolve import identify


@attrs.frozen(kw_only=True)
class Network:
    """Who of ego's contacts knows whom; a contact is named by its place among those the network was made of.

    `circles` come the largest first. `bridges` are people who connect one of ego's own circles with one that ego is not
    in: the contact, and the places of the own and the other circle in `circles`.
    """

    circles: tuple[Circle, ...] = ()
    bridges: tuple[tuple[int, int, int], ...] = ()
    direct: tuple[Mapping[int, float], ...] = attrs.field(default=(), repr=False)
    """Of each contact, the links with others and their rates (`links` gives how sure they are)."""
    foci: tuple[tuple[int, ...], ...] = attrs.field(default=(), repr=False)
    """The members of everything that is shared: firms, domains, labels, homes."""
    foci_of: tuple[tuple[int, ...], ...] = attrs.field(default=(), repr=False)
    memberships: tuple[tuple[int, ...], ...] = attrs.field(default=(), repr=False)

    def circles_of(self, contact: int) -> tuple[int, ...]:
        """Return the places in `circles` of those that a contact is in."""
        return self.memberships[contact]

    def links(self, contact: int) -> Iterator[tuple[int, float]]:
        """Yield whom a contact knows by more than a shared focus, and how sure that is (0 to 1), the surest first.

        They turned up together in mail or meetings, one names the other as related, or they share a home. Company that
        shows nothing, such as one mailing to many, is left out.
        """
        rates = self.direct[contact]
        for other in sorted(rates, key=lambda other: -rates[other]):
            if rates[other] >= SEEN:
                yield other, certainty(rates[other])

    def mutual(self, contact: int) -> int:
        """Return how many of ego's other contacts a contact visibly knows.

        Direct links count one by one. Of those who merely share a firm, a school or a label with the contact, Dunbar's
        150 count at most: nobody knows the 3,000 of their firm.
        """
        direct = {other for other, rate in self.direct[contact].items() if rate >= SEEN}
        held = self.foci_of[contact]
        if not held:
            return len(direct)
        if any(len(self.foci[at]) > DUNBAR for at in held):
            mine = set(held)
            return DUNBAR + sum(mine.isdisjoint(self.foci_of[other]) for other in direct)
        around = {other for at in held for other in self.foci[at]} - {contact}
        return max(len(direct), min(len(around), DUNBAR) + len(direct - around))

    def overlap(self, contact: int) -> float:
        """Return how much of ego's network a contact shares, to compare with ego's other contacts.

        The neighbourhoods of close friends overlap (Onnela et al. 2007, PNAS 104, 7332; in ego's data, where ego is
        linked with everybody, that is the number of common contacts). Here each counts as far as the data are sure of
        it: a direct link by its certainty, and a focus of n contacts by 1/n, so that a household counts and a firm
        of hundreds hardly does.
        """
        links = sum(certainty(rate) for rate in self.direct[contact].values())
        return links + sum(1.0 / len(self.foci[at]) for at in self.foci_of[contact])


def network(contacts: Sequence[Contact], profile: Profile, together: Sequence[Mapping[int, float]] = ()) -> Network:
    """Return the network among merged contacts, each named by its place among them.

    `together[i][j]` is how much i and j turned up together in interactions with ego, each act counting 1 divided by the
    number of others there; it may be shorter than the contacts, where nothing more is known. In what order the contacts
    come changes nothing but their places. Cards of organisations and groups are in no circle; a group's name is one.
    """
    identified = identify(contacts)
    order = sorted(
        (at for at, contact in enumerate(identified) if contact.kind == "individual"),
        key=lambda at: (identified[at].id, identified[at].key, identified[at].source, identified[at].name),
    )
    ranks = {at: rank for rank, at in enumerate(order)}
    people = [identified[at] for at in order]
    # In here a person is a number in the order of the ids, so that nothing depends on that of the contacts.
    shared = foci(people, group_members(people, (one for one in identified if one.kind == "group")), profile)
    company = (
        (ranks[at], ranks[other], rate)
        for at, near in enumerate(together[: len(contacts)])
        if at in ranks
        for other, rate in near.items()
        if other in ranks
    )
    rates = direct_links(people, company, shared)
    found = drafts(people, shared, rates)
    memberships: list[list[int]] = [[] for _ in people]
    for at, circle in enumerate(found):
        for member in circle.members:
            memberships[member].append(at)
    foci_of = foci_by_member(len(people), shared)

    of_contact = [ranks.get(at) for at in range(len(contacts))]
    return Network(
        circles=tuple(
            Circle(
                name=circle.name,
                shared=circle.shared,
                members=tuple(people[member].id for member in circle.members),
                own=circle.own,
            )
            for circle in found
        ),
        bridges=tuple((order[person], own, other) for person, own, other in bridges(found, memberships, rates)),
        direct=tuple(
            {} if rank is None else {order[near]: rate for near, rate in rates[rank].items()} for rank in of_contact
        ),
        foci=tuple(tuple(order[member] for member in focus.members) for focus in shared),
        foci_of=tuple(() if rank is None else foci_of[rank] for rank in of_contact),
        memberships=tuple(() if rank is None else tuple(memberships[rank]) for rank in of_contact),
    )
