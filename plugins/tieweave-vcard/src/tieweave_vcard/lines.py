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
_UNNAMED = re.compile(r"[^A-Za-z0-9-]++")  # and so what no name may hold

_SAMSUNG_LABEL = re.compile(r"X-CUSTOM\(CHARSET=([^,()]*),ENCODING=QUOTED-PRINTABLE,([^()]*)\)", re.IGNORECASE)

_ENCODINGS = {"quoted-printable": "quoted-printable", "qp": "quoted-printable", "base64": "base64", "b": "base64"}
_BARE_VALUES = frozenset({"URI", "URL", "INLINE", "CONTENT-ID", "CID"})
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "7BIT", "8BIT"})
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
    r"""Read the body of a card, each line of which starts with `\n`. Never raises."""
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
    continued: list[str] = []
    for index, line in enumerate(text.split("\n")):
        before, colon, value = line.partition(":")
        if '"' in before and (match := _QUOTED_HEAD.match(line)):
            before, value = match[1], line[match.end() :]
        head = (_cached_head if len(before) <= _LONGEST_CACHED else _head)(before) if colon else None
        if head is None:
            if found and _continues(found[-1], continued, line):
                continued.append(line)
            elif line and not line.isspace() and not line.startswith("#"):  # older programs leave comments
                unread.append(index)
            continue
        if continued:
            found[-1] = _joined(found[-1], continued)
            continued = []
        if not head.plain or broken:
            value = _transferred(head, value)
        found.append((head, value))
    if continued:
        found[-1] = _joined(found[-1], continued)
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


def items(value: str) -> list[str]:
    """Return the texts of a list; semicolons part one too, as some programs write."""
    return [text for part in split(value, ",;" if ";" in value else ",") if (text := unescaped(part).strip())]


def component(value: str) -> str:
    """Return one component of N or ADR; the values of a list in it come after one another."""
    if "," in value:
        value = ", ".join(part.strip() for part in split(value, ",") if part.strip())
    return ", ".join(unescaped(value).split("\n")) if "\\" in value or "\n" in value else value.strip()


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


def _continues(last: Property, continued: list[str], line: str) -> bool:
    """Return whether a line that is no property is the rest of the last one, broken without folding."""
    head, value = last
    if head.encoding == "base64":
        return bool(line) and ":" not in line
    if not line or line.isspace():
        return False
    return head.name in _CONTINUED or (continued[-1] if continued else value).endswith("\\")


def _joined(last: Property, continued: list[str]) -> Property:
    head, value = last
    if head.encoding == "base64":
        return head, "".join([value, *continued])
    return head, "\n".join(part.removesuffix("\\") for part in (value, *continued))


def _transferred(head: Head, value: str) -> str:
    if head.encoding == "quoted-printable":
        data = binascii.a2b_qp(value.encode("utf-8", "surrogateescape"))
        return decoded(data, head.charset).replace("\r\n", "\n").replace("\r", "\n")
    return value if head.encoding else repaired(value, head.charset)


def _head(text: str) -> Head | None:
    """Return what a head says, or None when it cannot be one."""
    label = ""
    if "(" in text and (match := _SAMSUNG_LABEL.search(text)):
        label = decoded(binascii.a2b_qp(match[2].encode("utf-8", "surrogateescape")), match[1])
        text = text[: match.start()].rstrip(";") + text[match.end() :]
    if not text.isascii():
        text = repaired(text, "")
    groups = ""
    if not _WELL_FORMED.fullmatch(text):
        groups, text = _repaired_head(text)
        if not _WELL_FORMED.fullmatch(text):
            return None
    name, parameters, _, group = parseLine(text + ":")

    kept: list[tuple[str, str]] = []
    types: list[str] = []
    encoding = charset = ""
    for key, *values in parameters:
        key = key.upper()
        if not values:
            if key in _NEVER_BARE:
                continue
            values = [key.lower()]
            key = "ENCODING" if key in _BARE_ENCODINGS else "VALUE" if key in _BARE_VALUES else "TYPE"
        if key == "ENCODING":
            encoding = _ENCODINGS.get(values[0].strip().lower(), encoding)
            continue
        if key == "CHARSET":
            charset = values[0].strip()
            continue
        if key == "TYPE":
            values = [part.strip() for value in values for part in value.split(",")]
            types.extend(value.lower() for value in values)
        elif key == "PREF":
            types.append("pref")
        kept.extend((key, value) for value in values if value)
    distinct = dict.fromkeys(kind for kind in types if kind and kind not in ("internet", "pref"))
    return Head(
        name=name.upper(),
        group=(groups or group or "").lower(),
        params=tuple(dict.fromkeys(kept)),
        types=(*distinct, "pref") if "pref" in types else tuple(distinct),
        label=label,
        encoding=encoding,
        charset=charset,
        plain=encoding != "quoted-printable" and charset.lower() in ("", "utf-8", "utf8"),
    )


_cached_head = functools.lru_cache(maxsize=4096)(_head)


def _repaired_head(text: str) -> tuple[str, str]:
    """Return the group of a malformed head, and the head without it, mended as far as it can be.

    Takes several group levels (`E.A.EMAIL`), blanks (`TEL; WORK `, `X-FOO BAR`), stray quotes and bare types of
    other alphabets.
    """
    first, _, rest = text.partition(";")
    group, _, name = first.rpartition(".")
    mended = [_UNNAMED.sub("-", name.strip()).strip("-")]
    for piece in (piece.strip() for piece in _PIECE.findall(rest)):
        key, equals, value = piece.partition("=")
        if not equals:
            key, value = "TYPE", key
            if _WELL_FORMED.fullmatch(value):
                mended.append(value)
                continue
        value = value.strip().replace('"', "")
        if key := _UNNAMED.sub("-", key.strip()).strip("-"):
            mended.append(f'{key}="{value}"')
    return _UNNAMED.sub("-", group).strip("-"), ";".join(mended) if mended[0] else ""
