"""The client: the file from Google's console that says which program it is that asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tieweave.errors import SourceError
from tieweave.store import Store
from tieweave_google.locations import called, is_safe, to_sign_in

_SECRET = "google client"  # noqa: S105 - the name that the store knows it by
_PARTS = ("client_id", "client_secret", "auth_uri", "token_uri")
_MAKE = "make a client of the type Desktop app and download its file (docs/google.md says how, step by step)"
_LARGEST = 2**20  # bytes; such a file has some 400


def chosen(location: str, path: str, store: Store) -> Mapping[str, Any]:
    """Return the client of a file, or where `path` is "" the one that was kept when somebody signed in.

    Raises `SourceError` when there is none, or the file is not of a client for programs on one's own computer.
    """
    if path:
        return _read(path)
    if kept := store.secret(_SECRET):
        return _checked(kept, "the kept client")
    raise SourceError(
        f"{called(location)}: Google wants to know the program that asks: {_MAKE}, then "
        f"{to_sign_in(location, '--client-secrets FILE')}; without a client, export your contacts as CSV or vCard at "
        "contacts.google.com and read that file"
    )


def keep(client: Mapping[str, Any], store: Store) -> None:
    """Keep a client, so that signing in again needs no file; raises `StoreError`."""
    store.keep_secret(_SECRET, json.dumps({"installed": client}))


def _read(path: str) -> Mapping[str, Any]:
    try:
        with Path(path).expanduser().open("rb") as file:
            data = file.read(_LARGEST)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a home folder that nobody knows
        if isinstance(error, RuntimeError):
            raise SourceError(f"{path}: cannot be read ({error}); check the path") from error
        raise SourceError.unreadable(path, error) from error
    return _checked(data.decode("utf-8-sig", "replace"), path)


def _checked(text: str, where: str) -> Mapping[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: is no client file, which is JSON; download it again from the console") from error
    if isinstance(content, dict) and "web" in content and "installed" not in content:
        raise SourceError(f"{where}: is of a client for web sites; {_MAKE}")
    if isinstance(content, dict) and content.get("type") == "service_account":
        raise SourceError(f"{where}: is the key of a service account, which has no contacts; {_MAKE}")
    client = content.get("installed") if isinstance(content, dict) else None
    if not isinstance(client, dict):
        raise SourceError(f"{where}: is not the file of a client; {_MAKE}")
    missing = [part for part in _PARTS if not isinstance(client.get(part), str) or not client[part]]
    if missing:
        raise SourceError(f"{where}: lacks {', '.join(missing)}; download it again from the console")
    for part in ("auth_uri", "token_uri"):
        if not is_safe(client[part]):
            raise SourceError(f"{where}: {part} is not an https:// address; download it again from the console")
    return {part: client[part] for part in _PARTS}
