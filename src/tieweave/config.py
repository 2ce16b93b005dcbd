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

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from tieweave.errors import SettingsError
from tieweave.followups.settings import PlanSettings
from tieweave.model import Profile
from tieweave.options import unknown_keys

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
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        if required:
            raise SettingsError(str(path), ["no such configuration file; check the path"]) from None
        return Config()
    except OSError as error:
        raise SettingsError(str(path), [f"cannot read the configuration ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise SettingsError(str(path), [f"not UTF-8 text (byte {error.start}); save it as UTF-8"]) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), [f"not TOML: {error}"]) from error
    except RecursionError as error:
        raise SettingsError(str(path), ["lists or tables are nested too deeply"]) from error
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
    profile = Profile()
    given = table.get("profile", {})
    if not isinstance(given, dict):
        problems.append("profile must be a table, headed [profile]")
    else:
        try:
            profile = Profile.from_table(given, where=where)
        except SettingsError as error:
            problems += [f"profile: {problem}" for problem in error.problems]
    aliases = _aliases(table.get("aliases", {}), problems)
    plan = PlanSettings()
    given = table.get("plan", {})
    if not isinstance(given, dict):
        problems.append("plan must be a table, headed [plan]")
    else:
        try:
            plan = PlanSettings.of(given)
        except SettingsError as error:
            problems += [f"plan: {problem}" for problem in error.problems]
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
