"""`tieweave plugins`: what is installed, and what became of it. It works when every plugin is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tieweave.plugins import Plugin

_KEYS = ("name", "distribution", "version", "status", "hooks", "sources", "formats", "sinks", "error")


@click.command(short_help="List what is installed, and what is wrong with it.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a plugin.")
@click.pass_context
def plugins(context: click.Context, as_json: bool) -> None:
    """List the installed plugins, what they provide, and what is wrong with those that failed."""
    import json

    from tieweave.cli.settings import hub, settings
    from tieweave.report.harmless import json_text, visible

    found = hub(settings(context)).plugins
    if as_json:
        listed = [{key: getattr(plugin, key) for key in _KEYS} for plugin in found]
        click.echo(json_text(json.dumps(listed, ensure_ascii=False, indent=2)))
    elif found:
        for line in _aligned([[visible(cell) for cell in _row(plugin)] for plugin in found]):
            click.echo(line)
    else:
        click.echo("no plugin is installed: try pip install tieweave-vcard", err=True)
    if context.obj["debug"]:
        _show_tracebacks(found)


def _row(plugin: Plugin) -> list[str]:
    provided = [
        f"{kind}: {', '.join(names)}"
        for kind, names in (("sources", plugin.sources), ("formats", plugin.formats), ("sinks", plugin.sinks))
        if names
    ]
    return [plugin.name, plugin.version or "-", plugin.status, "; ".join(provided) or "-", plugin.error]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines whose columns stand under each other, the last one as long as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _show_tracebacks(found: Sequence[Plugin]) -> None:
    import traceback

    from tieweave.report.harmless import visible

    for plugin in found:
        if plugin.cause is not None:
            click.echo(f"plugin {visible(plugin.name)}:", err=True)
            for line in "".join(traceback.format_exception(plugin.cause)).splitlines():
                click.echo(f"  {visible(line)}", err=True)
