"""`tieweave balance`: who helped whom, and who has had nothing back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, now_option

if TYPE_CHECKING:
    import datetime as dt


@click.command(short_help="Show give and take, per person and in all.")
@format_option
@now_option
@click.pass_context
def balance(context: click.Context, form: str, now: dt.datetime | None) -> None:
    """Show who helped you and whom you helped, those first who gave most and had nothing back.

    It counts the favours that you logged, the gives that are done, and the asks that were answered; no source is read.
    """
    from tieweave import journals
    from tieweave.cli.screen import show
    from tieweave.cli.settings import clock, settings
    from tieweave.give_and_take import accounts, favours
    from tieweave.report import as_balance
    from tieweave.store import Store

    moment = clock(settings(context), now)
    found = accounts(favours(journals.joined(journals.kept(Store.usual()))))
    if form == "json":
        click.echo(as_balance.as_json(found, moment), nl=False)
    else:
        show(lambda room: as_balance.lines(found, moment.tzinfo, room))
