"""How values are written: the converters that every model class shares.

They change representation only, so two ways to write one text compare equal; they never judge what it means.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

_MOST_MARKS = 30
"""Combining marks in a row, Unicode Standard Annex #15 section 13: no writing system needs as many."""

_SHORT = 1000
"""Characters of a text so short that its marks, even if it is nothing else, are put in order at once."""


def line(text: str) -> str:
    """Return `text` in Unicode NFC with every run of white space, line breaks included, as one blank."""
    if text == "":
        # Most fields of most records: worth the shortest way out.
        return ""
    try:
        squashed = " ".join(text.split())
    except (AttributeError, TypeError):
        raise TypeError(f"expected text, got {type(text).__name__}") from None
    return squashed if squashed.isascii() else _composed(squashed)


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
    return stripped if stripped.isascii() else _composed(stripped)


def address(text: str) -> str:
    """Return an e-mail address as it is compared: NFC, no white space around it, lower case."""
    return _address(text)


@functools.lru_cache(maxsize=16384)
def _address(text: str) -> str:
    # Remembered, since the same few people turn up in most of the mail of a box.
    return line(text).lower()


def members(values: Iterable[T]) -> Iterable[T]:
    """Return `values` as they are; raises `TypeError` for a lone string, which is no list of values."""
    if isinstance(values, str | bytes):
        raise TypeError(f"expected several values, got the single text {values!r}: put it in a list")
    return values


def lines(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty `values` as written lines, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return _kept([line(value) for value in members(values)])


def types(values: Iterable[str]) -> tuple[str, ...]:
    """Return the types of a phone, an address and so on, as `lines` does: few differ, so they are remembered."""
    return _remembered(values) if isinstance(values, tuple) else lines(values)


@functools.lru_cache(maxsize=4096)
def _remembered(values: tuple[str, ...]) -> tuple[str, ...]:
    return lines(values)


def paragraphs(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty `values` as paragraphs, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return _kept([paragraph(value) for value in members(values)])


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty e-mail addresses in `values`, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    return _remembered_addresses(values) if isinstance(values, tuple) else _addresses(values)


@functools.lru_cache(maxsize=16384)
def _remembered_addresses(values: tuple[str, ...]) -> tuple[str, ...]:
    return _addresses(values)


def _addresses(values: Iterable[str]) -> tuple[str, ...]:
    return _kept([_address(value) for value in members(values)])


def _kept(texts: list[str]) -> tuple[str, ...]:
    if len(texts) == 1:
        return (texts[0],) if texts[0] else ()
    return tuple(dict.fromkeys(filter(None, texts)))


def distinct(values: Iterable[T]) -> tuple[T, ...]:
    """Return `values` as a tuple, each once, in order; a lone string is refused."""
    if values == ():
        return ()
    held = tuple(members(values))
    return held if len(held) == 1 else tuple(dict.fromkeys(held))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text if len(text) <= _SHORT else _stream_safe(text))


def _stream_safe(text: str) -> str:
    """Return the Stream-Safe Text Format (annex #15): U+034F, which shows nothing, parts endless runs of marks.

    Python puts a run of marks in order in quadratic time: 16 s for 100,000 of them, which one name may hold.
    """
    kept = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            kept.append("\u034f")
            run = 1
        kept.append(character)
    return "".join(kept)
