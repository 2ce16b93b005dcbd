"""A file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO


@contextlib.contextmanager
def replaced(path: Path, *, mode: int | None = None) -> Iterator[TextIO]:
    """Give a stream of text whose content takes the place of the file at `path` when the block ends without error.

    Until then, and after any error, what was there stays. The file keeps its permissions, or gets those of `mode`. A
    link is followed. The text is UTF-8, its line ends as they are written. Raises OSError.
    """
    try:
        target = path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of a link that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if mode is None and target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
