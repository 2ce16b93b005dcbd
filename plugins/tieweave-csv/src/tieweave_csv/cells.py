"""What single cells hold: addresses, numbers, several values in one."""

from __future__ import annotations

import re

JOINED = ":::"
"""Google's sign between several values in one cell, with a blank on each side."""

_BETWEEN_ADDRESSES = re.compile(r"[\s,;<>()\[\]\"']+")
_ROUNDED = re.compile(r"[0-9][.,][0-9]+[Ee]\+[0-9]+")
_BETWEEN_NUMBERS = re.compile(r"[;\n|]| ::: ")
_BETWEEN_LABELS = re.compile(r"[;\n|]| ::: ")
_BETWEEN_NAMES = re.compile(r"[;,&\n]| ::: | and | und | et | y | e ")


def clean(text: str) -> str:
    """Return a cell as its author meant it, without what spreadsheets put around numbers to keep them as text."""
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    if text.startswith("'") and text[1:2] in ("+", "0", "=") and len(text) > 2:
        return text[1:]
    return text


def addresses(text: str) -> list[str]:
    """Return the e-mail addresses in a cell; those of Exchange's own kind ("/o=…") are none."""
    found = []
    for piece in _BETWEEN_ADDRESSES.split(text):
        piece = piece.rstrip(".")
        if piece[:7].lower() == "mailto:":
            piece = piece[7:]
        local, at, domain = piece.rpartition("@")
        if at and local and domain and not piece.startswith("/") and JOINED not in piece:
            found.append(piece)
    return found


def name_beside_address(text: str) -> str:
    """Return the name in "Renée Dubois (renee@example.fr)", "" where there is nothing but an address."""
    kept = [piece for piece in re.split(r"[\s]+", text) if "@" not in piece]
    name = " ".join(kept).strip(" ()<>[]\"'")
    return name if any(map(str.isalpha, name)) and not name.startswith("/") else ""


def numbers(text: str) -> list[str]:
    """Return the phone numbers in a cell, each with at least one digit."""
    return [piece.strip() for piece in _BETWEEN_NUMBERS.split(text) if any(map(str.isdigit, piece))]


def is_rounded(text: str) -> bool:
    """Return whether a spreadsheet has rounded what was a phone number: 4.91512E+11."""
    return _ROUNDED.fullmatch(text) is not None


def labels(text: str, *, commas: bool) -> list[str]:
    """Return the labels in a cell; `commas` says that they part labels too, as people write them."""
    pieces = _BETWEEN_LABELS.split(text)
    if commas:
        pieces = [part for piece in pieces for part in piece.split(",")]
    return [piece.strip() for piece in pieces if piece.strip()]


def names(text: str) -> list[str]:
    """Return the names in a cell that may hold several, such as Outlook's of children."""
    return [piece.strip() for piece in _BETWEEN_NAMES.split(text) if piece.strip()]


def joined(text: str) -> list[str]:
    """Return the values that Google has joined in a cell, empty ones too: they are paired with others."""
    return [piece.strip() for piece in text.split(JOINED)]
