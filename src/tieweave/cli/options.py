"""The options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import datetime as dt

F = TypeVar("F", bound=Callable[..., Any])

_YEARS = range(1900, 3000)


class Instant(click.ParamType):  # type: ignore[type-arg,unused-ignore] # generic only from click 8.4 on
    """An ISO 8601 date or time of the years 1900 to 2999; without a zone it is UTC.

    The years leave room to reckon some centuries back and forth from it, in a calendar that ends with 1 and 9999.
    """

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Return the aware datetime; fails as a usage error."""
        import datetime as dt

        if isinstance(value, dt.datetime):
            return value
        try:
            when = dt.datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date or time; write 2026-11-01 or 2026-11-01T12:00:00+00:00", param, ctx)
        if when.year not in _YEARS:
            self.fail(f"{value!r} is too far from today; give a year from 1900 to 2999", param, ctx)
        return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


class CategorySlug(click.ParamType):  # type: ignore[type-arg,unused-ignore] # as above
    """One of the category slugs, or "unknown"."""

    name = "SLUG"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the slug; fails as a usage error that names the nearest ones."""
        import difflib

        from tieweave.categories import CATEGORIES, UNKNOWN

        slugs = [UNKNOWN, *(category.slug for category in CATEGORIES)]
        if value in slugs:
            return str(value)
        near = difflib.get_close_matches(value.lower().replace(" ", "-"), slugs, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(slugs)}."
        return self.fail(f"no category {value!r}; {hint}", param, ctx)


now_option = click.option("--now", type=Instant(), help="Fix the clock, for output that can be reproduced.")
format_option = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to write it."
)


def reading_options(command: F) -> F:
    """Add what every command that reads contacts takes: locations, profile, the clock, strictness."""
    for decorate in (
        click.option("--strict", is_flag=True, help="Exit with 3 when a record was skipped."),
        now_option,
        click.option("--profile", metavar="FILE", help="What tieweave should know of you (TOML)."),
        click.argument("locations", metavar="LOCATION...", nargs=-1),
    ):
        command = decorate(command)
    return command


def planning_options(command: F) -> F:
    """Add what every command that makes the plan takes: how many follow-ups, for how long, and what is looked for."""
    for decorate in (
        click.option("--target", metavar="TEXT", default="", help='What you are looking for: "data analyst, Halifax".'),
        click.option("--weeks", type=click.IntRange(1, 52), help="Plan so many weeks ahead."),
        click.option("--per-week", type=click.IntRange(1, 100), help="Follow-ups a week; 5 unless you say so."),
    ):
        command = decorate(command)
    return command
