"""`tieweave login` and `tieweave logout`: handed over to the source, or sink, whose location it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tieweave.sinks import SinkClaim
    from tieweave.sources import Claim, Context


@click.command(short_help="Sign in to a service, such as google:")
@click.argument("location")
@click.option("--client-secrets", metavar="FILE", help="The file that identifies the program, for a service that asks.")
@click.option("--no-browser", is_flag=True, help="Open no browser here: show an address to open elsewhere.")
@click.pass_context
def login(context: click.Context, location: str, client_secrets: str | None, no_browser: bool) -> None:
    """Sign in to the service at LOCATION, such as google: or carddav:https://dav.example.org."""
    from tieweave import accounts
    from tieweave.cli.asking import signing_in
    from tieweave.report.harmless import visible

    how = signing_in(client_secrets, browser=not no_browser)
    claimed, opened = _claimed(context, location)
    click.echo(visible(accounts.login(claimed, opened, how)))


@click.command(short_help="Sign out of a service.")
@click.argument("location")
@click.pass_context
def logout(context: click.Context, location: str) -> None:
    """Sign out of the service at LOCATION, and take back what it granted."""
    from tieweave import accounts
    from tieweave.report.harmless import visible

    claimed, opened = _claimed(context, location)
    click.echo(visible(accounts.logout(claimed, opened)))


def _claimed(context: click.Context, location: str) -> tuple[Claim | SinkClaim, Context]:
    """Return whose location it is: a source's, or a sink's where no source reads it."""
    import attrs

    from tieweave import sinks, sources
    from tieweave.cli.settings import hub, settings, source_context
    from tieweave.errors import LocationError

    config = settings(context)
    plugins = hub(config)
    claimed: Claim | SinkClaim
    try:
        claimed = sources.claim(location, plugins.sources(), plugins.failures)
    except LocationError as error:
        try:
            claimed = sinks.claim(location, plugins.sinks(), plugins.failures)
        except LocationError:
            raise error from None
    options = config.options.get(claimed.type.name, {})
    return claimed, attrs.evolve(source_context(config), options=options)
