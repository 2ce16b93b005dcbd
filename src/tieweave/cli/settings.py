"""What the command line and the environment say of the configuration, of the plugins to use, and of the time."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieweave import config as configuration

if TYPE_CHECKING:
    from tieweave.plugins import PluginHub
    from tieweave.sources import Context


def settings(context: click.Context) -> configuration.Config:
    """Return the configuration that the command line, the environment or the system's own place names."""
    required = bool(context.obj["config"] or os.environ.get("TIEWEAVE_CONFIG"))
    return configuration.load(settings_path(context), required=required)


def settings_path(context: click.Context) -> Path:
    """Return where that configuration is, or would be."""
    return configuration.config_path(os.environ, context.obj["config"])


def clock(config: configuration.Config, now: dt.datetime | None = None) -> dt.datetime:
    """Return the present, or `now`, in ego's time zone; in that of the machine, or of `now`, where none is set."""
    moment = dt.datetime.now(dt.UTC).astimezone() if now is None else now
    return moment.astimezone(config.profile.zone_at(moment))


def hub(config: configuration.Config) -> PluginHub:
    """Return the hub of the installed plugins, but for those the user has switched off."""
    from tieweave.plugins import PluginHub, disabled_plugins

    return PluginHub.load(disabled=disabled_plugins(config.disabled_plugins, os.environ))


def source_context(config: configuration.Config) -> Context:
    """Return what a source is opened with outside a run, its options aside."""
    from tieweave.sources import Context
    from tieweave.store import Store

    stdin = getattr(sys.stdin, "buffer", None)  # a closed standard input is None
    return Context(now=dt.datetime.now(dt.UTC), profile=config.profile, stdin=stdin, store=Store.usual())
