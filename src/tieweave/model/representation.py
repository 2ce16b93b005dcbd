"""How values are written: the converters that every model class shares.

They change representation only, so two ways to write one text compare equal; they never judge what it means.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def line(text: str) -> str:
    """Return `text` in Unicode NFC with every run of white space, line breaks included, as one blank."""
    if not isinstance(text, str):
        raise TypeError(f"expected text, got {type(text).__name__}")
    squashed = " ".join(text.split())
    return squashed if squashed.isascii() else unicodedata.normalize("NFC", squashed)


def paragraph(text: str) -> str:
    """Return `text` in Unicode NFC, its line breaks as a bare newline, blanks at the ends of lines removed."""
    if not isinstance(text, str):
        raise TypeError(f"expected text, got {type(text).__name__}")
    if "\n" not in text and "\r" not in text:
        return line_of_note(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line_of_note(part) for part in lines).strip("\n")


def line_of_note(text: str) -> str:
    """Return one line of a longer text in NFC, its inner spacing kept."""
    stripped = text.strip()
    return stripped if stripped.isascii() else unicodedata.normalize("NFC", stripped)


def address(text: str) -> str:
    """Return an e-mail address as it is compared: NFC, no white space around it, lower case."""
    return line(text).lower()


def _members(values: Iterable[Any]) -> Iterable[Any]:
    if isinstance(values, str | bytes):
        raise TypeError(f"expected several values, got the single text {values!r}: put it in a list")
    return values


def lines(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty `values` as written lines, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return tuple(dict.fromkeys(text for value in _members(values) if (text := line(value))))


def paragraphs(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty `values` as paragraphs, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return tuple(dict.fromkeys(text for value in _members(values) if (text := paragraph(value))))


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty e-mail addresses in `values`, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return tuple(dict.fromkeys(text for value in _members(values) if (text := address(value))))


def distinct(values: Iterable[T]) -> tuple[T, ...]:
    """Return `values` as a tuple, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return tuple(dict.fromkeys(_members(values)))
