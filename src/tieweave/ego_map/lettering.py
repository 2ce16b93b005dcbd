"""How much room a text takes, at most, and a text cut to the room there is."""

from __future__ import annotations

import functools
import unicodedata

# Widths of letters in em: the advances of DejaVu Sans, the widest of the usual sans-serif fonts, rounded up.
_KNOWN = (
    dict.fromkeys("ijlI|'’.,:; ", 0.35)
    | dict.fromkeys('ftr()[]"!-/\\', 0.46)
    | dict.fromkeys("mwMW@%&жшщыюфЫМ", 1.03)
    | dict.fromkeys("ÆæŒœЖШЩЮЉЊ", 1.1)
)
_SMALL, _CAPITAL, _SIGN, _FULL, _PICTURE = 0.65, 0.79, 0.85, 1.05, 1.35
_BEYOND_LATIN = 0.1  # how much wider letters of other alphabets are


def width_of(text: str) -> float:
    """Return how wide a text is in em (times its font size), rather more than less."""
    return sum(map(_advance, text))


def fitted(text: str, room: float) -> str:
    """Return the text as it is where it fits into `room` em, else cut, with an ellipsis; "" where nothing fits."""
    if len(text) <= 4 * room + 400 and width_of(text) <= room:
        return text
    left = room - _FULL
    end = 0
    while end < len(text) and (left := left - _advance(text[end])) >= 0:
        end += 1
    # A mark belongs to the letter before it: never cut between the two.
    while 0 < end < len(text) and unicodedata.category(text[end])[0] in "MC":
        end -= 1
    return text[:end].rstrip(" ,;:.-(") + "…" if end else ""


def wrapped(text: str, room: float, most: int) -> tuple[str, ...]:
    """Return the text in lines that fit into `room` em, at most so many; what does not fit is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}") <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines.append(" ".join(words))
    return tuple(fitted(line, room) for line in lines)


def balanced(text: str, room: float, most: int) -> tuple[str, ...]:
    """Return the text in as few lines as `wrapped` makes of it, but none much longer than the others."""
    lines = wrapped(text, room, most)
    if any(line.endswith("…") for line in lines):
        return lines
    widest = max(map(width_of, lines), default=0.0)
    narrower = wrapped(text, widest - 0.1, most)
    while len(narrower) == len(lines) and narrower != lines and " ".join(narrower) == " ".join(lines):
        lines = narrower
        narrower = wrapped(text, max(map(width_of, lines)) - 0.1, most)
    return lines


@functools.lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare in _KNOWN:
        return _KNOWN[bare]
    if kind == "So":
        return _PICTURE
    if kind[0] == "C" or unicodedata.east_asian_width(bare) in "WF":
        return _FULL
    if kind[0] == "L":
        return (_CAPITAL if kind == "Lu" else _SMALL) + (_BEYOND_LATIN if ord(bare) >= 0x250 else 0.0)
    return _SMALL if kind == "Nd" and bare.isascii() else _SIGN
