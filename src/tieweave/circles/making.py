"""From foci and links to circles: what is one circle, who is in it, what it is called, and whether it is ego's own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tieweave.circles.communities import divided
from tieweave.circles.foci import Focus
from tieweave.circles.links import SEEN, certainty
from tieweave.circles.naming import Names
from tieweave.model import Contact, Shared

DUNBAR = 150
"""About as many people can know each other all (Dunbar 1993, Behavioral and Brain Sciences 16, 681)."""

_SMALLEST = 3
_MUST_KNOW = 2
_SAME_FOCI = 0.75
_SAME_COMMUNITY = 0.6
_MOST_COMPARED = 50
"""Foci of one person that are compared with each other: whoever is in more is no help in telling which are the same."""


@attrs.frozen
class Draft:
    """A circle by the numbers of its members, those most bound to it first."""

    name: str
    shared: Shared
    members: tuple[int, ...]
    own: bool


def drafts(people: Sequence[Contact], foci: Sequence[Focus], rates: Sequence[dict[int, float]]) -> list[Draft]:
    """Return the circles, the largest first, no two with the same members or the same name."""
    foci_of = foci_by_member(len(people), foci)
    explicit = [
        (some, sorted({member for at in some for member in foci[at].members})) for some in _joined(foci, foci_of)
    ]
    communities = list(_of_company(foci, rates, [members for _, members in explicit], len(people)))
    names = Names.of(people, foci, foci_of)
    found: list[tuple[str, Shared, list[int], bool]] = []
    for some, members in explicit:
        name, shared = names.of_focus(some, members)
        found.append((name, shared, members, any(foci[at].own for at in some)))
    lived_with = {member for focus in foci if focus.own for member in focus.members}
    for members in communities:
        name, shared = names.of_community(members) or ("", Shared.COMPANY)
        found.append((name, shared, members, 2 * len(lived_with.intersection(members)) > len(members)))
    circles = []
    taken: dict[str, int] = {}
    for name, shared, held, own in found:
        bound = _most_bound_first(held, rates, foci_of)
        if not name or name.casefold() in taken:
            name = f"{name}: {names.of_members(bound)}" if name else names.of_members(bound)
        circles.append(Draft(_first_of(name, taken), shared, bound, own))
    return sorted(circles, key=lambda circle: (-len(circle.members), circle.name, circle.members))


def _first_of(name: str, taken: dict[str, int]) -> str:
    """Return a name that no circle has yet: of several Ann Lees' circles the second is "Ann Lee, Bob Roy (2)"."""
    called = name
    while called.casefold() in taken:
        taken[name.casefold()] += 1
        called = f"{name} ({taken[name.casefold()]})"
    taken[called.casefold()] = 1
    return called


def foci_by_member(count: int, foci: Iterable[Focus]) -> list[tuple[int, ...]]:
    """Return the numbers of every person's foci, in order."""
    found: list[list[int]] = [[] for _ in range(count)]
    for at, focus in enumerate(foci):
        for member in focus.members:
            found[member].append(at)
    return [tuple(held) for held in found]


def likeness(one: int, other: int, common: int) -> float:
    """Return how alike two sets are, by their sizes and how many they have in common (Jaccard 1901)."""
    return common / (one + other - common)


