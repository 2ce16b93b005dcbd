"""Where cards are kept: one file, a folder of files (vdir), a .zip archive of them, standard input."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import attrs

from tieweave import archives
from tieweave.errors import SourceError
from tieweave.sources import Context

SUFFIXES = (".vcf", ".vcard")

_BLOCK = 256 * 1024  # bytes read at a time
_STANDARD_INPUT = "-"
_UNPACKED_CHAT = "_chat.txt"  # what WhatsApp calls a chat that it exports: cards beside it were sent in it
_CHAT = re.compile(r"_chat\.txt|.*whatsapp.*\.txt", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: `C:` is a Windows drive


@attrs.frozen
class Stream:
    """One stream of cards: its `name` within the location ("" where it is all of it), and its bytes.

    Iterating `blocks` raises OSError or ValueError when the stream cannot be read.
    """

    name: str
    blocks: Iterator[bytes]


def matches(location: str) -> bool:
    """Return whether a location holds vCards, looking no deeper than names and the first bytes of a file.

    A path that ends in .vcf or .vcard is claimed even when nothing is there, so that the error is about the path;
    a named pipe and the shell's `<(…)` are claimed like standard input.
    """
    if location == _STANDARD_INPUT:
        return True
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            if path.lower().endswith(SUFFIXES):
                return True
            return not os.path.exists(os.path.join(path, _UNPACKED_CHAT)) and next(_files(path), None) is not None
        if path.lower().endswith(SUFFIXES):
            return os.path.exists(path) or _SCHEME.match(location) is None
        if not os.path.isfile(path):
            # A pipe (`<(gpg -d contacts.gpg)`, /dev/stdin) cannot be looked into before it is read.
            return os.path.exists(path) and stat.S_ISFIFO(os.stat(path).st_mode)
        return bool(_archived(path)) if path.lower().endswith(".zip") else _starts_with_card(path)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def streams(location: str, context: Context) -> Iterator[Stream]:
    """Open a location and give its streams in the order of their names.

    Raises `tieweave.errors.SourceError` when the location as a whole cannot be read.
    """
    if location == _STANDARD_INPUT:
        if context.stdin is None:
            raise SourceError("-: there is no standard input to read; name a file instead")
        yield Stream("", _blocks(context.stdin))
        return
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            for file in _files(path):
                yield Stream(os.path.relpath(file, path), _file_blocks(file))
        elif path.lower().endswith(".zip"):
            yield from _members(path, location)
        else:
            with open(path, "rb") as opened:
                yield Stream("", _blocks(opened))
    except (OSError, ValueError) as error:
        raise SourceError.unreadable(location, error) from error


def reason_of(error: Exception) -> str:
    """Return why reading failed, in one line."""
    return getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _file_blocks(path: str) -> Iterator[bytes]:
    with open(path, "rb") as opened:
        yield from _blocks(opened)


def _files(folder: str) -> Iterator[str]:
    """Give the card files of a folder and of the folders in it (the collections of a vdir), sorted by name.

    What starts with a dot is a program's own: caches, locks, half-written files.
    """
    names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    folders = []
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            folders.append(path)
        elif name.lower().endswith(SUFFIXES) and os.path.isfile(path):
            yield path
    for inner in folders:
        with contextlib.suppress(OSError):  # a folder that is not for us hides no card of ours
            for name in sorted(os.listdir(inner)):
                path = os.path.join(inner, name)
                if name.lower().endswith(SUFFIXES) and not name.startswith(".") and os.path.isfile(path):
                    yield path


def _starts_with_card(path: str) -> bool:
    from tieweave_vcard.cards import starts_card

    with open(path, "rb") as opened:
        return starts_card(opened.read(128))


def _archived(path: str) -> list[str]:
    """Return the names of the card files in an archive; none when it is no archive, or an exported chat."""
    return _cards(archives.listed(path))


def _cards(names: Sequence[str]) -> list[str]:
    if any(_CHAT.fullmatch(os.path.basename(name)) for name in names):
        return []
    return [name for name in names if name.lower().endswith(SUFFIXES)]


def _members(path: str, location: str) -> Iterator[Stream]:
    archive = archives.opened(path, location)
    for name in _cards(archives.names(archive)):
        yield Stream(name, archives.blocks(archive, name))
