"""What the user may settle under `[options.phone]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError
from tieweave.options import time_zone, unknown_keys

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
    problems = unknown_keys(options, _KEYS)
    order = options.get("date_order", "")
    if order not in ("", *ORDERS):
        problems.append(f"date_order must be one of {', '.join(ORDERS)}, not {order!r}")
    zone = time_zone(options.get("timezone", "UTC"))
    if zone is None:
        problems.append(f'timezone must be a name as in "Europe/Helsinki", not {options["timezone"]!r}')
    if problems or zone is None:
        raise SettingsError(_WHERE, problems)
    return Settings(date_order=str(order), zone=zone)
