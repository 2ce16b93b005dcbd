"""Google Contacts for tieweave: the hooks. Everything else is imported when something is read or signed in to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
from tieweave.sources import Account, Context, SignIn, Source, SourceType


def _matches(location: str) -> bool:
    return location[:7].lower() == "google:"


def _open(location: str, context: Context) -> Source:
    from tieweave_google.source import records

    return records(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_google.check import check

    return check(location, context)


def _login(location: str, context: Context, how: SignIn) -> str:
    from tieweave_google.login import login

    return login(location, context, how)


def _logout(location: str, context: Context) -> str:
    from tieweave_google.logout import logout

    return logout(location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare Google Contacts."""
    yield SourceType(
        name="google",
        summary="Google Contacts (google:), after tieweave login google:",
        matches=_matches,
        open=_open,
        account=Account(login=_login, logout=_logout),
        check=_check,
    )
