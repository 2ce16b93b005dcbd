"""Making a contact's text harmless: to terminals, spreadsheets and readers, before it is written anywhere.

What is replaced stays visible and can be told: control characters become their pictures (U+2400 to U+2421, so an
escape character shows as ␛), and the invisible characters that reorder text become U+FFFD.
"""

from __future__ import annotations

import re

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_C1 = dict.fromkeys(range(128, 160), "�")
# Bidirectional overrides and isolates, line and paragraph separators: text that rearranges other text.
_REORDERING = dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8232, 8233), "�")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TABLE = _PICTURES | _C1 | _REORDERING
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def visible(text: str) -> str:
    """Return `text` as one line that no terminal takes for a command; ordinary text comes back unchanged."""
    if not _HARMFUL.search(text):
        return text
    return _SURROGATES.sub("\ufffd", text.translate(_TABLE))


def cell(text: str) -> str:
    """Return `text` for a spreadsheet: visible, and with an apostrophe before what would start a formula.

    An apostrophe at the start gets one too, so a reader that removes one leading apostrophe has the text back.
    """
    safe = visible(text)
    return "'" + safe if safe.startswith(_FORMULA) else safe


def json_text(document: str) -> str:
    r"""Return a JSON document with the characters that `json.dumps` leaves raw, but terminals obey, as `\uXXXX`.

    The document means the same; a reader has the very text back.
    """
    if document.isascii() and "\x7f" not in document:
        return document
    return _HARMFUL_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", document)


def json_document(content: object) -> str:
    """Return what JSON can hold as a document to be read by people too: one value a line, harmless as `json_text`."""
    import json  # most of those who ask for this module write none

    return json_text(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


# json.dumps escapes U+0000 to U+001F itself; the line breaks left in a document are its own.
_HARMFUL_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
