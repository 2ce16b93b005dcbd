"""Signing in: from a client and the user's consent to tokens, which are kept."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tieweave.errors import SourceError
from tieweave.sources import Context, SignIn
from tieweave_google import accounts, clients, consent
from tieweave_google.check import found, usable
from tieweave_google.failures import quoted, without_location
from tieweave_google.locations import called, place_of, to_sign_in
from tieweave_google.settings import Settings
from tieweave_google.uses import CONTACTS, KNOWN_SCOPES, OTHER_CONTACTS, allows

if TYPE_CHECKING:
    from google_auth_oauthlib.flow import InstalledAppFlow

_PATIENCE = 600.0  # seconds that people may take to read what they consent to
_TIMEOUT = 30.0  # seconds for an answer of the token server
_CONNECTIONS = "https://myaccount.google.com/connections"


def login(location: str, context: Context, how: SignIn, *, patience: float = _PATIENCE) -> str:
    """Sign in to Google, with the least rights that the location takes; returns what was done in one line.

    What the account has granted before is asked for along with it, since an account has one set of tokens for all.
    `patience` are the seconds to wait for the consent. Raises `SourceError` where it is refused or does not come, and
    for whatever is wrong with the client.
    """
    place = place_of(location)
    settings = Settings.of(context.options, place.use)
    # Who pushes has one account as a rule, the one that is read; signing in to read may be to another one.
    account = accounts.meant(location, context.store) if place.use.is_sink else place.account or accounts.UNNAMED
    client = clients.chosen(location, how.client_secrets or settings.client_secrets, context.store)
    wanted = {*place.use.scopes, *accounts.granted(account, context.store)}
    scopes = [scope for scope in KNOWN_SCOPES if scope in wanted]
    token, tokens = _tokens(location, client, scopes, account, how, patience)
    accounts.keep(account, tokens, context.store)
    clients.keep(client, context.store)
    said = [
        f"{called(location)}: signed in; {_look(location, account, context)}",
        *_limits(location, tokens.scopes or (), token, context.now),
    ]
    return "; ".join(said)


def _tokens(
    location: str, client: Mapping[str, Any], scopes: Sequence[str], account: str, how: SignIn, patience: float
) -> tuple[Mapping[str, Any], Any]:
    from google_auth_oauthlib.flow import InstalledAppFlow

    flow = InstalledAppFlow.from_client_config({"installed": dict(client)}, list(scopes))
    with contextlib.closing(flow.oauth2session):
        return _consented(location, flow, scopes, account, how, patience)


def _consented(
    location: str, flow: InstalledAppFlow, scopes: Sequence[str], account: str, how: SignIn, patience: float
) -> tuple[Mapping[str, Any], Any]:
    token = _exchanged(location, flow, consent.code(location, flow, account, how, patience))
    if not token.get("refresh_token"):
        raise SourceError(
            f"{called(location)}: Google gave no lasting sign-in; remove the program's access at {_CONNECTIONS}, "
            f"then {to_sign_in(location)}"
        )
    granted = _granted(token.get("scope"), scopes)
    use = place_of(location).use
    allowed = [scope for scope in use.scopes if allows(granted, scope)]
    if use.is_sink and len(allowed) < len(use.scopes):
        raise SourceError(
            f"{called(location)}: the consent does not let tieweave {use.may}; {to_sign_in(location)} asks again: "
            "leave the boxes ticked"
        )
    if not allowed:
        raise SourceError(
            f"{called(location)}: the consent names neither the contacts nor the other contacts; "
            f"{to_sign_in(location)} asks again: leave the boxes ticked"
        )
    flow.oauth2session.token = {"expires_at": 0, **token}
    flow.oauth2session.scope = list(granted)  # renewing asks for these, and is refused where they are more
    return token, flow.credentials


def _exchanged(location: str, flow: InstalledAppFlow, code: str) -> Mapping[str, Any]:
    """Return the tokens that a code is good for."""
    import requests
    from oauthlib.oauth2 import OAuth2Error

    try:
        with consent.unencrypted_on_loopback(flow.client_config["token_uri"]):
            token: Mapping[str, Any] = flow.fetch_token(code=code, timeout=_TIMEOUT)
            return token
    except Warning as changed:  # how oauthlib says that not all of the scopes were granted
        granted: Mapping[str, Any] | None = getattr(changed, "token", None)
        if granted is None:
            raise
        return granted
    except OAuth2Error as error:
        if error.error == "invalid_client":
            reason = "Google does not know the client; download its file again and name it with --client-secrets"
            raise SourceError(f"{called(location)}: {reason}") from error
        why = quoted(error.description or error.error or "")
        raise SourceError(
            f"{called(location)}: Google gave no tokens for the consent{why}; {to_sign_in(location)} asks again"
        ) from error
    except (requests.RequestException, OSError, ValueError) as error:
        where = flow.client_config["token_uri"]
        raise SourceError(
            f"{called(location)}: {where} gave no tokens{quoted(str(error))}; check the connection, then "
            f"{to_sign_in(location)}"
        ) from error


def _granted(scope: object, asked: Sequence[str]) -> Sequence[str]:
    """Return those of the scopes asked for that were granted; an answer that names none grants all."""
    if not scope:
        return asked
    listed = scope.split() if isinstance(scope, str) else scope
    return [one for one in asked if isinstance(listed, list | tuple) and one in listed]


def _look(location: str, account: str, context: Context) -> str:
    """Return what the new sign-in is good for: it tells at once that, say, the API is not enabled."""
    use = place_of(location).use
    try:
        return usable(location, account, context) if use.is_sink else found(location, account, context)[0]
    except SourceError as error:
        not_yet = f"tieweave cannot {use.may}" if use.is_sink else "the contacts cannot be read"
        return f"but {not_yet} yet: {without_location(error, location)}"


def _limits(location: str, scopes: Sequence[str], token: Mapping[str, Any], now: dt.datetime) -> Iterator[str]:
    if not place_of(location).use.is_sink:
        if not allows(scopes, CONTACTS):
            yield f"without your contacts, whose box was not ticked: {to_sign_in(location)} asks again"
        if not allows(scopes, OTHER_CONTACTS):
            yield "without the people Google saved from your mail, whose box was not ticked"
    ends = token.get("refresh_token_expires_in")
    if isinstance(ends, int) and 0 < ends < 10**9:
        day = now + dt.timedelta(seconds=ends)
        yield f'Google ends this sign-in on {day:%Y-%m-%d}, as it does for a client in "testing"'
