"""Signing in to the service at a location, and out of it: the plugin does it, this names who failed."""

from __future__ import annotations

from collections.abc import Callable

from tieweave.errors import LocationError, PluginError, TieweaveError
from tieweave.sinks import SinkClaim
from tieweave.sources import Account, Claim, Context, SignIn


def login(claimed: Claim | SinkClaim, context: Context, how: SignIn) -> str:
    """Sign in to the service that a location names; returns what was granted, in one line.

    Raises `LocationError` when there is nothing to sign in to, `SourceError` when it did not work, `PluginError` when
    the plugin failed.
    """
    account = _account(claimed)
    return _done(claimed, "signing in", lambda: account.login(claimed.location, context, how))


def logout(claimed: Claim | SinkClaim, context: Context) -> str:
    """Sign out of the service that a location names; returns what was done, in one line. Raises as `login` does."""
    account = _account(claimed)
    return _done(claimed, "signing out", lambda: account.logout(claimed.location, context))


def _account(claimed: Claim | SinkClaim) -> Account:
    if claimed.type.account is None:
        kind, use = ("source", "read") if isinstance(claimed, Claim) else ("sink", "use")
        raise LocationError(f"{claimed.location}: the {kind} {claimed.type.name!r} needs no signing in; just {use} it")
    return claimed.type.account


def _done(claimed: Claim | SinkClaim, doing: str, act: Callable[[], str]) -> str:
    try:
        return act()
    except TieweaveError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(claimed.type.plugin or claimed.type.name, doing, error) from error
