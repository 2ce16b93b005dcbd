"""Where a result goes: the screen, a pipe, or a file that is written whole or not at all."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from tieweave.errors import TieweaveError
from tieweave.formats import FormatType
from tieweave.report.result import Result
from tieweave.whole_file import replaced


def write(result: Result, form: FormatType, options: Mapping[str, str], path: str | None) -> None:
    """Write the result in a format to the file at `path`, or to standard output.

    Raises `TieweaveError` when the file cannot be written; what was there before is then untouched.
    """
    if path is not None and path != "-":
        _write_file(lambda stream: form.write(result, stream, options), Path(path))
    elif form.name == "table" and sys.stdout.isatty():
        _draw(result)
    else:
        if form.name == "table":
            options = {**options, "width": str(shutil.get_terminal_size((80, 24)).columns)}
        form.write(result, sys.stdout, options)
        sys.stdout.flush()


def write_text(text: str, path: str | None) -> None:
    """Write a text to the file at `path`, or to standard output; raises `TieweaveError` as `write` does."""
    if path is not None and path != "-":
        _write_file(lambda stream: stream.write(text), Path(path))
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


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


def _draw(result: Result) -> None:
    """Draw the table in colour on a terminal."""
    from rich.console import Console
    from rich.text import Text

    from tieweave.report import as_table

    console = Console(highlight=False)
    styles = {"heading": "bold", "bar": "cyan", "faint": "dim"}
    for line in as_table.lines(result, console.width):
        console.print(Text.assemble(*((piece, styles.get(style, "")) for piece, style in line)), soft_wrap=True)
