"""`tieweave duplicates`: who may be one person, with the evidence; decided one by one, kept, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import format_option, reading_options

if TYPE_CHECKING:
    import datetime as dt

    from tieweave.model import Pair
    from tieweave.store import Store

_SHOWN = 20


@click.command(short_help="Show who may be one person, and decide.")
@reading_options
@format_option
@click.option("--limit", type=click.IntRange(min=0), default=_SHOWN, help="Pairs to show in the table; 0 shows all.")
@click.option("--person", metavar="NAME", help="What was joined to make this person, and who else it may be.")
@click.option("--decide", is_flag=True, help="Ask of one pair after the other; the answers are kept.")
@click.option("--decided", is_flag=True, help="List what you have decided.")
@click.option("--undo", metavar="NUMBER", type=int, help="Take the decision of that number back.")
@click.pass_context
def duplicates(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    form: str,
    limit: int,
    person: str | None,
    decide: bool,
    decided: bool,
    undo: int | None,
) -> None:
    """Show which entries of LOCATION... may be one person, the likeliest first, with the evidence for and against.

    What is surely one person is joined already, and what is not is left apart; these are the rest. --decide asks, and
    what you answer is obeyed from then on. --person NAME shows the records that were joined to make one person; with
    --decide, a wrong one among them is taken out.
    """
    import datetime as dt

    from tieweave import identities, lookup, resolve
    from tieweave.cli.deciding import Asking
    from tieweave.cli.run import exit_code, people, report_trouble
    from tieweave.cli.screen import show
    from tieweave.cli.settings import hub, settings
    from tieweave.report import as_duplicates
    from tieweave.resolve import phones
    from tieweave.store import Store

    if decide and (form == "json" or "-" in locations):
        raise click.UsageError("--decide asks at the terminal: leave out --format json, and - for standard input")
    if undo is not None and (decide or decided or person is not None or locations):
        raise click.UsageError("--undo NUMBER stands alone; --decided lists the numbers")
    store = Store.usual()
    if undo is not None:
        _undo(store, undo)
        return
    clock = now or dt.datetime.now(dt.UTC)
    if decided:
        _list_decisions(store, form, clock)
        return
    config = settings(context)
    book = people(locations, config=config, plugins=hub(config), profile=profile, now=clock, store=store)
    report_trouble(book)
    code = phones.calling_code(book.profile, book.contacts)
    pairs = book.undecided
    joined: tuple[Pair, ...] = ()
    if person is not None:
        one = lookup.only(book.contacts, person, book.former_ids)
        pairs = tuple(pair for pair in pairs if one.id in (pair.one.id, pair.other.id))
        joined = resolve.joined(one, book.contacts, code)
    if decide:
        Asking(store, code, clock).of(pairs, joined)
    elif form == "json":
        held = identities.decisions(store)
        click.echo(as_duplicates.as_json(clock, held, pairs, joined, book.shared, code), nl=False)
    else:
        show(lambda room: as_duplicates.table(pairs, joined, code, limit or len(pairs), room))
    context.exit(exit_code(book, strict=strict))


def _list_decisions(store: Store, form: str, now: dt.datetime) -> None:
    from tieweave import identities
    from tieweave.report import as_duplicates

    held = identities.decisions(store)
    if form == "json":
        click.echo(as_duplicates.as_json(now, held), nl=False)
        return
    for line in as_duplicates.decision_lines(held):
        click.echo(line)
    click.echo("take one back with: tieweave duplicates --undo NUMBER" if held else "nothing is decided yet")


def _undo(store: Store, number: int) -> None:
    from tieweave import identities
    from tieweave.errors import TieweaveError
    from tieweave.report import as_duplicates

    taken = identities.undo(store, number)
    if taken is None:
        raise TieweaveError(f"there is no decision {number}; tieweave duplicates --decided lists them")
    for line in as_duplicates.decision_lines([identities.Numbered(number, taken)]):
        click.echo(f"taken back: {line}")
