"""The one installed plugin under test, found as tieweave finds it; the others are left alone."""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import pytest

from tieweave.plugins import GROUP, Plugin, PluginHub
from tieweave.sinks import SinkType
from tieweave.sources import SourceType

D = TypeVar("D", SourceType, SinkType)


@functools.cache  # what is installed stays so while tests run, and to find it takes longer than most checks
def hub_of(plugin: str) -> tuple[Plugin, PluginHub]:
    """Load the one installed plugin under test, and leave the others alone."""
    installed = {entry_point.name for entry_point in importlib.metadata.entry_points(group=GROUP)}
    hub = PluginHub.load(disabled=installed - {plugin})
    for found in hub.plugins:
        if found.name == plugin:
            return found, hub
    names = ", ".join(sorted(installed)) or "none"
    pytest.fail(f"no plugin {plugin!r} is installed ({names} are); pip install -e it first", pytrace=False)


def declaration(plugin: str, kind: str, declared: Iterable[D], name: str) -> D:
    """Return what the plugin under test declares by that name; fails the test where it does not.

    `declared` are all declarations of the `kind`, "source" or "sink", of the hub that has this plugin alone.
    """
    found, _ = hub_of(plugin)
    known = list(declared)
    for one in known:
        if one.name == name and one.plugin == plugin:
            return one
    reason = found.error or f"it declares {', '.join(one.name for one in known) or 'none'}"
    pytest.fail(f"plugin {plugin!r} declares no {kind} {name!r}: {reason}", pytrace=False)


def hook_functions(plugin: str) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the names and functions of the hooks that an installed plugin implements."""
    for entry_point in importlib.metadata.entry_points(group=GROUP, name=plugin):
        module = entry_point.load()
        for name in dir(module):
            function = getattr(module, name)
            if getattr(function, f"{GROUP}_impl", None) is not None:
                yield name, function


_DECLARE = """
import json, sys
from tieweave.plugins import PluginHub
disabled, heavy = json.loads(sys.argv[1])
PluginHub.load(disabled=disabled)
print(json.dumps([name for name in heavy if name in sys.modules]))
"""


def imported_by_declaring(plugin: str, heavy: Iterable[str]) -> list[str]:
    """Return which of the `heavy` modules a fresh Python imports to list what the plugin declares."""
    installed = {entry_point.name for entry_point in importlib.metadata.entry_points(group=GROUP)}
    arguments = json.dumps([sorted(installed - {plugin}), list(heavy)])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ran = subprocess.run(
        [sys.executable, "-c", _DECLARE, arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    imported: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return imported
