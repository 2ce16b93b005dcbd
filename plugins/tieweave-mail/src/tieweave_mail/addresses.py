"""From an address field to mailboxes: addresses in lower case, each with the name that is written beside it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from tieweave_mail.text import decoded, text

_LONGEST_ADDRESS = 320  # RFC 3696: 64 and 255, and the @
_LONGEST_NAME = 200
_LONGEST_REMEMBERED = 4000  # bytes of a field worth remembering what it says

_BLANK = rb"[ \t\r\n]*+"
_ORDINARY = re.compile(
    _BLANK + rb"(?:(?:\"[^\"\\]{1,200}+\"|[^\",;:()<>@\\]{0,200}+)" + _BLANK + rb"<[^\"<>,;:()\s]{1,320}+>"
    rb"|[^\",;:()<>@\\\s]{1,320}+@[^\",;:()<>@\\\s]{1,320}+)" + _BLANK
)

_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]{1,60}\?[BbQq]\?[^?\n]*?\?=)
    |(?P<quoted>"(?:[^"\\]++|\\.)*+")
    |(?P<quote>")
    |(?P<angle><(?:[^<>"]++|"[^"<>]*+")*+>?)
    |(?P<comment>\()
    |(?P<mark>[,;:])
    |(?P<atom>[^\s",;:<>()=]++|=)
    |(?P<other>[\s>)]++)""",
    re.VERBOSE | re.DOTALL,
)
_IN_COMMENT = re.compile(r"[()]|\\.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEPARATOR = re.compile("[,;]")
_VIA = re.compile(r" (?:\(via [^()]*\)|via .*)$", re.IGNORECASE)


class Mailbox(NamedTuple):
    """An `address` in lower case, and the `name` beside it, "" where there is none or it is but an address."""

    address: str
    name: str


def mailboxes(value: bytes) -> tuple[Mailbox, ...]:
    """Return the mailboxes of an address field, in order; what is no address with an @ is left out.

    Groups give their members, `undisclosed-recipients:;` nobody. Never raises; takes linear time.
    """
    try:
        return tuple([entry(written) for written in value.split(b",")])
    except ValueError:
        return tuple(_parsed(text(value)))


@functools.lru_cache(maxsize=16384)
def entry(written: bytes) -> Mailbox:
    """Return the mailbox of an ordinary entry of a field; raises ValueError for any other.

    Nearly all fields are ordinary entries that commas part, and each entry is in many fields.
    """
    if _ORDINARY.fullmatch(written) is None:
        raise ValueError("no ordinary entry")
    (mailbox,) = _parsed(text(written))
    return mailbox


def relayed(value: bytes) -> bool:
    """Return whether a From field is rewritten by a list or a service: `"Ann Lee via Team" <team@…>`."""
    if b"via" not in value.lower() or len(value) > _LONGEST_REMEMBERED:
        return False
    return _VIA.search(decoded(text(value).partition("<")[0]).strip(" \"'")) is not None


def _parsed(field: str) -> list[Mailbox]:
    found: list[Mailbox] = []
    current = _Entry()
    at = last = 0
    while token := _TOKEN.match(field, at):
        kind, written = token.lastgroup, token[0]
        at = token.end()
        if kind == "other":
            continue
        if kind == "mark":
            if written != ":":
                current = current.finished(found, ended=written == ";")
            elif current.angle or current.has_at:
                current.add(":", spaced=False, bare=True)
            else:
                current = _Entry()  # what came before was a group's name
        elif kind == "comment":
            ends = _comment_end(field, at)
            if ends:
                current.comment = current.comment or field[at : ends - 1]
                at = ends
            else:  # none that follows is closed either
                field = field[:at] + field[at:].replace("(", " ")
        elif kind == "quote":  # likewise
            field = field[:at] + field[at:].replace('"', " ")
        else:
            if current.angle:
                current = current.finished(found)  # the comma is missing
            if kind == "angle":
                inner = written[1:]
                if written.endswith(">"):
                    current.angle = inner[:-1].strip()
                else:
                    inner = _SEPARATOR.split(inner, maxsplit=1)[0]
                    current.angle = inner.strip()
                    at = token.start() + 1 + len(inner)
            elif kind == "quoted":
                current.add(_ESCAPED.sub(r"\1", written[1:-1]), spaced=token.start() > last, bare=False)
                current.bare.append(written)
            else:
                current.add(written, spaced=token.start() > last, bare=True)
        last = at
    current.finished(found)
    return found


class _Entry:
    """One mailbox as far as it was read: the words before it, the address in its angle, its comment."""

    def __init__(self, before: str = "") -> None:
        self.before = before
        self.words: list[str] = []
        self.bare: list[str] = []
        self.has_at = False
        self.angle = ""
        self.comment = ""

    def add(self, word: str, *, spaced: bool, bare: bool) -> None:
        if spaced and self.words:
            self.words.append(" ")
        self.words.append(word)
        if bare:
            self.bare.append(word)
            self.has_at = self.has_at or "@" in word

    def finished(self, found: list[Mailbox], *, ended: bool = False) -> _Entry:
        """Note the mailbox, if it is one, and return the next entry."""
        words = "".join(self.words)
        if self.angle:
            address = _address(self.angle)
            name = (f"{self.before}, {words}" if self.before and words else words) or self.comment
        else:
            address = _address("".join(self.bare))
            name = self.comment
            if not address:
                # `Lee, Ann <ann@…>`, the quotation marks forgotten
                return _Entry("" if ended else words[:_LONGEST_NAME])
        if address:
            found.append(Mailbox(address, _name(name, address)))
        return _Entry()


def _comment_end(field: str, at: int) -> int:
    """Return where the comment ends that is open at `at`, 0 where nothing closes it."""
    depth = 1
    for mark in _IN_COMMENT.finditer(field, at):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if not depth:
            return mark.end()
    return 0


def _address(written: str) -> str:
    """Return an address in lower case, "" where it is none."""
    if len(written) > _LONGEST_ADDRESS:
        return ""
    address = "".join(written.split()) if '"' not in written else written.strip()
    address = address.strip("'").lower().removeprefix("mailto:")
    if address.startswith("@") and ":" in address:
        address = address.rpartition(":")[2]  # a source route (RFC 5322, section 4.4)
    local, at, domain = address.rpartition("@")
    domain = domain.rstrip(".")
    if not local or not domain or ("@" in local and '"' not in local) or not domain.isprintable():
        return ""
    return local + at + domain if local.isprintable() else ""


def _name(written: str, address: str) -> str:
    name = " ".join(decoded(written[: 10 * _LONGEST_NAME]).split())
    name = _VIA.sub("", name).strip(" \"'")
    if len(name) > _LONGEST_NAME or "@" in name or name.lower() == address or not any(map(str.isalpha, name)):
        return ""
    return name
