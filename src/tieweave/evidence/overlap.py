"""Overlap: how many of ego's people somebody knows, as far as ego's data show it, and how many of ego's family.

The circles of close friends overlap (Onnela et al., PNAS 2007; Granovetter's forbidden triad). Like interactions it is
read among the others of one's sphere: colleagues know each other because they work together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tieweave import tie_weights as weights
from tieweave.evidence.fields import has_private_address
from tieweave.evidence.standing_out import Others
from tieweave.ledger import CLOSE
from tieweave.model import Channel, Contact, Evidence, History

if TYPE_CHECKING:
    from tieweave.circles import Network
    from tieweave.history import Histories

KIND = "overlap"

_MOST_ABSENT = 0.5
"""The most that knowing nobody takes away: ego's data show few of the links there are."""
_LEAST = 0.03


def evidence(
    contacts: Sequence[Contact],
    network: Network,
    acts: Histories,
    at_work: Sequence[bool],
    kin: Sequence[bool],
) -> Iterator[Evidence]:
    """Yield how far each contact's circle overlaps with ego's: kind "overlap", for all and for ego's family.

    `at_work` and `kin` say of each contact, in their order, whether they are known through work, and whether they are
    of ego's family.
    """
    known = [network.overlap(at) for at in range(len(contacts))]
    impersonal = [at in acts.in_mail and _by_mail_alone(one, acts.of[at]) for at, one in enumerate(contacts)]
    # Without a single link, to share nothing with anybody only means that little was written down.
    linked = any(True for at in range(len(contacts)) for _ in network.links(at))
    if any(known):
        yield from _items(contacts, known, at_work, weights.OVERLAP, "of the people you know", linked, impersonal)
    if any(kin):
        of_kin = [sum(sure for other, sure in network.links(at) if kin[other]) for at in range(len(contacts))]
        if any(of_kin):
            yield from _items(contacts, of_kin, at_work, weights.KNOWN_TO_FAMILY, "of your family", linked, impersonal)


def _items(
    contacts: Sequence[Contact],
    known: Sequence[float],
    at_work: Sequence[bool],
    weight: float,
    whom: str,
    any_links: bool,
    impersonal: Sequence[bool],
) -> Iterator[Evidence]:
    logs = [math.log1p(count) for count in known]
    spheres = {work: Others(logs[at] for at in range(len(logs)) if at_work[at] is work) for work in (True, False)}
    seen = sum(count > 0 for count in known) if any_links else 0
    for at, contact in enumerate(contacts):
        if contact.kind != "individual":
            continue
        found = weight * spheres[at_work[at]].standing(logs[at], logs[at])
        others = len(known) - 1
        covered = min(1.0, 2 * (seen - (known[at] > 0)) / others) if others else 0.0
        found = min(max(found, -_MOST_ABSENT * covered), 0.0 if impersonal[at] else found)
        if abs(found) < _LEAST:
            continue
        yield Evidence(
            kind=KIND,
            detail=_detail(known[at], whom),
            toward=CLOSE,
            weight=round(found, 4),
            source="tieweave",
            contact=contact.id,
        )


def _by_mail_alone(contact: Contact, history: History | None) -> bool:
    """Return whether nothing shows that a contact is more than one more reader of what is mailed at work."""
    if has_private_address(contact):
        return False
    return history is None or all(page.channel is Channel.EMAIL for page in history.channels)


def _detail(count: float, whom: str) -> str:
    if count <= 0:
        return f"knows none {whom}, as far as your data show"
    if count < 1:
        return f"has a circle in common with some {whom}"
    return f"knows about {round(count):,} {whom}, as far as your data show"
