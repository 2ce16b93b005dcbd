"""`tieweave push`: the follow-ups, delivered to where the user looks, and what the user did there, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, planning_options, reading_options

if TYPE_CHECKING:
    import datetime as dt

    from tieweave.model import FollowUp, Journal
    from tieweave.plugins import PluginHub


@click.command(short_help="Put the follow-ups into a calendar, a task list or a file.")
@reading_options
@planning_options
@click.option(
    "--to", "sinks", metavar="SINK", multiple=True, help="Where to: ics:FILE, caldav:https://…; may be given again."
)
@click.option("--dry-run", is_flag=True, help="Write nothing: show what would be created, updated, left alone.")
@format_option
@click.pass_context
def push(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    per_week: int | None,
    weeks: int | None,
    target: str,
    sinks: tuple[str, ...],
    dry_run: bool,
    form: str,
) -> None:
    """Plan the follow-ups with the people of LOCATION... and put them into each SINK.

    What you ticked off, moved or deleted there is read back first: it is done, stays moved, and is not made again. To
    push twice changes nothing. Without --to they go to the `sinks` of the configuration. carddav: and google-contacts:
    take no follow-ups: they write level and category of each person back as labels. Exit code 3 says that a sink, or an
    item, failed: what was delivered is noted, and the rest is still due.
    """
    from tieweave import delivering, pushing
    from tieweave.cli.asking import signing_in, somebody_is_there
    from tieweave.cli.planning import planned, without_those_left_alone
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, report_trouble, run, what_failed
    from tieweave.cli.screen import show
    from tieweave.cli.settings import clock, hub, settings
    from tieweave.errors import StoreError
    from tieweave.report import as_plan
    from tieweave.report.harmless import visible
    from tieweave.sinks import SinkContext, claim
    from tieweave.store import Store

    config = settings(context)
    plugins = hub(config)
    # Of "--to plan.ics list.md" the second comes among the locations, where no source reads it.
    more = [one for one in locations if sinks and _is_sink_alone(one, plugins)]
    locations = tuple(one for one in locations if one not in more)
    wanted = [*sinks, *more] or config.sinks
    if not wanted:
        raise click.UsageError("say where with --to SINK, such as --to ics:follow-ups.ics, or set sinks = [...]")
    types = plugins.sinks()
    claimed = [claim(one, types, plugins.failures) for one in dict.fromkeys(wanted)]
    store = Store.usual()
    if dry_run:
        store = store.rehearsing()
    with progress() as display:
        display.doing("waiting for another push to end")
        context.with_resource(store.alone())
    found = run(
        locations, config=config, plugins=plugins, profile=profile, now=clock(config, now), target=target, store=store
    )
    report_trouble(found.book)
    if (why := store.check()) and not dry_run:
        raise StoreError(f"{why}; without it nothing can be delivered, since the next push would not know of it")
    opened_with = SinkContext(
        now=found.now,
        zone=found.book.profile.zone_at(found.now),
        profile=found.book.profile,
        store=store,
        sign_in=signing_in() if somebody_is_there() else None,
    )
    places, failed = delivering.opened(claimed, opened_with, config.options, dry_run=dry_run)
    titles = {kept.follow_up.id: kept.follow_up.title for kept in found.journal.follow_ups}

    try:
        with progress() as display:

            def plan_of(journal: Journal) -> list[FollowUp]:
                display.doing("planning")
                kept_in = None if dry_run else store
                plan = planned(found, journal, config=config, per_week=per_week, weeks=weeks, store=kept_in)
                titles.update((one.id, one.title) for one in plan)
                display.doing("delivering")
                return plan

            display.doing("reading back")
            done = pushing.push(
                places,
                plan_of,
                without_those_left_alone(found, None if dry_run else store),
                ties=found.ties,
                store=store,
                now=found.now,
                show=lambda place, _: display.counted(place.location, len(place.delivered), place.due),
            )
    finally:
        for place in places:
            place.close()
    if form == "json":
        click.echo(as_plan.pushed_json(done, dry_run=dry_run), nl=False)
    else:
        show(lambda room: as_plan.pushed_lines(done, titles, room, dry_run=dry_run))
    for one in (*failed, *(each.failed for each in done if each.failed)):
        click.echo(f"error: {visible(what_failed(one))}", err=True)
    whole = not failed and all(one.is_whole for one in done)
    context.exit(exit_code(found.book, strict=strict) if whole else 3)


def _is_sink_alone(location: str, plugins: PluginHub) -> bool:
    """Return whether a sink writes to a location that no source reads."""
    from tieweave import sinks, sources
    from tieweave.errors import LocationError

    try:
        sources.claim(location, plugins.sources())
    except LocationError:
        try:
            sinks.claim(location, plugins.sinks())
        except LocationError:
            return False
        return True
    return False
