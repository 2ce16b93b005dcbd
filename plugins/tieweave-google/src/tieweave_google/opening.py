"""From a location to an open sink: the account, the right that it takes, and the API."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from tieweave.errors import SourceError
from tieweave.sinks import Sink, SinkContext
from tieweave.sources import Context
from tieweave_google import accounts
from tieweave_google.asking import Api, Patience, opened
from tieweave_google.events import Calendars
from tieweave_google.failures import of_sink
from tieweave_google.follow_ups import FollowUpSink
from tieweave_google.labels import LabelSink
from tieweave_google.locations import at_account, called, place_of, to_sign_in
from tieweave_google.login import login
from tieweave_google.settings import Settings
from tieweave_google.tasks import TaskLists
from tieweave_google.uses import CALENDAR, LABELS, allows

TITLE = "tieweave"
"""What the list or calendar is called where the location names none."""

_WHOLE = Patience()


def sink(location: str, context: SinkContext, *, patience: Patience = _WHOLE) -> Sink:
    """Open the sink at a location; Google is not asked yet, unless the user has to grant a right.

    Raises `SinkError` where it is not granted, and nobody can be asked.
    """
    with of_sink():
        place = place_of(location)
        account = accounts.meant(location, context.store)
        _ensure_granted(location, account, context)
        api, close = _api(location, account, context, patience)
    if place.use is LABELS:
        alone = accounts.names(context.store) == (account,)
        return LabelSink(at_account(place.use, account), account, alone, api, close)
    title = place.name or TITLE
    key = at_account(place.use, account, title)
    lists = Calendars(api, getattr(context.zone, "key", "")) if place.use is CALENDAR else TaskLists(api)
    return FollowUpSink(key, location, title, lists, context.store.memory("google", key), close)


def _ensure_granted(location: str, account: str, context: SinkContext) -> None:
    use = place_of(location).use
    granted = accounts.granted(account, context.store)
    if all(allows(granted, scope) for scope in use.scopes):
        return
    if context.sign_in is None:
        raise SourceError(
            f"{called(location)}: tieweave was not allowed yet to {use.may}; {to_sign_in(location)} asks for it"
        )
    opening = Context(now=context.now, profile=context.profile, store=context.store, options=context.options)
    context.sign_in.say(login(location, opening, context.sign_in))


def _api(location: str, account: str, context: SinkContext, patience: Patience) -> tuple[Api, Callable[[], None]]:
    endpoint = Settings.of(context.options, place_of(location).use).endpoint
    tokens = accounts.credentials(location, account, context.store)
    held = contextlib.ExitStack()
    return held.enter_context(opened(location, account, endpoint, tokens, context, patience)), held.close
