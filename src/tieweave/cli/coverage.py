"""`tieweave coverage`: how far the list reaches toward a hundred names, and who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, reading_options

if TYPE_CHECKING:
    import datetime as dt

_SHOWN = 11


@click.command(short_help="Show who is missing from your hundred names.")
@reading_options
@format_option
@click.option("--output", metavar="FILE", help="Write to this file, whole or not at all, instead of standard output.")
@click.option("--limit", type=click.IntRange(min=0), default=_SHOWN, help="Candidates in the table; 0 shows all.")
@click.pass_context
def coverage(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    form: str,
    output: str | None,
    limit: int,
) -> None:
    """Show how many of LOCATION... are in each of the thirty categories, toward a hundred names.

    Where a category is thin a question helps memory: `tieweave add` keeps whoever comes to mind. Then follow the people
    whom you are in touch with, by mail, calls, messages or meetings, and who are in no address book.
    """
    from tieweave import coverage as covering
    from tieweave.cli.output import write_lines, write_text
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.settings import hub, settings
    from tieweave.report import as_coverage

    config = settings(context)
    ran = run(locations, config=config, plugins=hub(config), profile=profile, now=now, output=output)
    with progress() as display:
        display.doing("looking who is in no address book")
        found = covering.of_book(ran.book, ran.ties, ran.prospects)
    if form == "json":
        write_text(as_coverage.as_json(ran.now, found), output)
    else:
        write_lines(lambda room: as_coverage.lines(found, limit or len(found.candidates), room), output)
    report_trouble(ran.book)
    context.exit(exit_code(ran.book, strict=strict))
