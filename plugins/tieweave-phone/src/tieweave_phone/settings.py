"""What the user may settle under `[options.phone]`."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError

ORDERS = ("dmy", "mdy", "ymd")
"""The orders of day, month and year that a phone may write."""

_WHERE = "[options.phone]"
_KEYS = ("date_order", "timezone")


@attrs.frozen(kw_only=True)
class Settings:
    """`date_order` is one of `ORDERS`, or "" to find it out; `zone` is that of the clock times in WhatsApp's chats."""

    date_order: str = ""
    zone: dt.tzinfo = dt.UTC


def settings(options: Mapping[str, object]) -> Settings:
    """Read the options; raises `SettingsError` that names all problems at once."""
    problems = []
    for key in options:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(_KEYS)}"
            problems.append(f"unknown key {key!r}; {hint}")
    order = options.get("date_order", "")
    if order not in ("", *ORDERS):
        problems.append(f"date_order must be one of {', '.join(ORDERS)}, not {order!r}")
    zone = _zone(options.get("timezone", ""))
    if zone is None:
        problems.append(f'timezone must be a name as in "Europe/Helsinki", not {options["timezone"]!r}')
    if problems or zone is None:
        raise SettingsError(_WHERE, problems)
    return Settings(date_order=str(order), zone=zone)


def _zone(name: object) -> dt.tzinfo | None:
    if name == "":
        return dt.UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if isinstance(name, str) else None
    except (OSError, ValueError, KeyError):  # what ZoneInfo raises for names that are no zone, or no path
        return None
