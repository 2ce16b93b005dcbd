"""Choosing one of the categories at the terminal, by its number or the beginning of its name."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tieweave.categories import CATEGORIES, Category
from tieweave.cli.asking import ask
from tieweave.report.harmless import visible
from tieweave.spelling import plain

_COLUMNS = 3


def chosen_category() -> Category | None:
    """Ask for a category until one is named; None where the answer is empty. Raises `NoAnswerError` as `ask` does."""
    for line in _listed():
        click.echo(line, err=True)
    while True:
        answer = ask("category: its number, or the beginning of its name; empty to go back")
        if not answer:
            return None
        found = categories_meant(answer)
        if len(found) == 1:
            return found[0]
        if found:
            click.echo(f"that may be {' or '.join(category.slug for category in found)}", err=True)
        else:
            click.echo(visible(f"no category begins with {answer!r}; give its number"), err=True)


def categories_meant(text: str) -> list[Category]:
    """Return the categories that a text can mean: one where it is a number, a whole name or begins a single one."""
    if text.isascii() and text.isdigit():
        return [CATEGORIES[int(text) - 1]] if len(text) < 3 and 1 <= int(text) <= len(CATEGORIES) else []
    wanted = _folded(text)
    names = {category.slug: {_folded(category.slug), _folded(category.label)} for category in CATEGORIES}
    whole = [category for category in CATEGORIES if wanted in names[category.slug]]
    return whole or [
        category for category in CATEGORIES if any(name.startswith(wanted) for name in names[category.slug])
    ]


def _folded(text: str) -> str:
    return plain(" ".join(text.replace("-", " ").split()))


def _listed() -> Iterator[str]:
    """Yield the lines of the list of categories, numbered column by column."""
    rows = -(-len(CATEGORIES) // _COLUMNS)
    cells = [f"{number:2} {category.label}" for number, category in enumerate(CATEGORIES, 1)]
    width = max(map(len, cells)) + 2
    for row in range(rows):
        yield "  " + "".join(cell.ljust(width) for cell in cells[row::rows]).rstrip()
