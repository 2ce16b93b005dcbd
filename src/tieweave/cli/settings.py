"""What the command line and the environment say of the configuration and of the plugins to use."""

from __future__ import annotations

import os

import click

from tieweave import config as configuration
from tieweave.plugins import PluginHub, disabled_plugins


def settings(context: click.Context) -> configuration.Config:
    """Return the configuration that the command line, the environment or the system's own place names."""
    option = context.obj["config"]
    path = configuration.config_path(os.environ, option)
    return configuration.load(path, required=bool(option or os.environ.get("TIEWEAVE_CONFIG")))


def hub(config: configuration.Config) -> PluginHub:
    """Return the hub of the installed plugins, but for those the user has switched off."""
    return PluginHub.load(disabled=disabled_plugins(config.disabled_plugins, os.environ))
