"""The palette as CSS: the colours of every group as variables, for light and for dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tieweave.report.palette import DARK, LIGHT, Paint


def colours() -> str:
    """Return the rules that give an element of the class `g-SLUG` its group's colours: --fill, --edge, --text."""
    dark = "".join(f"  {rule}\n" for rule in _rules(DARK))
    on_screen = f"@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"
    return "".join(f"{rule}\n" for rule in _rules(LIGHT)) + on_screen


def _rules(paints: Mapping[str, Paint]) -> Iterator[str]:
    for slug, paint in paints.items():
        yield f".g-{slug} {{ --fill: {paint.fill}; --edge: {paint.edge}; --text: {paint.text}; }}"
