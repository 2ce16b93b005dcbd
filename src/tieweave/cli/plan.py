"""`tieweave plan`: the follow-ups of the next weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, planning_options, reading_options

if TYPE_CHECKING:
    import datetime as dt


@click.command(short_help="Plan whom to turn to in the next weeks, and why.")
@reading_options
@planning_options
@click.option("--drafts", is_flag=True, help="Show the draft messages too.")
@format_option
@click.pass_context
def plan(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    per_week: int | None,
    weeks: int | None,
    target: str,
    drafts: bool,
    form: str,
) -> None:
    """Plan whom of LOCATION... to turn to in the next weeks: for what, when, how, why, and with which words.

    It is a mix of asking and giving, of close people and others, a few a week. What is planned stays where it is from
    run to run until it is done, snoozed or dropped; `tieweave today` shows what is due, `tieweave push` puts it into
    your calendar or task list.
    """
    from tieweave.cli.planning import planned, without_those_left_alone
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.screen import show
    from tieweave.cli.settings import clock, hub, settings
    from tieweave.report import as_plan
    from tieweave.resolve import phones
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
    )
    report_trouble(found.book)
    with progress() as display:
        display.doing("planning")
        journal = without_those_left_alone(found, store)
        suggested = planned(found, journal, config=config, per_week=per_week, weeks=weeks, store=store)
    if form == "json":
        click.echo(as_plan.as_json(suggested, phones.calling_code(found.book.profile, found.book.contacts)), nl=False)
    else:
        show(lambda room: as_plan.lines(suggested, room, drafts=drafts))
    context.exit(exit_code(found.book, strict=strict))
