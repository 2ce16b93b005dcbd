"""What a table of options may say: the checks that the configuration, the profile and the sources share."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence

_OF_THE_MACHINE = frozenset({"localtime", "posixrules"})
"""What the time zone database of a machine has for its own zone: a result would differ from machine to machine."""


def unknown_keys(keys: Iterable[str], known: Sequence[str], at: str = "") -> list[str]:
    """Return a problem for each of the `keys` that is not `known`, with the nearest that is; `at` stands before it."""
    problems = []
    for key in keys:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            problems.append(f"unknown key {at + key!r}; {hint}")
    return problems


def time_zone(name: object) -> dt.tzinfo | None:
    """Return the time zone of a name ("Europe/Helsinki", "UTC") or an offset ("-04:00"), None for anything else."""
    if not isinstance(name, str) or not name or name in _OF_THE_MACHINE:
        return None
    if name.upper() == "UTC":
        return dt.UTC
    import zoneinfo

    try:
        if name[:1] in ("+", "-"):
            return dt.datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # what ZoneInfo raises for a name that is no zone, or no path
        return None
