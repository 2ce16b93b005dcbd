"""Prose of one person in lines that fit the terminal, however wide its letters are."""

from __future__ import annotations

from collections.abc import Iterator

WIDTH = 80


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> Iterator[str]:
    """Yield the text in lines of at most `width` columns, each after `indent`; a word too long for one is cut up."""
    room = width - len(indent)
    line = ""
    for word in text.split():
        rest = word
        if line and cells(line) + 1 + cells(rest) <= room:
            line = f"{line} {rest}"
            continue
        if line:
            yield indent + line
        while cells(rest) > room:
            head = _as_fits(rest, room)
            yield indent + head
            rest = rest[len(head) :]
        line = rest
    if line:
        yield indent + line


def fitted(text: str, width: int = WIDTH) -> str:
    """Return the text as it is where it fits into `width` columns, else cut, with an ellipsis."""
    return text if cells(text) <= width else _as_fits(text, width - 1) + "…"


def cells(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _as_fits(text: str, width: int) -> str:
    """Return the longest beginning of at most `width` columns, and at least one character."""
    end = min(len(text), max(width, 1))
    while end > 1 and cells(text[:end]) > width:
        end -= 1
    return text[:end]
