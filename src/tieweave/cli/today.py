"""`tieweave today`: the follow-ups that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, now_option

if TYPE_CHECKING:
    import datetime as dt


@click.command(short_help="Show what is due today, with a draft.")
@click.option("--days", type=click.IntRange(0, 3650), default=0, help="Look so many days ahead.")
@format_option
@now_option
@click.pass_context
def today(context: click.Context, days: int, form: str, now: dt.datetime | None) -> None:
    """Show the follow-ups that are due until today, what is overdue first, each with the reason and a draft.

    They are those that `tieweave plan` or `tieweave push` planned last; no source is read.
    """
    import datetime as dt

    from tieweave import journals
    from tieweave.cli.screen import show
    from tieweave.cli.settings import clock, settings
    from tieweave.report import as_today
    from tieweave.store import Store

    moment = clock(settings(context), now)
    journal = journals.kept(Store.usual())
    found = as_today.due(journal, moment.date() + dt.timedelta(days=days))
    if form == "json":
        click.echo(as_today.as_json(found, moment), nl=False)
    else:
        show(lambda room: as_today.lines(found, journal, moment.date(), room))
