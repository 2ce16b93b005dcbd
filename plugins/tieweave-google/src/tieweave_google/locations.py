"""What a location says: `google:`, or `google:?account=NAME` where several accounts are signed in."""

from __future__ import annotations

import difflib
import shlex
from urllib.parse import parse_qsl, urlsplit

from tieweave.errors import SourceError

_SCHEME = "google:"
_HOW = "write google: or google:?account=NAME"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def account_named(location: str) -> str:
    """Return the account that the location names, "" for none; raises `SourceError` for what it cannot mean."""
    rest = location[len(_SCHEME) :]
    if not rest:
        return ""
    if not rest.startswith("?"):
        raise SourceError(f"{called(location)}: there is nothing to name after google: but an account; {_HOW}")
    # A plus sign stands for itself here: it is part of many an address.
    pairs = parse_qsl(rest[1:].replace("+", "%2B"), keep_blank_values=True)
    for key, _ in pairs:
        if key != "account":
            near = difflib.get_close_matches(key, ["account"], n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else "the one there is is 'account'"
            raise SourceError(f"{called(location)}: unknown key {key!r}; {hint}")
    names = {name for _, value in pairs if (name := " ".join(value.split()).lower())}
    if len(names) != 1:
        raise SourceError(f"{called(location)}: names {'several accounts' if names else 'no account'}; {_HOW}")
    return names.pop()


def called(location: str) -> str:
    """Return what a location is called at the beginning of a line, before the colon: `google` for `google:`."""
    return location.removesuffix(":")


def at_account(account: str) -> str:
    """Return the location of an account."""
    return f"{_SCHEME}?account={account}"


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
