"""Google for tieweave: the hooks. Everything else is imported when something is read, written or signed in to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import tieweave
from tieweave.model import Tie
from tieweave.sinks import Sink, SinkContext, SinkType
from tieweave.sources import Account, Context, SignIn, Source, SourceType


def _begins_with(scheme: str) -> Callable[[str], bool]:
    return lambda location: location[: len(scheme) + 1].lower() == f"{scheme}:"


def _open(location: str, context: Context) -> Source:
    from tieweave_google.source import records

    return records(location, context)


def _open_sink(location: str, context: SinkContext) -> Sink:
    from tieweave_google.opening import sink

    return sink(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_google.check import check

    return check(location, context)


def _login(location: str, context: Context, how: SignIn) -> str:
    from tieweave_google.login import login

    return login(location, context, how)


def _logout(location: str, context: Context) -> str:
    from tieweave_google.logout import logout

    return logout(location, context)


_ACCOUNT = Account(login=_login, logout=_logout)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare Google Contacts."""
    yield SourceType(
        name="google",
        summary="Google Contacts (google:), after tieweave login google:",
        matches=_begins_with("google"),
        open=_open,
        account=_ACCOUNT,
        check=_check,
    )


@tieweave.hookimpl
def tieweave_sinks() -> Iterable[SinkType]:
    """Declare Google Tasks, Google Calendar, and the labels of Google Contacts."""
    yield SinkType(
        name="google-tasks",
        summary="a list of Google Tasks (google-tasks:)",
        matches=_begins_with("google-tasks"),
        open=_open_sink,
        account=_ACCOUNT,
    )
    yield SinkType(
        name="google-calendar",
        summary="a calendar of its own in Google Calendar (google-calendar:)",
        matches=_begins_with("google-calendar"),
        open=_open_sink,
        account=_ACCOUNT,
    )
    yield SinkType(
        name="google-contacts",
        summary="level and category as labels in Google Contacts (google-contacts:)",
        matches=_begins_with("google-contacts"),
        open=_open_sink,
        takes=Tie,
        account=_ACCOUNT,
    )
