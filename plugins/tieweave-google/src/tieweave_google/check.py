"""Whether the contacts can be read: what `tieweave doctor` asks, and a sign-in right after."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.sources import Context
from tieweave_google import accounts, sync
from tieweave_google.person import shortened
from tieweave_google.profile import profile
from tieweave_google.service import Patience, opened
from tieweave_google.settings import Settings

_ONCE = Patience(tries=1)


def check(location: str, context: Context) -> Sequence[str]:
    """Say what can be read at a location, in a line and others that explain it; raises `SourceError` for nothing."""
    return found(location, accounts.chosen(location, context.store), context)


def found(location: str, account: str, context: Context) -> Sequence[str]:
    """Say what an account has to read, and what of it is remembered; raises `SourceError` where it cannot be read."""
    settings = Settings.of(context.options)
    tokens = accounts.credentials(location, account, context.store)
    scopes = frozenset(tokens.scopes or accounts.SCOPES)
    with opened(location, account, settings.endpoint, tokens, context, _ONCE) as service:
        known = profile(shortened(service.me()), account)
        count = service.count() if accounts.CONTACTS in scopes else None
    whose = known.name or ", ".join(known.emails) or f"the account {account!r}"
    contacts = "the contacts" if count is None else f"{count} contact{'' if count == 1 else 's'}"
    said = [f"{contacts if accounts.CONTACTS in scopes else 'the other contacts'} of {whose} can be read"]
    for kind in sync.KINDS:
        if kind.scope not in scopes:
            said.append(f"{kind.name}: not allowed at the sign-in")
        elif kind is sync.OTHER_CONTACTS and not settings.other_contacts:
            said.append(f"{kind.name}: left out, as [options.google] says")
        elif (state := sync.state_of(sync.memory_of(kind, account, context.store))) is not None:
            said.append(f"{kind.name}: last read {state.when[:10]}")
        else:
            said.append(f"{kind.name}: never read yet")
    return said
