"""`tieweave add`: name somebody you know, kept in the store and read by every run from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import CategorySlug

if TYPE_CHECKING:
    from tieweave.model import Contact
    from tieweave.store import Store


@click.command(short_help="Add somebody you know, in seconds.")
@click.argument("name", nargs=-1)
@click.option("--category", type=CategorySlug(), help="What the person is to you.")
@click.option("--level", type=click.Choice(["1", "2"]), help="Close (1), or known but not close (2).")
@click.option("--note", "notes", metavar="TEXT", multiple=True, help="What you want to remember; may be repeated.")
@click.option("--email", "emails", metavar="ADDRESS", multiple=True, help="An e-mail address; may be repeated.")
@click.option("--phone", "phones", metavar="NUMBER", multiple=True, help="A phone number; may be repeated.")
@click.option("--organisation", metavar="NAME", default="", help="Where the person works or belongs.")
@click.option("--title", metavar="TEXT", default="", help="What the person does there.")
@click.option("--label", "labels", metavar="TEXT", multiple=True, help="A label of your own; may be repeated.")
@click.option("--again", is_flag=True, help="Add another person of a name that you have added already.")
@click.option("--list", "listed", is_flag=True, help="List whom you have added.")
@click.option("--undo", metavar="NUMBER", type=int, help="Take the person of that number back.")
def add(
    name: tuple[str, ...],
    category: str | None,
    level: str | None,
    notes: tuple[str, ...],
    emails: tuple[str, ...],
    phones: tuple[str, ...],
    organisation: str,
    title: str,
    labels: tuple[str, ...],
    again: bool,
    listed: bool,
    undo: int | None,
) -> None:
    """Add NAME to the people you know: tieweave add "Jane Doe" --category neighbour --note "lends us the ladder".

    It is kept on this machine, and read by every command from then on beside your other sources, as the source
    "added:". The category and the level are taken at your word. With an e-mail address or a number it joins what
    other sources say of the same person.
    """
    import datetime as dt

    from tieweave.store import Store

    said = (category, level, notes, emails, phones, organisation, title, labels)
    store = Store.usual()
    if listed or undo is not None:
        if name or again or any(said) or (listed and undo is not None):
            raise click.UsageError("--list and --undo NUMBER stand alone")
        _list(store) if undo is None else _undo(store, undo)
        return
    if len(name) > 1:
        raise click.UsageError(f'put the name in quotes: tieweave add "{" ".join(name)}"')
    whole = " ".join(name[0].split()) if name else ""
    if category == "unknown":
        raise click.UsageError("'unknown' is no category to add somebody under; leave --category out")
    from tieweave import added

    if wrong := added.mistake(whole, emails=emails, phones=phones):
        raise click.UsageError(wrong)
    somebody = added.somebody(
        whole,
        when=dt.datetime.now(dt.UTC).isoformat(),
        category=category or "",
        level=int(level) if level else None,
        emails=emails,
        phones=phones,
        organisation=organisation,
        title=title,
        notes=notes,
        labels=labels,
    )
    _add(store, somebody, again=again)


def _add(store: Store, somebody: Contact, *, again: bool) -> None:
    from tieweave import added
    from tieweave.errors import TieweaveError
    from tieweave.report import as_added
    from tieweave.report.harmless import visible

    same = added.namesakes(added.kept(store), somebody.name)
    if same and not again:
        number, contact = same[-1]
        raise TieweaveError(
            f"already added as {number}: {as_added.who(contact)}; "
            f"--again adds another person of that name, tieweave add --undo {number} takes this one back"
        )
    number = added.keep(store, somebody)
    click.echo(visible(f"added as {number}: {as_added.who(somebody)}"))
    click.echo(f"every command reads it from now on; take it back with: tieweave add --undo {number}")


def _list(store: Store) -> None:
    from tieweave import added
    from tieweave.report import as_added

    held = added.kept(store)
    for line in as_added.lines(held):
        click.echo(line)
    click.echo("take one back with: tieweave add --undo NUMBER" if held else "nobody was added yet")


def _undo(store: Store, number: int) -> None:
    from tieweave import added
    from tieweave.errors import TieweaveError
    from tieweave.report import as_added

    taken = added.undo(store, number)
    if taken is None:
        raise TieweaveError(f"nobody was added as {number}; tieweave add --list shows the numbers")
    click.echo(f"taken back: {number}. {as_added.who(taken)}")
