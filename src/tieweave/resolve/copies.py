"""Records that say the same: one file read twice, or exported again under another name, adds nobody."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave.model import Contact
from tieweave.resolve.persons import Persons

_WHERE = frozenset({"source", "key", "uid", "revised", "filed", "extras", "id", "records"})
_FIELDS = [field.name for field in attrs.fields(Contact) if field.name not in _WHERE]


def join_copies(persons: Persons, records: Sequence[Contact]) -> None:
    """Join the records that say the same in every field, those of different sources and those of one place.

    Two records of one source that say the same are two entries there; the first of them goes with the first of the
    other source, the second with the second.
    """
    by_name: dict[tuple[str, int, int], list[int]] = {}
    for at, record in enumerate(records):
        by_name.setdefault((record.name, len(record.emails), len(record.phones)), []).append(at)
    for alike in by_name.values():
        if len(alike) > 1:
            _join(persons, records, alike)


def _join(persons: Persons, records: Sequence[Contact], alike: Sequence[int]) -> None:
    contents: dict[tuple[object, ...], dict[str, dict[str, list[int]]]] = {}
    for at in alike:
        record = records[at]
        said = tuple(getattr(record, field) for field in _FIELDS)
        contents.setdefault(said, {}).setdefault(record.source, {}).setdefault(record.key, []).append(at)
    for sources in contents.values():
        entries: list[list[int]] = []
        for places in sources.values():
            for number, key in enumerate(sorted(places)):
                if number == len(entries):
                    entries.append([])
                entries[number] += places[key]
        for copies in entries:
            # In an order of their own, since the user may have said that two of them are not one.
            first, *others = sorted(copies, key=lambda at: (records[at].source, records[at].key))
            for other in others:
                one, two = persons.find(first), persons.find(other)
                if not persons.are_foes(one, two):
                    persons.join([[one, two]])
