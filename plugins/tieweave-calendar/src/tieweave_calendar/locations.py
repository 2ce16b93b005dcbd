"""Where calendars are kept: a file, a folder of files (a vdir of vdirsyncer), a .zip of them (Google's export)."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from tieweave import archives
from tieweave.errors import SourceError

if TYPE_CHECKING:
    import zipfile

SUFFIXES = (".ics", ".ical", ".ifb", ".icalendar", ".vcs")

_BLOCK = 256 * 1024  # bytes read at a time
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: `C:` is a Windows drive
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+BEGIN[ \t]*+:[ \t]*+VCALENDAR", re.IGNORECASE)


@attrs.frozen
class File:
    """One file of a location: its `name` within the location ("" where it is all of it), and its `path`.

    `archive` is the .zip that holds it under that path, None for none.
    """

    name: str
    path: str
    archive: zipfile.ZipFile | None = None

    def blocks(self) -> Iterator[bytes]:
        """Give the bytes of the file, from its start at every call; raises OSError."""
        if self.archive is not None:
            yield from archives.blocks(self.archive, self.path)
            return
        with open(self.path, "rb") as opened:
            while block := opened.read(_BLOCK):
                yield block

    @property
    def title(self) -> str:
        """The name of the calendar as far as the file's own name says it."""
        return os.path.splitext(os.path.basename(self.path))[0]


def matches(location: str) -> bool:
    """Return whether a location holds calendars, looking no deeper than names and the first bytes of a file.

    A path with a calendar's suffix is claimed even when nothing is there, so that the error is about the path.
    """
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            return next(_in_folder(path), None) is not None
        if path.lower().endswith(SUFFIXES):
            return os.path.exists(path) or _SCHEME.match(location) is None
        if not os.path.isfile(path):
            return False
        return _are_calendars(archives.listed(path)) if path.lower().endswith(".zip") else _starts_calendar(path)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def files(location: str) -> list[File]:
    """Return the files of a location in the order of their names.

    Raises `tieweave.errors.SourceError` when there is none or the location cannot be read.
    """
    path = os.path.expanduser(location)
    try:
        if not os.path.isdir(path):
            os.stat(path)
            if path.lower().endswith(".zip"):
                return _in_archive(path, location)
            return [File(name="", path=path)]
        found = [File(name=os.path.relpath(file, path), path=file) for file in _in_folder(path)]
    except (OSError, ValueError) as error:
        raise SourceError.unreadable(location, error) from error
    if not found:
        raise SourceError(f"{location}: holds no .ics file; export the calendars as iCalendar (.ics) and name these")
    return found


def reason_of(error: Exception) -> str:
    """Return why reading failed, in one line."""
    return getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__


def _starts_calendar(path: str) -> bool:
    with open(path, "rb") as opened:
        return _START.match(opened.read(128)) is not None


def _in_archive(path: str, location: str) -> list[File]:
    archive = archives.opened(path, location)
    names = archives.names(archive)
    if not _are_calendars(names):
        raise SourceError(f"{location}: is no archive of .ics files alone; unpack it, name the folder")
    return [File(name=name, path=name, archive=archive) for name in names]


def _are_calendars(names: Sequence[str]) -> bool:
    """Return whether an archive is of calendars alone.

    A Takeout with mail and contacts in it is not for this source: it would be several sources' at once.
    """
    return bool(names) and all(name.lower().endswith(SUFFIXES) for name in names)


def _in_folder(folder: str) -> Iterator[str]:
    """Give the calendar files of a folder and of the folders in it (the collections of a vdir), sorted by name.

    What starts with a dot is a program's own: caches, locks, half-written files.
    """
    folders = []
    for name in _listed(folder):
        path = os.path.join(folder, name)
        if name.lower().endswith(SUFFIXES) and os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            folders.append(path)
    for inner in folders:
        with contextlib.suppress(OSError):  # a folder that is not for us hides no calendar of ours
            for name in _listed(inner):
                path = os.path.join(inner, name)
                if name.lower().endswith(SUFFIXES) and os.path.isfile(path):
                    yield path


def _listed(folder: str) -> Iterable[str]:
    return sorted(name for name in os.listdir(folder) if not name.startswith("."))
