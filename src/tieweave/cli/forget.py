"""`tieweave forget`: erase a person from everything that is kept, and say what was erased and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import reading_options

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from tieweave.forgetting import Erased


@click.command(short_help="Erase a person from everything that is kept.")
@click.argument("name")
@reading_options
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and change nothing.")
@click.pass_context
def forget(
    context: click.Context,
    name: str,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Erase NAME from everything that tieweave keeps, and say what was erased.

    NAME is a name or a part of one, an e-mail address, a phone number or an id. With LOCATION..., or configured
    sources, the person is found there as by tieweave label; else by what is kept alone. Your sources are left as they
    are: remove the person there too, or the next run knows them again.
    """
    import datetime as dt

    from tieweave import forgetting, portable
    from tieweave.cli.asking import ask
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, people, report_trouble
    from tieweave.cli.settings import hub, settings
    from tieweave.errors import StoreError, TieweaveError
    from tieweave.model import Book
    from tieweave.report.harmless import visible
    from tieweave.resolve import phones
    from tieweave.store import Store

    config = settings(context)
    clock = now or dt.datetime.now(dt.UTC)
    store = Store.usual()
    book = Book()
    if locations or config.sources:
        book = people(locations, config=config, plugins=hub(config), profile=profile, now=clock, store=store)
        report_trouble(book)
        store.close()  # what was read of it is let go of, so that it can be written anew
        store = Store.usual()
    with progress() as display:
        display.doing("looking what is kept")
        holdings, _ = portable.held(store)
        traces = forgetting.Traces(holdings, book.contacts, phones.calling_code(book.profile, book.contacts))
        try:
            meant = traces.meant(name, book.former_ids)
        except TieweaveError as error:
            if book.contacts:
                raise
            raise TieweaveError(f"{error}; with a LOCATION the people in it are looked at too") from error
        person = traces.person(meant, book.former_ids)
        sources = list(dict.fromkeys(record.source for record in meant.records or (meant,) if meant in book.contacts))
        would = forgetting.would_erase(store, person, clock)
    if not dry_run and would.is_anything and not yes:
        for line in _lines(person.name, would, sources, done=False):
            click.echo(visible(line), err=True)
        if ask("erase this for good? [y/N]").lower() not in ("y", "yes"):
            click.echo("nothing was erased")
            return
    if store.trouble and not dry_run:
        raise StoreError(store.trouble)
    erased = would
    if would.is_anything and not dry_run:
        # A push that has read of the person would write them back.
        with progress() as display, store.alone():
            display.doing("erasing")
            erased = forgetting.erase(store, person, clock)
    for line in _lines(person.name, erased, sources, done=not dry_run):
        click.echo(visible(line))
    context.exit(exit_code(book, strict=strict))


_CALLED = {
    "answers": ("answer", "answers"),
    "decisions": ("decision on who is who", "decisions on who is who"),
    "added": ("person added by hand", "people added by hand"),
    "ids": ("address or number with its id", "addresses and numbers with their ids"),
    "follow_ups": ("follow-up", "follow-ups"),
    "entries": ("entry", "entries"),
    "work": ("line on where they work", "lines on where they work"),
}


def _lines(name: str, erased: Erased, sources: Sequence[str], *, done: bool) -> Iterator[str]:
    """Yield what was erased, or would be, and what is not, a line each."""
    if not erased.is_anything:
        yield f"nothing is kept of {name}"
    verb = "erased" if done else "would erase"
    for part, count in erased.rows.items():
        yield f"{verb}: {count:,} {_CALLED[part][count != 1]} of {name}"
    for part, count in erased.cleaned.items():
        yield f"{verb}: what names them in {count:,} {_CALLED[part][count != 1]} of others"
    for owner, memory in erased.caches:
        yield f"{verb}: what {owner} remembers of {memory}, all of it; it is read anew at the next run"
    for path in erased.backups:
        yield f"{verb}: the backup {path}"
    for sink, count in erased.removing.items():
        yield f"not yet: {_follow_ups(count)} at {sink}, which the next tieweave push removes there"
    for sink, count in erased.done.items():
        yield f"not erased: {_follow_ups(count)} that {'is' if count == 1 else 'are'} done at {sink}; remove it there"
    for source in sources:
        if source != "added:":
            yield f"not erased: {name} still stands in {source}; remove them there"
    yield "not erased: secrets, and files that you exported"


def _follow_ups(count: int) -> str:
    return f"{count:,} {_CALLED['follow_ups'][count != 1]}"
