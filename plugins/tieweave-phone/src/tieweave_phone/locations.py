"""Where exports are kept: one file, a folder of files, a .zip archive of them."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from tieweave import archives
from tieweave.errors import SourceError

if TYPE_CHECKING:
    import zipfile

BACKUP = "backup"
CHAT = "chat"

_BLOCK = 256 * 1024  # bytes read at a time
_FIRST = 8 * 1024  # bytes that tell what a file is
_UNPACKED_CHAT = "_chat.txt"
_BACKUP_NAME = re.compile(r"(?:sms|calls)\b.*\.xml", re.IGNORECASE)
_CHAT_NAME = re.compile(r".*(?:whatsapp|واتساب).*\.txt", re.IGNORECASE)
_MAY_BE_BACKUP = re.compile(rb"<(?:calls|smses)", re.IGNORECASE)
_OTHERS = (".vcf", ".vcard", ".csv", ".tsv", ".tab", ".mbox", ".mbx", ".eml", ".ics", ".ical", ".ifb")
"""A folder with any of these is for another source to read, or for the user to say which."""


@attrs.frozen
class File:
    """One export: its `name` in the location ("" where it is all of it), the `kind`, and the `title` it was given.

    The title is the file's name, or the archive's or folder's where all chats have one name. `path` is that of the
    file, or its name in the `archive` where there is one.
    """

    name: str
    kind: str
    title: str
    path: str
    archive: zipfile.ZipFile | None = None

    def blocks(self) -> Iterator[bytes]:
        """Give the file in blocks; raises OSError, for a damaged or encrypted archive too."""
        if self.archive is not None:
            yield from archives.blocks(self.archive, self.path)
            return
        with open(self.path, "rb") as stream:
            while block := stream.read(_BLOCK):
                yield block


def matches(location: str) -> bool:
    """Return whether a location holds backups or chats, looking no deeper than names and first bytes."""
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            return _is_ours(path)
        if not os.path.isfile(path):
            return False
        return _archived(path) if path.lower().endswith(".zip") else bool(_kind(path))
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def files(location: str) -> list[File]:
    """Return the exports at a location, in the order of their names.

    Raises `tieweave.errors.SourceError` when it cannot be read or holds none.
    """
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            found = list(_in_folder(path))
        elif path.lower().endswith(".zip"):
            found = list(_in_archive(path, "", location))
        else:
            found = list(_alone(location, path))
    except (OSError, ValueError) as error:
        raise SourceError.unreadable(location, error) from error
    if not found:
        raise SourceError(
            f"{location}: holds no backup of SMS Backup & Restore (.xml) and no WhatsApp chat (.txt); "
            "name the exported file itself"
        )
    return found


def _alone(location: str, path: str) -> Iterator[File]:
    """Give the one file at a path; raises `SourceError` that says what it is instead."""
    with open(path, "rb") as opened:
        start = opened.read(_FIRST)
    kind = _kind_of(start, path, named=True)
    if not kind:
        raise SourceError(f"{location}: {_what_it_is(start)}; name an exported .xml, .txt or .zip")
    title = _stem(path)
    yield File("", kind, os.path.basename(os.path.dirname(os.path.abspath(path))) if _is_plain(path) else title, path)


def _in_folder(folder: str) -> Iterator[File]:
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.startswith(".") or not os.path.isfile(path):
            continue
        if name.lower().endswith(".zip"):
            with contextlib.suppress(SourceError):  # one that is none is passed over, like any other file
                yield from _in_archive(path, name, name)
        elif name.lower().endswith((".txt", ".xml")) and (kind := _kind(path)):
            yield File(name, kind, os.path.basename(os.path.abspath(folder)) if _is_plain(name) else _stem(name), path)


def _in_archive(path: str, name: str, location: str) -> Iterator[File]:
    archive = archives.opened(path, location)
    for member in filter(_is_export, archives.names(archive)):
        kind = BACKUP if member.lower().endswith(".xml") else CHAT
        title = _stem(path) if _is_plain(member) else _stem(member)
        yield File(os.path.join(name, member), kind, title, member, archive)


def _is_ours(folder: str) -> bool:
    """Return whether a folder holds exports of phones, and nothing that another source reads.

    An unpacked chat is ours whatever lies beside it: its attachments may be of any kind.
    """
    names = [name for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    if _UNPACKED_CHAT in names:
        return True
    ours = False
    for name in names:
        path = os.path.join(folder, name)
        suffix = os.path.splitext(name)[1].lower()
        if suffix in _OTHERS or (os.path.isdir(path) and _holds_others(path)):
            return False
        if suffix in (".txt", ".xml"):
            if not _kind(path):
                return False
            ours = True
        elif suffix == ".zip":
            ours = ours or _archived(path)
    return ours


def _holds_others(folder: str) -> bool:
    try:
        return any(name.lower().endswith(_OTHERS) for name in os.listdir(folder))
    except OSError:
        return False


def _kind(path: str) -> str:
    with open(path, "rb") as opened:
        return _kind_of(opened.read(_FIRST), path)


def _kind_of(start: bytes, path: str, *, named: bool = False) -> str:
    """Return what a file that starts with these bytes is, "" for anything else.

    Where the user `named` this source for it, the name of a text does not matter.
    """
    # Every file that a user names is looked at so, most of them of another kind: what tells is loaded only if it may.
    if _MAY_BE_BACKUP.search(start.replace(b"\0", b"")):
        from tieweave_phone.backup.tags import root

        if root(start) in ("calls", "smses"):
            return BACKUP
    if named or path.lower().endswith(".txt"):
        from tieweave_phone.whatsapp.lines import starts_chat

        if starts_chat(start, named=named):
            return CHAT
    return ""


def _what_it_is(start: bytes) -> str:
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        return "is empty"
    if start.startswith(b"PK\x03\x04"):
        return "is a .zip archive under another name"
    return "is neither a backup of SMS Backup & Restore nor a chat that WhatsApp exported"


def _archived(path: str) -> bool:
    """Return whether an archive holds exports."""
    return any(map(_is_export, archives.listed(path)))


def _is_export(member: str) -> bool:
    name = member.rpartition("/")[2]
    return _is_plain(name) or bool(_CHAT_NAME.fullmatch(name) or _BACKUP_NAME.fullmatch(name))


def _is_plain(path: str) -> bool:
    """Return whether a chat has the name that all chats of iPhones have."""
    return path.replace(os.sep, "/").rpartition("/")[2].lower() == _UNPACKED_CHAT


def _stem(path: str) -> str:
    return os.path.splitext(path.replace(os.sep, "/").rpartition("/")[2])[0]
