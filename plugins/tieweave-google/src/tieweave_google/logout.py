"""Signing out: the access is given back to Google, and nothing of it stays here."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from tieweave.errors import SourceError
from tieweave.sources import Context
from tieweave_google import accounts, sync
from tieweave_google.locations import called, place_of

_GOOGLE = "https://oauth2.googleapis.com/revoke"
_CONNECTIONS = "https://myaccount.google.com/connections"
_TIMEOUT = 30.0  # seconds


def logout(location: str, context: Context) -> str:
    """Revoke the access and remove tokens and remembered contacts; returns what was done in one line.

    An account has one sign-in for all that it granted, so signing out of one use ends the others too.
    Everything is removed here even where Google cannot be asked; the line says so. Raises `SourceError` when
    nobody is signed in.
    """
    account = accounts.chosen(location, context.store)
    try:
        tokens = accounts.credentials(location, account, context.store)
    except SourceError:
        trouble = "its tokens were damaged"
    else:
        trouble = _revoked(tokens.token_uri or "", tokens.refresh_token or "")
    accounts.forget(account, context.store)
    for kind in sync.KINDS:
        sync.forget(kind, account, context.store)
    gone = "the tokens and the remembered contacts are removed from this computer"
    if place_of(location).use.is_sink:
        gone += ", for reading too"
    if trouble:
        return (
            f"{called(location)}: signed out: {gone}; Google still allows it ({trouble}): remove it at {_CONNECTIONS}"
        )
    return f"{called(location)}: signed out: Google has revoked the access, and {gone}"


def _revoked(token_uri: str, token: str) -> str:
    """Have the access revoked; returns why it was not, "" where it was or had ended before."""
    import requests

    try:
        answer = requests.post(revoke_uri(token_uri), data={"token": token}, timeout=_TIMEOUT, allow_redirects=False)
    except (requests.RequestException, OSError, ValueError) as error:
        return f"it cannot be reached: {type(error).__name__}"
    if answer.ok and answer.status_code < 300:
        return ""
    try:
        said = answer.json()
    except ValueError:
        said = None
    # An access that has ended, or was removed in the account, is revoked already.
    if answer.status_code == 400 and isinstance(said, dict) and said.get("error") == "invalid_token":
        return ""
    return f"it answered {answer.status_code}"


def revoke_uri(token_uri: str) -> str:
    """Return the address that revokes: Google's, or for another token server its own /revoke beside the path."""
    parts = urlsplit(token_uri)
    if (parts.hostname or "").endswith(".googleapis.com") or parts.hostname == "accounts.google.com":
        return _GOOGLE
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rpartition("/")[0] + "/revoke", "", ""))
