"""From the bytes of a header field to text: encoded words (RFC 2047), raw UTF-8 and Latin-1, folded lines."""

from __future__ import annotations

import base64
import binascii
import re

_FOLD = re.compile(r"\r?\n[ \t]")
_WORD = r"=\?([^?\s]{1,60})\?([BbQq])\?([^?\n]*?)\?="
ENCODED_WORD = re.compile(_WORD)
_BETWEEN = re.compile(r"\?=[ \t\r\n]+(?==\?[^?\s]{1,60}\?[BbQq]\?)")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def text(value: bytes) -> str:
    """Return a field's value as text, unfolded, its encoded words left as they are.

    Raw bytes beyond ASCII are UTF-8 where they can be, else cp1252, which every byte means something in or almost.
    """
    if value.isascii():
        read = value.decode("ascii")
    else:
        try:
            read = value.decode("utf-8")
        except UnicodeDecodeError:
            read = value.decode("cp1252", "replace")
    return _FOLD.sub(" ", read).strip() if "\n" in read else read.strip()


def decoded(written: str) -> str:
    """Return text with its encoded words as what they say; one that cannot be decoded stays as it is."""
    if "=?" not in written:
        return written
    parts: list[str] = []
    waiting: list[bytes] = []  # of adjacent words in one character set: some programs cut characters in two
    waiting_in = ""
    at = 0
    joined = _BETWEEN.sub("?=", written)
    for word in ENCODED_WORD.finditer(joined):
        charset, how, data = word.groups()
        content = _content(how, data)
        charset = charset.partition("*")[0].lower()  # RFC 2231 lets a language follow
        if waiting and (word.start() > at or charset != waiting_in or content is None):
            parts.append(_read(b"".join(waiting), waiting_in))
            waiting = []
        parts.append(joined[at : word.start()])
        at = word.end()
        if content is None:
            parts.append(word[0])
        else:
            waiting.append(content)
            waiting_in = charset
    if waiting:
        parts.append(_read(b"".join(waiting), waiting_in))
    return "".join(parts) + joined[at:]


def _content(how: str, data: str) -> bytes | None:
    try:
        raw = data.encode("latin-1")
        if how in "Bb":
            return base64.b64decode(raw.rstrip(b"=") + b"=" * (-len(raw.rstrip(b"=")) % 4))
        return _HEX.sub(lambda found: bytes((int(found[1], 16),)), raw.replace(b"_", b" "))
    except (UnicodeEncodeError, binascii.Error):
        return None


def _read(data: bytes, charset: str) -> str:
    # Many a program says Latin-1 and means what Windows made of it.
    named = "cp1252" if charset in ("iso-8859-1", "latin1", "latin-1") else charset
    for name in (named, "utf-8", "cp1252"):
        try:
            if "escape" not in name:  # Python's own codecs for source text
                return data.decode(name)
        except (LookupError, ValueError):  # no such character set, or not this one
            continue
    return data.decode("latin-1")
