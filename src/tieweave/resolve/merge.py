"""Merging: the contacts of any number of sources in, each person once out, and which two may still be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tieweave.model import Contact, Identities, Pair, Profile
from tieweave.resolve import ego, explained, phones
from tieweave.resolve.cluster import cluster
from tieweave.resolve.golden import golden
from tieweave.resolve.ids import Bearer, assign_ids, bearer, content, own_keys, place, told_apart, with_id
from tieweave.resolve.keys import identity_keys
from tieweave.spelling import plain


class Merged(NamedTuple):
    """The outcome of merging.

    `people` are everybody but ego, whose own entries are `own`; `undecided` are those who may be one person; `ids` is
    which id each key belongs to that one person has, and each record; `former` is which id took the place of another.
    """

    people: tuple[Contact, ...]
    own: tuple[Contact, ...]
    undecided: tuple[Pair, ...]
    ids: dict[str, str]
    former: dict[str, str]


def merge_contacts(
    contacts: Iterable[Contact], profile: Profile, identities: Identities | None = None
) -> tuple[Contact, ...]:
    """Return each person but ego once, ordered by name (in lower case, without diacritics) and id.

    A person of several records is a contact whose `records` they are; one of a single record is that record. Every
    contact has its `id`. The order of `contacts` makes no difference, and a merged contact is taken apart into its
    records first, so merging again changes nothing. `profile` is ego's, and tells the country of national telephone
    numbers; `identities` are the decisions to obey and the ids that people had before.
    """
    return merged(contacts, profile, identities).people


def merged(contacts: Iterable[Contact], profile: Profile, identities: Identities | None = None) -> Merged:
    """Return the people that `contacts` make, as `merge_contacts` does, with everything else that merging finds."""
    known = identities or Identities()
    records = [
        with_id(record, "") if record.id else record for contact in contacts for record in contact.records or (contact,)
    ]
    code = phones.calling_code(profile, records)
    own = ego.own_records(records, profile)
    # Ego stands among the records while they are merged, so that ego's entries are found as anybody's are.
    card = ego.as_record(profile)
    with_ego = records if card is None else [*records, card]
    keys = [identity_keys(record, code) for record in with_ego]
    last = len(records)
    egos_records = _in_order(records, own) if card is None else [*_in_order(records, own), last]
    apart = ego.others_with_egos_keys(with_ego, keys, egos_records, profile.name)
    found = cluster(
        with_ego,
        keys,
        known.decisions,
        together=egos_records,
        apart=[(at, egos_records[-1]) for at in apart] if egos_records else (),
        before=[known.ids.get(place(record), "") for record in with_ego] if known.ids else (),
    )
    grouped = {at for group in found.groups for at in group}
    groups = [*found.groups, *([at] for at in range(len(with_ego)) if at not in grouped)]
    members = [_in_order(records, [at for at in group if at != last]) for group in groups]
    # Where ego has no entry, the profile's record stands for the person whom others may be.
    people = [_one(records, of, code) if of else with_ego[last] for of in members]
    bearers = told_apart(
        people, [bearer(person, [keys[at] for at in of]) for person, of in zip(people, members, strict=True)]
    )
    ids = assign_ids(bearers, known.ids)
    named = [with_id(person, new) for person, new in zip(people, ids, strict=True)]
    person_of = {at: number for number, group in enumerate(groups) for at in group}
    # Where the user has said that one of them is somebody else, the profile tells which is ego.
    egos = {person_of[at] for at in (own if card is None else [last])}
    pairs = explained.pairs(found, with_ego, keys, [(named[n], group) for n, group in enumerate(groups)], person_of)
    return Merged(
        people=_sorted(named[n] for n, of in enumerate(members) if of and n not in egos),
        own=_sorted(named[n] for n, of in enumerate(members) if of and n in egos),
        undecided=pairs,
        ids=own_keys(named, bearers),
        former=_former(named, bearers, known.ids),
    )


def keys_of(contacts: Iterable[Contact], profile: Profile) -> Iterator[str]:
    """Yield every key by which the people that `contacts` make may be known from an earlier run."""
    records = [record for contact in contacts for record in contact.records or (contact,)]
    code = phones.calling_code(profile, records)
    for record in records:
        yield from identity_keys(record, code).all
        yield place(record)
        yield content(record.key)


def _one(records: Sequence[Contact], members: Sequence[int], code: str) -> Contact:
    return records[members[0]] if len(members) == 1 else golden([records[at] for at in members], code)


def _sorted(people: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(sorted(people, key=lambda person: (plain(person.name), person.id)))


def _former(people: Sequence[Contact], bearers: Sequence[Bearer], known: Mapping[str, str]) -> dict[str, str]:
    """Return which id took the place of another that one of the person's keys had, where nobody bears that now."""
    if not known:
        return {}
    borne = {person.id for person in people}
    return {
        known[key]: person.id
        for person, held in zip(people, bearers, strict=True)
        for key in held.keys
        if key in known and known[key] not in borne
    }


def _in_order(records: Sequence[Contact], group: Sequence[int]) -> list[int]:
    """Return the indexes of a `group` of records in an order that depends on nothing but the records."""
    if len(group) == 1:
        return list(group)
    places = [(records[at].source, records[at].key) for at in group]
    if len(set(places)) == len(places):
        return [at for _, at in sorted(zip(places, group, strict=True))]
    # Only where two records claim one place is their whole content worth writing out.
    return sorted(group, key=lambda at: (records[at].source, records[at].key, repr(records[at])))
