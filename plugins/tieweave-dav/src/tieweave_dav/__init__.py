"""CardDAV and CalDAV for tieweave: address books and calendars on a server.

Hooks only: everything else is imported when something is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import tieweave
from tieweave.sources import Account, Context, SignIn, Source, SourceType


def _matches(name: str, location: str) -> bool:
    return location[: len(name) + 1].lower() == f"{name}:"


def _open(name: str, location: str, context: Context) -> Source:
    from tieweave_dav.source import records

    return records(name, location, context)


def _login(name: str, location: str, context: Context, sign_in: SignIn) -> str:
    from tieweave_dav.account import login

    return login(name, location, context, sign_in)


def _logout(name: str, location: str, context: Context) -> str:
    from tieweave_dav.account import logout

    return logout(name, location, context)


def _check(name: str, location: str, context: Context) -> Sequence[str]:
    from tieweave_dav.account import check

    return check(name, location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare the sources."""
    for name, summary in (
        ("carddav", "address books on a CardDAV server (carddav:https://dav.example.org, carddav:example.org)"),
        ("caldav", "calendars on a CalDAV server (caldav:https://dav.example.org, caldav:example.org)"),
    ):
        yield SourceType(
            name=name,
            summary=summary,
            matches=partial(_matches, name),
            open=partial(_open, name),
            account=Account(login=partial(_login, name), logout=partial(_logout, name)),
            check=partial(_check, name),
        )
