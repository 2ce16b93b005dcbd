"""`tieweave explain`: every piece of evidence for one person, with weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import reading_options

if TYPE_CHECKING:
    import datetime as dt


@click.command(short_help="Show every piece of evidence for one person.")
@click.argument("name")
@reading_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
@click.pass_context
def explain(
    context: click.Context,
    name: str,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    form: str,
) -> None:
    """Show every piece of evidence about NAME in LOCATION..., with weights in log-odds.

    NAME is a name or a part of one, an e-mail address, a phone number or an id.
    """
    from tieweave import lookup
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.screen import show
    from tieweave.cli.settings import hub, settings
    from tieweave.report import as_explanation
    from tieweave.resolve import phones

    config = settings(context)
    found = run(locations, config=config, plugins=hub(config), profile=profile, now=now)
    report_trouble(found.book)
    meant = {contact.id for contact in lookup.matching(found.book.contacts, name, found.book.former_ids)}
    if not meant:
        raise lookup.nobody(found.book.contacts, name)
    matches = [tie for tie in found.ties if tie.contact.id in meant]
    code = phones.calling_code(found.book.profile, found.book.contacts)
    if form == "json":
        click.echo(as_explanation.as_json(matches, found.now, code), nl=False)
    else:
        show(lambda room: as_explanation.lines(matches, room, calling_code=code))
    context.exit(exit_code(found.book, strict=strict))
