"""Where a result goes: the screen, a pipe, or a file that is written whole or not at all."""

from __future__ import annotations

import functools
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TextIO

from tieweave.cli import screen
from tieweave.errors import TieweaveError
from tieweave.formats import FormatType
from tieweave.report import as_table
from tieweave.report.look import PLAIN, Line, Room, plain
from tieweave.report.result import Result
from tieweave.whole_file import replaced


def write(result: Result, form: FormatType, options: Mapping[str, str], path: str | None) -> None:
    """Write the result in a format to the file at `path`, or to standard output.

    Raises `TieweaveError` when the file cannot be written; what was there before is then untouched.
    """
    if path is not None and path != "-":
        _write_file(lambda stream: form.write(result, stream, options), Path(path))
    elif form.name == "table" and screen.is_terminal(sys.stdout):
        screen.show(functools.partial(as_table.lines, result))
    else:
        if form.name == "table":
            options = {**options, "width": str(shutil.get_terminal_size((80, 24)).columns)}
        form.write(result, sys.stdout, options)
        sys.stdout.flush()


def write_lines(lines_of: Callable[[Room], Iterable[Line]], path: str | None) -> None:
    """Write a report's lines plain to the file at `path`, or to standard output as `screen.show` does."""
    if path is not None and path != "-":
        write_text("".join(f"{plain(line)}\n" for line in lines_of(PLAIN)), path)
    else:
        screen.show(lines_of)


def write_text(text: str, path: str | None) -> None:
    """Write a text to the file at `path`, or to standard output; raises `TieweaveError` as `write` does."""
    if path is not None and path != "-":
        _write_file(lambda stream: stream.write(text), Path(path))
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def write_bytes(content: bytes, path: str | None) -> None:
    """Write what is no text, such as a picture, as `write_text` does."""
    if path is not None and path != "-":
        # The stream of a file has one of bytes below it, which nothing has been written to.
        _write_file(lambda stream: stream.buffer.write(content), Path(path))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _write_file(write_to: Callable[[TextIO], object], path: Path) -> None:
    try:
        if path.exists() and not path.is_file():
            # A device or a named pipe: there is no whole file to put in its place.
            with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                write_to(stream)
            return
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise TieweaveError(f"{path}: is read-only; choose another --output")
        with replaced(path) as stream:
            write_to(stream)
    except OSError as error:
        reason = f"cannot write ({error.strerror}), nothing was changed; choose another --output"
        raise TieweaveError(f"{path}: {reason}") from error
