"""What the command line and the environment say of the configuration and of the plugins to use."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import click

from tieweave import config as configuration
from tieweave.plugins import PluginHub, disabled_plugins
from tieweave.sources import Context
from tieweave.store import Store


def settings(context: click.Context) -> configuration.Config:
    """Return the configuration that the command line, the environment or the system's own place names."""
    required = bool(context.obj["config"] or os.environ.get("TIEWEAVE_CONFIG"))
    return configuration.load(settings_path(context), required=required)


def settings_path(context: click.Context) -> Path:
    """Return where that configuration is, or would be."""
    return configuration.config_path(os.environ, context.obj["config"])


def hub(config: configuration.Config) -> PluginHub:
    """Return the hub of the installed plugins, but for those the user has switched off."""
    return PluginHub.load(disabled=disabled_plugins(config.disabled_plugins, os.environ))


def source_context(config: configuration.Config) -> Context:
    """Return what a source is opened with outside a run, its options aside."""
    stdin = getattr(sys.stdin, "buffer", None)  # a closed standard input is None
    return Context(now=dt.datetime.now(dt.UTC), profile=config.profile, stdin=stdin, store=Store.usual())
