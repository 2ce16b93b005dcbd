"""The templates, and the one place where texts are made harmless on their way into them.

Every value that a template writes is first cut to a length that somebody reads and made `visible`, and then escaped;
only what a template itself made is markup.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from tieweave.report import due
from tieweave.report.harmless import visible

_LONGEST = 400
"""Characters of a text: there are address books with names of ten thousand."""
_LONGEST_DRAFT = 4_000
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)


@functools.cache
def templates() -> Environment:
    """Return the templates of the page."""
    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= _FILTERS
    return made


def rendered(template: str, **values: Any) -> Markup:
    """Return what a template makes of the values."""
    return Markup(templates().get_template(template).render(values))  # noqa: S704 - a template escapes what it is given


def macro(template: str, name: str) -> Callable[..., str]:
    """Return a macro of a template, compiled once, to be called for every person.

    Its apostrophes are plain again: no attribute of the templates stands in single quotes, and written as references
    they would be a twentieth of the page.
    """
    compiled = getattr(templates().get_template(template).module, name)
    return lambda *values: str(compiled(*values)).replace("&#39;", "'")


def weight(of: float) -> str:
    """Return a weight as it is read: "+2.7", "−1.2" with a true minus."""
    return f"{of:+.1f}".replace("-", "\u2212")


def _source(name: str) -> str:
    """Return a template without its indentation, which would be a tenth of the page."""
    file = importlib.resources.files(__package__) / "templates" / name
    return _INDENT.sub("", file.read_text(encoding="utf-8"))


def _harmless(value: object) -> object:
    """Return a value as it is written: a text harmless, and no longer than anybody reads."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return visible(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")


def _whole(text: str) -> Markup:
    """Return a text of ours (a link, a path) at its whole length."""
    return escape(visible(text))


def _lines(text: str) -> Markup:
    """Return a text of several lines with its line breaks, every line harmless."""
    return Markup("\n").join(escape(visible(line)) for line in text[:_LONGEST_DRAFT].splitlines())


def this_day(moment: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """Return the day of a moment, by ego's clock."""
    return moment.astimezone(zone).date()


_FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "count": lambda number: f"{number:,}",
        "date": due.date,
        "day": due.day,
        "decimal": lambda number: f"{number:.2f}",
        "month": lambda of: due.date(of).split(" ", 1)[1],
        "lines": _lines,
        "percent": lambda share: f"{min(max(round(share * 100), 1), 99)} %",
        "weight": weight,
        "whole": _whole,
    }
)
"""What templates write values with, by name."""
