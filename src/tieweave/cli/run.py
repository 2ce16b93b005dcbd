"""A run of the pipeline for a command: settings in, ties out, and what went wrong said on stderr."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import attrs
import click

from tieweave import added, weave
from tieweave import config as configuration
from tieweave.claims import shown
from tieweave.cli.progress import progress
from tieweave.errors import SourceError
from tieweave.leads import Prospects
from tieweave.learning import Learned
from tieweave.model import Book, Failed, Journal, Profile, SharedKey, Tie
from tieweave.plugins import PluginHub
from tieweave.report.harmless import visible
from tieweave.store import Store

_SHOWN = 10


@attrs.frozen(kw_only=True)
class Run:
    """What one run read and found; `prospects` are what leads depend on, `journal` is give and take so far.

    `learned` is what the user's answers taught.
    """

    book: Book
    ties: tuple[Tie, ...]
    now: dt.datetime
    prospects: Prospects
    journal: Journal
    learned: Learned


def run(
    locations: Sequence[str],
    *,
    config: configuration.Config,
    plugins: PluginHub,
    profile: str | None,
    now: dt.datetime | None,
    keep_media: bool = False,
    target: str = "",
    store: Store | None = None,
    output: str | None = None,
) -> Run:
    """Read the locations, or the configured sources where none are named, and classify everyone in them.

    `target` takes the place of the profile's targets when leads are valued; `store` is the user's own where none is
    given. Raises as `people` does.
    """
    clock = now or dt.datetime.now(dt.UTC)
    book = people(
        locations,
        config=config,
        plugins=plugins,
        profile=profile,
        now=clock,
        store=Store.usual() if store is None else store,
        keep_media=keep_media,
        output=output,
    )
    with progress() as display:
        display.doing(f"weighing the evidence on {len(book.contacts):,} people")
        found = weave.survey(book, now=clock, target=target, aliases=config.aliases, progress=display.counted)
    return Run(
        book=book,
        ties=found.ties,
        now=clock,
        prospects=found.prospects,
        journal=found.journal,
        learned=found.learned,
    )


def people(
    locations: Sequence[str],
    *,
    config: configuration.Config,
    plugins: PluginHub,
    profile: str | None,
    now: dt.datetime,
    store: Store,
    keep_media: bool = False,
    output: str | None = None,
) -> Book:
    """Read the locations, or the configured sources where none are named, and make each person of them one.

    Whoever was added by hand is among them. Raises a usage error when there is nothing to read, or when the `output`
    would take the place of something that is read; `SourceError` when nothing could be read.
    """
    for broken in plugins.failures:
        click.echo(f"warning: {what_failed(broken)}", err=True)
    named_ones = locations or [os.path.expanduser(source) for source in config.sources]
    wanted = list(dict.fromkeys([*named_ones, *added.locations(store)]))
    if not wanted:
        raise click.UsageError(
            "name a LOCATION to read, such as contacts.vcf, or set sources = [...] in the configuration"
        )
    if output and any(_is_same_file(output, one) for one in (*wanted, *([profile] if profile else []))):
        raise click.UsageError(f"{visible(output)} is read, and would be written over: name another file as --output")
    ego = Profile.load(Path(profile)) if profile else config.profile
    # A closed standard input is None.
    stdin = sys.stdin.buffer if sys.stdin else None
    with progress() as display:
        display.doing(f"reading {', '.join(visible(shown(location)) for location in wanted)}")
        book = weave.gather(
            wanted,
            profile=None if ego == Profile() else ego,
            now=now,
            hub=plugins,
            stdin=stdin,
            keep_media=keep_media,
            store=store,
            options=config.options,
            progress=display.counted,
        )
        if store.trouble:
            click.echo(f"warning: {visible(store.trouble)}", err=True)
        if book.failed and not book.contacts and not book.interactions:
            for failed in book.failed[:-1]:
                click.echo(f"error: {what_failed(failed)}", err=True)
            raise SourceError(what_failed(book.failed[-1]))
        display.doing(f"merging {book.records:,} records")
        had_trouble = bool(store.trouble)
        merged = weave.merge(book, store=store)
    if store.trouble and not had_trouble:
        click.echo(f"warning: {visible(store.trouble)}", err=True)
    return merged


def _is_same_file(output: str, location: str) -> bool:
    """Return whether a location is the very file that is to be written, by whatever name, or with `vcard:` before."""
    names = (location, location.partition(":")[2])
    return os.path.isfile(output) and any(os.path.isfile(one) and os.path.samefile(one, output) for one in names)


def report_trouble(book: Book) -> None:
    """Say on stderr what failed, what was skipped and what counts for nobody, of the latter two the first."""
    for failed in book.failed:
        click.echo(f"error: {what_failed(failed)}", err=True)
    for skipped in book.skipped[:_SHOWN]:
        click.echo(f"skipped: {visible(f'{skipped.source}: {skipped.where}: {skipped.reason}')}", err=True)
    if len(book.skipped) > _SHOWN:
        more = len(book.skipped) - _SHOWN
        click.echo(f"skipped: {more:,} more; tieweave classify --format json lists them all", err=True)
    for shared in book.shared[:_SHOWN]:
        click.echo(f"note: {visible(what_is_shared(shared))}", err=True)
    if len(book.shared) > _SHOWN:
        click.echo(
            f"note: {len(book.shared) - _SHOWN} more are of several people; see tieweave duplicates --format json",
            err=True,
        )


def what_is_shared(shared: SharedKey) -> str:
    """Return one line that says whose a key is, how much counts for nobody, and what to do."""
    names = [contact.name or "(no name)" for contact in shared.people]
    whose = f"{', '.join(names[:3])} and {len(names) - 3} more" if len(names) > 4 else " and ".join(names)
    count = f"{shared.interactions:,} interaction{'s count' if shared.interactions > 1 else ' counts'} for none of them"
    return f"{shared.key} is of {whose}: {count}; if two of them are one person, see tieweave duplicates"


def what_failed(failed: Failed) -> str:
    """Return one line that names the source that failed and says why."""
    return visible(named(failed.source, failed.reason))


def named(location: str, said: str) -> str:
    """Return what is said of a location after its name, unless it stands in there already."""
    name = " ".join(location.split()).removesuffix(":")
    return said if name in said else f"{name}: {said}"


def exit_code(book: Book, *, strict: bool) -> int:
    """Return 3 when a source failed, or a record was skipped and the run is strict; else 0."""
    return 3 if book.failed or (strict and book.skipped) else 0
