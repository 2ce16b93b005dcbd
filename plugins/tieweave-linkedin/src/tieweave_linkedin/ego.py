"""Which of the people in an export is its owner: no file says so outright.

In this order: what the user says; the pages that invitations name on the owner's side; in the messages, whoever has
the name of Profile.csv; else whoever is in the most conversations and is no connection. Where two are in equally many,
it is the one who got more of the messages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping

import attrs

from tieweave_linkedin.names import key
from tieweave_linkedin.parties import Party


@attrs.frozen
class Ego:
    """The owner: their `pages` and `names` (as compared). `name` is theirs to show, "" where it is a mere guess."""

    pages: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    name: str = ""

    def is_me(self, party: Party) -> bool:
        """Return whether a party is the owner: by page where both have one."""
        if party.page and self.pages:
            return party.page in self.pages
        return bool(party.name) and party.name_key in self.names


@attrs.frozen
class Seat:
    """Who takes part in one message: its conversation, the sender and the recipients."""

    conversation: str
    sender: Party
    recipients: tuple[Party, ...]


def find(
    seats: Collection[Seat],
    *,
    own: Iterable[Party] = (),
    own_name: str = "",
    connections: Container[str] = frozenset(),
) -> Ego:
    """Return the owner.

    `own` are parties that are surely the owner, `own_name` the name of the profile; `connections` the pages and names
    (as compared) of people who are not the owner.
    """
    own = [party for party in own if party.page or party.name]
    pages = {party.page for party in own if party.page}
    names = {party.name_key for party in own if party.name}
    name = own_name or next((party.name for party in own if party.name), "")
    if own_name:
        names.add(key(own_name))
    if not seats or (pages and names):
        return Ego(frozenset(pages), frozenset(names - {""}), name)
    page_of = _pages_by_name(seats)
    present, received, spelt = _presence(seats, page_of)
    theirs = [token for token in present if token in pages or (names and _any_agrees(spelt[token], names))]
    candidates = theirs or [token for token in present if token not in connections] or list(present)
    ranked = sorted(candidates, key=lambda token: (-present[token], -received[token], token))
    if not ranked:
        return Ego(frozenset(pages), frozenset(names - {""}), name)
    first = ranked[0]
    if not pages and "/" in first:
        pages = {first}
    names |= spelt[first].keys()
    sure = present[first] > 1 and (len(ranked) == 1 or present[first] > present[ranked[1]])
    name = name or (next(iter(spelt[first].values()), "") if sure else "")
    return Ego(frozenset(pages), frozenset(names - {""}), name)


def _pages_by_name(seats: Iterable[Seat]) -> dict[str, str]:
    """Return the page of each name that has just one."""
    pages: dict[str, set[str]] = {}
    for seat in seats:
        for party in (seat.sender, *seat.recipients):
            if party.page and party.name:
                pages.setdefault(party.name_key, set()).add(party.page)
    return {name: next(iter(found)) for name, found in pages.items() if len(found) == 1}


def _presence(
    seats: Iterable[Seat], page_of: Mapping[str, str]
) -> tuple[Counter[str], Counter[str], dict[str, dict[str, str]]]:
    """Return in how many conversations each one is, how many messages they got, and their names by how they compare.

    A person is a page, or a name where no page goes with it.
    """
    members: dict[str, set[str]] = {}
    received: Counter[str] = Counter()
    spelt: dict[str, dict[str, str]] = {}
    for seat in seats:
        conversation = members.setdefault(seat.conversation, set())
        for party in (seat.sender, *seat.recipients):
            if party.is_nobody or not party.is_person:
                continue
            token = party.page or page_of.get(party.name_key, party.name_key)
            conversation.add(token)
            named = spelt.setdefault(token, {})
            if party.name:
                named.setdefault(party.name_key, party.name)
            if party is not seat.sender:
                received[token] += 1
    present = Counter(token for conversation in members.values() for token in conversation)
    return present, received, spelt


def _any_agrees(spelt: Iterable[str], names: Iterable[str]) -> bool:
    """Return whether one name is another's, middle names aside."""
    known = [frozenset(name.split()) for name in names]
    for name in spelt:
        words = frozenset(name.split())
        if len(words) > 1 and any(words <= other or (len(other) > 1 and other <= words) for other in known):
            return True
    return False
