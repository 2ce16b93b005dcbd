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
    from tieweave.cli.output import write_text
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.settings import hub, settings
    from tieweave.history.strangers import strangers
    from tieweave.report import as_coverage
    from tieweave.resolve import ego, phones

    config = settings(context)
    ran = run(locations, config=config, plugins=hub(config), profile=profile, now=now)
    book, known = ran.book, ran.prospects
    me = ego.as_record(book.profile)
    everybody = [*book.contacts, *book.own, *([me] if me else [])]
    code = phones.calling_code(book.profile, book.contacts)
    met = [
        *zip(known.contacts, known.histories, strict=True),
        *strangers(everybody, book.interactions, code),
    ]
    found = covering.coverage(ran.ties, met)
    if form == "json":
        text = as_coverage.as_json(ran.now, found)
    else:
        text = "".join(f"{line}\n" for line in as_coverage.lines(found, limit or len(found.candidates)))
    write_text(text, output)
    report_trouble(book)
    context.exit(exit_code(book, strict=strict))
