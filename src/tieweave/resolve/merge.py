"""Merging: the contacts of any number of sources in, each person once out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tieweave.model import Contact, Profile
from tieweave.resolve import compare, phones
from tieweave.resolve.cluster import cluster
from tieweave.resolve.golden import golden
from tieweave.resolve.ids import assign_ids, bearer, with_id
from tieweave.resolve.keys import key_reader
from tieweave.resolve.names import plain

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
    records = _records(contacts)
    code = phones.calling_code(profile, records)
    keys = list(map(key_reader(code), records))
    groups = cluster(records, list(map(compare.claims, records)), keys)
    people = [records[group[0]] if len(group) == 1 else golden([records[at] for at in group], code) for group in groups]
    bearers = [bearer(person, [keys[at] for at in group]) for person, group in zip(people, groups, strict=True)]
    identities = assign_ids(bearers, known)
    named = [with_id(person, identity.id) for person, identity in zip(people, identities, strict=True)]
    return tuple(sorted(named, key=lambda person: (plain(person.name), person.id)))


def _records(contacts: Iterable[Contact]) -> list[Contact]:
    """Return all records, unmerged and without an id, in an order that depends on nothing but their content."""
    records = [
        with_id(record, "") if record.id else record for contact in contacts for record in contact.records or (contact,)
    ]
    places: dict[tuple[str, str], list[Contact]] = {}
    for record in records:
        places.setdefault((record.source, record.key), []).append(record)
    # Only where two records claim one place is their whole content worth writing out.
    return [
        record
        for _, same in sorted(places.items(), key=lambda place: place[0])
        for record in (same if len(same) == 1 else sorted(same, key=repr))
    ]
