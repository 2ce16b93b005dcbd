"""Where people keep what tieweave reads: a look at the usual folders, for `tieweave init` to propose."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tieweave import sources
from tieweave.errors import LocationError

_IN_HOME = (
    "Downloads",
    "Documents",
    "Desktop",
    ".local/share/vdirsyncer",
)
"""Folders in the home directory whose entries are looked at."""
_MAILBOXES = (
    "Maildir",
    "Mail",
    ".mail",
    ".contacts",
    ".thunderbird/*/Mail/*",
    ".thunderbird/*/ImapMail/*",
    "Library/Thunderbird/Profiles/*/Mail/*",
    "Library/Thunderbird/Profiles/*/ImapMail/*",
    "AppData/Roaming/Thunderbird/Profiles/*/Mail/*",
    "AppData/Roaming/Thunderbird/Profiles/*/ImapMail/*",
)
"""Places in the home directory that are one source each, where they exist."""
_MOST = 1000  # entries of a folder that are looked at


def found(types: Iterable[sources.SourceType], home: Path, here: Path) -> list[tuple[str, sources.SourceType]]:
    """Return what can be read in the usual folders of `home` and in the folder `here`, each with its source.

    Nothing is opened further than a source needs to know its own. What two sources claim is left out, and so is what
    starts with a dot, unless it is one of the usual places, and a name that no text file can hold.
    """
    types = tuple(types)
    claims = []
    for path in filter(_is_text, dict.fromkeys(_candidates(home, here))):
        try:
            claimed = sources.claim(str(path), types)
        except LocationError:
            continue
        claims.append((str(path), claimed.type))
    return claims


def _candidates(home: Path, here: Path) -> Iterator[Path]:
    for folder in dict.fromkeys((here, *(home / name for name in _IN_HOME))):
        yield from _entries(folder)
    for pattern in _MAILBOXES:
        yield from sorted(home.glob(pattern))


def _is_text(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _entries(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in itertools.islice(entries, _MOST) if not entry.name.startswith("."))
    except OSError:
        return
    for name in names:
        yield folder / name
