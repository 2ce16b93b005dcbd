"""The relation words of many languages, and texts cut into words that can be looked up among them.

The words live in `lexicon/relations/*.toml` (singular: "mum", "gym", "next door") and `lexicon/labels/*.toml`
(what people write on a whole group: "Relatives", "Vendors"), one file a language; `any.toml` holds what no
language owns, and every weight. Words are compared without case or accents, and German umlauts also as "ae".
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

_TOKEN = re.compile(
    r"[^\W\d_]+"
    r"|\d+"
    r"|(?<=\w)['’´`][sS]\b"  # Ella's
    r"|(?<=[sSxXzZ])['’´`](?!\w)"  # parents'
    r"|\s+[-–—]+(?:\s|$)|(?:^|\s)[-–—]+\s?|[–—]"  # a dash, where a hyphen inside a word is none
    r"|(?<=\w\w\w)\.(?=\s|$)"
    r"|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]"  # emoji
    r"|[,;:/|()\[\]{}<>&+?!=\"„“”«»•·\n]"
)
_FOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
_ACCENT = re.compile("[\u0300-\u036f]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})

POSSESSIVE = "'s"
NUMBER = "#"
ANY_WORD = "*"
"""In a phrase of the lexicon: one to three words of any kind, within one clause."""


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, as words are compared."""
    lower = text.lower()
    if lower.isascii():
        return lower
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", lower))
    return bare if bare.isascii() else bare.translate(_FOLDED)


