"""Whose interactions are whose: from the participants that sources name to people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tieweave.model import Contact, Interaction
from tieweave.model import representation as written
from tieweave.resolve import normalise, phones


def interactions_by_person(
    people: Sequence[Contact], interactions: Iterable[Interaction], code: str = ""
) -> list[list[Interaction]]:
    """Return the interactions of each of the `people`, in the order of both.

    A participant is found by mailbox, by phone number in any notation, by profile page, and within one source by a
    record's key; `code` is the calling code of numbers without one. Nobody is found by a mere name: whether two records
    of one name are one person was settled when they were merged. One that several people share, a family's landline,
    is an interaction with each.
    """
    acts = list(interactions)
    found: list[list[Interaction]] = [[] for _ in people]
    if not acts:
        return found
    holders = _holders(people, code)
    spelt: dict[tuple[str, str], tuple[int, ...]] = {}
    for act in acts:
        reached: set[int] = set()
        for participant in act.participants:
            named = (act.source, participant)
            if named not in spelt:
                spelt[named] = _meant(named, holders, code)
            reached.update(spelt[named])
        for at in reached:
            found[at].append(act)
    return found


def _holders(people: Sequence[Contact], code: str) -> dict[object, list[int]]:
    """Return who has each mailbox, number, page and key of a record."""
    holders: dict[object, list[int]] = {}
    for at, person in enumerate(people):
        keys: dict[object, None] = {}
        for email in person.emails:
            keys[normalise.mailbox(email.address) or email.address] = None
        for phone in person.phones:
            keys[phones.canonical(phone.number, code)] = None
        for url in person.urls:
            keys[normalise.profile_page(url.url) or url.url.lower()] = None
        for record in person.records or (person,):
            keys[record.source, written.address(record.key)] = None
        for key in keys:
            holders.setdefault(key, []).append(at)
    return holders


def _meant(named: tuple[str, str], holders: dict[object, list[int]], code: str) -> tuple[int, ...]:
    participant = named[1]
    if "@" in participant and "/" not in participant:
        form = normalise.mailbox(participant) or participant
    elif page := normalise.profile_page(participant):
        form = page
    else:
        form = phones.canonical(participant, code)
    meant = holders.get(named, ()) or holders.get(form, ()) or holders.get(participant, ())
    return tuple(meant)
