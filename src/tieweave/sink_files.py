"""A sink that is one file of text: whether a location is one, what stands in it, and putting new text in its place.

Whatever cannot be done is a `SinkError` of one line that says what to do. A file that is made is its owner's alone:
it says whom they know.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from pathlib import Path

from tieweave.errors import SinkError
from tieweave.whole_file import replaced

PRIVATE = 0o600
"""The permissions of a file that is made; one that is there keeps its own."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")  # of two letters at least: `C:` is a drive
_WRITABLE = 0o222
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))


def is_file_of(location: str, scheme: str, suffixes: tuple[str, ...] = ()) -> bool:
    """Return whether a location is of the kind `scheme:FILE`, or a plain path with one of the suffixes."""
    if match := _SCHEME.match(location):
        return match[1].lower() == scheme and len(location) > match.end()
    return os.path.splitext(location)[1].lower() in suffixes


def fingerprint(*texts: str) -> str:
    """Return what tells other texts from these: a letter and 11 hexadecimal digits, no number to any spreadsheet.

    A sink keeps it with an item that it writes, so that it knows later whose change a difference is.
    """
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(data), data))
    return f"t{digest.hexdigest()[:11]}"


def content(path: str) -> str | None:
    """Return the text of a file, line ends and a byte order mark as they are; None where there is no file.

    Raises `SinkError` as `data` does, and where it is not UTF-8.
    """
    held = data(path)
    try:
        return None if held is None else held.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SinkError(f"{path}: line {line} is not UTF-8; save the file as UTF-8, or name another") from error


def data(path: str) -> bytes | None:
    """Return what stands in a file, None where there is none in its folder.

    Raises `SinkError` where it cannot be read, or is no file, and where the folder is not there: a drive that is away
    says nothing of what stands on it.
    """
    file = Path(path)
    try:
        _check_kind(file)
        return file.read_bytes()
    except FileNotFoundError as error:
        if file.parent.is_dir():
            return None
        raise refusal(path, error, "read") from error
    except (OSError, ValueError) as error:
        raise refusal(path, error, "read") from error


def check_writable(path: str) -> None:
    """Raise `SinkError` where the file could not be written, as far as that can be told without writing."""
    file = Path(path)
    try:
        target = file.resolve()
        _check_kind(target)
        # Whoever took all rights to write from a file means it, even where one may do everything.
        if target.exists() and not (target.stat().st_mode & _WRITABLE and os.access(target, os.W_OK)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except (OSError, RuntimeError, ValueError) as error:
        raise refusal(path, error, "written") from error


def keep(path: str, text: str) -> None:
    """Put a text in the place of a file's, whole or not at all; raises `SinkError` where that cannot be done.

    A link stays one, and a file's permissions stay.
    """
    check_writable(path)
    file = Path(path)
    try:
        with replaced(file, mode=None if file.exists() else PRIVATE) as stream:
            stream.write(text)
    except OSError as error:
        raise refusal(path, error, "written") from error


def _check_kind(file: Path) -> None:
    """Raise `OSError` for what is there and no file: a folder, or a pipe or device, which keep no text."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no file")


def refusal(path: str, error: BaseException, done: str) -> SinkError:
    """Return the error that says why a file or folder cannot be `done` ("read", "written"), and what to do."""
    number = getattr(error, "errno", None)
    if isinstance(error, IsADirectoryError):
        return SinkError(f"{path}: is a folder; name a file in it")
    if isinstance(error, NotADirectoryError):
        return SinkError(f"{path}: what should be its folder is a file; check the path")
    if isinstance(error, FileNotFoundError) and not os.path.isdir(os.path.dirname(path)):
        return SinkError(f"{path}: there is no folder {os.path.dirname(path)}; make it, or check the path")
    if number == errno.EROFS:
        return SinkError(f"{path}: cannot be written, the disk is read-only; name another place")
    if isinstance(error, PermissionError):
        return SinkError(f"{path}: not allowed to be {done}; change its permissions or those of its folder")
    if number in _FULL:
        return SinkError(f"{path}: cannot be written, the disk is full; make room, then push again")
    reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
    return SinkError(f"{path}: cannot be {done} ({reason}); check the path")
