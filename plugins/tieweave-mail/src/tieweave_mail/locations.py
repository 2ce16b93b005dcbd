"""Where mail is kept: one mbox, a Maildir, .eml files, or a folder of any of them as mail programs lay it out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

import attrs

from tieweave_mail.folder_names import Kind, kind_of_folder
from tieweave_mail.mbox import starts_mbox

_MBOX = (".mbox", ".mbx")
_MESSAGE = (".eml", ".emlx")
_BESIDE = (".msf", ".sbd", ".dat", ".html", ".json", ".css", ".db", ".log")  # no mailbox, whatever it begins with
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: `C:` is a Windows drive
_DEEPEST = 12  # folders within folders
_LOOKED_AT = 2000  # entries of a folder, to say whether mail is in it
_OPENED = 8  # files, likewise
_BEGINNING = 2000  # bytes of a file that show whether it is an mbox
_PROFILE = ("Mail", "ImapMail")  # Thunderbird's, in a profile
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")  # a Maildir's; Windows knows no colon in a name


@attrs.frozen
class Message:
    """One message in a file of its own: the `id` changes when the file does."""

    id: str
    path: str


@attrs.frozen(kw_only=True)
class Box:
    """One mailbox of a location: the mbox at `path`, or where that is a folder, the `messages` in it.

    `name` is its path within the location, "" where it is all of it; `sent` says that it is a folder of sent mail.
    """

    path: str
    name: str = ""
    sent: bool = False
    messages: tuple[Message, ...] | None = None


def matches(location: str) -> bool:
    """Return whether a location holds mail, looking no deeper than names and the first bytes of a few files.

    A path with a mailbox's suffix is claimed even when nothing is there, so that the error is about the path.
    """
    path = os.path.expanduser(location)
    try:
        if os.path.isdir(path):
            return _holds_mail(path) or any(_holds_mail(inner) for inner in _inner_folders(path))
        if path.lower().endswith((*_MBOX, *_MESSAGE)):
            return os.path.exists(path) or _SCHEME.match(location) is None
        return os.path.isfile(path) and _begins_as_mbox(path)
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def boxes(path: str) -> Iterator[Box]:
    """Give the mailboxes at a path, those of drafts and spam left out; raises OSError where it cannot be read."""
    if not os.path.isdir(path):
        if path.lower().endswith(_MESSAGE):
            yield Box(path=path, messages=(_message(path),))
        else:
            yield Box(path=path, sent=_kind(os.path.basename(path)) is Kind.SENT)
        return
    yield from _boxes(path, path, _kind(os.path.basename(os.path.abspath(path))) is Kind.SENT, 0)


def _boxes(path: str, top: str, sent: bool, depth: int) -> Iterator[Box]:
    entries = _entries(path)
    within = "" if path == top else os.path.relpath(path, top)
    folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    names = {entry.name for entry in folders}
    maildir = {"cur", "new"} <= names
    if maildir:
        messages = tuple(_maildir_messages(path))
        yield Box(path=path, name=within, sent=sent, messages=messages)
    else:
        messages = tuple(
            _message(entry.path)
            for entry in entries
            if entry.name.lower().endswith(_MESSAGE) and not entry.name.startswith(".") and entry.is_file()
        )
        if messages:
            yield Box(path=path, name=within, sent=sent, messages=messages)
        for entry in entries:
            if not _may_be_mbox(entry, entries):
                continue
            kind = _kind(os.path.basename(path) if entry.name == "mbox" else entry.name)
            if kind is not Kind.LEFT_OUT:
                yield Box(path=entry.path, name=os.path.join(within, entry.name), sent=sent or kind is Kind.SENT)
    if depth >= _DEEPEST:
        return
    for entry in folders:
        if maildir and entry.name in ("cur", "new", "tmp"):
            continue
        # The folders within a Maildir start with a dot (Maildir++); elsewhere that is a program's own.
        if entry.name.startswith(".") and not (maildir and os.path.isdir(os.path.join(entry.path, "cur"))):
            continue
        kind = _kind(entry.name)
        if kind is not Kind.LEFT_OUT:
            yield from _boxes(entry.path, top, sent or kind is Kind.SENT, depth + 1)


def _kind(name: str) -> Kind:
    """Return the kind of a folder by its name; of one within others (`.Archive.Sent`), by the last part too."""
    stem = name.lstrip(".")
    for suffix in (*_MBOX, ".sbd"):
        if stem.lower().endswith(suffix):
            stem = stem[: -len(suffix)]
    kind = kind_of_folder(stem)
    parts = stem.split(".") if name.startswith(".") else []
    return kind if kind is not Kind.ANY or not parts else max((kind_of_folder(part) for part in parts), key=_RANK.index)


_RANK: Sequence[Kind] = (Kind.ANY, Kind.SENT, Kind.LEFT_OUT)


def _entries(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as found:
        return sorted(found, key=lambda entry: entry.name)


def _maildir_messages(path: str) -> Iterator[Message]:
    for part in ("cur", "new"):
        for entry in _entries(os.path.join(path, part)):
            flags = _FLAGS.search(entry.name)
            if entry.name.startswith(".") or (flags is not None and "D" in flags[1]):
                continue
            # What a program adds to the name after the comma changes; the message never does.
            yield Message(_shown(entry.name[: flags.start()] if flags is not None else entry.name), entry.path)


def _message(path: str) -> Message:
    status = os.stat(path)
    return Message(f"{_shown(os.path.basename(path))}\t{status.st_size}\t{status.st_mtime_ns}", path)


def _shown(name: str) -> str:
    """Return a file's name as text that can be kept: a name need not be any."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _may_be_mbox(entry: os.DirEntry[str], entries: Sequence[os.DirEntry[str]]) -> bool:
    name = entry.name.lower()
    if name.startswith(".") or name.endswith((*_BESIDE, *_MESSAGE)) or not entry.is_file():
        return False
    if name.endswith(_MBOX):
        return True
    beside = f"{name}.msf"
    suffixed = "." in name and not any(other.name.lower() == beside for other in entries)
    return not suffixed and _begins_as_mbox(entry.path)


def _begins_as_mbox(path: str) -> bool:
    with open(path, "rb") as file:
        return starts_mbox(file.read(_BEGINNING))


def _holds_mail(path: str) -> bool:
    """Tell whether a folder is a Maildir or has mailboxes or messages in it."""
    names = set()
    plain = []
    with os.scandir(path) as found:
        for _, entry in zip(range(_LOOKED_AT), found, strict=False):
            name = entry.name
            if name.startswith("."):
                continue
            if name.lower().endswith((*_MBOX, *_MESSAGE)):
                return True
            names.add(name)
            if "." not in name:
                plain.append(entry)
    if {"cur", "new"} <= names:
        return True
    files = [entry.path for entry in plain if entry.is_file()]
    return any(_begins_as_mbox(file) for file in sorted(files)[:_OPENED])


def _inner_folders(path: str) -> Iterator[str]:
    """Give the folders directly in a folder; of a Thunderbird profile, the accounts' too."""
    with os.scandir(path) as found:
        entries = [entry for _, entry in zip(range(_LOOKED_AT), found, strict=False)]
    for entry in entries:
        if entry.is_dir() and (not entry.name.startswith(".") or os.path.isdir(os.path.join(entry.path, "cur"))):
            yield entry.path
            if entry.name in _PROFILE:
                yield from (inner.path for inner in _entries(entry.path) if inner.is_dir())