@attrs.frozen
class Text:
    """A text cut into words and marks.

    `words` are folded; a number is `NUMBER`, the 's of a possessor `POSSESSIVE`, a mark itself (a dash "-").
    `capital` tells which of them begin with a capital, `spans` where each stands in `raw`.
    """

    raw: str
    words: tuple[str, ...]
    capital: tuple[bool, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def cut(cls, raw: str) -> Text:
        """Cut `raw` into words; takes any text."""
        words, capital, spans = [], [], []
        for found in _TOKEN.finditer(raw):
            token = found.group()
            words.append(_word(token))
            capital.append(token[0].isupper() or token[0].istitle())
            spans.append(found.span())
        return cls(raw, tuple(words), tuple(capital), tuple(spans))

    def is_word(self, at: int) -> bool:
        """Tell whether a word, and no mark or end of the text, stands at the index `at`."""
        return 0 <= at < len(self.words) and is_word(self.words[at])

    def clause(self, start: int, end: int, longest: int = 60) -> str:
        """Return the clause around the words from `start` to `end` as it is written, in about `longest` letters."""
        first, last = start, end - 1
        while first > 0 and self.words[first - 1] not in _CLAUSE_ENDS and self._reaches(first - 1, last) <= longest:
            first -= 1
        while (
            last + 1 < len(self.words)
            and self.words[last + 1] not in _CLAUSE_ENDS
            and self._reaches(first, last + 1) <= longest
        ):
            last += 1
        return " ".join(self.raw[self.spans[first][0] : self.spans[last][1]].split())

    def _reaches(self, first: int, last: int) -> int:
        return self.spans[last][1] - self.spans[first][0]


_CLAUSE_ENDS = frozenset(",;.\n!()[]|")


def is_word(token: str) -> bool:
    """Tell whether a token of a `Text` is a word, and no number, possessive, mark or emoji."""
    return token[0].isalpha()


def _word(token: str) -> str:
    first = token[0]
    if first.isalpha():
        return fold(token)
    if first.isdigit():
        return NUMBER
    if first in "'’´`":
        return POSSESSIVE
    if first == "\n":
        return first
    mark = token.strip()
    return "-" if mark[:1] in "-–—" else mark or first


class Entry(NamedTuple):
    """One word or phrase of the lexicon, a tuple because 9,000 of them are built at the start.

    `role` is what it names (a category's slug or a finer role of `roles`); `table` the lexicon's table it
    stands in: "role", "place", "phrase", "weak" or "group".
    """

    words: tuple[str, ...]
    language: str
    table: str
    role: str


@attrs.frozen
class Language:
    """The small words of one language, and which of its relation words need care.

    `my` belong to ego, `other` to somebody else; `deny` take back what follows; `between` may stand between
    owner and role ("old", "a"); `of` and `of_my` join a role to whose it is, `at` one to a place.
    `anchored` words are read only with a word of `my` before them, `surname` ones never as a capitalised
    word beside another name, `title` ones before a name although they name close kin or surnames.
    """

    my: frozenset[str]
    other: frozenset[str]
    deny: frozenset[str]
    between: frozenset[str]
    of: frozenset[str]
    of_my: frozenset[str]
    at: frozenset[str]
    anchored: frozenset[str]
    surname: frozenset[str]
    title: frozenset[str]


@attrs.frozen
class Lexicon:
    """Words by their first word, longest first; the languages; and the settings of the folder's `any.toml`."""

    index: Mapping[str, tuple[Entry, ...]]
    languages: Mapping[str, Language]
    settings: Mapping[str, Any]

    def at(self, words: Sequence[str], start: int) -> Iterator[tuple[Entry, int]]:
        """Yield every entry that begins at `start` in `words`, with the index after its end; longest first."""
        entries = self.index.get(words[start], ())
        following = words[start + 1] if entries and start + 1 < len(words) else ""
        for entry in entries:
            phrase = entry.words
            if len(phrase) == 1:
                yield entry, start + 1
            elif (phrase[1] == following or phrase[1] == ANY_WORD) and (end := _end(phrase, words, start)):
                yield entry, end


def _end(phrase: tuple[str, ...], words: Sequence[str], start: int) -> int:
    """Return the index after a `phrase` of several words in `words` from `start`, 0 when it does not stand there."""
    at = start + 1
    for number, word in enumerate(phrase[1:], 1):
        if word == ANY_WORD:
            rest = phrase[number + 1 :]
            for skipped in range(at + 1, min(at + 5, len(words))):
                if any(not is_word(mark) and mark != POSSESSIVE for mark in words[at:skipped]):
                    return 0
                if tuple(words[skipped : skipped + len(rest)]) == rest:
                    return skipped + len(rest)
            return 0
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


_LISTS = tuple(field.name for field in attrs.fields(Language))
_TABLES = ("role", "place", "phrase", "weak", "group")


@functools.cache
def lexicon(folder: str) -> Lexicon:
    """Read the packaged lexicon `folder` ("relations" or "labels"), once."""
    entries: list[Entry] = []
    languages = {}
    settings: dict[str, Any] = {}
    for file in (importlib.resources.files("tieweave") / "lexicon" / folder).iterdir():
        if not file.name.endswith(".toml"):
            continue
        name = file.name.removesuffix(".toml")
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        if name == "any":
            settings = {key: value for key, value in content.items() if key not in _TABLES}
        small = {} if name == "any" else content
        languages[name] = Language(*(frozenset(_single(small.get(key, ""))) for key in _LISTS))
        for table in _TABLES:
            for role, value in content.get(table, {}).items():
                entries += [Entry(phrase, name, table, sys.intern(role)) for phrase in phrases(value)]
    return Lexicon(index_of(entries), languages, settings)


def index_of(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Index `entries` by their first word, longest first, then by language, so that no order of files shows."""
    index: dict[str, list[Entry]] = {}
    for entry in entries:
        index.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(same, key=_longest_first) if len(same) > 1 else same) for first, same in index.items()}


def _longest_first(entry: Entry) -> tuple[int, str, str]:
    return -len(entry.words), entry.language, entry.role


def phrases(listed: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrases of a comma-separated list as folded words, umlauts also as two letters."""
    yield from _folded_phrases(fold(listed))
    if any(umlaut in listed for umlaut in "äöü") and (spelt_out := listed.translate(_UMLAUTS)) != listed:
        changed = (part for part, was in zip(spelt_out.split(","), listed.split(","), strict=True) if part != was)
        yield from _folded_phrases(fold(",".join(changed)))


def _folded_phrases(folded: str) -> Iterator[tuple[str, ...]]:
    for part in folded.split(","):
        words = part.split()
        if "".join(words).isalpha():
            yield tuple(words)
        elif cut := tuple(word for piece in words for word in _phrase_words(piece)):
            yield cut


def _phrase_words(piece: str) -> Iterable[str]:
    return (piece,) if piece in (ANY_WORD, NUMBER) else map(_word, _TOKEN.findall(piece))


def _single(listed: str) -> Iterator[str]:
    return (words[0] for words in phrases(listed))
