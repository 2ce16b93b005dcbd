"""`tieweave leads`: who may lead to work, and whom one knows at a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, reading_options

if TYPE_CHECKING:
    import datetime as dt

_SHOWN = 20


@click.command(short_help="Show who may lead to work, and why.")
@reading_options
@click.option("--target", metavar="TEXT", default="", help='What you are looking for: "data analyst, energy, Halifax".')
@click.option("--company", metavar="NAME", help="Whom you know at this company, and who knows people there.")
@click.option("--limit", type=click.IntRange(min=0), default=_SHOWN, help="People to show; 0 shows all.")
@format_option
@click.pass_context
def leads(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    target: str,
    company: str | None,
    limit: int,
    form: str,
) -> None:
    """Show who in LOCATION... may lead to work, the best first, each with the reason and what to ask for.

    Close people at a company you aim for come first. --target takes the place of the targets in your profile. --company
    NAME shows who is there, who was, and who knows somebody there; a name matches whole, or by the aliases in your
    configuration.
    """
    from tieweave import leads as leading
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.screen import show
    from tieweave.cli.settings import hub, settings
    from tieweave.report import as_leads
    from tieweave.resolve import phones

    if company is not None and not company.strip():
        raise click.UsageError("--company needs a name")
    config = settings(context)
    found = run(locations, config=config, plugins=hub(config), profile=profile, now=now, target=target)
    report_trouble(found.book)
    prospects = found.prospects
    most = limit or None
    with progress() as display:
        display.doing("finding who may lead further")
        at = None if company is None else leading.at_company(prospects, found.ties, company, limit=most)
        listed = leading.leads(prospects, found.ties, most) if at is None else at.leads
    targets = prospects.targets.texts
    if form == "json":
        code = phones.calling_code(found.book.profile, found.book.contacts)
        click.echo(as_leads.as_json(found.now, listed, targets=targets, company=at, calling_code=code), nl=False)
    elif at is None:
        show(lambda room: as_leads.lines(listed, targets, len(found.ties), room))
    else:
        show(lambda room: as_leads.company_lines(at, room))
    context.exit(exit_code(found.book, strict=strict))
