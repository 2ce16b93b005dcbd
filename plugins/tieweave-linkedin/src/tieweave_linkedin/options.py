"""What the user may choose under `[options.linkedin]`."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError

_WHERE = "[options.linkedin]"
_KEYS = ("me", "zone")


@attrs.frozen(kw_only=True)
class Options:
    """`me` is the user's own profile page or name, "" to find it out; `zone` that of times written without one."""

    me: str = ""
    zone: dt.tzinfo = dt.UTC


def read(table: Mapping[str, object]) -> Options:
    """Return the options; raises `SettingsError` that names every key and value that cannot be."""
    problems = []
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(_KEYS)}"
            problems.append(f"unknown key {key!r}; {hint}")
    me, zone = table.get("me", ""), table.get("zone", "UTC")
    if not isinstance(me, str):
        problems.append("me must be your profile page or name, in quotes")
    found = _zone(zone) if isinstance(zone, str) else None
    if found is None:
        problems.append(f'zone must be a time zone, as in "America/Halifax" or "-04:00", not {zone!r}')
    if problems or found is None or not isinstance(me, str):
        raise SettingsError(_WHERE, problems)
    return Options(me=me.strip(), zone=found)


def _zone(name: str) -> dt.tzinfo | None:
    if name.upper() == "UTC":
        return dt.UTC
    import zoneinfo

    try:
        if name[:1] in ("+", "-"):
            return dt.datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
