"""When an act was: its day, and whether it fell into time off work, by the clock of the act itself.

What people do with their time off is their own choice: in the phone logs of Social Evolution any contact at night is a
clear cue of closeness, and among the pupils of Thiers (2013) whom one meets in the lunch break tells more than whom one
meets in class. The share of off-hours among few acts is noise (AUC 0.42 there), so they are counted.
"""

from __future__ import annotations

import datetime as dt

from tieweave.model import Channel

_SATURDAY = 5
_MORNING, _NOON, _AFTERNOON, _EVENING = 7, 12, 14, 19
_NIGHT_BEGINS, _NIGHT_ENDS = 22, 5


def is_off_hours(when: dt.datetime, channel: Channel) -> bool:
    """Return whether an act fell into the evening, the night, the weekend, or was a talk in the lunch break."""
    if when.hour < _MORNING or when.hour >= _EVENING or when.weekday() >= _SATURDAY:
        return True
    return (channel is Channel.CALL or channel is Channel.MEETING) and is_lunch(when)


def is_lunch(when: dt.datetime) -> bool:
    """Return whether an act fell into the lunch break of a working day."""
    return _NOON <= when.hour < _AFTERNOON and when.weekday() < _SATURDAY


def is_at_night(when: dt.datetime) -> bool:
    """Return whether an act fell into the night, from 22 to 5."""
    return when.hour >= _NIGHT_BEGINS or when.hour < _NIGHT_ENDS
