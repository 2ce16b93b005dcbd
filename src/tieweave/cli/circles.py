"""`tieweave circles`: which of ego's contacts know each other, and who leads out of ego's own circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, reading_options

if TYPE_CHECKING:
    import datetime as dt

_SHOWN = 20


@click.command(short_help="Show the circles you move in, and those you can reach.")
@reading_options
@format_option
@click.option("--limit", type=click.IntRange(min=0), default=_SHOWN, help="Circles to show of each kind; 0 shows all.")
@click.pass_context
def circles(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    form: str,
    limit: int,
) -> None:
    """Show in what circles the people of LOCATION... know each other, the largest first.

    A circle is a firm, a school, a club, a label of yours, a family, or people who turn up together in mail and
    meetings. The profile tells which of them are yours; whoever is in one of these and in another leads there.
    """
    import datetime as dt

    from tieweave import weave
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, people, report_trouble
    from tieweave.cli.screen import show
    from tieweave.cli.settings import hub, settings
    from tieweave.report import as_circles
    from tieweave.store import Store

    clock = now or dt.datetime.now(dt.UTC)
    config = settings(context)
    plugins = hub(config)
    book = people(locations, config=config, plugins=plugins, profile=profile, now=clock, store=Store.usual())
    report_trouble(book)
    with progress() as display:
        display.doing("finding circles")
        network = weave.network(book)
    if form == "json":
        click.echo(as_circles.as_json(clock, network, book.contacts), nl=False)
    else:
        show(lambda room: as_circles.lines(network, book.contacts, limit or len(network.circles), room))
    context.exit(exit_code(book, strict=strict))
