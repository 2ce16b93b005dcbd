"""Which encoding a file is in: its mark, else UTF-8, else the code page under which it makes sense."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)

_MORE = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp932",
    "gb18030",
    "big5",
    "cp949",
    "cp1253",
    "cp1254",
    "euc-jp",
    "koi8-r",
    "mac-roman",
)
"""Code pages that are tried besides those that the known programs write, likelier ones first."""

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_AFTER_ERROR = 4096


@attrs.frozen(kw_only=True)
class Encoding:
    """A codec of Python's, how to treat what it cannot decode, and what the user is told of the choice."""

    codec: str
    errors: str = "strict"
    said: str = ""


def named(codec: str) -> Encoding:
    """Return the encoding that the user names; raises `LookupError` for one that Python does not know as text."""
    info = codecs.lookup(codec)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(codec)
    return Encoding(codec=info.name, errors="replace", said=f"{info.name}, as the configuration says")


def chosen(path: str, head: bytes, pages: Iterable[str], knows: Callable[[str], int]) -> Encoding:
    """Return the encoding of the file at `path`, of which `head` are the first bytes.

    `pages` are code pages to try, and `knows` says how many column names of a decoded head are known: translated
    names are so in the right code page alone. Raises `OSError` where the file cannot be read.
    """
    for mark, codec, said in _MARKS:
        if head.startswith(mark):
            return Encoding(codec=codec, errors="surrogateescape" if codec == "utf-8-sig" else "replace", said=said)
    if wide := _wide(head):
        return Encoding(codec=wide, errors="replace", said=f"{wide.upper()} without a mark")
    broken = _first_not_utf_8(path)
    if broken is None:
        return Encoding(codec="utf-8", errors="surrogateescape", said="UTF-8")
    sample = _lines_at(path, broken)
    mixed = (head[:_SAMPLE] + sample).decode("utf-8", "surrogateescape")
    good = sum("\x7f" < character < "\ud800" or character > "\udfff" for character in mixed)
    bad = sum("\udc80" <= character <= "\udcff" for character in mixed)
    if good >= 3 and good > 3 * bad:
        said = "UTF-8, and what is not UTF-8 in it as Windows-1252"
        return Encoding(codec="utf-8", errors="surrogateescape", said=said)
    worth = {page: (knows(head.decode(page, "replace")), _legibility(sample, page)) for page in _all(pages)}
    ranked = sorted(worth, key=lambda page: worth[page], reverse=True)  # stable: the likelier of equals is first
    for page in ranked:
        if _decodes(path, page):
            return Encoding(codec=page, errors="replace", said=f"{page}, in which it makes most sense")
    return Encoding(codec=ranked[0], errors="replace", said=f"{ranked[0]}, though not all of it is")


def _all(pages: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*_MORE[:1], *pages, *_MORE]))


def _wide(head: bytes) -> str:
    """Return the form of UTF-16 that bytes without a mark are in, "" where they are in none."""
    start = head[:2000]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    # Letters beyond Latin have no zero in them, but their delimiters, quotation marks and line breaks do.
    if odd + even < max(len(start) // 50, 2):
        return ""
    if odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd else ""


def _first_not_utf_8(path: str) -> int | None:
    """Return where the first bytes stand that are not UTF-8, None where there are none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    at = 0
    with Path(path).open("rb") as file:
        while block := file.read(_BLOCK):
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return max(at - held + error.start, 0)
            at += len(block)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return max(at - 4, 0)
    return None


def _decodes(path: str, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    with Path(path).open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _lines_at(path: str, position: int) -> bytes:
    """Return whole lines from about `position` on: those that are not plain ASCII."""
    with Path(path).open("rb") as file:
        file.seek(max(position - _AFTER_ERROR, 0))
        data = file.read(_SAMPLE)
    lines = data.split(b"\n")
    inner = lines[1:-1] if len(lines) > 2 and position > _AFTER_ERROR else lines
    return b"\n".join(line for line in inner if not line.isascii()) or data


_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_PUNCTUATION = frozenset(
    "\u201c\u201d\u2018\u2019\u201a\u201e\u2013\u2014\u2026\u00ab\u00bb\u00a0\u20ac\u00b0\u00b7、。・（）「」ー々：，．～"
)
_RARE = {
    **dict.fromkeys("ðþÐÞÝ", 0.6),
    **dict.fromkeys("Ţţ", 0.7),
    **dict.fromkeys("ğşİĞŞ", 0.8),
    "ı": 0.85,
    "ý": 0.9,
}
"""Letters of few languages, by what they are worth: Turkish ones stand where Icelandic ones do in cp1252, and Romanian
ones in cp1250. The values are the project's own, so chosen that a few names decide and "Novotný" stays Czech."""
_MULTIBYTE = {
    "cp932": (0x88, 0x97),
    "euc-jp": (0xB0, 0xCF),
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "cp949": (0xB0, 0xC8),
}
"""The leading bytes of the common characters of each, by the standards' own order (JIS X 0208 level 1, GB 2312
level 1, Big5 level 1, the syllables of KS X 1001)."""


def _legibility(sample: bytes, codec: str) -> float:
    """Return how much like words the bytes look in a code page, by character, -2 to 1: -9 where they are not in it."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return -9.0
    score = 0.0
    count = 0
    for word in _WORD.findall(text[:20_000]):
        if word.isascii():
            continue
        scripts = {_script(character) for character in word}
        mixed = len(scripts - {"kana", "han"}) > 1 or (len(scripts) > 1 and "latin" in scripts)
        previous = ""
        for character in word:
            if character > "\x7f":
                count += 1
                score += _worth(character, codec) - mixed
                if previous and previous.islower() and character.isupper():
                    score -= 1
                if "\x7f" < previous < "\u0250" > character:
                    score -= 0.7  # words in Latin letters have few accents side by side
            elif previous > "\x7f" and previous.islower() and character.isupper():
                score -= 1
            previous = character
    return score / count if count else 0.0


def _worth(character: str, codec: str) -> float:
    if character in _PUNCTUATION:
        return 0.3
    if character in _RARE:
        return _RARE[character]
    script = _script(character)
    if script == "half kana":
        return -0.5
    if script == "kana":
        return 0.3 if codec == "gb18030" else 1.0
    if codec in _MULTIBYTE:
        low, high = _MULTIBYTE[codec]
        return 1.0 if low <= character.encode(codec, "replace")[0] <= high else 0.2 if character.isalpha() else -1.0
    if not unicodedata.category(character).startswith("L"):
        return -1.0
    return 1.0


def _script(character: str) -> str:
    for end, script in _SCRIPTS:
        if character < end:
            return script
    return "other"


_SCRIPTS = (
    ("\u0250", "latin"),
    ("\u0370", "other"),
    ("\u0400", "greek"),
    ("\u0530", "cyrillic"),
    ("\u1e00", "other"),
    ("\u1f00", "latin"),
    ("\u2000", "greek"),
    ("\u3040", "other"),
    ("\u3100", "kana"),
    ("\u3400", "other"),
    ("\ua000", "han"),
    ("\uac00", "other"),
    ("\ud7b0", "hangul"),
    ("\uff61", "other"),
    ("\uffa0", "half kana"),
)
