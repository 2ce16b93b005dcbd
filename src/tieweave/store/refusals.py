"""Why the file cannot be used, in words: what SQLite or the system said, and what to do about it."""

from __future__ import annotations


def reason(error: Exception) -> str:
    """Return what an `OSError` or `sqlite3.Error` says, in one line."""
    return getattr(error, "strerror", None) or " ".join(str(error).split())


def remedy(error: Exception) -> str:
    """Return what to do where the file cannot be used, after a semicolon; "" where nothing is to be said.

    Only a file that is past use is to be moved away.
    """
    import sqlite3

    if is_busy(error):
        return "; another run writes at this moment, wait for its end"
    if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "; move it away, it will be made anew"
    if isinstance(error, OSError) or _code(error) is not None:
        return "; check the folder, and that the disk is not full"
    return ""


def is_busy(error: Exception) -> bool:
    """Return whether another process holds the file."""
    import sqlite3

    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_unreachable(error: Exception) -> bool:
    """Return whether a part of the file, such as its log, cannot be opened or read."""
    import sqlite3

    return _code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL)


def _code(error: Exception) -> int | None:
    """Return SQLite's primary result code, the lowest byte of an extended one; None where it gave none."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
