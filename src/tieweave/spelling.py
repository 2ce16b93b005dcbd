"""How words are written when they are compared or looked up: lower case, no diacritics, one apostrophe."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'", "`": "'"}
)
"""Letters that Unicode does not take apart, and the marks that people type for an apostrophe."""


def plain(text: str) -> str:
    """Return `text` in lower case, without diacritics, its apostrophes straight."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(_LETTERS)
