"""`tieweave report`: the whole network on one page, or the map alone as a picture."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tieweave.cli.options import planning_options, reading_options

if TYPE_CHECKING:
    import datetime as dt

    from tieweave.model import FollowUp
    from tieweave.overview import Overview

_WIDTH = 1600
_WIDEST = 8000


@click.command(short_help="Write a page that shows your network, and whom to turn to.")
@reading_options
@planning_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "svg", "png"]),
    default="html",
    help="The page, or the map alone as a picture.",
)
@click.option("--output", metavar="FILE", help="Write to this file, whole or not at all; - is standard output.")
@click.option("--open", "show", is_flag=True, help="Show the file in your browser when it is written.")
@click.option("--no-names", is_flag=True, help="svg, png: without anybody's name, to show to others.")
@click.option(
    "--width", type=click.IntRange(100, _WIDEST), metavar="PIXELS", help=f"png: how wide; {_WIDTH} unless you say so."
)
@click.pass_context
def report(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    per_week: int | None,
    weeks: int | None,
    target: str,
    form: str,
    output: str | None,
    show: bool,
    no_names: bool,
    width: int | None,
) -> None:
    """Write a page that shows everybody in LOCATION..., to look at in a browser, offline and by yourself.

    It has the map of your network, three people to write to, who may lead to work, whom to ask for support, the plan of
    the next weeks, ties worth waking, who is missing from a hundred names, and what is uncertain. It is one file that
    asks no network for anything. What is planned is kept, as `tieweave plan` keeps it.

    --format svg and png write the map alone; with --no-names it is fit to be shown to others.
    """
    _check(form, output, show=show, no_names=no_names, width=width)

    from tieweave.cli.output import write_bytes, write_text
    from tieweave.cli.planning import planned, without_those_left_alone
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.settings import clock, hub, settings
    from tieweave.overview import overview
    from tieweave.store import Store

    config = settings(context)
    store = Store.usual()
    found = run(
        locations,
        config=config,
        plugins=hub(config),
        profile=profile,
        now=clock(config, now),
        target=target,
        store=store,
        output=output,
    )
    report_trouble(found.book)
    with progress() as display:
        plan: list[FollowUp] = []
        if form == "html":
            display.doing("planning")
            journal = without_those_left_alone(found, store)
            plan = planned(found, journal, config=config, per_week=per_week, weeks=weeks, store=store)
        else:
            journal = found.journal
        display.doing("drawing")
        view = overview(found.book, found.ties, found.prospects, plan, journal, learned=found.learned)
        if form == "html":
            write_text(_page(view), output)
        elif form == "svg":
            write_text(_svg(view, names=not no_names), output)
        else:
            write_bytes(_png(view, names=not no_names, width=width or _WIDTH), output)
    if _is_file(output):
        _say_where(view, str(output))
        if show:
            _show(str(output))
    context.exit(exit_code(found.book, strict=strict))


def _check(form: str, output: str | None, *, show: bool, no_names: bool, width: int | None) -> None:
    """Raise what is wrong with the options before anything is read."""
    if not _is_file(output):
        if show:
            raise click.UsageError("--open shows a file: name it, as in --output report.html")
        if sys.stdout.isatty():
            raise click.UsageError(f"this is nothing for a terminal: name a file, as in --output report.{form}")
    if no_names and form == "html":
        raise click.UsageError("--no-names is for --format svg and png; the page is made of names")
    if width is not None and form != "png":
        raise click.UsageError("--width is for --format png; the others fit any width")
    if form == "png":
        import importlib.util

        from tieweave.errors import TieweaveError

        if importlib.util.find_spec("resvg_py") is None:
            raise TieweaveError("a png needs one package more: pip install 'tieweave[png]'; --format svg needs none")


def _is_file(output: str | None) -> bool:
    return output is not None and output != "-"


def _page(view: Overview) -> str:
    from tieweave.report import page

    return page.document(view)


def _svg(view: Overview, *, names: bool) -> str:
    from tieweave.report import as_map

    return as_map.svg(view.map, title=_title(view, names=names), ego=view.ego, names=names)


def _png(view: Overview, *, names: bool, width: int) -> bytes:
    from tieweave.report import as_map

    return as_map.png(view.map, title=_title(view, names=names), ego=view.ego, names=names, width=width)


def _title(view: Overview, *, names: bool) -> str:
    whose = f"The network of {view.ego}" if names and view.ego else "A network"
    return f"{whose}: {_people(view)}"


def _people(view: Overview) -> str:
    return "1 person" if len(view.people) == 1 else f"{len(view.people):,} people"


def _say_where(view: Overview, output: str) -> None:
    from tieweave.report.harmless import visible

    click.echo(f"{visible(output)}: {_people(view)}", err=True)


def _show(output: str) -> None:
    """Show a file in the user's browser, or say that there is none."""
    import webbrowser
    from pathlib import Path

    from tieweave.report.harmless import visible

    if not webbrowser.open(Path(output).resolve().as_uri()):
        click.echo(f"warning: no browser was found; open {visible(output)} in one yourself", err=True)
