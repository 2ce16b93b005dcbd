"""How words of titles and names are written when they are looked up: small letters, no diacritics."""

from __future__ import annotations

import re
import unicodedata

_UNMARKED = (("ł", "l"), ("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("œ", "oe"), ("đ", "d"))
"""Letters that Unicode does not take apart."""
_MARK = re.compile("[\u0300-\u036f]+")
"""Combining diacritical marks, as Unicode's decomposition parts them from Latin, Greek and Cyrillic letters."""


def plain(text: str) -> str:
    """Return `text` in small letters and without diacritics, as words are looked up."""
    if text.isascii():
        return text.lower()
    text = text.lower()
    for letter, letters in _UNMARKED:
        text = text.replace(letter, letters)
    return _MARK.sub("", unicodedata.normalize("NFKD", text))
