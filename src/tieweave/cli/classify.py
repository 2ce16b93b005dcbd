"""`tieweave classify`: everyone in the given locations, sorted into levels and categories, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import CategorySlug, reading_options

if TYPE_CHECKING:
    import datetime as dt


@click.command(short_help="Sort everyone into two levels, with the reasons.")
@reading_options
@click.option(
    "--format", "form", metavar="table|json|jsonl|csv|vcard", default="table", help="How to write the result."
)
@click.option("--output", metavar="FILE", help="Write to this file, whole or not at all, instead of standard output.")
@click.option("--level", type=click.Choice(["1", "2"]), help="Only people of this level.")
@click.option("--category", type=CategorySlug(), help="Only people of this category.")
@click.option("--vcard-version", metavar="4.0|3.0", help="The version of the cards that --format vcard writes.")
@click.pass_context
def classify(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    form: str,
    output: str | None,
    level: str | None,
    category: str | None,
    vcard_version: str | None,
) -> None:
    """Sort everyone in LOCATION... into Level 1 and Level 2, each with a category and the best reason."""
    from tieweave import weave
    from tieweave.categories import Level
    from tieweave.cli.output import write
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.settings import hub, settings
    from tieweave.errors import FormatError

    if vcard_version is not None and form != "vcard":
        raise click.UsageError("--vcard-version goes with --format vcard")
    config = settings(context)
    plugins = hub(config)
    try:
        chosen = plugins.format(form)
        found = run(
            locations,
            config=config,
            plugins=plugins,
            profile=profile,
            now=now,
            keep_media=chosen.whole_records,
            output=output,
        )
        result = weave.summarise(
            found.book, found.ties, now=found.now, level=Level(int(level)) if level else None, category=category
        )
        write(result, chosen, {} if vcard_version is None else {"vcard-version": vcard_version}, output)
    except FormatError as error:
        raise click.UsageError(str(error)) from None
    report_trouble(found.book)
    context.exit(exit_code(found.book, strict=strict))
