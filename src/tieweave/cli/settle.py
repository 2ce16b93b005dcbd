"""`tieweave done`, `snooze` and `drop`: what has become of a follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import now_option

if TYPE_CHECKING:
    import datetime as dt

    from tieweave.model import Kept, Status

_DAYS = 7

_ids = click.argument("ids", metavar="ID...", nargs=-1, required=True)


@click.command(short_help="Say that follow-ups are done.")
@_ids
@now_option
@click.pass_context
def done(context: click.Context, ids: tuple[str, ...], now: dt.datetime | None) -> None:
    """Say that the follow-ups of these IDs are done: it counts as contact, and a give as given.

    An ID may be shortened to its first letters, as long as they are of one alone; a name does where one follow-up is
    open with that person. `tieweave today` shows the IDs.
    """
    from tieweave.cli.settings import clock, settings
    from tieweave.model import Purpose, Status

    moment = clock(settings(context), now)
    for kept in _settled(ids, Status.DONE, moment):
        one = kept.follow_up
        if kept.settled != moment and kept.settled is not None:
            _say(f"{one.title}: done already, on {kept.settled.astimezone(moment.tzinfo).date()}")
        elif one.purpose.asks:
            _say(f"done: {one.title}")
            _say(f'when they answer: tieweave log "{one.contact.name}" "what they said" --answered')
        elif one.purpose is Purpose.GIVE:
            _say(f"done: {one.title}; it counts as given")
        else:
            _say(f"done: {one.title}")


@click.command(short_help="Put follow-ups off.")
@_ids
@click.option("--days", type=click.IntRange(1, 3650), help=f"For how many days; {_DAYS} unless you say so.")
@click.option("--until", metavar="DATE", help="Until which day, as in 2026-12-01.")
@now_option
@click.pass_context
def snooze(
    context: click.Context, ids: tuple[str, ...], days: int | None, until: str | None, now: dt.datetime | None
) -> None:
    """Put the follow-ups of these IDs off, for a week unless you say otherwise; opens what was done or dropped.

    IDs and names are taken as in `tieweave done`. The day that you choose stays as it is.
    """
    import datetime as dt

    from tieweave.cli.settings import clock, settings
    from tieweave.model import Status
    from tieweave.report.due import day

    if days is not None and until is not None:
        raise click.UsageError("say --days or --until, not both")
    moment = clock(settings(context), now)
    due = moment.date() + dt.timedelta(days=days or _DAYS)
    if until is not None:
        try:
            due = dt.date.fromisoformat(until)
        except ValueError:
            raise click.UsageError(f"--until {until!r} is no day; write 2026-12-01") from None
        if due < moment.date():
            raise click.UsageError(f"--until {until} has passed; name a day to come")
    for kept in _settled(ids, Status.SNOOZED, moment, due):
        _say(f"put off to {day(due)} {due.year}: {kept.follow_up.title}")


@click.command(short_help="Say that follow-ups are not to be done.")
@_ids
@now_option
@click.pass_context
def drop(context: click.Context, ids: tuple[str, ...], now: dt.datetime | None) -> None:
    """Say that the follow-ups of these IDs are not to be done; they are not suggested again.

    IDs and names are taken as in `tieweave done`.
    """
    from tieweave.cli.settings import clock, settings
    from tieweave.model import Status

    for kept in _settled(ids, Status.DROPPED, clock(settings(context), now)):
        _say(f"dropped: {kept.follow_up.title}; open it again with: tieweave snooze {kept.follow_up.id}")


def _settled(ids: tuple[str, ...], status: Status, now: dt.datetime, due: dt.date | None = None) -> list[Kept]:
    """Settle all of them, or none where one is unknown."""
    from tieweave import journals
    from tieweave.store import Store

    store = Store.usual()
    journal = journals.kept(store)
    meant = dict.fromkeys(journals.meant(journal, one).follow_up.id for one in ids)
    with store.transaction(lasting=True):
        return [journals.settle(store, one, status, now=now, due=due) for one in meant]


def _say(line: str) -> None:
    from tieweave.report.harmless import visible

    click.echo(visible(line))
