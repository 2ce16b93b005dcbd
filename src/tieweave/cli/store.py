"""`tieweave store`: where what you said is kept, and taking it to another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tieweave.portable import Brought, Holdings


@click.group(short_help="Export, import, or find what you said and logged.")
def store() -> None:
    """Take what you said, decided, added and logged to another machine, or find where it is kept."""


@store.command("path")
def path() -> None:
    """Print where the file is; it need not be there yet."""
    from tieweave.report.harmless import visible
    from tieweave.store import Store

    click.echo(visible(str(Store.usual().path)))


@store.command("export")
@click.option("--output", metavar="FILE", help="Write into this file, whole or not at all.")
def export(output: str | None) -> None:
    """Write everything of your own as one JSON document.

    Secrets are left out, and what sources remember to save work.
    """
    from tieweave import portable
    from tieweave.cli.output import write_text
    from tieweave.cli.progress import progress
    from tieweave.report.harmless import visible
    from tieweave.store import Store

    with progress() as display:
        display.doing("reading what is kept")
        holdings, damaged = portable.held(Store.usual())
        document = portable.written(holdings)
    write_text(document, output)
    for one in damaged:
        click.echo(visible(f"warning: left out, since it is damaged: {one.part} {one.key}"), err=True)


@store.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
def import_(file: str, dry_run: bool) -> None:
    """Bring in what `tieweave store export` wrote into FILE ("-" is standard input), all of it or nothing.

    Nothing that is there is lost, and what is there already is not added again.
    """
    from tieweave import portable
    from tieweave.cli.progress import progress
    from tieweave.errors import TieweaveError
    from tieweave.report.harmless import visible
    from tieweave.store import Store

    try:
        content = _content(file)
        with progress() as display:
            display.doing("reading what comes in")
            coming = portable.read(content)
    except TieweaveError as error:
        raise TieweaveError(f"{file}: {error}") from error
    held = Store.usual()
    with progress() as display:
        display.doing("comparing it with what is here")
        told = portable.would_bring(held, coming) if dry_run else portable.bring(held, coming)
    for line in _lines(told, coming, dry_run=dry_run):
        click.echo(visible(line))


def _content(file: str) -> bytes:
    import sys
    from pathlib import Path

    from tieweave.errors import TieweaveError

    if file == "-":
        return sys.stdin.buffer.read() if sys.stdin else b""
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise TieweaveError("there is no such file; check the path") from None
    except OSError as error:
        raise TieweaveError(f"cannot be read ({error.strerror}); check the path") from error


_CALLED = {
    "decisions": "decisions on who is who",
    "answers": "answers",
    "added": "people added",
    "ids": "ids",
    "follow_ups": "follow-ups",
    "entries": "entries",
    "work": "people's work",
    "deliveries": "deliveries",
}


def _lines(told: Sequence[Brought], coming: Holdings, *, dry_run: bool) -> Iterator[str]:
    for one in told:
        if coming[one.part]:
            parts = [f"{one.new:,} new"]
            parts += [f"{one.changed:,} changed"] if one.changed else []
            parts += [f"{one.there:,} here already"]
            if one.renumbered:
                parts += [f"{one.renumbered:,} of yours numbered anew, since something older comes before them"]
            yield f"{_CALLED[one.part]}: {', '.join(parts)}"
    total = sum(one.new + one.changed for one in told)
    if dry_run:
        yield f"nothing was changed; {total:,} would come in" if total else "nothing would come in"
    else:
        yield f"{total:,} came in" if total else "nothing came in: all of it is here already"
