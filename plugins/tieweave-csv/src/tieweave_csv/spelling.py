"""How column names are compared."""

from __future__ import annotations

import re
import unicodedata

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"^(.*?) ?([0-9]{1,3})$")


def folded(word: str) -> str:
    """Return a column name as it is compared with those of a known program: case and spacing do not count."""
    text = unicodedata.normalize("NFKC", word[:200]).replace("\u2019", "'").casefold()
    return " ".join(text.split()).strip("\ufeff")


def loose(word: str) -> tuple[str, int]:
    """Return a column name without case, punctuation and its number, and that number (1 where there is none)."""
    text = _HUMP.sub(" ", word[:200])
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").casefold().replace("i\u0307", "i")  # Turkish İ
    text = "".join(character if character.isalnum() or character == "'" else " " for character in text)
    text = " ".join(text.split())
    numbered = _NUMBER.match(text)
    if numbered and numbered[1]:
        return numbered[1], int(numbered[2])
    return text, 1
