"""`tieweave doctor`: whether everything can be read, and each sink used, and what to do if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tieweave.checkup import Finding
    from tieweave.config import Config
    from tieweave.plugins import PluginHub
    from tieweave.sources import Context


@click.command(short_help="Say whether everything can be read, and what to do.")
@click.argument("locations", metavar="[LOCATION]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a location.")
@click.pass_context
def doctor(context: click.Context, locations: tuple[str, ...], as_json: bool) -> None:
    """Say of each LOCATION, or of each configured source and sink, whether it can be used, and what to do if not."""
    import json
    import os

    from tieweave.cli.run import named
    from tieweave.cli.settings import hub, settings, settings_path, source_context
    from tieweave.report.harmless import json_text, visible
    from tieweave.store import data_folder

    config = settings(context)
    plugins = hub(config)
    opened = source_context(config)
    findings = _findings(locations, config, plugins, opened)
    if as_json:
        listed = [
            {"location": one.location, "source": one.source or None, "ok": one.ok, "said": one.said} for one in findings
        ]
        click.echo(json_text(json.dumps(listed, ensure_ascii=False, indent=2)))
    else:
        path = settings_path(context)
        there = "" if path.exists() else " (there is none: tieweave init writes it)"
        click.echo(f"configuration: {visible(str(path))}{there}")
        click.echo(f"remembered in: {visible(str(data_folder(os.environ)))}")
        for finding in findings:
            first, *more = finding.said
            click.echo(f"{'ok    ' if finding.ok else 'failed'}  {visible(named(finding.location, first))}")
            for line in more:
                click.echo(f"        {visible(line)}")
        if not findings:
            click.echo("nothing to read: set sources = [...] in the configuration, or name a LOCATION")
    for failure in plugins.failures:
        click.echo(f"warning: {visible(f'{failure.source}: {failure.reason}')}", err=True)
    trouble = opened.store.check()
    for warning in (*_unused_options(config, plugins), *([trouble] if trouble else [])):
        click.echo(f"warning: {visible(warning)}", err=True)
    context.exit(0 if all(finding.ok for finding in findings) else 3)


def _findings(locations: tuple[str, ...], config: Config, plugins: PluginHub, opened: Context) -> list[Finding]:
    import os

    from tieweave import added
    from tieweave.checkup import examine, examine_sink
    from tieweave.sinks import SinkContext

    types = plugins.sources()
    configured = [os.path.expanduser(source) for source in config.sources]
    wanted = locations or [*configured, *added.locations(opened.store)]
    found = [examine(one, types, plugins.failures, opened, config.options) for one in dict.fromkeys(wanted)]
    if locations:
        return found
    context = SinkContext(now=opened.now, profile=opened.profile, store=opened.store)
    types_of_sinks = plugins.sinks()
    return found + [
        examine_sink(one, types_of_sinks, plugins.failures, context, config.options)
        for one in dict.fromkeys(config.sinks)
    ]


def _unused_options(config: Config, plugins: PluginHub) -> list[str]:
    """Say which `[options.NAME]` are for no installed source or sink."""
    import difflib

    sources = [one.name for one in plugins.declared_sources]
    names = list(dict.fromkeys([*sources, *(one.name for one in plugins.declared_sinks)]))
    unused = []
    for name in config.options:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names) or 'none'}"
            unused.append(f"[options.{name}] is for no source; {hint}")
    return unused