def _joined(foci: Sequence[Focus], foci_of: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the foci that are large enough for a circle, those of almost the same people together."""
    order = sorted(
        (at for at, focus in enumerate(foci) if len(focus.members) >= _SMALLEST),
        key=lambda at: (-len(foci[at].members), foci[at].key),
    )
    leads: dict[int, list[int]] = {}
    for at in order:
        members = foci[at].members
        common = Counter(
            other
            for member in members
            if len(foci_of[member]) <= _MOST_COMPARED
            for other in foci_of[member]
            if other in leads
        )
        alike = [
            (-share, foci[other].key, other)
            for other, count in common.items()
            if (share := likeness(len(members), len(foci[other].members), count)) >= _SAME_FOCI
        ]
        if alike:
            leads[min(alike)[2]].append(at)
        else:
            leads[at] = [at]
    # What is joined to a lead adds its own members; two circles of the very same people are one all the same.
    circles: dict[frozenset[int], list[int]] = {}
    for some in leads.values():
        circles.setdefault(frozenset(member for at in some for member in foci[at].members), []).extend(some)
    return list(circles.values())


def _of_company(
    foci: Sequence[Focus], rates: Sequence[dict[int, float]], known: Sequence[Sequence[int]], count: int
) -> Iterator[list[int]]:
    """Yield the communities that are no known circle already, of their members those who know two of the others."""
    circles_of: dict[int, list[int]] = {}
    for at, members in enumerate(known):
        for member in members:
            circles_of.setdefault(member, []).append(at)
    if not _is_any(rates, circles_of):
        return
    for group in divided(graph(foci, rates, count), DUNBAR, count):
        everyone = {node for node in group if node < count}
        seen = {
            node: {near for near, rate in rates[node].items() if near in everyone and rate >= SEEN}
            for node in sorted(everyone)
        }
        if 2 * sum(map(bool, seen.values())) < len(everyone):
            # What they share holds most of them together, and that is a circle already.
            continue
        core = _core(seen)
        if len(core) >= _SMALLEST and not any(_is_known(some, known, circles_of) for some in (everyone, core)):
            yield core


def _is_any(rates: Sequence[dict[int, float]], circles_of: Mapping[int, Sequence[int]]) -> bool:
    """Return whether anybody could be in a community that is no known circle: it saves the search in most books.

    Families know each other, but they are a circle by the home they share.
    """
    seen = {node: {near for near, rate in held.items() if rate >= SEEN} for node, held in enumerate(rates) if held}
    links = {node: set(others) for node, others in seen.items()}
    core = set(_core(seen))
    return any(
        set(circles_of.get(node, ())).isdisjoint(circles_of.get(near, ()))
        for node in core
        for near in links[node] & core
    )


def _core(near: dict[int, set[int]]) -> list[int]:
    """Return who knows at least two of the rest, the others left out (the 2-core: Seidman 1983, Social Networks 5).

    Whom somebody met one by one, a doctor's patients, are no circle.
    """
    leaving = [node for node, others in near.items() if len(others) < _MUST_KNOW]
    gone = set(leaving)
    while leaving:
        node = leaving.pop()
        for other in near[node]:
            near[other].discard(node)
            if other not in gone and len(near[other]) < _MUST_KNOW:
                gone.add(other)
                leaving.append(other)
    return [node for node in near if node not in gone]


def _is_known(members: Iterable[int], known: Sequence[Sequence[int]], circles_of: dict[int, list[int]]) -> bool:
    held = list(members)
    common = Counter(at for member in held for at in circles_of.get(member, ())[:_MOST_COMPARED])
    return any(likeness(len(held), len(known[at]), both) >= _SAME_COMMUNITY for at, both in common.items())


def graph(foci: Sequence[Focus], rates: Sequence[dict[int, float]], count: int) -> list[dict[int, float]]:
    """Return the graph in which communities are sought: people, and behind them the foci, linked to their members.

    So a firm of 3,000 is 3,000 links and not four and a half million. A person's link to a focus weighs 1 whatever its
    size, as the sum of Newman's 1/(n-1) over the others there does; a direct link ln(1 + rate), since a hundred mails
    do not bind ten times as much as ten.
    """
    found: list[dict[int, float]] = []
    for node, links in enumerate(rates):
        # A link's weight is one number at both its ends, which saves a large book some megabytes.
        found.append({near: found[near][node] if near < node else math.log1p(rate) for near, rate in links.items()})
    for at, focus in enumerate(foci, count):
        for member in focus.members:
            found[member][at] = 1.0
        found.append(dict.fromkeys(focus.members, 1.0))
    return found


def _most_bound_first(
    members: Sequence[int], rates: Sequence[dict[int, float]], foci_of: Sequence[Sequence[int]]
) -> tuple[int, ...]:
    held = set(members)
    shared = Counter(at for member in members for at in foci_of[member])

    def bound(member: int) -> tuple[float, int, int]:
        direct = sum(certainty(rate) for near, rate in rates[member].items() if near in held)
        return -round(direct, 9), -sum(shared[at] > 1 for at in foci_of[member]), member

    return tuple(sorted(members, key=bound))
