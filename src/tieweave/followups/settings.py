"""What the user may choose of the plan: the table `[plan]` of the configuration.

[plan]
per_week = 5
weeks = 4
cool_down = 42
working_days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
templates = "~/my-templates.toml"
[plan.keep_in_touch]
family = 14
level-2 = 180
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import attrs

from tieweave.categories import by_slug
from tieweave.errors import SettingsError
from tieweave.options import unknown_keys

_WHERE = "[plan]"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEVELS = ("level-1", "level-2")
_MOST_WEEKS = 52
_MOST_DAYS = 3660
"""Ten years: who means more means never, which is 0."""
_NOTHING: Mapping[str, int] = MappingProxyType({})


def _set(values: Iterable[int]) -> frozenset[int]:
    return frozenset(values)


@attrs.frozen(kw_only=True)
class PlanSettings:
    """How follow-ups are planned.

    `per_week` is how many a week (at least 1), for `weeks` (1 to 52) ahead. The others are days: `cool_down` from one
    ask of a person to the next, `after_a_word` from a first word or a gift to an ask, `after_a_drop` until what the
    user dropped may be suggested again. All defaults are own estimates. `keep_in_touch` gives by category, or for
    "level-1" and "level-2", after how many days without contact it is time again, 0 for never; what is not in it has
    the usual interval, see `tieweave.followups.keeping`. `working_days` are those of the week, Monday being 0.
    `templates` is the path of the user's own, "" for none.
    """

    per_week: int = 5
    weeks: int = 4
    cool_down: int = 42
    after_a_word: int = 14
    after_a_drop: int = 180
    keep_in_touch: Mapping[str, int] = _NOTHING
    working_days: frozenset[int] = attrs.field(default=frozenset(range(5)), converter=_set)
    templates: str = ""

    @classmethod
    def of(cls, table: Mapping[str, object]) -> PlanSettings:
        """Return what the table says; raises `SettingsError` that names every key and value that cannot be meant."""
        problems = unknown_keys(table, list(_READ))
        known = {}
        for key, value in table.items():
            if key in _READ:
                found, told = _READ[key](key, value)
                problems += told
                known[key] = found
        if problems:
            raise SettingsError(_WHERE, problems)
        return cls(**known)  # type: ignore[arg-type]


_Read = tuple[object, list[str]]
"""What a value means, and what is wrong with it."""


def _number(least: int, most: int, unit: str) -> Callable[[str, object], _Read]:
    def read(key: str, value: object) -> _Read:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value, []
        return None, [f"{key} must be a whole number of {unit} from {least} to {most}, not {value!r}"]

    return read


def _intervals(key: str, value: object) -> _Read:
    if not isinstance(value, dict):
        return None, [f"{key} must be a table, headed [plan.{key}]"]
    slugs = (*_LEVELS, *by_slug())
    problems = []
    for slug, days in value.items():
        if slug not in slugs:
            near = difflib.get_close_matches(slug, slugs, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else 'give a category such as "friend", or "level-1"'
            problems.append(f"unknown category {slug!r} in {key}; {hint}")
        problems += _number(0, _MOST_DAYS, "days")(f"{key}.{slug}", days)[1]
    return MappingProxyType(dict(value)), problems


def _days(key: str, value: object) -> _Read:
    if not isinstance(value, list) or not value or not all(isinstance(day, str) for day in value):
        return None, [f'{key} must be a list of days, as in {key} = ["Monday", "Tuesday"]']
    numbers, problems = set(), []
    for day in value:
        word = day.strip().lower()
        found = [at for at, name in enumerate(_DAYS) if len(word) > 1 and name.startswith(word)]
        if found:
            numbers.add(found[0])
        else:
            near = difflib.get_close_matches(word, _DAYS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0].title()!r}?" if near else "give English names, Monday to Sunday"
            problems.append(f"unknown day {day!r} in {key}; {hint}")
    return numbers, problems


def _text(key: str, value: object) -> _Read:
    return (value, []) if isinstance(value, str) else (None, [f"{key} must be the path of a file, not {value!r}"])


_READ: Mapping[str, Callable[[str, object], _Read]] = MappingProxyType(
    {
        "per_week": _number(1, 100, "follow-ups"),
        "weeks": _number(1, _MOST_WEEKS, "weeks"),
        "cool_down": _number(0, _MOST_DAYS, "days"),
        "after_a_word": _number(0, _MOST_DAYS, "days"),
        "after_a_drop": _number(0, _MOST_DAYS, "days"),
        "keep_in_touch": _intervals,
        "working_days": _days,
        "templates": _text,
    }
)
