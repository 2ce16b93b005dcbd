"""From bytes to tags, in one pass over a stream of blocks: what an XML parser would give, were these files XML.

The app writes characters outside the basic plane as two numeric references (`&#55357;&#56832;`), which no XML parser
takes, and other programs leave control characters, bare ampersands, quotes and broken UTF-8 in messages. So tags are
found here by their own marks. Only the attributes asked for are built: messages and pictures, megabytes each, are
passed over where they stand. No entity is ever expanded, and a file that declares any is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

WANTED: Mapping[str, frozenset[str]] = {
    "calls": frozenset({"count"}),
    "smses": frozenset({"count"}),
    "call": frozenset({"number", "duration", "date", "type", "contact_name"}),
    "sms": frozenset({"address", "date", "type", "contact_name"}),
    "mms": frozenset({"address", "date", "msg_box", "contact_name"}),
    "addr": frozenset({"address", "type"}),
    "part": frozenset(),
    "/mms": frozenset(),
    "/calls": frozenset(),
    "/smses": frozenset(),
}
"""The tags that are given, and the attributes of each. `part` is one, so that nothing within it is taken for a tag."""

LONGEST_VALUE = 64 * 1024
"""Bytes of an attribute at most: the addresses of the largest group are far fewer, so a longer one is a fault."""

_AHEAD = 512  # bytes that are looked at at once: longer than any attribute's name with what stands around it

_USUAL = re.compile(rb"<(sms|call)((?:\s++[A-Za-z_][\w:.-]*+=\"[^\"<]*+\")++)\s*+/>")
_PAIR = re.compile(rb"([\w:.-]++)=\"([^\"]*+)\"")
_NAME = re.compile(rb"<(/?[A-Za-z]++)(?=[\s/>])")
_ATTRIBUTE = re.compile(rb"\s*+([A-Za-z_][\w:.-]*+)\s*+=\s*+([\"'])")
_CLOSE = re.compile(rb"\s*+(/?)>")
_AFTER_VALUE = re.compile(rb"\s++[A-Za-z_][\w:.-]*+\s*+=\s*+[\"']|\s*+/?>")
_DECLARED = re.compile(rb"<\?xml\s[^>]*?encoding\s*+=\s*+[\"']([\w.:-]++)")
_REFERENCE = re.compile(r"(?:&#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,6});)++|&(?:amp|lt|gt|quot|apos);")
_NUMERIC = re.compile(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class EntitiesDeclaredError(ValueError):
    """The file declares entities, which no backup does: expanded, a few lines of them fill any memory."""


@attrs.frozen
class Tag:
    """A tag: its `name` ("sms", "/mms"), the `line` it begins on, the `values` of the attributes asked for.

    `open` says that elements within it follow; `whole` is False for one that breaks off or is mixed up with another.
    """

    name: str
    line: int
    values: Mapping[str, str]
    open: bool
    whole: bool


def tags(blocks: Iterable[bytes]) -> Iterator[Tag]:
    """Give the tags of `WANTED` that a stream holds, and pass over everything else.

    Raises `EntitiesDeclaredError`.
    """
    stream = _Stream(_encoded(iter(blocks)))
    while stream.find(b"<"):
        tag = _tag(stream)
        if tag is not None:
            yield tag


def root(start: bytes) -> str:
    """Return the name of the first element of a file that starts with these bytes, "" when there is none in them."""
    for stretch in re.split(rb"<", _in_utf_8(start))[1:]:
        if stretch[:1] not in (b"?", b"!"):
            found = re.match(rb"[A-Za-z]++(?=[\s/>])", stretch)
            return found[0].decode() if found else ""
    return ""


def _tag(stream: _Stream) -> Tag | None:
    stream.ensure()
    found = _NAME.match(stream.data, stream.at)
    name = found[1].decode() if found else ""
    if found is None or name not in WANTED:
        if stream.data.startswith(b"<!ENTITY", stream.at):
            raise EntitiesDeclaredError
        stream.at += 1
        return None
    line = stream.line + stream.data.count(b"\n", stream.counted, stream.at)
    stream.counted, stream.line = stream.at, line
    wanted = WANTED[name]
    # Nearly all records are written so, and need no search for the end of each value: it takes a third of the time.
    usual = _USUAL.match(stream.data, stream.at)
    if usual is not None:
        pairs = _PAIR.findall(usual[2])
        raw = dict(pairs)
        if len(raw) == len(pairs) and usual.end() - stream.at <= LONGEST_VALUE:
            stream.at = usual.end()
            present = ((key, raw.get(key.encode())) for key in wanted)
            texts = {key: _text(value, stream.encoding) for key, value in present if value is not None}
            return Tag(name, line, texts, open=False, whole=True)
    stream.at = found.end()
    values: dict[str, str] = {}
    seen: set[bytes] = set()
    whole = True
    while attribute := stream.match(_ATTRIBUTE):
        key = attribute[1].decode("ascii", "replace")
        value = stream.quoted(attribute[2], keep=key in wanted)
        # A quote that is missing makes two tags one, in which every attribute stands twice.
        whole = whole and attribute[1] not in seen and (value is not None or key not in wanted)
        seen.add(attribute[1])
        if value is not None:
            values[key] = _text(value, stream.encoding)
    close = stream.match(_CLOSE)
    return Tag(name, line, values, open=close is not None and not close[1], whole=whole and close is not None)


@attrs.define
class _Stream:
    """A stream with the `data` at hand, and where in it reading is (`at`); `line` is that of the offset `counted`."""

    blocks: Iterator[bytes]
    data: bytes = b""
    at: int = 0
    line: int = 1
    counted: int = 0
    encoding: str = ""
    ended: bool = False

    def more(self) -> bool:
        """Get the next block, and let go of what was read."""
        block = next(self.blocks, b"")
        if not block:
            self.ended = True
            return False
        if not self.encoding:
            self.encoding = _declared_encoding(block)
        self.line += self.data.count(b"\n", self.counted, self.at)
        self.data = self.data[self.at :] + block
        self.at = self.counted = 0
        return True

    def ensure(self) -> None:
        """Have `_AHEAD` bytes at hand, unless the stream ends before."""
        while len(self.data) - self.at < _AHEAD and not self.ended:
            self.more()

    def find(self, sign: bytes) -> bool:
        """Go to the next `sign`; False when there is none."""
        while (found := self.data.find(sign, self.at)) < 0:
            self.at = len(self.data)
            if not self.more():
                return False
        self.at = found
        return True

    def match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Match and go past it, or stay."""
        self.ensure()
        found = pattern.match(self.data, self.at)
        if found:
            self.at = found.end()
        return found

    def quoted(self, quote: bytes, *, keep: bool) -> bytes | None:
        """Go past a value whose opening quote was read, and return it; None when it is not kept or has no end.

        A quote after which no attribute and no end of the tag follows is part of the value.
        """
        looked = 0  # bytes after `at` that hold no end of the value
        while True:
            found = self.data.find(quote, self.at + looked)
            if found < 0:
                looked = len(self.data) - self.at
            elif len(self.data) - found <= _AHEAD and not self.ended:
                looked = found - self.at
            elif _AFTER_VALUE.match(self.data, found + 1):
                value = self.data[self.at : found] if keep else None
                self.at = found + 1
                return value
            else:
                looked = found + 1 - self.at
                continue
            keep = keep and looked <= LONGEST_VALUE
            if not keep:
                self.at += looked
                looked = 0
            if not self.more() and found < 0:
                self.at = len(self.data)
                return None


