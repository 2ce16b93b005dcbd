"""From the bytes of one value to text: programs name the wrong character set, or none."""

from __future__ import annotations

_STATEFUL = ("iso-2022", "hz", "utf-7")  # these write other letters with ASCII bytes
_MULTIBYTE = (*_STATEFUL, "big5", "cp9", "euc", "gb", "johab", "shift", "sjis", "windows-31j", "ms")


def decoded(data: bytes, charset: str) -> str:
    """Return the text of `data`: in the character set it is said to be in, else UTF-8, cp1252, Latin-1.

    Never raises: every byte means something in the last of them.
    """
    for name in (_codec(charset), "utf-8", "cp1252"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, ValueError):  # no such character set, or not this one
            continue
    return data.decode("latin-1")


def repaired(text: str, charset: str) -> str:
    """Return `text`, read as UTF-8 with surrogate escapes, as what its character set makes of its bytes.

    Text that is valid UTF-8 although another character set is named was converted by a program that kept the
    name, except where multi-byte characters can look like two-byte UTF-8 by chance.
    """
    name = _codec(charset)
    if text.isascii():
        return decoded(text.encode(), name) if name.startswith(_STATEFUL) else text
    data = text.encode("utf-8", "surrogateescape")
    try:
        as_utf_8 = data.decode()
    except UnicodeDecodeError:
        return decoded(data, name)
    return decoded(data, name) if name.startswith(_MULTIBYTE) and max(as_utf_8) < "\u0800" else as_utf_8


def _codec(charset: str) -> str:
    name = charset.strip().lower().replace("_", "-")
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "ansi"):
        return "cp1252" if name != "us-ascii" and name != "ascii" else ""
    # Python's own codecs for source text are none that a card is written in.
    return "" if "escape" in name else name
