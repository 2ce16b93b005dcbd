"""What the command is doing, said on stderr while it does it, and only to a person at a terminal who has to wait."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator

import attrs

from tieweave.cli.screen import is_quiet
from tieweave.report.harmless import visible
from tieweave.report.look import LOOKS

_AFTER = 0.3
"""Seconds after which work is shown: what is done by then needs no bar, which would only flicker."""
_QUIETLY_AFTER = 1.0
"""Seconds after which it is said in a line, where a terminal knows no bar; such a line stays."""
_EVERY = 0.1
"""Seconds from one look to the next."""
_BAR = 30


@attrs.frozen
class Display:
    """Shows the work: `doing` says what is being done now, `counted` how far it is (`tieweave.sources.Progress`).

    Either costs as much as noting it: whoever shows it looks now and then.
    """

    doing: Callable[[str], None]
    counted: Callable[[str, int, int | None], None]


@attrs.define
class _Work:
    """What is being done `now`: what, how much of it is done, and of how much, None where that is not known."""

    now: tuple[str, int, int | None] = ("starting", 0, None)

    def doing(self, text: str) -> None:
        self.now = (text, 0, None)

    def counted(self, what: str, done: int, total: int | None) -> None:
        self.now = (what, done, total)

    @property
    def said(self) -> str:
        what, done, total = self.now
        of = "" if total is None else f" of {total:,}"
        return f"{visible(what)}: {done:,}{of}" if done or total is not None else visible(what)


@contextlib.contextmanager
def progress(after: float | None = None) -> Iterator[Display]:
    """Give a display that is gone when the block ends; it shows nothing where stderr is no terminal.

    It appears when the work has lasted `after` seconds: by itself, a third of one. A terminal that is to get text alone
    (`is_quiet`) is told once of each thing that takes longer than a second.
    """
    if not sys.stderr.isatty():
        yield Display(lambda _: None, lambda *_: None)
        return
    work = _Work()
    ended = threading.Event()
    show, wait = (_tell, _QUIETLY_AFTER) if is_quiet() else (_draw, _AFTER)
    watcher = threading.Thread(target=_watch, args=(work, ended, show, wait if after is None else after), daemon=True)
    watcher.start()
    try:
        yield Display(work.doing, work.counted)
    finally:
        ended.set()
        watcher.join()


def _watch(work: _Work, ended: threading.Event, show: Callable[[_Work, threading.Event], None], after: float) -> None:
    if not ended.wait(after):
        with contextlib.suppress(OSError, ValueError):  # the terminal has gone
            show(work, ended)


def _tell(work: _Work, ended: threading.Event) -> None:
    """Tell of each thing in a line, once it has lasted as long as a look."""
    told: set[str] = set()
    while True:
        what = work.now[0]
        if what not in told:
            told.add(what)
            print(f"{visible(what)} …", file=sys.stderr, flush=True)
        if ended.wait(_QUIETLY_AFTER):
            return


def _draw(work: _Work, ended: threading.Event) -> None:
    """Draw a bar until the work has ended; then it is gone."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
    from rich.table import Column

    console = Console(stderr=True)
    look = LOOKS["bar"]
    columns = (
        SpinnerColumn(style=look),
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
        BarColumn(
            min(_BAR, console.width // 4),
            style=LOOKS["faint"],
            complete_style=look,
            finished_style=look,
            pulse_style=look,
        ),
    )
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        _, done, total = work.now
        task = bar.add_task(work.said, total=total, completed=done)
        while not ended.wait(_EVERY):
            _, done, total = work.now
            bar.tasks[0].total = total  # which update() leaves as it was, told that there is none
            bar.update(task, description=work.said, completed=done, refresh=True)
