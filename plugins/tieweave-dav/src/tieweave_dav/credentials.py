"""Who signs in, and with what: from a command, the environment, the keyring, or a file only the user can read.

Never from the command line or the configuration, where others may see it.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from typing import TypeVar

import attrs

from tieweave.errors import StoreError
from tieweave.store import Store
from tieweave_dav.errors import ServerError
from tieweave_dav.locations import Location
from tieweave_dav.options import Settings

T = TypeVar("T")

OWNER = "dav"
"""The name under which the plugin remembers."""

SERVICE = "tieweave"
"""The name of the service in the keyring; the user name there is that of the account, "@", and the host."""

_COMMAND_TIME = 60.0  # seconds: some ask for a passphrase in a window


@attrs.frozen
class Credentials:
    """A user and the `authorization` that is sent for it; with neither, nobody signs in."""

    user: str = ""
    authorization: str = attrs.field(default="", repr=False)

    @classmethod
    def basic(cls, user: str, password: str) -> Credentials:
        """Return those of a user name and a password (RFC 7617, in UTF-8)."""
        pair = f"{user}:{password}".encode("utf-8", "surrogateescape")
        return cls(user, "Basic " + base64.b64encode(pair).decode("ascii"))

    @classmethod
    def bearer(cls, user: str, token: str) -> Credentials:
        """Return those of an access token (RFC 6750)."""
        if not token.isascii() or not token.isprintable() or " " in token:
            raise ServerError("the access token holds characters that no token has; check what gives it", status=401)
        return cls(user, f"Bearer {token}")


def users(location: Location, settings: Settings, store: Store) -> tuple[str, ...]:
    """Return the names to sign in with, the likeliest first: as set, as located, as last signed in with."""
    if settings.user:
        return (settings.user,)
    if location.users:
        return location.users
    known = store.memory(OWNER, "users").get(location.origin.place)
    return (known.decode("utf-8", "replace"),) if known else ()


def outside(settings: Settings) -> str:
    """Return what the password comes from when it is neither the keyring nor a file, "" otherwise."""
    if variable := settings.password_env or settings.token_env:
        return f"the environment variable {variable}"
    if settings.password_command or settings.token_command:
        return "the command in the configuration"
    return ""


def candidates(location: Location, settings: Settings, store: Store) -> tuple[Credentials, ...]:
    """Return what to sign in with, the likeliest first; nobody, where nothing is known.

    Raises `ServerError` when what shall give the password does not.
    """
    names = users(location, settings, store)
    first = names[0] if names else ""
    if settings.token_env:
        return (Credentials.bearer(first, _from_environment(settings.token_env)),)
    if settings.token_command:
        return (Credentials.bearer(first, _from_command(settings.token_command)),)
    if outside(settings):
        if not names:
            raise ServerError("there is a password but no user name; set user in the same table", status=401)
        variable, command = settings.password_env, settings.password_command
        password = _from_environment(variable) if variable else _from_command(command)
        return tuple(Credentials.basic(user, password) for user in names)
    found = [(user, kept(location, user, store)) for user in names]
    known = tuple(Credentials.basic(user, password) for user, password in found if password is not None)
    return known or (Credentials(first),)


def kept(location: Location, user: str, store: Store) -> str | None:
    """Return the password in tieweave's own file, else in the keyring, None where there is none."""
    import keyring

    name = _name(location, user)
    try:
        if (secret := store.secret(_secret(name))) is not None:
            return secret
    except StoreError as error:
        raise ServerError(str(error), status=401) from error
    return _unless_it_fails(lambda: keyring.get_password(SERVICE, name))


def keep(location: Location, user: str, password: str, store: Store) -> str:
    """Keep a password in the keyring, in a file where no keyring works, and the user's name; returns where it is.

    Raises `tieweave.errors.StoreError` when neither can be written.
    """
    import keyring

    name = _name(location, user)
    store.memory(OWNER, "users").write([(location.origin.place, user.encode("utf-8", "surrogateescape"))])
    _unless_it_fails(lambda: keyring.set_password(SERVICE, name, password))
    if _unless_it_fails(lambda: keyring.get_password(SERVICE, name)) == password:  # some keyrings hold nothing
        store.forget_secret(_secret(name))
        return "the keyring"
    store.keep_secret(_secret(name), password)
    return "a file that only you can read, since no keyring works here"


def forget(location: Location, user: str, store: Store) -> bool:
    """Remove a password wherever it is kept, and the user's name; returns whether there was a password."""
    import keyring

    name = _name(location, user)
    store.memory(OWNER, "users").write(drop=[location.origin.place])
    there = store.forget_secret(_secret(name))
    if _unless_it_fails(lambda: keyring.get_password(SERVICE, name)) is None:
        return there
    _unless_it_fails(lambda: keyring.delete_password(SERVICE, name))
    return True


def _unless_it_fails(act: Callable[[], T]) -> T | None:
    try:
        return act()
    except Exception:  # noqa: BLE001 - keyrings are plugins that raise what they like; none is as good as an empty one
        return None


def _secret(name: str) -> str:
    return f"dav {name}"


def _name(location: Location, user: str) -> str:
    return f"{user}@{location.origin.place}"


def _from_environment(variable: str) -> str:
    if value := os.environ.get(variable):
        return value
    raise ServerError(
        f"the environment variable {variable} is not set, and should hold the password; set it", status=401
    )


def _from_command(command: str) -> str:
    """Return the first line that a command prints; it is run without a shell, and what it complains of is not kept."""
    import shlex
    import subprocess

    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise ServerError("the command for the password has a quote that is not closed; mend it", status=401) from error
    if not arguments:
        raise ServerError("the command for the password is empty; name one", status=401)
    program = f"the command for the password ({os.path.basename(arguments[0])!r})"
    try:
        ran = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_COMMAND_TIME,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ServerError(
            f"{program} took more than {_COMMAND_TIME:.0f} seconds; run it yourself", status=401
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not to be run"
        raise ServerError(f"{program} cannot be run ({why}); check it", status=401) from error
    if ran.returncode:
        raise ServerError(f"{program} ended with status {ran.returncode}; run it yourself to see why", status=401)
    line = ran.stdout.decode("utf-8", "surrogateescape").partition("\n")[0].rstrip("\r")
    if not line:
        raise ServerError(f"{program} printed no password; run it yourself to see why", status=401)
    return line
