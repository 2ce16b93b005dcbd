"""Merging: the contacts of any number of sources in, each person once out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from tieweave.model import Contact, Profile
from tieweave.resolve import phones
from tieweave.resolve.cluster import cluster
from tieweave.resolve.golden import golden
from tieweave.resolve.ids import assign_ids, bearer, with_id
from tieweave.resolve.keys import identity_keys
from tieweave.spelling import plain

_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


def merge_contacts(
    contacts: Iterable[Contact], profile: Profile, known: Mapping[str, str] = _NOTHING_KNOWN
) -> tuple[Contact, ...]:
    """Return each person once, ordered by name (in lower case, without diacritics) and id.

    A person of several records is a contact whose `records` they are; one of a single record is that record. Every
    contact has its `id`. The order of `contacts` makes no difference, and a merged contact is taken apart into its
    records first, so merging again changes nothing. `profile` tells the country of national telephone numbers;
    `known` is which id a key belongs to from earlier runs (see `tieweave.resolve.ids.assign_ids`).
    """
    records = [
        with_id(record, "") if record.id else record for contact in contacts for record in contact.records or (contact,)
    ]
    code = phones.calling_code(profile, records)
    keys = [identity_keys(record, code) for record in records]
    people, bearers = [], []
    merged: set[int] = set()
    for group in cluster(records, keys):
        merged.update(group)
        ordered = _in_order(records, group)
        people.append(golden([records[at] for at in ordered], code))
        bearers.append(bearer(people[-1], [keys[at] for at in ordered]))
    for at, record in enumerate(records):
        if at not in merged:
            people.append(record)
            bearers.append(bearer(record, (keys[at],)))
    ids = assign_ids(bearers, known)
    named = [with_id(person, new) for person, new in zip(people, ids, strict=True)]
    return tuple(sorted(named, key=lambda person: (plain(person.name), person.id)))


def _in_order(records: Sequence[Contact], group: Sequence[int]) -> list[int]:
    """Return the indexes of a `group` of records in an order that depends on nothing but the records."""
    places = [(records[at].source, records[at].key) for at in group]
    if len(set(places)) == len(places):
        return [at for _, at in sorted(zip(places, group, strict=True))]
    # Only where two records claim one place is their whole content worth writing out.
    return sorted(group, key=lambda at: (records[at].source, records[at].key, repr(records[at])))
