"""Whose the follow-ups and entries of the journal are: with the sources at hand, and without them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import attrs

from tieweave.model import Contact, Entry, Journal, Kept, RecordMark
from tieweave.spelling import plain

_NONE: Mapping[str, str] = MappingProxyType({})

_Mention = tuple[str, str, tuple[RecordMark, ...]]
"""A person as the journal names them: the id and the name of then, and the marks."""


def found(journal: Journal, contacts: Sequence[Contact], code: str, former_ids: Mapping[str, str] = _NONE) -> Journal:
    """Return the journal with the ids of the present run, and the contacts of its follow-ups.

    People are known by their id, or the one that took its place (`former_ids`), where the name is the same; else by the
    marks of their records. Who is no longer among the `contacts` is left as they are. `code` is the calling code of
    national numbers.
    """
    by_id = {contact.id: contact for contact in contacts if contact.id}
    whom: dict[_Mention, Contact] = {}
    unsure = []
    for mention in dict.fromkeys(_mention(item) for item in _items(journal)):
        person, name, marks = mention
        contact = by_id.get(person) or by_id.get(former_ids.get(person, person))
        if contact is not None:
            whom[mention] = contact
        if marks and (contact is None or not _is_called(contact, name)):
            unsure.append(mention)
    if unsure:
        from tieweave.resolve.marks import whose

        for mention, places in zip(unsure, whose(contacts, [marks for *_, marks in unsure], code), strict=True):
            meant = [contacts[at] for at in places]
            if meant and whom.get(mention) not in meant:
                # Where somebody was parted since, nothing tells whose it is: it is always the same one's.
                whom[mention] = min(meant, key=lambda contact: (contact.id, contact.source, contact.key))
    follow_ups = []
    for kept in journal.follow_ups:
        contact = whom.get(_mention(kept))
        follow_up = kept.follow_up if contact is None else attrs.evolve(kept.follow_up, contact=contact)
        follow_ups.append(attrs.evolve(kept, follow_up=follow_up))
    entries = []
    for entry in journal.entries:
        contact = whom.get(_mention(entry))
        entries.append(entry if contact is None else attrs.evolve(entry, person=contact.id))
    now_known_as = {person: former_ids.get(person, person) for person in journal.work if person not in by_id}
    work = {now_known_as.get(person, person): line for person, line in journal.work.items()}
    return Journal(follow_ups=follow_ups, entries=entries, work=work)


def joined(journal: Journal) -> Journal:
    """Return the journal in which those who have a record in common are one person, by the id that was noted last.

    Without the sources, that is how two are known who turned out to be one since the first was written down.
    """
    leads: dict[str, str] = {}

    def leader(person: str) -> str:
        while (above := leads.get(person, person)) != person:
            person = above
        return person

    holders: dict[tuple[str, str], str] = {}
    for item in sorted(_items(journal), key=_noted):
        person, _, marks = _mention(item)
        for mark in marks:
            before, after = leader(holders.setdefault((mark.source, mark.key), person)), leader(person)
            if before != after:
                leads[before] = after
    follow_ups = []
    for kept in journal.follow_ups:
        contact = kept.follow_up.contact
        known = attrs.evolve(contact, id=leader(contact.id))
        follow_ups.append(attrs.evolve(kept, follow_up=attrs.evolve(kept.follow_up, contact=known)))
    entries = [attrs.evolve(entry, person=leader(entry.person)) for entry in journal.entries]
    work = {leader(person): line for person, line in journal.work.items()}
    return Journal(follow_ups=follow_ups, entries=entries, work=work)


def _items(journal: Journal) -> list[Kept | Entry]:
    return [*journal.follow_ups, *journal.entries]


def _mention(item: Kept | Entry) -> _Mention:
    if isinstance(item, Entry):
        return item.person, item.name, item.marks
    return item.follow_up.contact.id, item.follow_up.contact.name, item.marks


def _noted(item: Kept | Entry) -> dt.datetime:
    return item.when if isinstance(item, Entry) else item.noted


def _is_called(contact: Contact, name: str) -> bool:
    return not name or plain(name) in {plain(form) for form in (contact.name, *contact.names)}
