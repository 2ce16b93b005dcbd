"""Evidence: what speaks of the tie, one file a kind.

`collect` asks the kinds that read a contact's fields. Each has one function `evidence(contacts, profile, now)`, the
signature of the `tieweave_evidence` hook to come: it takes the whole batch, prepares what it needs of the profile once,
and yields `Evidence` about single contacts. `of_contact` asks those that read how people are in touch, which come
second: they need to know who is known through work. Last, `services` asks whether a profession is what ego knows
somebody for, given all the rest. Weights are log-odds; those of closeness stand in `tie_weights.py`.
What they add up to is the classifier's business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tieweave.model import Contact, Evidence, Profile
from tieweave.sources import Progress, unseen

if TYPE_CHECKING:
    from tieweave.circles import Network
    from tieweave.history import Histories

_AT_ONCE = 200
"""Contacts read at once: few enough to stay in a processor's cache while every kind of evidence reads them."""


def collect(
    contacts: Sequence[Contact],
    profile: Profile,
    now: dt.datetime,
    acts: Histories | None = None,
    progress: Progress = unseen,
) -> dict[str, list[Evidence]]:
    """Return every piece of evidence by contact id; a contact that nothing speaks about has an empty list.

    `acts`, where there are any, tell with which companies ego deals from work. `progress` is told how far it is.
    """
    from tieweave.evidence import (
        acquaintance,
        circles,
        dealings,
        fields,
        honorifics,
        household,
        labels,
        likeness,
        relations,
        titles,
        workplaces,
    )

    found: dict[str, list[Evidence]] = {contact.id: [] for contact in contacts}
    read_relations = relations.among(contacts)
    for start in range(0, len(contacts), _AT_ONCE):
        progress("people looked at", start, len(contacts))
        some = contacts[start : start + _AT_ONCE]
        for kind in (
            labels,
            honorifics,
            titles,
            workplaces,
            household,
            fields,
            acquaintance,
            likeness,
        ):
            for item in kind.evidence(some, profile, now):
                found[item.contact].append(item)
        for item in read_relations(some, profile, now):
            found[item.contact].append(item)
    # Whether a short name is ego's own depends on who else in the book is called so.
    for item in circles.evidence(contacts, profile, now):
        found[item.contact].append(item)
    if acts is not None:
        for item in dealings.evidence(contacts, profile, acts, now):
            found[item.contact].append(item)
    return found


def of_contact(
    contacts: Sequence[Contact],
    acts: Histories,
    network: Network,
    at_work: Sequence[bool],
    kin: Sequence[bool],
    now: dt.datetime,
) -> Iterator[Evidence]:
    """Yield what being in touch says of each contact: the interactions with ego, and the overlap of the circles.

    `at_work` and `kin` say of each contact, in their order, whether ego knows them through work, or as family.
    """
    from tieweave.evidence import interactions, overlap

    yield from interactions.evidence(contacts, acts, at_work, now)
    yield from overlap.evidence(contacts, network, acts, at_work, kin)
