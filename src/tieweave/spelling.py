"""How words are written when they are compared or looked up: lower case, no diacritics, one apostrophe."""

from __future__ import annotations

import functools
import unicodedata

NOT_LATIN = "\u0250"
"""The first character that is no Latin letter: a word in lower case that sorts from here on is of another script."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'", "`": "'"}
)
"""Letters that Unicode does not take apart, and the marks that people type for an apostrophe."""


def plain(text: str) -> str:
    """Return `text` in lower case, without diacritics, its apostrophes straight."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(_LETTERS)
    # Korean syllables were taken apart too, and are letters of one syllable again.
    return unicodedata.normalize("NFC", bare)


@functools.lru_cache(maxsize=16384)
def romanised(word: str) -> str:
    """Return a word of another script in Latin letters, in lower case."""
    from anyascii import anyascii

    return "".join(sign for sign in anyascii(word).lower() if sign.isalnum())
