"""Whose interactions are whose: from the participants that sources name to people.

A participant is found by mailbox, by phone number in any notation, by profile page, and within one source by a
record's key. Nobody is found by a mere name: whether two records of one name are one person was settled when they were
merged. A mailbox or number that several people have, a family's landline, is of none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tieweave.model import Contact, Interaction, SharedKey
from tieweave.model import representation as written
from tieweave.resolve import normalise, phones


def interactions_by_person(
    people: Sequence[Contact], interactions: Iterable[Interaction], code: str = ""
) -> list[list[Interaction]]:
    """Return the interactions of each of the `people`, in the order of both.

    `code` is the calling code of numbers without one.
    """
    acts = list(interactions)
    found: list[list[Interaction]] = [[] for _ in people]
    if not acts:
        return found
    holders = _holders(people, code)
    spelt: dict[tuple[str, str], int | None] = {}
    for act in acts:
        reached: set[int] = set()
        for participant in act.participants:
            named = (act.source, participant)
            if named not in spelt:
                meant = _meant(named, holders, code)[1]
                spelt[named] = meant[0] if len(meant) == 1 else None
            if (person := spelt[named]) is not None:
                reached.add(person)
        for at in reached:
            found[at].append(act)
    return found


def shared_keys(
    people: Sequence[Contact], interactions: Sequence[Interaction], code: str = ""
) -> tuple[SharedKey, ...]:
    """Return what interactions name that several of the `people` have, an address or number, the most named first."""
    named = {(act.source, participant) for act in interactions for participant in act.participants}
    if not named:
        return ()
    holders = _holders(people, code)
    shared = {}
    for one in named:
        form, meant = _meant(one, holders, code)
        if len(meant) > 1:
            shared[one] = form, meant
    if not shared:
        return ()
    counts: Counter[str] = Counter()
    whose = dict(shared.values())
    for act in interactions:
        counts.update({shared[act.source, one][0] for one in act.participants if (act.source, one) in shared})
    return tuple(
        SharedKey(key=form, people=tuple(people[at] for at in whose[form]), interactions=count)
        for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


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


def _meant(named: tuple[str, str], holders: dict[object, list[int]], code: str) -> tuple[str, tuple[int, ...]]:
    """Return the form in which a participant is known, and who has that."""
    participant = named[1]
    if "@" in participant and "/" not in participant:
        form = normalise.mailbox(participant) or participant
    elif page := normalise.profile_page(participant):
        form = page
    else:
        form = phones.canonical(participant, code)
    meant = holders.get(named, ()) or holders.get(form, ()) or holders.get(participant, ())
    return form, tuple(meant)
