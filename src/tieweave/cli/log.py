"""`tieweave log`: what happened between the user and somebody, kept in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import now_option

if TYPE_CHECKING:
    import datetime as dt

    from tieweave.model import Entry, Kept
    from tieweave.store import Store


@click.command(short_help="Note what happened with somebody: a word, a favour, an answer.")
@click.argument("name", required=False)
@click.argument("text", metavar='"WHAT HAPPENED"', required=False)
@click.argument("locations", metavar="[LOCATION...]", nargs=-1)
@click.option("--gave", is_flag=True, help="You did them a favour.")
@click.option("--received", is_flag=True, help="They did you a favour.")
@click.option("--answered", is_flag=True, help="They answered what you asked.")
@click.option("--lead", metavar="TEXT", default="", help='It led to something: "Harbour Health, data analyst".')
@click.option("--when", metavar="ISO", help="When it was, a day or a time; now unless you say so.")
@click.option("--by", type=click.Choice(["email", "message", "call", "meeting"]), help="How you were in touch.")
@click.option("--profile", metavar="FILE", help="What tieweave should know of you (TOML).")
@now_option
@click.option("--list", "listed", is_flag=True, help="List what you have logged.")
@click.option("--undo", metavar="NUMBER", type=int, help="Take the entry of that number back.")
@click.pass_context
def log(
    context: click.Context,
    name: str | None,
    text: str | None,
    locations: tuple[str, ...],
    gave: bool,
    received: bool,
    answered: bool,
    lead: str,
    when: str | None,
    by: str | None,
    profile: str | None,
    now: dt.datetime | None,
    listed: bool,
    undo: int | None,
) -> None:
    """Note what happened with NAME: tieweave log "Ann Lee" "read my resume, two good hints" --received.

    It counts as contact, and favours as give and take. With --answered or --lead what you asked of them is settled, and
    a thank-you comes next. NAME is looked for among the people of your follow-ups and of earlier entries, and else in
    LOCATION..., or your configured sources; where a LOCATION is named, there first.
    """
    from tieweave.cli.settings import clock, settings
    from tieweave.store import Store

    store = Store.usual()
    said = (text, locations, gave, received, answered, lead, when, by, profile)
    if listed or undo is not None:
        if name or any(said) or (listed and undo is not None):
            raise click.UsageError("--list and --undo NUMBER stand alone")
        _list(context, store) if undo is None else _undo(store, undo)
        return
    if not (name and name.strip() and text and text.strip()):
        raise click.UsageError(f'say who, and what happened: tieweave log "{name or "Ann Lee"}" "had coffee"')
    moment = clock(settings(context), now)
    entry, ask = _entry(
        context,
        store,
        (name, text, locations),
        favour=(gave, received, answered),
        lead=lead,
        when=_moment(when, moment),
        by=by,
        profile=profile,
        now=moment,
    )
    _keep(store, entry, ask, moment)


def _entry(
    context: click.Context,
    store: Store,
    named: tuple[str, str, tuple[str, ...]],
    *,
    favour: tuple[bool, bool, bool],
    lead: str,
    when: dt.datetime,
    by: str | None,
    profile: str | None,
    now: dt.datetime,
) -> tuple[Entry, Kept | None]:
    """Return the entry, and what it answers, None where that is nothing."""
    from tieweave import journals
    from tieweave.cli.whom import whom
    from tieweave.model import Channel

    name, text, locations = named
    gave, received, answered = favour
    meant = whom(context, name, locations, profile=profile, now=now, store=store, read_first=bool(locations))
    return journals.entered(
        meant.journal,
        meant.contact,
        meant.marks,
        text,
        when=when,
        gave=gave,
        received=received,
        answered=answered,
        lead=lead,
        by=Channel(by) if by else None,
    )


def _keep(store: Store, entry: Entry, ask: Kept | None, now: dt.datetime) -> None:
    from tieweave import journals
    from tieweave.report.as_history import kept_lines

    number = journals.log(store, entry)
    for line in kept_lines(entry, number, ask, now.tzinfo):
        click.echo(line)
    if entry.when > now:
        day = entry.when.astimezone(now.tzinfo).date()
        click.echo(f"note: {day} lies ahead; what is still to come belongs in a calendar", err=True)
    click.echo(f"take it back with: tieweave log --undo {number}")


def _list(context: click.Context, store: Store) -> None:
    from tieweave import journals
    from tieweave.cli.settings import clock, settings
    from tieweave.report.as_history import entry_line
    from tieweave.report.harmless import visible

    zone = clock(settings(context)).tzinfo
    entries = journals.kept(store).entries
    for entry in entries:
        day = entry.when.astimezone(zone).date()
        click.echo(visible(f"{entry.number}. {day} {entry.name or '(no name)'}: {entry_line(entry)}"))
    click.echo("take one back with: tieweave log --undo NUMBER" if entries else "nothing was logged yet")


def _undo(store: Store, number: int) -> None:
    from tieweave import journals
    from tieweave.errors import TieweaveError
    from tieweave.report.as_history import entry_line
    from tieweave.report.harmless import visible

    taken = journals.undo_entry(store, number)
    if taken is None:
        raise TieweaveError(f"nothing was logged as {number}; tieweave log --list shows the numbers")
    click.echo(visible(f"taken back: {number}. {taken.name or '(no name)'}: {entry_line(taken)}"))


def _moment(text: str | None, now: dt.datetime) -> dt.datetime:
    """Return when it was, as the user says; fails as a usage error."""
    from tieweave import journals

    try:
        return journals.moment(text, now)
    except ValueError:
        raise click.UsageError(
            f"--when {text!r} is no date or time; write 2026-11-01 or 2026-11-01T12:00:00+00:00"
        ) from None
