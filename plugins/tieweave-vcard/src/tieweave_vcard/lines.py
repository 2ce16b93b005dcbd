"""From the body of a card to its properties: unfolding, heads, transfer encodings, escapes.

A head is everything before the colon: group, name and parameters. vobject's own parser reads it, and only when a
check that takes linear time has found it well-formed: its pattern needs exponential time on some others. An
address book has few distinct heads, so each is read once.
"""

from __future__ import annotations

import base64
import binascii
import functools
import re
from collections.abc import Iterator
from typing import TypeAlias

import attrs
from vobject.base import parseLine

from tieweave_vcard.charsets import decoded, repaired

_LONGEST_CACHED = 400  # characters of a head; the cache holds at most 4,096 of them

_NAME = "[A-Za-z0-9_-]++"
_PARAMETER_VALUE = '(?:"[^"]*+"|[^";:,]*+)'
_WELL_FORMED = re.compile(
    rf"(?:{_NAME}\.)?{_NAME}(?:;{_NAME}(?:={_PARAMETER_VALUE}(?:,{_PARAMETER_VALUE})*+)?+)*+",
)
_QUOTED_HEAD = re.compile(r'([^:"]*+(?:"[^"]*+"[^:"]*+)*+):')
_PIECE = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_UNNAMED = re.compile(r"[^A-Za-z0-9-]++")

_SAMSUNG_LABEL = re.compile(r"X-CUSTOM\(CHARSET=([^,()]*),ENCODING=QUOTED-PRINTABLE,([^()]*)\)", re.IGNORECASE)

_ENCODINGS = {"quoted-printable": "quoted-printable", "qp": "quoted-printable", "base64": "base64", "b": "base64"}
_BARE_VALUES = frozenset({"URI", "URL", "INLINE", "CONTENT-ID", "CID"})
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "7BIT", "8BIT", "B"})
_NEVER_BARE = frozenset({"TYPE", "VALUE", "ENCODING", "CHARSET", "LANGUAGE", "PREF", "ALTID", "MEDIATYPE"})
_CONTINUED = frozenset({"NOTE", "ADR", "LABEL"})

_ESCAPED = re.compile(r'\\([nN,;:\\"])')
_TOKEN = re.compile(r"\\.|[^\\;,]++|[;,]|\\", re.DOTALL)


@attrs.frozen
class Head:
    """What stands before the colon of a property.

    `name` is in upper case. `params` are all parameters but those of the transfer (ENCODING, CHARSET), the bare
    ones of vCard 2.1 under their names. `types` are in lower case, without "internet", "pref" last. `label` is
    the user's own type, where a parameter gives it. `encoding` is "", "quoted-printable" or "base64".
    """

    name: str
    group: str = ""
    params: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()
    label: str = ""
    encoding: str = ""
    charset: str = ""
    plain: bool = True
    """Whether values need no decoding when they are valid UTF-8."""


Property: TypeAlias = tuple[Head, str]
"""A head, and the value as it is written but for quoted-printable and character set. Base64 is left as it is:
most of it is photos."""


@attrs.frozen
class Properties:
    """The properties of a card, and the lines that are none (numbers from 1 within the body)."""

    found: list[Property]
    unread: tuple[int, ...] = ()


def properties(body: bytes) -> Properties:
    """Read the body of a card, each line of which starts with `\\n`. Never raises."""
    numbers: list[int] | None = None
    soft_breaks = b"=\n" in body and b"quoted-printable" in body.lower()
    if soft_breaks:
        numbered = list(_logical_lines(body))
        numbers = [number for number, _ in numbered]
        data = b"\n".join(line for _, line in numbered)
    else:
        data = body[1:].replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        text, broken = data.decode(), False
    except UnicodeDecodeError:
        text, broken = data.decode("utf-8", "surrogateescape"), True

    found: list[Property] = []
    unread: list[int] = []
    for index, line in enumerate(text.split("\n")):
        before, colon, value = line.partition(":")
        if '"' in before and (match := _QUOTED_HEAD.match(line)):
            before, value = match[1], line[match.end() :]
        head = (_cached_head if len(before) <= _LONGEST_CACHED else _head)(before) if colon else None
        if head is None:
            if line and not line.isspace() and not _continues(found, line):
                unread.append(index)
            continue
        if not head.plain or broken:
            value = _transferred(head, value)
        found.append((head, value))
    if not unread:
        return Properties(found)
    if numbers is None:
        numbers = [number for number, _ in _logical_lines(body)]
    return Properties(found, tuple(numbers[index] for index in unread))


def unescaped(value: str) -> str:
    r"""Return a value with its escapes undone: `\n` `\,` `\;` `\:` `\\` and `\"`; other backslashes stay."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def split(value: str, separators: str = ";") -> list[str]:
    """Return the parts of a structured value or list, still escaped: escaped separators do not part."""
    if "\\" not in value and len(separators) == 1:
        return value.split(separators)
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(value):
        if token in separators:
            parts.append([])
        else:
            parts[-1].append(token)
    return ["".join(part) for part in parts]


def base64_text(head: Head, value: str) -> str:
    """Return what a text in base64 says; `value` itself where it is none."""
    try:
        return decoded(base64.b64decode("".join(value.split()) + "==", validate=False), head.charset)
    except (binascii.Error, ValueError):
        return value


def _logical_lines(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the lines of a card, unfolded and quoted-printable soft breaks undone, with the number of the first."""
    number = first = 0
    parts: list[bytes] = []
    printable = soft = False
    for number, line in enumerate(body[1:].split(b"\n"), start=1):
        if soft:
            parts.append(line)
        elif line[:1] in (b" ", b"\t") and number > 1:
            parts.append(line[1:])
        else:
            if first:
                yield first, b"".join(parts)
            first, parts = number, [line]
            printable = b"quoted-printable" in line.partition(b":")[0].lower()
        soft = printable and parts[-1].rstrip(b" \t").endswith(b"=")
        if soft:
            parts[-1] = parts[-1].rstrip(b" \t")[:-1]
    yield first, b"".join(parts)


def _continues(found: list[Property], line: str) -> bool:
    """Put a line without a colon where it belongs; return whether it was understood."""
    if line.startswith("#"):
        return True  # a comment, as older programs leave them
    if not found:
        return False
    head, value = found[-1]
    if head.encoding == "base64":
        found.append((head, line))  # joined by `_joined`
        return True
    if value.endswith("\\") or head.name in _CONTINUED:
        found.append((head, line))
        return True
    return False
