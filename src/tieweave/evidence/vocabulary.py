"""The relation words of many languages, and texts cut into words that can be looked up among them.

The words live in `lexicon/relations/*.toml` (singular: "mum", "gym", "next door") and `lexicon/labels/*.toml`
(what people write on a whole group: "Relatives", "Vendors"), one file a language; `any.toml` holds what no
language owns, and every weight. Words are compared without case or accents, and German umlauts also as "ae".
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

# Every branch begins with a set of characters and looks back only then: 2.5 times as fast as looking back first.
_TOKEN = re.compile(
    r"[^\W\d_]+"
    r"|\d+"
    r"|['’´`](?:(?<=\w.)[sS]\b|(?<=[sSxXzZ].)(?!\w))"  # Ella's, parents'
    r"|\s(?:\s*[-–—]+(?:\s|$)|[-–—]+\s?)"  # a dash, where a hyphen inside a word is none
    r"|-(?<!.-)-*\s?"
    r"|[–—]+\s?"
    r"|\.(?<=\w\w\w\.)(?=\s|$)"
    r"|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]"  # emoji
    r"|[,;:/|()\[\]{}<>&+?!=\"„“”«»•·\n]"
)
_ROUGH_WORDS = re.compile(r"[^\W\d_]+|[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]")
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
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare).translate(_FOLDED)


@attrs.frozen
class Text:
    """A text cut into words and marks.

    `words` are folded; a number is `NUMBER`, the 's of a possessor `POSSESSIVE`, a mark itself (a dash "-").
    `tokens` are the same as they are written in `raw`.
    """

    raw: str
    words: tuple[str, ...]
    tokens: Sequence[str]

    @classmethod
    def cut(cls, raw: str) -> Text:
        """Cut `raw` into words; takes any text."""
        tokens = _TOKEN.findall(raw)
        return cls(raw, tuple(map(_word, tokens)), tokens)

    def is_capital(self, at: int) -> bool:
        """Tell whether the word at the index `at` begins with a capital."""
        first = self.tokens[at][0]
        return first.isupper() or first.istitle()

    def is_word(self, at: int) -> bool:
        """Tell whether a word, and no mark or end of the text, stands at the index `at`."""
        return 0 <= at < len(self.words) and is_word(self.words[at])

    def clause(self, start: int, end: int, longest: int = 60) -> str:
        """Return the clause around the words from `start` to `end` as it is written, in about `longest` letters."""
        words, spans = self.words, [found.span() for found in _TOKEN.finditer(self.raw)]
        first, last = start, end - 1
        while first > 0 and words[first - 1] not in _CLAUSE_ENDS and spans[last][1] - spans[first - 1][0] <= longest:
            first -= 1
        while (
            last + 1 < len(words)
            and words[last + 1] not in _CLAUSE_ENDS
            and spans[last + 1][1] - spans[first][0] <= longest
        ):
            last += 1
        return " ".join(self.raw[spans[first][0] : spans[last][1]].split())


_CLAUSE_ENDS = frozenset(",;.\n!()[]|")


def is_word(token: str) -> bool:
    """Tell whether a token of a `Text` is a word, and no number, possessive, mark or emoji."""
    return token[0].isalpha()


@functools.lru_cache(maxsize=8192)
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

    `rank` is the number of its words, negative, so that entries sort longest first; `role` what it names (a
    category's slug or a finer role of `roles`); `table` the lexicon's table it stands in: "role", "place", "tag",
    "phrase", "weak" or "group".
    """

    rank: int
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
    """Words by their first word, longest first; the languages; and the settings of the folder's `any.toml`.

    `index` has the single words and those that `ANY_WORD` follows; of the other phrases it has the first word, with
    nothing, and `pairs` has them by their first two words. `telling` holds the longest word of every entry: a text
    with none of them has no entry in it.
    """

    index: Mapping[str, Sequence[Entry]]
    pairs: Mapping[tuple[str, str], Sequence[Entry]]
    telling: frozenset[str]
    languages: Mapping[str, Language]
    settings: Mapping[str, Any]

    def with_entries(self, entries: Iterable[Entry]) -> Lexicon:
        """Return this lexicon with more `entries`, which are tried before its own of the same length."""
        own = list(entries)
        index, pairs = index_of(own)
        return attrs.evolve(
            self,
            index={**self.index, **{key: [*same, *self.index.get(key, ())] for key, same in index.items()}},
            pairs={**self.pairs, **{key: [*same, *self.pairs.get(key, ())] for key, same in pairs.items()}},
            telling=self.telling | telling_words(own),
        )

    def is_silent_on(self, raw: str) -> bool:
        """Tell, in a fifth of the time of cutting it, that a text surely has no entry in it."""
        return self.telling.isdisjoint(_ROUGH_WORDS.findall(fold(raw)))

    def at(self, words: Sequence[str], start: int) -> list[tuple[Entry, int]]:
        """Return every entry that begins at `start` in `words`, with the index after its end; longest first."""
        first = words[start]
        single = self.index.get(first, ())
        pairs = self.pairs.get((first, words[start + 1]), ()) if start + 1 < len(words) else ()
        if not single and not pairs:
            return []
        found = []
        for entry in pairs:
            plain = entry.rank == -2 or words[start : start - entry.rank] == entry.words
            end = start - entry.rank if plain else _end(entry.words, words, start) if ANY_WORD in entry.words else 0
            if end:
                found.append((entry, end))
        for entry in single:
            if entry.rank == -1:
                found.append((entry, start + 1))
            elif end := _end(entry.words, words, start):
                found.append((entry, end))
        if len(found) > 1:
            found.sort(key=_longest_first)
        return found


