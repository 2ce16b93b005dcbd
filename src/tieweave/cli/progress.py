"""What the command is doing, said on stderr while it does it, and only to a person at a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

import attrs

from tieweave.report.harmless import visible


@attrs.frozen
class Display:
    """Shows the work: `doing` says what is being done now, `counted` how far it is (`tieweave.sources.Progress`)."""

    doing: Callable[[str], None]
    counted: Callable[[str, int, int | None], None]


@contextlib.contextmanager
def progress() -> Iterator[Display]:
    """Give a display that is gone when the block ends; it shows nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield Display(lambda _: None, lambda *_: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(bar_width=30))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(text: str, done: int, total: int | None) -> None:
            bar.tasks[0].total = total  # which update() leaves as it was, told that there is none
            bar.update(task, description=text, completed=done)

        def doing(text: str) -> None:
            show(text, 0, None)

        def counted(what: str, done: int, total: int | None) -> None:
            of = "" if total is None else f" of {total:,}"
            show(f"{visible(what)}: {done:,}{of}", done, total)

        yield Display(doing, counted)
