r"""One content line: texts escaped and made harmless, parameters, folding.

Line breaks become `\n`, other control characters their visible pictures (U+2400 to U+2421) or U+FFFD where there is
none, so that no address book can move a terminal's cursor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")
"""A URI, as far as it must be told from a text."""

TOKEN = re.compile(r"[A-Za-z0-9-]+")
"""What the name of a property, a group or a parameter is made of, RFC 6350 section 3.3."""

_LINE = 75
"""Octets of a line without its break, RFC 6350 section 3.2 and RFC 2426 section 2.6."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"[\\,;\n]")
_BREAK = re.compile("\r\n|[\r\u2028\u2029]")  # the last two are line breaks to some programs, and to people


def clean(text: str) -> str:
    r"""Return the text with its line breaks as `\n` and no other control character."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(_picture, _BREAK.sub("\n", text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def escaped(text: str) -> str:
    """Return a text as the value of a property, or one component of it."""
    return _ESCAPED.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], clean(text))


def escaped_list(texts: Iterable[str]) -> str:
    """Return texts as a value that is a list."""
    return ",".join(escaped(text) for text in texts)


def plain(value: str) -> str:
    """Return a value with the escapes of one line undone."""
    return value.replace("\\:", ":").replace("\\,", ",").replace("\\;", ";").strip()


def uri(text: str) -> str:
    """Return a URI as a value: commas and semicolons are its own."""
    return clean(text).replace("\\", "\\\\").replace("\n", "")


def raw(value: str) -> str:
    """Return a value that is escaped already, made safe to stand on one line."""
    return clean(value).replace("\n", "\\n")


def parameter(value: str) -> str:
    """Return the value of a parameter, quoted where it must be."""
    value = clean(value).replace("\n", "\\n").replace('"', "'")
    return value if TOKEN.fullmatch(value) else f'"{value}"'


def parameters(params: Iterable[tuple[str, str]]) -> str:
    """Return parameters as they follow a name, without those of the transfer."""
    return "".join(
        f";{key}={parameter(value)}"
        for key, value in params
        if TOKEN.fullmatch(key) and key.upper() not in ("ENCODING", "CHARSET")
    )


def types(kinds: Sequence[str], version: str) -> str:
    """Return the TYPE parameters as they follow a name; "pref" is PREF=1 in 4.0."""
    preferred = "pref" in kinds
    if version == "3.0":
        return "".join(f";TYPE={parameter(kind)}" for kind in kinds)
    written = "".join(f";TYPE={parameter(kind)}" for kind in kinds if kind != "pref")
    return written + (";PREF=1" if preferred else "")


def folded(line: str) -> str:
    """Return a line with its break, cut into lines of at most 75 octets between characters."""
    if len(line) <= _LINE and line.isascii():
        return line + "\r\n"
    data = line.encode()
    parts = []
    start, room = 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(data[start:end].decode())
        start, room = end, _LINE - 1  # the blank that marks the rest counts too
    parts.append(data[start:].decode())
    return "\r\n ".join(parts) + "\r\n"
