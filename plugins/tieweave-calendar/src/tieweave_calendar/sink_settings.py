"""What the user may choose of the sink `ics:`, in its location and under `[options.ics]`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal

import attrs

from tieweave.errors import SettingsError
from tieweave.options import unknown_keys
from tieweave_calendar.follow_up_component import NINE, Form

_WHERE = "[options.ics]"
_KEYS = ("form", "alarm")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_FORMS: Mapping[object, Form] = {"todo": "todo", "event": "event"}


@attrs.frozen(kw_only=True)
class SinkSettings:
    """How follow-ups are written: as to-dos or events, and the time of the day at which they remind (None: never)."""

    form: Form = "todo"
    alarm: dt.time | None = NINE


def sink_settings(table: Mapping[str, object], form: str | None = None) -> SinkSettings:
    """Return what the table says, and the location's `form` before it.

    Raises `SettingsError` that names every key and value that cannot be meant.
    """
    problems = unknown_keys(table, _KEYS)
    chosen = _FORMS.get(table.get("form", "todo"))
    if chosen is None:
        problems.append(f'form must be "todo" or "event", not {table.get("form")!r}')
    if form is not None:
        chosen = _FORMS.get(form)
        if chosen is None:
            problems.append(f"the location's form must be todo or event, not {form!r}")
    alarm = _alarm(table.get("alarm", NINE))
    if alarm is False:
        problems.append(f'alarm must be a time of the day, as in "09:00", or false, not {table.get("alarm")!r}')
    if problems or chosen is None or alarm is False:
        raise SettingsError(_WHERE, problems)
    return SinkSettings(form=chosen, alarm=alarm)


def _alarm(said: object) -> dt.time | Literal[False] | None:
    """Return the time of an alarm, None for no alarm, False for what cannot be meant."""
    if said is False:
        return None
    if isinstance(said, dt.time):
        return said
    found = _TIME.fullmatch(said) if isinstance(said, str) else None
    return dt.time(int(found[1]), int(found[2])) if found else False
