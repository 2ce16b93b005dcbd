"""What the configuration says of an account: `[options.carddav."https://dav.example.org"]` and its keys."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError, SourceError
from tieweave.options import time_zone, unknown_keys
from tieweave_dav import locations
from tieweave_dav.kinds import ADDRESS_BOOKS, Kind
from tieweave_dav.locations import Location

_PASSWORDS = ("password_env", "password_command", "token_env", "token_command")


def _names(values: list[str]) -> tuple[str, ...]:
    return tuple(value.casefold() for value in values)


@attrs.frozen(kw_only=True)
class Settings:
    """What the user has set for an account.

    `user` is the name to sign in with. Of the next four at most one is set: the environment variable or the command
    that gives the password, or an access token. `ca` is the path of a file with the certificate of an authority of
    the user's own. `skip` are names of collections to pass over, in lower case. `tasks` is the name of the one that
    follow-ups are delivered to. `timezone` and `years` are what `[options.calendar]` calls so.
    """

    user: str = ""
    password_env: str = ""
    password_command: str = ""
    token_env: str = ""
    token_command: str = ""
    ca: str = ""
    skip: tuple[str, ...] = attrs.field(default=(), converter=_names)
    tasks: str = ""
    timezone: str | None = None
    years: int | None = None

    @property
    def of_calendars(self) -> dict[str, object]:
        """The options of the plugin that reads calendars."""
        return {key: value for key, value in (("timezone", self.timezone), ("years", self.years)) if value is not None}


_KEYS = ("user", *_PASSWORDS, "ca", "skip")
_KEYS_OF_CALENDARS = (*_KEYS, "tasks", "timezone", "years")


def of(options: Mapping[str, object], kind: Kind, location: Location) -> Settings:
    """Return the settings of the table that fits a location best: that of its server, of its user, of its path.

    Raises `SettingsError` with every problem of all the tables.
    """
    where = f"options.{kind.name}"
    problems: list[str] = []
    fitting: list[tuple[tuple[bool, int], Settings]] = []
    for key, table in options.items():
        if not isinstance(table, dict):
            example = f'[{where}."{location.origin}"]'
            problems.append(f"{key!r} must stand in the table of its server, headed as in {example}")
            continue
        settings = _settings(table, key, _KEYS if kind is ADDRESS_BOOKS else _KEYS_OF_CALENDARS, problems)
        try:
            named = locations.read(kind.name, f"{kind.name}:{key}")
        except SourceError:
            problems.append(f"{key!r} is no server's address, such as {str(location.origin)!r}")
            continue
        if _fits(named, location):
            fitting.append(((bool(named.users), len(named.path)), settings))
    if problems:
        raise SettingsError(where, problems)
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else Settings()


def _fits(named: Location, location: Location) -> bool:
    return (
        named.origin == location.origin
        and f"{location.path.rstrip('/')}/".startswith(f"{named.path.rstrip('/')}/")
        and (not named.users or any(user in location.users for user in named.users))
    )


def _settings(table: Mapping[str, object], at: str, known: tuple[str, ...], problems: list[str]) -> Settings:
    before = len(problems)
    for key, value in table.items():
        if key in ("password", "token"):
            problems.append(
                f"{at!r}: no {key} stands in the configuration: name what gives it as {key}_command or {key}_env"
            )
        elif unknown := unknown_keys([key], known):
            problems.extend(f"{at!r}: {problem}" for problem in unknown)
        elif key == "timezone":
            if time_zone(value) is None:
                problems.append(f'{at!r}: timezone must be the name of a time zone, as in "Europe/Berlin"')
        elif key == "skip":
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                problems.append(f'{at!r}: skip must be a list of names, as in skip = ["Birthdays"]')
        elif key == "years":
            if not isinstance(value, int) or isinstance(value, bool):
                problems.append(f"{at!r}: years must be a number")
        elif not isinstance(value, str):
            problems.append(f"{at!r}: {key} must be text in quotes")
    ways = [key for key in _PASSWORDS if table.get(key)]
    if len(ways) > 1:
        problems.append(f"{at!r}: {' and '.join(ways)} are set; one of them says it")
    return Settings(**table) if len(problems) == before else Settings()  # type: ignore[arg-type]  # checked above
