"""What the user may choose under `[options.linkedin]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError
from tieweave.options import time_zone, unknown_keys

_WHERE = "[options.linkedin]"
_KEYS = ("me", "timezone")


@attrs.frozen(kw_only=True)
class Options:
    """`me` is the user's own profile page or name, "" to find it out; `zone` that of times written without one."""

    me: str = ""
    zone: dt.tzinfo = dt.UTC


def read(table: Mapping[str, object]) -> Options:
    """Return the options; raises `SettingsError` that names every key and value that cannot be."""
    problems = unknown_keys(table, _KEYS)
    me, zone = table.get("me", ""), table.get("timezone", "UTC")
    if not isinstance(me, str):
        problems.append("me must be your profile page or name, in quotes")
    found = time_zone(zone)
    if found is None:
        problems.append(f'timezone must be a time zone, as in "America/Halifax" or "-04:00", not {zone!r}')
    if problems or found is None or not isinstance(me, str):
        raise SettingsError(_WHERE, problems)
    return Options(me=me.strip(), zone=found)
