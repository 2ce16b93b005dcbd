"""The name of a chat in the name of its file, and whether two names are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tieweave.spelling import plain
from tieweave_phone import characters, numbers

_TITLED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:\S+ ){0,3}whatsapp(?:[- ]?cha\w*)? "
        r"(?:with|mit|con|com|avec|met|med|z użytkownikiem|z|cu|с контактом|с|з|-|–) ?(.+)",
        r"(?:محادثة )?واتساب مع (.+)",
        r"[与與][“\"「]?(.+?)[”\"」]?的 ?whatsapp.*",
        r"(.+) ile whatsapp sohbeti",
    )
)
"""How WhatsApp names the files that it exports, in the languages that are known here."""

_COPY = re.compile(r" ?\(\d{1,3}\)$")  # what browsers and file managers add to a second file of one name


def in_file_name(stem: str) -> str:
    """Return the name of the chat that a file's name, without its suffix, gives; "" where it gives none."""
    seen = _COPY.sub("", characters.name(stem))
    if " " not in seen:
        seen = seen.replace("_", " ")
    for pattern in _TITLED:
        found = pattern.fullmatch(seen)
        if found:
            return found[1].strip()
    return ""


def among(names: Sequence[str], stem: str) -> str:
    """Return the one of two names that stands in a file's name of a language not known here, "" where not just one."""
    if len(names) != 2 or "whatsapp" not in stem.lower():
        return ""
    letters = _letters(stem)
    found = [name for name in names if len(_letters(name)) > 1 and _letters(name) in letters]
    return found[0] if len(found) == 1 else ""


def same(name: str, title: str) -> bool:
    """Return whether a name is that of a title: by its letters and figures, for file names can hold no others."""
    if numbers.is_number(name) and numbers.is_number(title):
        return numbers.key(name).lstrip("+") == numbers.key(title).lstrip("+")
    return bool(name) and bool(title) and (name == title or ("" != _letters(name) == _letters(title)))


def _letters(name: str) -> str:
    return "".join(sign for sign in plain(name) if sign.isalnum())