def _longest_first(match: tuple[Entry, int]) -> int:
    return match[0].rank


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
_TABLES = ("role", "place", "tag", "phrase", "weak", "group")


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
        languages[name] = Language(*(frozenset(_single(small[key])) if key in small else frozenset() for key in _LISTS))
        for table in _TABLES:
            for role, value in content.get(table, {}).items():
                entries += [Entry(-len(phrase), phrase, name, table, role) for phrase in phrases(value)]
    index, pairs = index_of(entries)
    return Lexicon(index, pairs, telling_words(entries), languages, settings)


def index_of(entries: Iterable[Entry]) -> tuple[dict[str, list[Entry]], dict[tuple[str, str], list[Entry]]]:
    """Return `entries` by their first word and by their first two words, in an order that is not that of the files."""
    index: dict[str, list[Entry]] = {}
    pairs: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        words = entry[1]
        if entry[0] == -1 or words[1] == ANY_WORD:
            index.setdefault(words[0], []).append(entry)
        else:
            pairs.setdefault(words[:2], []).append(entry)  # type: ignore[arg-type]  # two words, as rank is below -1
            if words[0] not in index:
                index[words[0]] = []
    for lists in (index, pairs):
        for same in lists.values():
            if len(same) > 1:
                same.sort()
    return index, pairs


def telling_words(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the longest word of every entry, of several the last: it is the rarest, "uni" and not "from"."""
    return frozenset(entry[1][0] if entry[0] == -1 else max(reversed(entry[1]), key=len) for entry in entries)


def phrases(listed: str) -> list[tuple[str, ...]]:
    """Return the phrases of a comma-separated list as folded words, umlauts also as two letters."""
    if "ä" in listed or "ö" in listed or "ü" in listed:
        listed = ",".join((listed, *(part.translate(_UMLAUTS) for part in listed.split(",") if _has_umlaut(part))))
    folded = fold(listed)
    if _is_all_words(folded.replace(",", "")):
        return [words for part in folded.split(",") if (words := tuple(part.split()))]
    return [words for part in folded.split(",") if (words := _phrase(part))]


def _phrase(part: str) -> tuple[str, ...]:
    if _is_all_words(part):
        return tuple(part.split())
    return tuple(word for piece in part.split() for word in _phrase_words(piece))


def _is_all_words(folded: str) -> bool:
    return "".join(folded.split()).isalpha()


def _has_umlaut(part: str) -> bool:
    return "ä" in part or "ö" in part or "ü" in part


def _phrase_words(piece: str) -> Iterable[str]:
    return (piece,) if piece in (ANY_WORD, NUMBER) else map(_word, _TOKEN.findall(piece))


def _single(listed: str) -> Iterator[str]:
    return (words[0] for words in phrases(listed))
