"""`tieweave review`: the questions whose answers teach most; every answer is kept, listed, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import reading_options

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tieweave.cli.run import Run
    from tieweave.model import Tie
    from tieweave.store import Store

_AT_A_TIME = 30


class Numbers(click.ParamType):  # type: ignore[type-arg,unused-ignore] # generic only from click 8.4 on
    """A number, or the first and the last of several: 3, 3-16."""

    name = "NUMBER"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Return the numbers; fails as a usage error."""
        if isinstance(value, range):
            return value
        first, dash, last = str(value).partition("-")
        if not (_is_number(first) and (_is_number(last) or not dash)):
            self.fail(f"{value!r} is no number of an answer; write 3, or 3-16 for a batch", param, ctx)
        return range(int(first), int(last or first) + 1)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


@click.command(short_help="Say what people are to you, where it teaches most.")
@reading_options
@click.option("--limit", type=click.IntRange(min=0), default=_AT_A_TIME, help="Questions of this run; 0 asks them all.")
@click.option("--answers", "listing", is_flag=True, help="List what you have answered.")
@click.option("--undo", metavar="NUMBER", type=Numbers(), help="Take an answer back, or several: 3, 3-16.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to list the answers.")
@click.pass_context
def review(
    context: click.Context,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    limit: int,
    listing: bool,
    undo: range | None,
    form: str,
) -> None:
    """Ask about the people of LOCATION... whose answers teach most, one key an answer.

    First comes a small sample drawn by lot, then those whose answer changes most others, and groups with something in
    common. Every answer is kept at once and obeyed from then on: stop when you like, and the next run goes on. At the
    end it says what moved. --answers lists all answers, --undo takes one back.
    """
    import datetime as dt

    from tieweave.store import Store

    if undo is not None and (listing or locations or form == "json"):
        raise click.UsageError("--undo NUMBER stands alone; --answers lists the numbers")
    if listing and locations:
        raise click.UsageError("--answers lists all that is kept: leave out the locations")
    if form == "json" and not listing:
        raise click.UsageError("review asks at the terminal; --format json is for --answers")
    if "-" in locations:
        raise click.UsageError("review asks at the terminal: leave out - for standard input")
    store = Store.usual()
    clock = now or dt.datetime.now(dt.UTC)
    if undo is not None:
        _undo(store, undo)
    elif listing:
        _list(store, form, clock)
    else:
        context.exit(_ask(context, locations, profile, clock, strict, limit, store))


def _ask(
    context: click.Context,
    locations: Sequence[str],
    profile: str | None,
    clock: dt.datetime,
    strict: bool,
    limit: int,
    store: Store,
) -> int:
    from tieweave import answers
    from tieweave.cli import reviewing
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code, report_trouble, run
    from tieweave.cli.settings import hub, settings
    from tieweave.errors import NoAnswerError
    from tieweave.questions import questions
    from tieweave.resolve import phones

    config = settings(context)
    found = run(locations, config=config, plugins=hub(config), profile=profile, now=clock)
    report_trouble(found.book)
    code = phones.calling_code(found.book.profile, found.book.contacts)
    told = reviewing.said(found.book, answers.kept(store), code)
    with progress() as display:
        display.doing("choosing whom to ask about")
        wanted = questions(found.ties, told)
    if not wanted:
        click.echo("nobody is left to ask about")
        return exit_code(found.book, strict=strict)
    if told:
        click.echo(f"{len(told):,} of {len(found.ties):,} people are answered for; going on")
    asking = reviewing.Reviewing(store, code, clock, len(told))
    try:
        asking.of(wanted, limit or len(found.ties) + len(wanted))
    except NoAnswerError as error:
        raise NoAnswerError(f"{error}; {reviewing.done(asking.kept)}") from None
    click.echo()
    if asking.kept:
        _say_what_moved(found, store)
    click.echo(reviewing.done(asking.kept))
    return exit_code(found.book, strict=strict)


def _say_what_moved(found: Run, store: Store) -> None:
    from tieweave import answers
    from tieweave.cli import reviewing
    from tieweave.cli.progress import progress

    with progress() as display:
        now = reviewing.after(found.book, answers.kept(store), found.now, display.counted)
    for line in reviewing.moved(now):
        click.echo(line)
    levels = _changed(found.ties, now.ties)
    if levels:
        click.echo(f"{levels} {'person is' if levels == 1 else 'people are'} of another level than before this run")


def _changed(before: Sequence[Tie], after: Sequence[Tie]) -> int:
    """Return how many people are of another level than before."""
    levels = {tie.contact.id: tie.level for tie in before}
    return sum(levels.get(tie.contact.id) is not tie.level for tie in after)


def _list(store: Store, form: str, now: dt.datetime) -> None:
    from tieweave import answers
    from tieweave.report import as_answers

    held = answers.kept(store)
    if form == "json":
        click.echo(as_answers.as_json(now, held), nl=False)
        return
    for line in as_answers.lines(held):
        click.echo(line)
    click.echo("take one back with: tieweave review --undo NUMBER" if held else "nothing is answered yet")


def _undo(store: Store, numbers: range) -> None:
    from tieweave import answers
    from tieweave.errors import TieweaveError
    from tieweave.report import as_answers

    taken = answers.undo(store, *(held.number for held in answers.kept(store) if held.number in numbers))
    if not taken:
        shown = f"{numbers.start}" if len(numbers) <= 1 else f"{numbers.start}-{numbers.stop - 1}"
        raise TieweaveError(f"there is no answer {shown}; tieweave review --answers lists them")
    for line in as_answers.lines(taken):
        click.echo(f"taken back: {line}")
