"""`tieweave label`: say what one person is to you, unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import CategorySlug, reading_options

if TYPE_CHECKING:
    import datetime as dt


@click.command(short_help="Say what one person is to you.")
@click.argument("name")
@reading_options
@click.option("--level", type=click.Choice(["1", "2"]), help="Close (1), or known but not close (2).")
@click.option("--category", type=CategorySlug(), help="What the person is to you.")
@click.pass_context
def label(
    context: click.Context,
    name: str,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    level: str | None,
    category: str | None,
) -> None:
    """Say what NAME in LOCATION... is to you; it is kept, and obeyed from then on.

    NAME is a name or a part of one, an e-mail address, a phone number or an id. A category alone leaves the level open:
    what you said of it before stays, else the evidence decides. `tieweave review --answers` lists what you said.
    """
    import datetime as dt

    from tieweave import answers, lookup
    from tieweave.categories import UNKNOWN
    from tieweave.cli import reviewing
    from tieweave.cli.run import exit_code, people, report_trouble
    from tieweave.cli.settings import hub, settings
    from tieweave.errors import TieweaveError
    from tieweave.report import as_answers
    from tieweave.report.harmless import visible
    from tieweave.resolve import phones
    from tieweave.store import Store

    if level is None and category is None:
        raise click.UsageError("say --level 1 or 2, or --category SLUG, or both")
    if category == UNKNOWN:
        raise click.UsageError("'unknown' is no answer; take one back with tieweave review --undo NUMBER")
    config = settings(context)
    clock = now or dt.datetime.now(dt.UTC)
    store = Store.usual()
    book = people(locations, config=config, plugins=hub(config), profile=profile, now=clock, store=store)
    report_trouble(book)
    meant = lookup.only(book.contacts, name, book.former_ids)
    if meant.kind != "individual":
        raise TieweaveError(f"{meant.name or name!r} is a {meant.kind}, not a person; label its members one by one")
    code = phones.calling_code(book.profile, book.contacts)
    answer = answers.answered(
        meant, level=int(level) if level else None, category=category or "", code=code, when=clock.isoformat()
    )
    number = answers.keep(store, answer)
    click.echo(visible(f"kept as answer {number}: {meant.name or '(no name)'}: {as_answers.verdict(answer)}"))
    after = reviewing.after(book, answers.kept(store), clock)
    now_is = next(tie for tie in after.ties if tie.contact.id == meant.id)
    click.echo(f"now: {reviewing.verdict(now_is)}; take it back with: tieweave review --undo {number}")
    for line in reviewing.moved(after):
        click.echo(line)
    context.exit(exit_code(book, strict=strict))
