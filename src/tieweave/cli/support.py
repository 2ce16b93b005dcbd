"""`tieweave support`: whom to ask for an honest word, for practice, and on hard days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, reading_options

if TYPE_CHECKING:
    import datetime as dt

_SHOWN = 3


@click.command(short_help="Show who of the close people to ask for which support.")
@reading_options
@click.option("--limit", type=click.IntRange(min=1), default=_SHOWN, help="People to show for each kind of support.")
@format_option
@click.pass_context
def support(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    limit: int,
    form: str,
) -> None:
    """Show who in LOCATION... to ask for feedback on a resume, for practice interviews, and on hard days.

    Only close people (Level 1) are named, each with the reason, and nobody for everything while others suit as well.
    """
    from tieweave import support as supporting
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.screen import show
    from tieweave.cli.settings import hub, settings
    from tieweave.report import as_support
    from tieweave.resolve import phones

    config = settings(context)
    found = run(locations, config=config, plugins=hub(config), profile=profile, now=now)
    report_trouble(found.book)
    listed = supporting.support(found.prospects, found.ties, limit)
    if form == "json":
        code = phones.calling_code(found.book.profile, found.book.contacts)
        click.echo(as_support.as_json(found.now, listed, code), nl=False)
    else:
        show(lambda room: as_support.lines(listed, room))
    context.exit(exit_code(found.book, strict=strict))
