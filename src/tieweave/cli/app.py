"""`tieweave app`: the page of the report, live, on this machine alone."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from tieweave.cli.options import now_option, planning_options

if TYPE_CHECKING:
    import datetime as dt
    import threading
    from collections.abc import Iterator


@click.command(short_help="Show your network live, to correct it and to tick things off by a click.")
@click.argument("locations", metavar="LOCATION...", nargs=-1)
@click.option("--profile", metavar="FILE", help="What tieweave should know of you (TOML).")
@now_option
@planning_options
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Listen at this port; a free one unless named.")
@click.option("--no-open", is_flag=True, help="Do not open the page in your browser.")
@click.pass_context
def app(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    per_week: int | None,
    weeks: int | None,
    target: str,
    port: int,
    no_open: bool,
) -> None:
    """Show everybody in LOCATION... on a page in your browser, as `tieweave report` does, but live.

    A click says what somebody is to you, joins two entries or takes one apart, ticks a follow-up off, notes what
    happened, or adds somebody; each is kept as the commands keep it, and taken back by a click too. The page is served
    to this machine alone, at an address that nobody can guess, until you press ctrl-C or close the terminal.
    """
    _check()

    from tieweave.app import serving
    from tieweave.app.desk import Desk
    from tieweave.app.finding import Wishes
    from tieweave.cli.progress import progress
    from tieweave.cli.run import people, report_trouble
    from tieweave.cli.settings import clock, hub, settings
    from tieweave.store import Store

    config = settings(context)

    def troubled(error: Exception) -> None:
        _say_trouble(error, debug=context.obj["debug"])

    with contextlib.ExitStack() as stack:
        # Before anything long, so that a port that is taken is told of at once.
        listening = stack.enter_context(serving.bound(port))
        store = stack.enter_context(contextlib.closing(Store.usual()))
        book = people(
            locations, config=config, plugins=hub(config), profile=profile, now=clock(config, now), store=store
        )
        report_trouble(book)
        with progress() as display:
            display.doing(f"weighing the evidence on {len(book.contacts):,} people")
            desk = Desk(
                book,
                Wishes(aliases=config.aliases, plan=config.plan, target=target, per_week=per_week, weeks=weeks),
                open_store=Store.usual,
                clock=lambda: clock(config, now),
                troubled=troubled,
            )
        ended = stack.enter_context(_until_told())
        page = stack.enter_context(serving.served(desk, listening, troubled=troubled))
        click.echo(page.url)
        click.echo("ctrl-C ends it", err=True)
        if not no_open:
            _show(page.url, stack)
        while not ended.wait(0.5):  # a signal may come to another thread, which does not wake this one
            pass


def _check() -> None:
    import importlib.util

    from tieweave.errors import TieweaveError

    if any(importlib.util.find_spec(name) is None for name in ("starlette", "uvicorn")):
        raise TieweaveError("the app needs two packages more: pip install 'tieweave[app]'")


@contextlib.contextmanager
def _until_told() -> Iterator[threading.Event]:
    """Give what is set when the program is told to end: by ctrl-C, by another program, by its terminal closing."""
    import signal
    import threading

    ended = threading.Event()
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    # What is ignored stays so: that is how nohup and the like ask to go on.
    meant = [one for one in (getattr(signal, name) for name in names) if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, lambda *_: ended.set()) for one in meant}
    try:
        yield ended
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _show(url: str, stack: contextlib.ExitStack) -> None:
    """Show the page in the user's browser, or say that there is none.

    The browser is given a file that leads on to the page: everybody on the machine may read what a program was given.
    """
    import tempfile
    import webbrowser
    from pathlib import Path

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tieweave-", ignore_cleanup_errors=True)))
    door = folder / "open.html"
    door.touch(0o600)
    door.write_text(
        '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>tieweave</title>'
        f'<meta http-equiv="refresh" content="0;url={url}"><a href="{url}">tieweave</a>\n',
        encoding="utf-8",
    )
    try:
        shown = webbrowser.open(door.as_uri())
    except webbrowser.Error:
        shown = False
    if not shown:
        click.echo("warning: no browser was found; open the address above in one yourself", err=True)


def _say_trouble(error: Exception, *, debug: bool) -> None:
    from tieweave.errors import TieweaveError
    from tieweave.report.harmless import visible

    with contextlib.suppress(OSError):  # the terminal may be closed already
        if debug:
            import traceback

            for line in "".join(traceback.format_exception(error)).splitlines():
                click.echo(visible(line), err=True)
        if isinstance(error, TieweaveError):
            click.echo(f"warning: {visible(str(error))}", err=True)
        else:
            what = f"{type(error).__name__}: {error}"
            click.echo(f"error: a mistake of tieweave's own, which goes on: {visible(what)}", err=True)
