"""Which locations hold mail, told from names and the first bytes of a few files.

Every location that a user names is asked about here, so nothing heavy is loaded for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

MBOX = (".mbox", ".mbx")
MESSAGE = (".eml", ".emlx")

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: `C:` is a Windows drive
_LOOKED_AT = 2000  # entries of a folder, to say whether mail is in it
_OPENED = 8  # files, likewise
_BEGINNING = 2000  # bytes of a file that show whether it is an mbox
_PROFILE = ("Mail", "ImapMail")  # Thunderbird's, in a profile


def matches(location: str) -> bool:
    """Return whether a location holds mail, looking no deeper than names and the first bytes of a few files.

    A path with a mailbox's suffix is claimed even when nothing is there, so that the error is about the path.
    """
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            if os.path.basename(os.path.normpath(path)).lower().endswith(MBOX):
                return True  # Apple Mail's, its messages some folders further down
            return _holds_mail(path) or any(_holds_mail(inner) for inner in _inner_folders(path))
        if path.lower().endswith((*MBOX, *MESSAGE)):
            return os.path.exists(path) or _SCHEME.match(location) is None
        return os.path.isfile(path) and begins_as_mbox(path)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def begins_as_mbox(path: str) -> bool:
    """Return whether a file begins as an mbox does; raises OSError."""
    with open(path, "rb") as file:
        beginning = file.read(_BEGINNING)
    if not beginning.removeprefix(b"\xef\xbb\xbf").startswith(b"From "):
        return False
    from tieweave_mail.mbox import starts_mbox

    return starts_mbox(beginning)


def entries(path: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder, sorted by name; raises OSError."""
    with os.scandir(path) as found:
        return sorted(found, key=lambda entry: entry.name)


def _holds_mail(path: str) -> bool:
    """Tell whether a folder is a Maildir or has mailboxes or messages in it."""
    names = set()
    plain = []
    with os.scandir(path) as found:
        for _, entry in zip(range(_LOOKED_AT), found, strict=False):
            name = entry.name
            if name.startswith("."):
                continue
            if name.lower().endswith((*MBOX, *MESSAGE)):
                return True
            names.add(name)
            if "." not in name:
                plain.append(entry)
    if {"cur", "new"} <= names:
        return True
    files = [entry.path for entry in plain if entry.is_file()]
    return any(begins_as_mbox(file) for file in sorted(files)[:_OPENED])


def _inner_folders(path: str) -> Iterator[str]:
    """Give the folders directly in a folder; of a Thunderbird profile, the accounts' too."""
    with os.scandir(path) as found:
        some = [entry for _, entry in zip(range(_LOOKED_AT), found, strict=False)]
    for entry in some:
        if entry.is_dir() and (not entry.name.startswith(".") or os.path.isdir(os.path.join(entry.path, "cur"))):
            yield entry.path
            if entry.name in _PROFILE:
                yield from (inner.path for inner in entries(entry.path) if inner.is_dir())
