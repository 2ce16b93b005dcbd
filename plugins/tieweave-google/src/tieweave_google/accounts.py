"""Who is signed in: the accounts and their tokens, kept as secrets of the store."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from tieweave.errors import SourceError
from tieweave.store import Store
from tieweave_google.locations import at_account, called, place_of, to_sign_in
from tieweave_google.uses import READING

if TYPE_CHECKING:
    from google.oauth2.credentials import Credentials

UNNAMED = "default"
"""The name of an account that was signed in to without one."""

_LIST = "google accounts"
_EXPIRY = "%Y-%m-%dT%H:%M:%S"


def names(store: Store) -> tuple[str, ...]:
    """Return the accounts that are signed in; raises `StoreError`."""
    try:
        listed = json.loads(store.secret(_LIST) or "[]")
    except ValueError:
        return ()
    return tuple(name for name in listed if isinstance(name, str)) if isinstance(listed, list) else ()


def chosen(location: str, store: Store) -> str:
    """Return the signed-in account that a location means; raises `SourceError` when there is none, or several."""
    account = meant(location, store)
    known = names(store)
    if account in known:
        return account
    signed_in = f" ({' and '.join(known)} {'are' if len(known) > 1 else 'is'})" if known else ""
    raise SourceError(f"{called(location)}: not signed in{signed_in}; {to_sign_in(location)} signs in")


def meant(location: str, store: Store) -> str:
    """Return the account that a location means, signed in or not: the one it names, else the only one there is.

    Raises `SourceError` where it names none, and several are signed in.
    """
    place = place_of(location)
    known = names(store)
    if place.account:
        return place.account
    if len(known) > 1:
        locations = " or ".join(at_account(place.use, name, place.name) for name in known)
        raise SourceError(f"{called(location)}: {len(known)} accounts are signed in; say which: {locations}")
    return known[0] if known else UNNAMED


def granted(account: str, store: Store) -> frozenset[str]:
    """Return the rights that an account has granted; none where it is not signed in, or its tokens are damaged."""
    try:
        return frozenset(credentials(f"{READING.scheme}:", account, store).scopes or READING.scopes)
    except SourceError:
        return frozenset()


def credentials(location: str, account: str, store: Store) -> Credentials:
    """Return the tokens of an account; raises `SourceError` where they are gone or damaged."""
    from google.oauth2.credentials import Credentials

    try:
        held = json.loads(store.secret(_secret(account)) or "")
        expiry = held.get("expiry")
        return Credentials(  # type: ignore[no-untyped-call] # google-auth is typed in parts
            token=held.get("token"),
            refresh_token=held["refresh_token"],
            token_uri=held["token_uri"],
            client_id=held["client_id"],
            client_secret=held["client_secret"],
            scopes=held["scopes"],
            # Google's library wants it in UTC without saying so.
            expiry=dt.datetime.strptime(expiry, _EXPIRY) if expiry else None,  # noqa: DTZ007
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{called(location)}: the kept sign-in is damaged; {to_sign_in(location)} signs in again"
        ) from error


def keep(account: str, tokens: Credentials, store: Store) -> None:
    """Keep the tokens of an account, those of the client with them; raises `StoreError`."""
    held = {
        "token": tokens.token,
        "refresh_token": tokens.refresh_token,
        "token_uri": tokens.token_uri,
        "client_id": tokens.client_id,
        "client_secret": tokens.client_secret,
        "scopes": list(tokens.scopes or ()),
        "expiry": tokens.expiry.strftime(_EXPIRY) if tokens.expiry else None,
    }
    store.keep_secret(_secret(account), json.dumps(held))
    known = names(store)
    if account not in known:
        store.keep_secret(_LIST, json.dumps(sorted([*known, account])))


def forget(account: str, store: Store) -> None:
    """Remove the tokens of an account; raises `StoreError`."""
    store.forget_secret(_secret(account))
    left = [name for name in names(store) if name != account]
    if left:
        store.keep_secret(_LIST, json.dumps(left))
    else:
        store.forget_secret(_LIST)


def _secret(account: str) -> str:
    return f"google account {account}"