def _text(value: bytes, encoding: str) -> str:
    text = value.decode(encoding, "replace")
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    """Return what references stand for; those to the halves of a surrogate pair, for the character they make."""
    named = _NAMED.get(match[0])
    if named is not None:
        return named
    codes = (int(decimal) if decimal else int(hexadecimal, 16) for decimal, hexadecimal in _NUMERIC.findall(match[0]))
    characters = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
    return characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _declared_encoding(start: bytes) -> str:
    """Return the encoding that a file declares, UTF-8 where it declares none or one that cannot be true."""
    declared = _DECLARED.search(start[:_AHEAD])
    name = declared[1].decode() if declared else "utf-8"
    marks = "<>\"'&=/"
    try:
        return name if marks.encode(name) == marks.encode("ascii") else "utf-8"
    except (LookupError, UnicodeError):
        return "utf-8"


_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _encoded(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Give the blocks of UTF-16 as UTF-8, and others as they are."""
    first = next(blocks, b"")
    while 0 < len(first) < 2:
        block = next(blocks, b"")
        if not block:
            break
        first += block
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            decoder = codecs.getincrementaldecoder(encoding)("replace")
            # The declaration says UTF-16, which it is no longer.
            yield b"<?utf-8?>" + decoder.decode(first[2:]).encode("utf-8", "replace")
            for block in blocks:
                if decoded := decoder.decode(block):
                    yield decoded.encode("utf-8", "replace")
            return
    if first:
        yield first
        yield from blocks


def _in_utf_8(start: bytes) -> bytes:
    return b"".join(_encoded(iter([start])))
