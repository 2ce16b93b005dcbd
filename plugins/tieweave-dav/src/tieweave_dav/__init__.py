"""CardDAV and CalDAV for tieweave: address books, calendars and tasks on a server.

Hooks only: everything else is imported when something is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import tieweave
from tieweave.model import Tie
from tieweave.sinks import Sink, SinkContext, SinkType
from tieweave.sources import Account, Context, SignIn, Source, SourceType


def _matches(name: str, location: str) -> bool:
    return location[: len(name) + 1].lower() == f"{name}:"


def _open(name: str, location: str, context: Context) -> Source:
    from tieweave_dav.source import records

    return records(name, location, context)


def _open_sink(name: str, location: str, context: SinkContext) -> Sink:
    from tieweave_dav.opening import sink

    return sink(name, location, context)


def _login(name: str, location: str, context: Context, sign_in: SignIn) -> str:
    from tieweave_dav.account import login

    return login(name, location, context, sign_in)


def _logout(name: str, location: str, context: Context) -> str:
    from tieweave_dav.account import logout

    return logout(name, location, context)


def _check(name: str, location: str, context: Context) -> Sequence[str]:
    from tieweave_dav.account import check

    return check(name, location, context)


def _account(name: str) -> Account:
    return Account(login=partial(_login, name), logout=partial(_logout, name))


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
            account=_account(name),
            check=partial(_check, name),
        )


@tieweave.hookimpl
def tieweave_sinks() -> Iterable[SinkType]:
    """Declare the sinks."""
    yield SinkType(
        name="caldav",
        summary="tasks in a calendar on a CalDAV server (caldav:https://dav.example.org)",
        matches=partial(_matches, "caldav"),
        open=partial(_open_sink, "caldav"),
        account=_account("caldav"),
    )
    yield SinkType(
        name="carddav",
        summary="level and category as labels in the address book it was read from (carddav:https://dav.example.org)",
        matches=partial(_matches, "carddav"),
        open=partial(_open_sink, "carddav"),
        takes=Tie,
        account=_account("carddav"),
    )
