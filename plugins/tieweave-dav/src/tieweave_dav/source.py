"""From a location to its records: an account's address books, or its calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial

import attrs

from tieweave import profiles
from tieweave.errors import SourceError
from tieweave.model import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_dav import cards, credentials, kinds, synchronisation
from tieweave_dav.discovery import Collection, Found
from tieweave_dav.errors import ServerError
from tieweave_dav.session import Account, Session, signed_in, up_to_date
from tieweave_dav.synchronisation import Objects

Record = Contact | Interaction | Profile | Skipped


def records(name: str, text: str, context: Context) -> Iterator[Record]:
    """Give what the account at a location of the source `name` holds.

    Where the server fails, what is remembered of it is given, and then `SourceError` says so.
    """
    return read(Account.at(name, text, context))


def read(account: Account) -> Iterator[Record]:
    """Give what an account holds, as `records` does."""
    reading = _Reading(account)
    try:
        session = signed_in(account)
    except ServerError as error:
        yield from reading.remembered()
        raise SourceError(reading.failure(error)) from error
    try:
        yield from reading.present(session)
    finally:
        session.server.close()


@attrs.define
class _Reading:
    """One reading of an account: what is found out of ego, how old the oldest of it is."""

    account: Account
    ego: Profile = attrs.field(factory=Profile, init=False)
    oldest: dt.datetime | None = attrs.field(default=None, init=False)

    def present(self, session: Session) -> Iterator[Record]:
        """Give every collection as the server has it now; raises `SourceError` when it fails."""
        self.account.remembered.keep(session.user, session.found)
        self._meet_ego(session.user, session.found)
        for name, reason in session.found.passed_over:
            yield Skipped(source=self.account.location.text, where=name, reason=reason)
        if not session.found.collections and not session.found.passed_over:
            words = self.account.kind.words
            raise SourceError(f"{self.account.location.text}: there is no {words} in this account; check the address")
        errors: list[ServerError] = []
        yield from self._records(self._brought_up_to_date(session, errors), session.found)
        if errors:
            raise SourceError(self.failure(errors[0])) from errors[0]

    def remembered(self) -> Iterator[Record]:
        """Give every collection as it is remembered, unless it is somebody else's."""
        account = self.account
        users = credentials.users(account.location, account.settings, account.context.store)
        user = account.remembered.user
        found = account.remembered.found(user)
        if found is not None and (not users or user in users):
            self._meet_ego(user, found)
            recalled = ((collection, self._recalled(user, collection)) for collection in account.wanted(found))
            yield from self._records(recalled, found)

    def failure(self, error: ServerError) -> str:
        """Return the line that says what failed, and how old what is given instead is."""
        used = f"; what was read on {self.oldest:%Y-%m-%d %H:%M} UTC is used" if self.oldest else ""
        return f"{self.account.location.text}: {error.reason}{used}"

    def _brought_up_to_date(self, session: Session, errors: list[ServerError]) -> Iterator[tuple[Collection, Objects]]:
        """Give each collection with its objects, as they are remembered where the server fails."""
        account = self.account
        for collection in account.wanted(session.found):
            try:
                if errors and errors[-1].final:
                    raise errors[-1]
                objects = up_to_date(account, session, collection)
            except ServerError as error:
                errors.append(error)
                objects = self._recalled(session.user, collection)
            yield collection, objects

    def _recalled(self, user: str, collection: Collection) -> Objects:
        memory = self.account.remembered.collection(user, collection)
        when = synchronisation.last_read(memory)
        if when is not None:
            when = when.astimezone(dt.UTC)
            self.oldest = min(self.oldest or when, when)
        return synchronisation.recalled(memory)[1]

    def _meet_ego(self, user: str, found: Found) -> None:
        self.ego = Profile(emails=[*found.emails, *([user] if "@" in user else [])])

    def _records(self, collections: Iterable[tuple[Collection, Objects]], found: Found) -> Iterator[Record]:
        """Give the records of the collections, and at the end what is known of ego."""
        if self.account.kind is kinds.ADDRESS_BOOKS:
            yield from self._contacts(collections, found)
        else:
            yield from self._meetings(collections)
        if self.ego != Profile():
            yield self.ego

    def _contacts(self, collections: Iterable[tuple[Collection, Objects]], found: Found) -> Iterator[Contact | Skipped]:
        source, media = self.account.location.text, self.account.context.keep_media
        for card in cards.read(collections, source=source, keep_media=media):
            if isinstance(card, Skipped):
                yield card
                continue
            if card.path == found.me:
                self.ego = profiles.merged([profiles.of_card(card.contact), self.ego])
            yield card.contact

    def _meetings(self, collections: Iterable[tuple[Collection, Objects]]) -> Iterator[Contact | Interaction | Skipped]:
        from tieweave_calendar.reader import Calendars, Stream

        known = profiles.merged([self.account.context.profile, self.ego])
        context = attrs.evolve(self.account.context, profile=known, options=self.account.settings.of_calendars)
        calendars = Calendars(self.account.location.text, context)
        streams = []
        for collection, objects in collections:
            yield from cards.refused(collection, objects, self.account.location.text)
            for path in objects.paths:
                stream = Stream(partial(_blocks, objects, path), cards.where(collection, path), collection.name)
                calendars.look(stream)
                streams.append(stream)
        self.ego = profiles.merged([self.ego, calendars.learnt or Profile()])
        yield from calendars.records(streams)


def _blocks(objects: Objects, path: str) -> Iterator[bytes]:
    if (text := objects.text(path)) is not None:
        yield text
