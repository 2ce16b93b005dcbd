"""Labels in the text of one vCard: its CATEGORIES are renewed, and every other byte stays as it is.

The text is changed line by line and never written anew, so that what nobody here knows of is not lost: folding, groups,
pictures, properties of other programs, and errors too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from tieweave.written_labels import is_ours
from tieweave_vcard.lines import items, properties, split, unescaped

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_HEAD = re.compile(rb'([^:"]*+(?:"[^"]*+"[^:"]*+)*+):')
_LONGEST = 75  # octets of a line without its break, RFC 6350 section 3.2


def relabelled(card: bytes, wanted: Sequence[str]) -> bytes:
    """Return a card in which the `wanted` labels stand for all of ours; the user's stay, in their order.

    Where there is a plain list of CATEGORIES, ours follow the user's in the first one, since some programs look at no
    other; else they are a line of their own at the end. A card with just these is returned as it is. Raises
    `ValueError` for what is not one whole card.
    """
    lines = _LINE.findall(card)
    lists, last, old = _lists(lines)
    if sorted(label for one in lists for label in one.ours) == sorted(wanted):
        return card
    target = next((one for one in lists if one.plain), None)
    changed: dict[int, bytes] = {}
    for one in lists:
        if one is target or one.ours:
            text = _written(one, wanted if one is target else (), old)
            changed |= dict.fromkeys(range(one.start, one.end), b"") | {one.start: text}
    new = b"" if target or not wanted else _new(wanted, _line_break(lines[0]), old)
    return b"".join((new if number == last else b"") + changed.get(number, line) for number, line in enumerate(lines))


@attrs.frozen(kw_only=True)
class _List:
    """A property CATEGORIES: the lines from `start` to before `end`, joined, its head and the labels in it.

    `raw` are the user's labels as they are written, `ours` are ours as they read. `plain` says that others can be put
    after them as they are: it is neither encoded nor parted by other than commas.
    """

    start: int
    end: int
    head: bytes
    raw: tuple[str, ...]
    ours: tuple[str, ...]
    plain: bool
    line_break: bytes


def _lists(lines: Sequence[bytes]) -> tuple[list[_List], int, bool]:
    """Return a card's own lists of labels, the number of the line that ends it, and whether it is a vCard 2.1."""
    lists: list[_List] = []
    depth = 0
    last = -1
    old = False
    number = 0
    while number < len(lines):
        end = _end(lines, number)
        text = _joined(lines[number:end])
        match = _HEAD.match(text.removeprefix(b"\xef\xbb\xbf"))
        head, value = (match[1], text[text.index(match[0]) + len(match[0]) :]) if match else (b"", b"")
        name = head.partition(b";")[0].rpartition(b".")[2].strip().upper()
        is_card = value.strip().upper() == b"VCARD"
        if name == b"BEGIN" and is_card:
            if last >= 0:
                raise ValueError("holds more than one card")
            depth += 1
        elif name == b"AGENT" and value.strip().upper() == b"BEGIN:VCARD":
            depth += 1
        elif name == b"END" and is_card:
            depth -= 1
            last = number if depth == 0 and last < 0 else last
        elif depth == 1 and name == b"VERSION":
            old = value.strip() == b"2.1"
        elif depth == 1 and name == b"CATEGORIES":
            lists.append(_list(lines, number, end, head, value))
        number = end
    if depth or last < 0:
        raise ValueError("is not one whole card")
    if old:  # where a line of vCard 2.1 was folded, blanks may be a part of it or not
        lists = [attrs.evolve(one, plain=one.plain and one.end - one.start == 1) for one in lists]
    return lists, last, old


def _end(lines: Sequence[bytes], start: int) -> int:
    """Return the number of the line after those that belong to one property."""
    end = start + 1
    if b"quoted-printable" in lines[start].partition(b":")[0].lower():
        while end < len(lines) and lines[end - 1].rstrip().endswith(b"="):
            end += 1
    while end < len(lines) and lines[end][:1] in (b" ", b"\t"):
        end += 1
    return end


def _joined(lines: Sequence[bytes]) -> bytes:
    first, *others = (line.rstrip(b"\r\n") for line in lines)
    return first + b"".join(line[1:] for line in others)


def _list(lines: Sequence[bytes], start: int, end: int, head: bytes, value: bytes) -> _List:
    parameters = head.upper()
    encoded = any(word in parameters for word in (b"ENCODING", b"QUOTED-PRINTABLE", b"BASE64", b"CHARSET"))
    if encoded:
        whole = b"".join(lines[start:end]).replace(b"\r\n", b"\n").rstrip(b"\n")
        labels = [label for _, read in properties(b"\n" + whole).found for label in items(read)]
        pieces = [(_escaped(label), label) for label in labels]
    else:
        text = value.decode("utf-8", "surrogateescape")
        parts = split(text, ",;" if ";" in text else ",")
        pieces = [(part, " ".join(unescaped(part).split())) for part in parts if part.strip()]
    return _List(
        start=start,
        end=end,
        head=head.partition(b";")[0] if encoded else head,  # written anew, it is not encoded
        raw=tuple(part for part, label in pieces if not is_ours(label)),
        ours=tuple(label for _, label in pieces if is_ours(label)),
        plain=not encoded and (b";" not in value or len(split(text, ";")) == 1),
        line_break=_line_break(lines[start]),
    )


def _written(one: _List, wanted: Iterable[str], old: bool) -> bytes:
    """Return a list anew, b"" where nothing is left of it."""
    labels = [*one.raw, *map(_escaped, wanted)]
    if not labels:
        return b""
    return _line(one.head, labels, one.line_break, old)


def _new(wanted: Sequence[str], line_break: bytes, old: bool) -> bytes:
    return _line(b"CATEGORIES", list(map(_escaped, wanted)), line_break, old)


def _line(head: bytes, labels: Sequence[str], line_break: bytes, old: bool) -> bytes:
    value = ",".join(labels)
    if old and not value.isascii() and b"CHARSET" not in head.upper():
        head += b";CHARSET=UTF-8"
    text = head + b":" + value.encode("utf-8", "surrogateescape")
    return (text if old else _folded(text, line_break)) + line_break


def _folded(text: bytes, line_break: bytes) -> bytes:
    """Fold a line, not within a character."""
    parts = []
    room = _LONGEST
    while len(text) > room:
        cut = room
        while cut > room - 4 and text[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(text[:cut])
        text = text[cut:]
        room = _LONGEST - 1  # of the blank that begins it
    return (line_break + b" ").join([*parts, text])


def _line_break(line: bytes) -> bytes:
    return b"\r\n" if line.endswith(b"\r\n") else b"\n"


def _escaped(label: str) -> str:
    for character in "\\,;":
        label = label.replace(character, f"\\{character}")
    return label
