"""From bytes to the messages of a chat: stamp, sender, and the beginning of the text.

The text is looked at to tell messages from what WhatsApp says itself, and let go.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

import attrs

from tieweave_phone.whatsapp import notices, stamps

_LONGEST_LINE = 16 * 1024
"""Characters of a line that are looked at; the rest of a longer one is passed over."""
_LONGEST_NAME = 120
_LOOKED_AT = 200  # characters of a text that may tell what it is

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@attrs.frozen
class Message:
    """A message: its `line` in the file, its stamp, its sender as written ("" for a notice), its first words."""

    line: int
    stamp: stamps.Stamp
    sender: str
    text: str


_OF_A_LOG = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}: ")


def starts_chat(start: bytes, *, named: bool = False) -> bool:
    """Return whether a file that starts with these bytes is a chat: its first line that is not blank has a stamp.

    `2026-03-21 09:14:02: INFO: …` is taken for one only where the user `named` it so: programs write such logs.
    """
    for _, line in _lines(iter([start])):
        if line.strip():
            if not named and _OF_A_LOG.match(line):
                return False
            found = stamps.split(line)
            return found is not None and stamps.stamp(found[0], bracketed=found[2]) is not None
    return False


def messages(blocks: Iterable[bytes], names: Iterable[str] = ()) -> Iterator[Message]:
    """Give the messages of a chat in the order of the file.

    `names` are those that hold ": ", which otherwise ends a name. The first stamp of the file says what a stamp looks
    like: lines that begin otherwise belong to the message before them.
    """
    names = sorted(names, key=len, reverse=True)
    shape: stamps.Shape | None = None
    written, read = "", None
    known: set[str] = set()
    for number, line in _lines(blocks):
        found = stamps.split(line)
        if found is None:
            continue
        text, rest, bracketed = found
        if text != written or (read is not None and read.shape.bracketed != bracketed):
            written, read = text, stamps.stamp(text, bracketed=bracketed)
        if read is None or (shape is not None and read.shape != shape):
            continue
        shape = read.shape
        sender, said = _parted(rest, names, known)
        yield Message(number, read, sender, said)


def _parted(rest: str, names: Iterable[str], known: set[str]) -> tuple[str, str]:
    """Part sender and text; a line without a sender is a notice, all of it text. `known` are senders met before."""
    for name in names:
        if rest.startswith(f"{name}: "):
            return name, rest[len(name) + 2 :][:_LOOKED_AT]
    end = rest.find(":", 0, _LONGEST_NAME)
    while end >= 0 and rest[end + 1 : end + 2] not in (" ", ""):
        end = rest.find(":", end + 1, _LONGEST_NAME)
    sender = rest[: max(end, 0)]
    if sender not in known:
        if not sender or notices.is_notice(sender):
            return "", rest[:_LOOKED_AT]
        known.add(sender)
    return sender, rest[end + 2 :][:_LOOKED_AT]


def _lines(blocks: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Give the numbered lines of a text; broken characters are replaced, the rest of a very long line left out."""
    number = 1
    held = ""
    long = False
    for text in _texts(iter(blocks)):
        *lines, last = text.split("\n")
        for line in lines:
            if not long:
                yield number, (held + line).removesuffix("\r")
            held, long = "", False
            number += 1
        if not long:
            held += last
            if len(held) > _LONGEST_LINE:
                yield number, held
                held, long = "", True
    if held:
        yield number, held.removesuffix("\r")


def _texts(blocks: Iterator[bytes]) -> Iterator[str]:
    first = next(blocks, b"")
    encoding, skipped = "utf-8", 0
    for mark, named in _BOMS:
        if first.startswith(mark):
            encoding, skipped = named, len(mark)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(first[skipped:])
    for block in blocks:
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)
