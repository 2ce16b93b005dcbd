"""Levels and categories as labels on the cards of an address book on a server: the sink `carddav`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import urlsplit

import attrs

from tieweave.errors import SinkError, SourceError
from tieweave.model import Contact, Skipped, Tie
from tieweave.sinks import Delivery, Items, Outcome, Seen
from tieweave.written_labels import labels_of
from tieweave_dav import cards, discovery, locations, writing
from tieweave_dav.card_labels import relabelled
from tieweave_dav.discovery import Collection
from tieweave_dav.errors import ServerError, shown
from tieweave_dav.session import Account, Session, up_to_date
from tieweave_dav.synchronisation import Objects
from tieweave_dav.writing import Course, Done


class LabelSink:
    """The address books of an account that is signed in to; labels go on the cards that were read from there."""

    def __init__(self, account: Account, session: Session) -> None:
        self._account = account
        self._session = session
        self._objects = writing.Objects(session.server, account.kind)

    @property
    def key(self) -> str:
        """The location's address, with the user."""
        return self._session.key(self._account.kind, self._account.location.url)

    def seen(self) -> Sequence[Seen] | None:
        """Return None: no follow-ups are kept there."""
        return None

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Put the labels of ties on the cards that they are of, each if it is still as it is just before."""
        known = self._cards()
        course = Course(self._account.location.text)
        for item in items:
            if isinstance(item, Tie):
                contact = item.contact
                act = partial(self._delivered, item, known, dry_run)
                yield course.delivery(contact.id or contact.key, contact.name or contact.key, act)

    def close(self) -> None:
        """Close the connections."""
        self._session.server.close()

    def _delivered(self, tie: Tie, known: Mapping[str, _Card], dry_run: bool) -> Done:
        wanted = labels_of(tie)
        changed = False
        for record in tie.contact.records or (tie.contact,):
            if record.kind == "group" or not self._is_from_here(record):
                continue
            if record.key not in known:
                raise ValueError("its card is not there any more; it is looked for again at the next run")
            changed = self._labelled(known[record.key], wanted, dry_run) or changed
        if not changed:
            return Outcome.UNCHANGED, ""
        return Outcome.UPDATED, ", ".join(wanted) or "without labels of tieweave"

    def _is_from_here(self, record: Contact) -> bool:
        here = self._account.location
        try:
            there = locations.read(self._account.kind.name, record.source)
        except SourceError:
            return False
        return (there.origin, there.users, there.path.rstrip("/")) == (here.origin, here.users, here.path.rstrip("/"))

    def _labelled(self, card: _Card, wanted: Sequence[str], dry_run: bool) -> bool:
        """Put labels on a card; returns whether it had others. Raises `ServerError`, or `ValueError` for no card."""
        listed = card.objects.text(card.path) or b""
        if not _changed(card.url, listed, wanted):
            return False
        if card.collection.read_only:
            raise ValueError(f"{card.collection.name!r} may only be read by this account, so its labels stay")
        if dry_run:
            return True
        # What was listed came in XML, which does not keep every byte; and this is newer.
        text, version = self._objects.read(card.url)
        new = _changed(card.url, text, wanted)
        if new:
            self._write(card.url, new, version or card.objects.etags.get(card.path, ""), wanted)
        return bool(new)

    def _write(self, url: str, text: bytes, version: str, wanted: Sequence[str]) -> None:
        try:
            self._objects.change(url, text, version)
        except ServerError as error:
            # The answer to our own request may have been lost, and the request sent again.
            if error.status != 412 or _changed(url, self._objects.read(url)[0], wanted):
                raise

    def _cards(self) -> dict[str, _Card]:
        """Return the cards as they are on the server now, by the keys of their contacts; raises `SinkError`."""
        account, session = self._account, self._session
        text = account.location.text
        try:
            found = discovery.again(session.server, account.kind, session.found)
            books = [(book, up_to_date(account, session, book)) for book in account.wanted(found)]
        except ServerError as error:
            raise SinkError(f"{text}: {error.reason}") from error
        if books and all(book.read_only for book, _ in books):
            raise SinkError(f"{text}: it may only be read by this account; ask its owner to let you write")
        held = {book.url: objects for book, objects in books}
        return {
            card.contact.key: _Card(card.collection, card.path, held[card.collection.url])
            for card in cards.read(books, source=text)
            if not isinstance(card, Skipped)
        }


@attrs.frozen
class _Card:
    """A card on the server: the address book, the path, and what the book held when it was listed."""

    collection: Collection
    path: str
    objects: Objects

    @property
    def url(self) -> str:
        """Its address."""
        split = urlsplit(self.collection.url)
        return f"{split.scheme}://{split.netloc}{self.path}"


def _changed(url: str, text: bytes, wanted: Sequence[str]) -> bytes:
    """Return a card with other labels, b"" where it has the `wanted` ones; raises `ValueError`."""
    try:
        new = relabelled(text, wanted)
    except ValueError as error:
        raise ValueError(f"{shown(url)} {error}, so it is left alone; mend it in your address book") from error
    return b"" if new == text else new
