"""Signing in to a server and out of it, and looking at what is there."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave.errors import SourceError
from tieweave.sources import Context, SignIn
from tieweave_dav import credentials
from tieweave_dav.credentials import Credentials
from tieweave_dav.errors import ServerError
from tieweave_dav.kinds import CALENDARS, TASKS
from tieweave_dav.session import Account, Session, first_accepted, signed_in


def login(name: str, text: str, context: Context, sign_in: SignIn) -> str:
    """Ask for the password, try it, and keep it in the keyring; returns in a line what was done.

    Where the configuration says what gives the password, that is tried and nothing is kept. Raises `SourceError`.
    """
    account = Account.at(name, text, context)
    try:
        if given := credentials.outside(account.settings):
            session = signed_in(account)
            session.server.close()
            return f"{_welcome(account, session)}; the password comes from {given}, and nothing is kept"
        password, users = _asked(account, sign_in)
        session = first_accepted(account, tuple(Credentials.basic(user, password) for user in users))
        session.server.close()
    except ServerError as error:
        raise SourceError(f"{text}: {error.reason}") from error
    where = credentials.keep(account.location, session.user, password, context.store)
    return f"{_welcome(account, session)}; the password is in {where}"


def logout(name: str, text: str, context: Context) -> str:
    """Remove the password and what is remembered of the location; returns in a line what was done."""
    account = Account.at(name, text, context)
    users = credentials.users(account.location, account.settings, context.store)
    removed = [credentials.forget(account.location, user, context.store) for user in users]
    done = ["the password"] if any(removed) else []
    of_tasks = [attrs.evolve(account, kind=TASKS)] if account.kind is CALENDARS else []
    done += [f"the {one.kind.objects} that were remembered" for one in (account, *of_tasks) if one.remembered.forget()]
    place = account.location.origin.place
    return f"signed out of {place}: removed {' and '.join(done)}" if done else f"nothing was kept of {place}"


def check(name: str, text: str, context: Context) -> Sequence[str]:
    """Return what is at a location, in a line and one for each collection; raises `SourceError`."""
    account = Account.at(name, text, context)
    try:
        session = signed_in(account)
    except ServerError as error:
        raise SourceError(f"{text}: {error.reason}") from error
    session.server.close()
    found = session.found
    return [
        f"{_counted(account, session)} of {session.user or 'nobody in particular'} at {account.location.origin.place}",
        *(f"{one.name} ({one.url})" for one in found.collections),
        *(f"{where}: {reason}" for where, reason in found.passed_over),
    ]


def _asked(account: Account, sign_in: SignIn) -> tuple[str, tuple[str, ...]]:
    """Return the password, and the names of whose it may be."""
    location = account.location
    users = credentials.users(location, account.settings, account.context.store)
    if not users:
        users = (sign_in.ask(f"User name at {location.origin.place} (often the e-mail address)").strip(),)
    password = ""
    if users[0]:
        hint = "some services want an app password, made in their settings"
        password = sign_in.ask_secret(f"Password of {users[0]} at {location.origin.place} ({hint})")
    if not password:
        raise SourceError(f"{location.text}: no user name or no password was given, so nothing is kept; try again")
    return password, users


def _welcome(account: Account, session: Session) -> str:
    return f"signed in to {account.location.origin.place} as {session.user}: {_counted(account, session)}"


def _counted(account: Account, session: Session) -> str:
    number = len(session.found.collections)
    return f"{number} {account.kind.words}{'' if number == 1 else 's'}"
