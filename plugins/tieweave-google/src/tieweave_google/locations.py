"""What a location says: `google:` or `google-tasks:`, with `?account=NAME` where several accounts are signed in."""

from __future__ import annotations

import difflib
import shlex
from urllib.parse import parse_qsl, urlsplit

import attrs

from tieweave.errors import SourceError
from tieweave_google.uses import READING, Use, use_of

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@attrs.frozen(kw_only=True)
class Place:
    """What a location names: what for, the `account` ("" for none), and the list or calendar (`name`, "" for none)."""

    use: Use
    account: str = ""
    name: str = ""


def place_of(location: str) -> Place:
    """Return what a location names; raises `SourceError` for what it cannot mean."""
    use = use_of(location) or READING
    keys = ("account", use.place) if use.place else ("account",)
    _, _, rest = location.partition(":")
    if not rest:
        return Place(use=use)
    how = f"write {use.scheme}: or {use.scheme}:?{'&'.join(f'{key}=NAME' for key in keys)}"
    if not rest.startswith("?"):
        what = " and ".join(f"{'an' if key == 'account' else 'a'} {key}" for key in keys)
        raise SourceError(f"{called(location)}: there is nothing to name after {use.scheme}: but {what}; {how}")
    # A plus sign stands for itself here: it is part of many an address.
    pairs = parse_qsl(rest[1:].replace("+", "%2B"), keep_blank_values=True)
    for key, _ in pairs:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
            all_keys = f"the one there is is {keys[0]!r}" if len(keys) == 1 else f"known keys: {', '.join(keys)}"
            hint = f"did you mean {near[0]!r}?" if near else all_keys
            raise SourceError(f"{called(location)}: unknown key {key!r}; {hint}")
    said = {}
    for key in keys:
        values = [" ".join(value.split()) for name, value in pairs if name == key]
        names = {value.lower() if key == "account" else value for value in values if value}
        if (values or not pairs) and len(names) != 1:
            several = f"several {key}s" if names else f"no {key}"
            raise SourceError(f"{called(location)}: names {several}; {how}")
        said[key] = names.pop() if names else ""
    return Place(use=use, account=said["account"], name=said.get(use.place, ""))


def called(location: str) -> str:
    """Return what a location is called at the beginning of a line, before the colon: `google` for `google:`."""
    return location.removesuffix(":")


def at_account(use: Use, account: str, name: str = "") -> str:
    """Return the location of an account, with the `name` of a list or calendar where there is one."""
    return f"{use.scheme}:?account={account}{f'&{use.place}={name}' if name else ''}"


def to_sign_in(location: str, *options: str) -> str:
    """Return the command that signs in to a location, as it is typed into a shell."""
    return f"`{' '.join(['tieweave login', shlex.quote(location), *options])}`"


def is_safe(address: str) -> bool:
    """Return whether tokens may be sent to a web address: encrypted, or not leaving this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or is_loopback(address))


def is_loopback(address: str) -> bool:
    """Return whether a web address is unencrypted and of this machine, as tests and forwarding proxies have it."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and parts.hostname in _LOOPBACK
    except ValueError:
        return False
