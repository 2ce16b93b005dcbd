"""Signing in to the account of a location, and finding what it has."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import attrs

from tieweave.sources import Context
from tieweave_dav import credentials, discovery, kinds, locations, options, synchronisation
from tieweave_dav.credentials import Credentials
from tieweave_dav.discovery import Collection, Found, Lookup
from tieweave_dav.errors import ServerError
from tieweave_dav.kinds import Kind
from tieweave_dav.locations import Location, Origin
from tieweave_dav.options import Settings
from tieweave_dav.remembering import Remembered
from tieweave_dav.server import Server
from tieweave_dav.synchronisation import Objects
from tieweave_dav.transport import Patience


@attrs.frozen(kw_only=True)
class Account:
    """An account that may be signed in to: where, of which kind, with the user's settings for it.

    `lookup` finds services in the DNS, `patience` says how long to wait.
    """

    kind: Kind
    location: Location
    settings: Settings
    context: Context
    lookup: Lookup = discovery.in_dns
    patience: Patience = attrs.field(factory=Patience)

    @classmethod
    def at(cls, name: str, text: str, context: Context, kind: Kind | None = None) -> Account:
        """Return the account of a location of the source `name`; raises `SourceError` or `SettingsError`."""
        kind = kind or kinds.named(name)
        location = locations.read(name, text)
        return cls(kind=kind, location=location, settings=options.of(context.options, kind, location), context=context)

    @property
    def remembered(self) -> Remembered:
        """What is remembered of the location."""
        return Remembered(self.kind, self.location, self.context.store)

    def wanted(self, found: Found) -> Iterator[Collection]:
        """Give the collections but those that the user wants to be passed over."""
        return (one for one in found.collections if not any(name in self.settings.skip for name in one.names))


@attrs.frozen(kw_only=True)
class Session:
    """An account that is signed in to: the `server`, the `user` ("" for nobody), and what was `found` there."""

    server: Server
    user: str
    found: Found

    def key(self, kind: Kind, url: str) -> str:
        """Return what an address in this account is known by from run to run: the address, with the user in it."""
        split = urlsplit(url)
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        return f"{kind.name}:{split.scheme}://{user}{split.netloc}{split.path}"


def up_to_date(account: Account, session: Session, collection: Collection) -> Objects:
    """Return what a collection holds, as the server has it now, and remember it; raises `ServerError`."""
    return synchronisation.brought_up_to_date(
        session.server,
        account.kind,
        collection,
        account.remembered.collection(session.user, collection),
        now=account.context.now,
        progress=account.context.progress,
    )


def signed_in(account: Account) -> Session:
    """Sign in with what is known of the account; raises `ServerError`."""
    known = credentials.candidates(account.location, account.settings, account.context.store)
    return first_accepted(account, known)


def first_accepted(account: Account, known: tuple[Credentials, ...]) -> Session:
    """Sign in with the first credentials that the server takes; raises `ServerError`."""
    *others, last = known
    for one in others:
        try:
            return _with(account, one)
        except ServerError as error:
            if error.status != 401:
                raise
    return _with(account, last)


def _with(account: Account, who: Credentials) -> Session:
    location = account.location
    if not (location.bare and location.origin.loopback):
        return _at(account, location, who)
    # On this machine a bare host may be either; a server that waits for plain HTTP would wait long for more of TLS.
    plain = attrs.evolve(location, origin=Origin("http", location.origin.host, location.origin.port))
    try:
        return _at(account, plain, who)
    except ServerError as error:
        if error.status == 401:
            raise
        try:
            return _at(account, location, who)
        except ServerError:
            raise error from None


def _at(account: Account, location: Location, who: Credentials) -> Session:
    server = Server(location, authorization=who.authorization, ca=account.settings.ca, patience=account.patience)
    try:
        return Session(server=server, user=who.user, found=_found(account, server, who.user))
    except BaseException:
        server.close()
        raise


def _found(account: Account, server: Server, user: str) -> Found:
    before = account.remembered.found(user)
    if before is not None:
        try:
            return discovery.again(server, account.kind, before)
        except ServerError as error:
            if error.final:
                raise
    return discovery.find(server, account.kind, account.lookup)
