"""From a location to its contacts: the source that `tieweave_vcard` declares."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from tieweave.errors import SourceError
from tieweave.model import Contact, Skipped
from tieweave.sources import Context
from tieweave_vcard.cards import LARGEST_CARD, Stray, cards
from tieweave_vcard.lines import properties
from tieweave_vcard.locations import reason_of, streams
from tieweave_vcard.reader import contact

_OF_THE_CARD = frozenset({"VERSION", "PRODID", "REV"})
"""Properties that say how and when a card was written, and nothing of its person."""


def records(location: str, context: Context) -> Iterator[Contact | Skipped]:
    """Give every card of a location as a contact, and a `Skipped` for what cannot be read of it.

    The key of a contact is its UID; where a card has none, or one that came before, it is derived from its
    content. A card that says nothing of anybody gives a `Skipped` alone, and one of which only some lines cannot be
    read gives both. Raises `tieweave.errors.SourceError` when the location cannot be read or holds no card.
    """
    keys: dict[str, int] = {}
    cards_found = False
    why = ""
    for stream in streams(location, context):
        here = False
        try:
            first = next(stream.blocks, b"")
            for record in _read(itertools.chain([first], stream.blocks), location, stream.name, context.keep_media):
                here = True
                yield _keyed(record, keys) if isinstance(record, Contact) else record
        except (OSError, ValueError) as error:  # ValueError: a stream that somebody closed
            reason = f"cannot be read ({reason_of(error)})"
            if not stream.name:
                raise SourceError(f"{location}: {reason}; check the file") from error
        else:
            reason = "" if here else _no_card(first)
        cards_found = cards_found or here
        if reason and stream.name:
            why = why or f"holds no card: {stream.name} {reason}"
            yield Skipped(source=location, where=stream.name, reason=reason)
        elif reason:
            why = reason
    if not cards_found:
        why = why or "holds no .vcf file with a vCard in it"
        raise SourceError(f"{location}: {why}; export the contacts as vCard (.vcf) and name that file")


def records_of(data: bytes, *, source: str, where: str = "", keep_media: bool = False) -> Iterator[Contact | Skipped]:
    """Give every card in `data` as `records` does, for a source that gets cards elsewhere: from a server, a message.

    `where` names the data within the `source`. Data without any card gives a `Skipped`; nothing is raised.
    """
    keys: dict[str, int] = {}
    here = False
    for record in _read([data], source, where, keep_media):
        here = True
        yield _keyed(record, keys) if isinstance(record, Contact) else record
    if not here:
        yield Skipped(source=source, where=where, reason=_no_card(data))


def _read(blocks: Iterable[bytes], location: str, name: str, keep_media: bool) -> Iterator[Contact | Skipped]:
    member = f"{name}, " if name else ""
    for card in cards(blocks):
        if isinstance(card, Stray):
            reason = "END:VCARD without a BEGIN:VCARD: what stands before it belongs to no card"
            yield Skipped(source=location, where=f"{member}line {card.line}", reason=reason)
            continue
        where = f"{member}card {card.number}, line "
        if card.body is None:
            reason = f"larger than {LARGEST_CARD // 2**20} MiB; take the picture out of it"
            yield Skipped(source=location, where=f"{where}{card.line}", reason=reason)
            continue
        read = properties(card.body)
        if not read.unread and all(head.name in _OF_THE_CARD for head, _ in read.found):
            yield Skipped(source=location, where=f"{where}{card.line}", reason="the card is empty")
            continue
        try:
            record = contact(read.found, source=location, keep_media=keep_media)
        except (TypeError, ValueError) as error:
            reason = f"not understood ({' '.join(str(error).split())[:200]})"
            yield Skipped(source=location, where=f"{where}{card.line}", reason=reason)
            continue
        if not read.unread:
            yield record
            continue
        if lost := _says_nothing(record):
            reason = "this line is no property, and nothing else in the card says whose it is"
        else:
            more = f", nor {len(read.unread) - 1} more like it" if len(read.unread) > 1 else ""
            reason = f"this line is no property and was passed over{more}; the rest of the card was read"
        if not lost:
            yield record
        yield Skipped(source=location, where=f"{where}{card.line + read.unread[0]}", reason=reason)


def _says_nothing(record: Contact) -> bool:
    """Return whether all that was read is what programs note of the record, and properties nobody knows."""
    bare = attrs.evolve(
        Contact(source=record.source),
        key=record.key,
        uid=record.uid,
        revised=record.revised,
        kind=record.kind,
        extras=record.extras,
    )
    return record == bare


def _keyed(record: Contact, keys: dict[str, int]) -> Contact:
    """Return the record under a key of its own: two cards with one UID are both delivered."""
    key = record.key
    if key in keys and record.uid:
        key = Contact(
            names=record.names,
            emails=record.emails,
            phones=record.phones,
            urls=record.urls,
            organisations=record.organisations,
        ).key
    base = key
    while key in keys:
        keys[base] += 1
        key = f"{base}-{keys[base]}"
    keys[key] = 1
    return record if key == record.key else attrs.evolve(record, key=key)


def _no_card(start: bytes) -> str:
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        return "is empty"
    if start.startswith(b"%PDF"):
        return "is a PDF document, not a vCard file"
    if start.startswith(b"PK\x03\x04"):
        return "is a .zip archive under another name"
    return "has no BEGIN:VCARD in it, so it is not a vCard file"
