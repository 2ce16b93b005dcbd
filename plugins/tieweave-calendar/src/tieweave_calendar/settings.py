"""What the user may choose under `[options.calendar]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError
from tieweave.options import time_zone, unknown_keys

_WHERE = "[options.calendar]"
_KEYS = ("timezone", "years")
_MOST_YEARS = 50


@attrs.frozen(kw_only=True)
class Settings:
    """How calendars are read: the zone of times that name none (None: UTC), and the years that series are followed."""

    zone: dt.tzinfo | None = None
    years: int = 10


def settings(table: Mapping[str, object]) -> Settings:
    """Return what the table says; raises `SettingsError` that names every key and value that cannot be meant."""
    problems = unknown_keys(table, _KEYS)
    name, years = table.get("timezone"), table.get("years", 10)
    zone = time_zone(name)
    if zone is None and name is not None:
        problems.append(f'timezone must be the name of a time zone, as in "Europe/Berlin", not {name!r}')
    if not isinstance(years, int) or isinstance(years, bool) or not 1 <= years <= _MOST_YEARS:
        problems.append(f"years must be a number from 1 to {_MOST_YEARS}, not {years!r}")
    elif not problems:
        return Settings(zone=zone, years=years)
    raise SettingsError(_WHERE, problems)
