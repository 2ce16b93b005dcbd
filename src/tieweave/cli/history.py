"""`tieweave history`: everything between the user and one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tieweave.cli.options import reading_options

if TYPE_CHECKING:
    import datetime as dt

    from tieweave.cli.whom import Whom
    from tieweave.model import Channel


@click.command(short_help="Show everything between you and one person.")
@click.argument("name")
@reading_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
@click.pass_context
def history(
    context: click.Context,
    name: str,
    locations: tuple[str, ...],
    profile: str | None,
    now: dt.datetime | None,
    strict: bool,
    form: str,
) -> None:
    """Show what was between you and NAME, in the order of time: contact, what you logged, follow-ups, give and take.

    NAME is a name or a part of one, an e-mail address, a phone number or an id. Where there is no LOCATION and no
    configured source, the journal alone tells.
    """
    from tieweave import journals
    from tieweave.cli.progress import progress
    from tieweave.cli.run import exit_code
    from tieweave.cli.screen import show
    from tieweave.cli.settings import clock, settings
    from tieweave.cli.whom import whom
    from tieweave.give_and_take import accounts, favours
    from tieweave.report import as_history
    from tieweave.resolve import phones
    from tieweave.store import Store

    moment = clock(settings(context), now)
    meant = whom(context, name, locations, profile=profile, now=moment, store=Store.usual(), read_first=True)
    person, book = meant.contact.id, meant.book
    with progress() as display:
        display.doing("looking what was between you")
        acts = _acts(meant)
    between = as_history.Between(
        contact=meant.contact,
        acts=acts,
        entries=[entry for entry in meant.journal.entries if entry.person == person],
        follow_ups=journals.of_person(meant.journal, person),
        account=next((one for one in accounts(favours(meant.journal)) if one.person == person), None),
        now=moment,
    )
    if form == "json":
        code = phones.calling_code(book.profile, book.contacts) if book else ""
        click.echo(as_history.as_json(between, code), nl=False)
    else:
        show(lambda room: as_history.lines(between, room))
    context.exit(exit_code(book, strict=strict) if book else 0)


def _acts(meant: Whom) -> list[tuple[dt.datetime, Channel]]:
    """Return when and by which channel ego and the person were in touch, as the sources tell."""
    from tieweave.resolve import phones
    from tieweave.resolve.participants import Participants

    if meant.book is None:
        return []
    contacts = meant.book.contacts
    at = next((at for at, contact in enumerate(contacts) if contact.id == meant.contact.id), None)
    participants = Participants(contacts, phones.calling_code(meant.book.profile, contacts))
    return [(act.when, act.channel) for act in meant.book.interactions if at in participants.of(act)]
