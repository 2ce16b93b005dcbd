"""Whether the contacts can be read: what `tieweave doctor` asks, and a sign-in right after."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.errors import SourceError
from tieweave.sources import Context
from tieweave_google import accounts, sync
from tieweave_google.asking import Patience, opened
from tieweave_google.locations import called, place_of, to_sign_in
from tieweave_google.person import shortened
from tieweave_google.profile import profile
from tieweave_google.service import Service
from tieweave_google.settings import Settings
from tieweave_google.uses import CALENDAR, CONTACTS, READING, TASKS, allows

_ONCE = Patience(tries=1)


def check(location: str, context: Context) -> Sequence[str]:
    """Say what can be read at a location, in a line and others that explain it; raises `SourceError` for nothing."""
    return found(location, accounts.chosen(location, context.store), context)


def found(location: str, account: str, context: Context) -> Sequence[str]:
    """Say what an account has to read, and what of it is remembered; raises `SourceError` where it cannot be read."""
    settings = Settings.of(context.options)
    tokens = accounts.credentials(location, account, context.store)
    scopes = frozenset(tokens.scopes or READING.scopes)
    if not any(allows(scopes, kind.scope) for kind in sync.KINDS):
        raise SourceError(
            f"{called(location)}: reading was not allowed at the sign-in; {to_sign_in(location)} asks again"
        )
    reads_contacts = allows(scopes, CONTACTS)
    with opened(location, account, settings.endpoint, tokens, context, _ONCE) as api:
        service = Service(api=api)
        known = profile(shortened(service.me()), account)
        count = service.count() if reads_contacts else None
    whose = known.name or ", ".join(known.emails) or f"the account {account!r}"
    contacts = "the contacts" if count is None else f"{count} contact{'' if count == 1 else 's'}"
    said = [f"{contacts if reads_contacts else 'the other contacts'} of {whose} can be read"]
    for kind in sync.KINDS:
        if not allows(scopes, kind.scope):
            said.append(f"{kind.name}: not allowed at the sign-in")
        elif kind is sync.OTHER_CONTACTS and not settings.other_contacts:
            said.append(f"{kind.name}: left out, as [options.google] says")
        elif (state := sync.state_of(sync.memory_of(kind, account, context.store))) is not None:
            said.append(f"{kind.name}: last read {state.when[:10]}")
        else:
            said.append(f"{kind.name}: never read yet")
    return said


def usable(location: str, account: str, context: Context) -> str:
    """Say that what a sink's location is for can be done now, having asked for the least there is to ask.

    Raises `SourceError` where it cannot, as when the API is not enabled.
    """
    use = place_of(location).use
    tokens = accounts.credentials(location, account, context.store)
    with opened(location, account, Settings.of(context.options, use).endpoint, tokens, context, _ONCE) as api:
        if use is TASKS:
            api.ask(api.client.tasklists().list(maxResults=1))
        elif use is CALENDAR:
            api.ask(api.client.calendarList().list(maxResults=1))
        else:
            api.ask(api.client.contactGroups().list(pageSize=1))
    return f"tieweave can {use.may}"
