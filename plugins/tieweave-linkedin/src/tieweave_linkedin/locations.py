"""Where an export is: the .zip, its folder, a folder with either in it, or one file of it.

Nothing is unpacked: members of an archive are read as streams.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from tieweave import archives
from tieweave.errors import SourceError
from tieweave_linkedin.headings import TELLING, kind_of

if TYPE_CHECKING:
    import zipfile

_BLOCK = 256 * 1024  # bytes read at a time
_SINGLE = ("connections", "messages", "invitations")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: `C:` is a Windows drive
_ENOUGH = 3  # kinds of files none of which tells alone: Profile.csv and Contacts.csv may be anybody's

_BOMB_FROM = 64 * 2**20
"""Bytes from which on a member is asked how much it was packed."""
_BOMB_RATIO = 300
"""Text packs to a tenth or a thirtieth; deflate reaches a thousandth for a file of one letter."""


@attrs.frozen
class File:
    """One file of an export: its `name` to show ("" where it is the whole location) and its `kind`.

    Iterating `blocks()` raises OSError or ValueError when it cannot be read.
    """

    name: str
    kind: str
    blocks: Callable[[], Iterator[bytes]]


def matches(location: str) -> bool:
    """Return whether a location is an export, looking no deeper than names and an archive's list of members.

    A path that is named as LinkedIn names its archives and files is claimed even when nothing, or nothing readable,
    is there, so that the error is about the path.
    """
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            return bool(_in_folder(path))
        if _SCHEME.match(location) and not os.path.exists(path):
            return False
        name = os.path.basename(path).lower()
        if name.endswith(".csv"):
            return name.startswith(_SINGLE)
        if not name.endswith(".zip"):
            return False
        if not os.path.isfile(path):
            return _is_named_so(name) and not os.path.exists(path)
        members = [member for member in archives.listed(path) if _ours(member)]
        return _telling(members) if members else _is_named_so(name)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def export(location: str) -> list[File]:
    """Return the files of an export that are read, sorted by name.

    Raises `tieweave.errors.SourceError` when the location as a whole cannot be read.
    """
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            return [file for inner in _in_folder(path) for file in _files_at(path, inner, location)]
        if _is_archive(path):
            return _members(path, "", location)
        os.stat(path)  # so that a missing file is told before anything else
    except (OSError, ValueError) as error:
        raise SourceError.unreadable(location, error) from error
    name = os.path.basename(path)
    return [File("", kind_of(name) or _single_kind(name), lambda: _file_blocks(path))]


def _files_at(folder: str, inner: str, location: str) -> list[File]:
    """Return the files of a folder (`inner` is "" or a folder in it) or of an archive in it."""
    path = os.path.join(folder, inner) if inner else folder
    if not os.path.isdir(path):
        try:
            return _members(path, inner, location)
        except (SourceError, OSError) as error:  # the others in the folder can be read
            return [File(inner, "connections", _failing(str(error).removeprefix(f"{location}: {inner}: ")))]
    found = []
    for name in _names(path):
        if kind := kind_of(name):
            whole = os.path.join(path, name)
            shown = f"{inner}/{name}" if inner else name
            found.append(File(shown, kind, lambda whole=whole: _file_blocks(whole)))  # type: ignore[misc]
    return found


def _in_folder(folder: str) -> list[str]:
    """Return where in a folder exports are: "" for itself, else the unpacked ones directly in it, else the archives.

    In this order, so that an archive beside what was unpacked from it is not read a second time. The latter two must
    have the name that LinkedIn gave them: a folder of everything is not to be claimed for one export in it.
    """
    if _telling(_names(folder)):
        return [""]
    folders = []
    archives = []
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        if entry.startswith(".") or not _is_named_so(entry.lower()):
            continue
        if os.path.isdir(path):
            with contextlib.suppress(OSError):  # a folder that is not for us hides no export of ours
                if _telling(_names(path)):
                    folders.append(entry)
        elif entry.lower().endswith(".zip"):
            archives.append(entry)
    return folders or archives


def _names(folder: str) -> list[str]:
    return sorted(
        name
        for name in os.listdir(folder)
        if name.lower().endswith(".csv") and not name.startswith(".") and os.path.isfile(os.path.join(folder, name))
    )


def _telling(names: Sequence[str]) -> bool:
    """Return whether these names of files are those of an export."""
    kinds = {kind for name in names if (kind := kind_of(name.replace("\\", "/").rpartition("/")[2]))}
    return not kinds.isdisjoint(TELLING) or len(kinds) >= _ENOUGH


def _single_kind(name: str) -> str:
    return next((kind for kind in _SINGLE if name.lower().startswith(kind)), "")


def _is_named_so(name: str) -> bool:
    return "linkedindataexport" in name.replace("_", "").replace(" ", "").replace("-", "")


def _is_archive(path: str) -> bool:
    with open(path, "rb") as opened:
        return opened.read(4) in (b"PK\x03\x04", b"PK\x05\x06") or path.lower().endswith(".zip")


def _failing(reason: str) -> Callable[[], Iterator[bytes]]:
    def blocks() -> Iterator[bytes]:
        raise OSError(reason)

    return blocks


def _file_blocks(path: str) -> Iterator[bytes]:
    with open(path, "rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


def _ours(name: str) -> bool:
    """Return whether a member is one of an export's files."""
    return bool(kind_of(name.replace("\\", "/").rpartition("/")[2]))


def _members(path: str, shown: str, location: str) -> list[File]:
    archive = archives.opened(path, f"{location}: {shown}" if shown else location)
    return [
        File(
            f"{shown}/{name}" if shown else name,
            kind_of(name.replace("\\", "/").rpartition("/")[2]),
            lambda name=name: _member_blocks(archive, name),  # type: ignore[misc]
        )
        for name in archives.names(archive)
        if _ours(name)
    ]


def _member_blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    info = archive.getinfo(name)
    if info.file_size > _BOMB_FROM and info.file_size > _BOMB_RATIO * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        raise OSError(f"it unpacks to {times} times its size, as no file of LinkedIn's does")
    yield from archives.blocks(archive, name)
