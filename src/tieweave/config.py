"""The configuration: one TOML file, in the folder the operating system keeps for it.

    sources = ["~/contacts.vcf"]
    sinks = ["ics:~/follow-ups.ics"]
    [profile]
    name = "Morgan Gallant"
    [plugins]
    disable = ["google"]
    [options.carddav."https://dav.example.org"]
    user = "morgan"
    [aliases]
    "Big Blue" = "IBM"
    [plan]
    per_week = 5

`TIEWEAVE_CONFIG` or `--config` name another file. There need not be one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import attrs

from tieweave.errors import SettingsError
from tieweave.followups.settings import PlanSettings
from tieweave.model import Profile
from tieweave.options import unknown_keys
from tieweave.settings_file import read_table

T = TypeVar("T")

_KEYS = ("sources", "sinks", "profile", "plugins", "options", "aliases", "plan")


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Config:
    """What the user has set: the `sources` read where a command names none, ego's `profile`, plugins to leave.

    `sinks` are where `tieweave push` delivers to where none is named. `options` are the tables `[options.NAME]`, NAME
    being that of the source or sink that knows what may be in it. `aliases` give for the name of a company others that
    are the same one. `plan` is how follow-ups are planned.
    """

    sources: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    sinks: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    profile: Profile = attrs.field(factory=Profile)
    disabled_plugins: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    options: Mapping[str, Mapping[str, object]] = attrs.field(factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    plan: PlanSettings = attrs.field(factory=PlanSettings)


def config_path(environment: Mapping[str, str], option: str | None = None) -> Path:
    """Return the configuration file's path: the option's, else `TIEWEAVE_CONFIG`, else the system's own place."""
    named = option or environment.get("TIEWEAVE_CONFIG")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path("tieweave") / "config.toml"


def load(path: Path, *, required: bool = False) -> Config:
    """Read the configuration; a file that is not there is an empty one, unless it is `required`.

    Raises `SettingsError` with all problems of the file at once.
    """
    try:
        table = read_table(path, "the configuration")
    except SettingsError as error:
        if not isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise
        if required:
            raise SettingsError(str(path), ["no such configuration file; check the path"]) from None
        return Config()
    return _config(table, str(path))


def _config(table: Mapping[str, object], where: str) -> Config:
    problems = unknown_keys(table, _KEYS)
    sources = _list(table.get("sources", []), 'sources must be a list, as in sources = ["contacts.vcf"]', problems)
    sinks = _list(table.get("sinks", []), 'sinks must be a list, as in sinks = ["ics:follow-ups.ics"]', problems)
    plugins = table.get("plugins", {})
    if not isinstance(plugins, dict):
        problems.append("plugins must be a table, headed [plugins]")
        plugins = {}
    problems += unknown_keys(plugins, ("disable",), "plugins.")
    disabled = _list(plugins.get("disable", []), 'plugins.disable must be a list, as in ["google"]', problems)
    options = table.get("options", {})
    if not isinstance(options, dict) or not all(isinstance(one, dict) for one in options.values()):
        problems.append("options must hold a table a source, each headed as in [options.csv]")
        options = {}
    profile = _part(table, "profile", functools.partial(Profile.from_table, where=where), problems) or Profile()
    aliases = _aliases(table.get("aliases", {}), problems)
    plan = _part(table, "plan", PlanSettings.of, problems) or PlanSettings()
    if problems:
        raise SettingsError(where, problems)
    return Config(
        sources=sources,
        sinks=sinks,
        profile=profile,
        disabled_plugins=disabled,
        options=options,
        aliases=aliases,
        plan=plan,
    )


def _part(
    table: Mapping[str, object], key: str, read: Callable[[Mapping[str, object]], T], problems: list[str]
) -> T | None:
    """Return what a part of the configuration says, None where it cannot be meant: the `problems` then tell why."""
    given = table.get(key, {})
    if not isinstance(given, dict):
        problems.append(f"{key} must be a table, headed [{key}]")
        return None
    try:
        return read(given)
    except SettingsError as error:
        problems += [f"{key}: {problem}" for problem in error.problems]
        return None


def _aliases(value: object, problems: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the other names of each company; one may be written as text, several as a list."""
    if not isinstance(value, dict):
        problems.append("aliases must be a table, headed [aliases]")
        return {}
    found = {}
    for name, said in value.items():
        others = [said] if isinstance(said, str) else said
        problem = f'aliases.{name} must be a name or a list of names, as in "{name}" = ["IBM"]'
        found[name] = tuple(_list(others, problem, problems))
    return found


def _list(value: object, problem: str, problems: list[str]) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    problems.append(problem)
    return []
