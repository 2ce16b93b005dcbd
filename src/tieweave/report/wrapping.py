"""Text in as many columns as a terminal has, however wide its letters are. How wide they are is decided here alone."""

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
            head = cut(rest, room) or rest[0]
            yield indent + head
            rest = rest[len(head) :]
        line = rest
    if line:
        yield indent + line


def fitted(text: str, width: int = WIDTH) -> str:
    """Return the text as it is where it fits into `width` columns, else cut, with an ellipsis."""
    return text if cells(text) <= width else cut(text, width - 1) + "…"


def filled(text: str, width: int) -> str:
    """Return the text in exactly `width` columns: cut with an ellipsis, or filled with blanks."""
    size = cells(text)
    if size <= width:
        return text + " " * (width - size)
    head = cut(text, width - 1)
    return head + " " * (width - 1 - cells(head)) + "…"


def cells(text: str) -> int:
    """Return how many columns a text takes on a terminal: two of an ideograph or an emoji, none of an accent.

    Several code points that make one sign, such as a flag or a family, are as wide as the sign.
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    size: int = wcswidth(text)
    return size if size >= 0 else len(text)  # less than 0 says that there are control characters in it


def cut(text: str, width: int) -> str:
    """Return the longest beginning of at most `width` columns that has no sign in part; "" where none fits."""
    if text.isascii():
        return text[: max(width, 0)]
    from wcwidth import iter_graphemes

    end = size = 0
    for sign in iter_graphemes(text):
        size += cells(sign)
        if size > width:
            break
        end += len(sign)
    return text[:end]
