"""The mailboxes at a location: one mbox, a Maildir, .eml files, or folders of any as mail programs lay them out."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence

import attrs

from tieweave_mail.folder_names import Kind, kind_of_folder
from tieweave_mail.locations import MBOX, MESSAGE, begins_as_mbox, entries

_BESIDE = (".msf", ".sbd", ".dat", ".html", ".json", ".css", ".db", ".log")  # no mailbox, whatever it begins with
_INDEX = ".msf"  # Thunderbird's, beside each of its mailboxes
_DEEPEST = 12  # folders within folders
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


def boxes(path: str) -> Iterator[Box]:
    """Give the mailboxes at a path, those of drafts and spam left out; raises OSError where it cannot be read."""
    if not os.path.isdir(path):
        if path.lower().endswith(MESSAGE):
            yield Box(path=path, messages=(_message(path),))
        else:
            yield Box(path=path, sent=_kind(os.path.basename(path)) is Kind.SENT)
        return
    yield from _boxes(path, path, _kind(os.path.basename(os.path.abspath(path))) is Kind.SENT, 0)


def _boxes(path: str, top: str, sent: bool, depth: int) -> Iterator[Box]:
    found = entries(path)
    within = "" if path == top else os.path.relpath(path, top)
    folders = [entry for entry in found if entry.is_dir(follow_symlinks=False)]
    names = {entry.name for entry in folders}
    maildir = {"cur", "new"} <= names
    if maildir:
        messages = tuple(_maildir_messages(path))
        yield Box(path=path, name=within, sent=sent, messages=messages)
    else:
        messages = tuple(
            _message(entry.path)
            for entry in found
            if entry.name.lower().endswith(MESSAGE) and not entry.name.startswith(".") and entry.is_file()
        )
        if messages:
            yield Box(path=path, name=within, sent=sent, messages=messages)
        indexed = {entry.name.lower()[: -len(_INDEX)] for entry in found if entry.name.lower().endswith(_INDEX)}
        for entry in found:
            if not _may_be_mbox(entry, indexed):
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
    for suffix in (*MBOX, ".sbd"):
        if stem.lower().endswith(suffix):
            stem = stem[: -len(suffix)]
    kind = kind_of_folder(stem)
    parts = stem.split(".") if name.startswith(".") else []
    return kind if kind is not Kind.ANY or not parts else max((kind_of_folder(part) for part in parts), key=_RANK.index)


_RANK: Sequence[Kind] = (Kind.ANY, Kind.SENT, Kind.LEFT_OUT)


def _maildir_messages(path: str) -> Iterator[Message]:
    for part in ("cur", "new"):
        for entry in entries(os.path.join(path, part)):
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


def _may_be_mbox(entry: os.DirEntry[str], indexed: Collection[str]) -> bool:
    """Return whether a file may be an mbox; `indexed` are the names that Thunderbird has an index for."""
    name = entry.name.lower()
    if name.startswith(".") or name.endswith((*_BESIDE, *MESSAGE)) or not entry.is_file():
        return False
    if name.endswith(MBOX):
        return True
    return ("." not in name or name in indexed) and begins_as_mbox(entry.path)
