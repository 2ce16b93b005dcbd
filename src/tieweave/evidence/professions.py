"""What profession a job title says, in the languages that `lexicon/titles/` has a file for.

A title is read as a friend would: find its head ("advisor" in "senior insurance advisor", "conseiller" in
"conseiller en assurances"), see what field the rest speaks of, and look up what that role does in that field.
Which words are roles and fields stands in one file a language; what a role and a field make is the same in all
languages and stands in `rules.toml`. A head that is no role ("dental software engineer") says nothing.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby
from typing import Any

import attrs

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv")
"""The languages with a lexicon; of two that explain a title equally well, the earlier is taken."""

SURE = 4.3
LIKELY = 3.4
PERHAPS = 1.5
"""Weights in log-odds of a rule without a mark, with "likely" and with "perhaps", to be added to a prior of -3.

They stand for a profession told with probability 0.8, 0.6 and 0.2. Own estimates, held against the precision
that `benchmarks/titles.py --rules` measures for each mark.
"""

_MARKS = {"likely": LIKELY, "perhaps": PERHAPS}
_LONGEST_TITLE = 200
"""Characters of a title that are read: the longest real ones have about 150, and the rest is prose."""

_GENDER = re.compile(
    r"(?<=\w)(?:/-?|\(-?|[·*:_])(?:in|innen|ka|a|as|e|es|ne|ère|ière|euse|rice|trice|ora|adora|ra|s)\)?(?!\w)"
    r"|(?<=[a-zäöüß])(?:In|Innen)\b"
)
"""Feminine endings written behind the masculine word: "Lehrer/in", "LehrerIn", "avocat(e)", "abogado/a"."""
_TOKEN = re.compile(r"[^\W_]+|[,;/|()&+–—:\n•]|\s-\s")
_UNMARKED = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "Ł": "l", "đ": "d"})
_JOINTS = ("", "s", "es", "n", "en", "er", "e", "ns")
"""What Germanic compounds put between their parts."""
_SHORTEST_FRONT = 3
_SHORTEST_PART = 4
"""Letters of the first part of a compound, and of a later one that is not marked as such: shorter ones turn up by
chance ("di-rector")."""


@attrs.frozen
class Profession:
    """One reading of a title: the `category` (a slug), its `weight` in log-odds, the `words` that say it."""

    category: str
    weight: float
    words: str


@attrs.frozen
class _Word:
    """What one word or phrase of a language is: a role, some fields, a part of speech; any may be missing."""

    role: str = ""
    fields: tuple[str, ...] = ()
    part: str = ""  # "of", "at", "and", "skip"

    def __bool__(self) -> bool:
        return bool(self.role or self.fields or self.part)


_NOTHING = _Word()


@attrs.frozen
class _Item:
    """A word or phrase in a title, with what it is."""

    text: str
    word: _Word


@attrs.frozen(eq=False)
class _Language:
    """One language's words, looked up without their diacritics."""

    code: str
    head_first: bool
    compounds: bool
    endings: Mapping[str, tuple[tuple[str, str], ...]]
    """Inflected endings with what stands there in the lexicon, by the last letter."""
    words: Mapping[str, _Word]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    """Phrases of more than one word by their first, the longest first."""
    suffixes: Mapping[str, _Word]
    """Ends of words, where `compounds` does not already allow every word as one."""

    @functools.lru_cache(maxsize=1 << 15)  # noqa: B019 (languages live as long as the program)
    def word(self, token: str) -> _Word:
        """Return what `token` (in small letters, without diacritics) is in this language."""
        if token.isdigit():
            return self.words.get(token, _NOTHING)
        return self._listed(token) or self._ended(token)

    def _listed(self, token: str) -> _Word:
        if found := self.words.get(token):
            return found
        for ending, base in self.endings.get(token[-1:], ()):
            if token.endswith(ending) and (found := self.words.get(token[: -len(ending)] + base)):
                return found
        return _NOTHING

    def _ended(self, token: str) -> _Word:
        if not (self.compounds or self.suffixes):
            return _NOTHING
        for start in range(1 if self.suffixes else _SHORTEST_FRONT, len(token) - 1):
            rest = token[start:]
            found = self.suffixes.get(rest)
            if found is None and self.compounds and start >= _SHORTEST_FRONT and len(rest) >= _SHORTEST_PART:
                found = self._listed(rest)
            if found and (found.role or found.fields):
                before = self._field_of(token[:start]) if self.compounds else ()
                return attrs.evolve(found, fields=before + found.fields, part="")
        return _NOTHING

    def _field_of(self, stem: str) -> tuple[str, ...]:
        """Return the fields of a compound's first part, "versicherungs" in "Versicherungsmakler"."""
        for joint in _JOINTS:
            if stem.endswith(joint) and (found := self._listed(stem[: len(stem) - len(joint)])).fields:
                return found.fields
        for start in range(1, len(stem) - _SHORTEST_PART + 1):
            for joint in _JOINTS:
                if stem.endswith(joint) and (found := self._listed(stem[start : len(stem) - len(joint)])).fields:
                    return found.fields
        for end in range(len(stem) - 1, _SHORTEST_PART - 1, -1):
            if (found := self._listed(stem[:end])).fields:
                return found.fields
        return ()

    def items(self, tokens: Sequence[str]) -> Iterator[_Item]:
        """Cut `tokens` into the longest phrases and words the language knows."""
        at = 0
        while at < len(tokens):
            for phrase in self.phrases.get(tokens[at], ()):
                if tuple(tokens[at : at + len(phrase)]) == phrase:
                    yield _Item(" ".join(phrase), self.words[" ".join(phrase)])
                    at += len(phrase)
                    break
            else:
                yield _Item(tokens[at], self.word(tokens[at]))
                at += 1


def professions(title: str) -> tuple[Profession, ...]:
    """Return the professions a job title says, the surest first; empty when it says none of ours."""
    return _professions(title[:_LONGEST_TITLE])


@functools.lru_cache(maxsize=1 << 14)
def _professions(title: str) -> tuple[Profession, ...]:
    tokens = [plain(token) for token in _TOKEN.findall(_GENDER.sub("", title))]
    if not tokens:
        return ()
    known = [sum(spoken) for spoken in zip(*map(_spoken, tokens), strict=True)]
    most = max(known)
    for language, count in zip(_languages(), known, strict=True):
        if count == most and (found := _read(list(language.items(tokens)), language)) is not None:
            return found
    return ()


@functools.lru_cache(maxsize=1 << 15)
def _spoken(token: str) -> tuple[bool, ...]:
    """Return for each language whether `token` is a word of it."""
    return tuple(bool(language.word(token)) or token in language.phrases for language in _languages())


def plain(text: str) -> str:
    """Return `text` in small letters and without diacritics, as words are looked up."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.lower().translate(_UNMARKED))
    return "".join(character for character in folded if not unicodedata.combining(character))


def _read(items: Sequence[_Item], language: _Language) -> tuple[Profession, ...] | None:
    """Read each part of a title on its own; parts without a role ("Partner, Tax") speak for their neighbours.

    None says that no part has a role in this language, so another one may know better.
    """
    parts = [
        list(group)
        for cut, group in groupby(items, key=lambda item: item.word.part == "and" or not item.text[0].isalnum())
        if not cut
    ]
    phrases = [_phrase(part, language) for part in parts]
    if all(head is None for head, _ in phrases):
        return None
    loose = [item for head, fields in phrases if head is None for item in fields]
    best: dict[str, Profession] = {}
    for head, fields in phrases:
        if head is None:
            continue
        found = _verdict(head, fields) or (_verdict(head, [*fields, *loose]) if loose else None)
        if found and (found.category not in best or found.weight > best[found.category].weight):
            best[found.category] = found
    return tuple(sorted(best.values(), key=lambda found: -found.weight))


def _phrase(part: Sequence[_Item], language: _Language) -> tuple[_Item | None, list[_Item]]:
    """Return the head of a noun phrase (None: it has none that is a role) and all that tells its field."""
    core: list[_Item] = []
    after: list[_Item] = []
    link = ""
    for item in part:
        if item.word.part in ("of", "at"):
            link = item.word.part
        elif not link:
            core.append(item)
        elif link == "of":
            after.append(item)
        elif places := tuple(field for field in item.word.fields if field in _rules().places):
            after.append(_Item(item.text, _Word(fields=places)))
    named = [item for item in core if item.word.part != "skip"]
    at = _head(named, language)
    if at is None:
        return None, [*named, *after]
    return named[at], [*named[:at], *named[at + 1 :], *after]


def _head(named: Sequence[_Item], language: _Language) -> int | None:
    """Return where the head stands: at the language's place, or at the other end when that is but a field."""
    if not named:
        return None
    usual, other = (0, len(named) - 1) if language.head_first else (len(named) - 1, 0)
    if named[usual].word.role:
        return usual
    elsewhere = named[other].word.role
    if elsewhere and (named[usual].word.fields or (language.compounds and not named[usual].word)):
        return other
    return None


def _verdict(head: _Item, fields: Iterable[_Item]) -> Profession | None:
    rule = _rules().roles.get(head.word.role)
    if rule is None:
        return None
    said = dict.fromkeys(head.word.fields, head.text)
    for item in fields:
        for field in item.word.fields:
            said.setdefault(field, item.text)
    for field, (category, weight) in rule.items():
        if field == "*" or field in said:
            if not category:
                return None
            text = said.get(field, head.text)
            return Profession(category, weight, head.text if text == head.text else f"{text} + {head.text}")
    return None


@attrs.frozen(eq=False)
class _Rules:
    roles: Mapping[str, Mapping[str, tuple[str, float]]]
    places: frozenset[str]


@functools.cache
def _rules() -> _Rules:
    data = _load("rules")
    places = frozenset(_split(data.pop("places")["fields"]))
    return _Rules(
        roles={role: {field: _outcome(text) for field, text in table.items()} for role, table in data.items()},
        places=places,
    )


def _outcome(text: str) -> tuple[str, float]:
    mark, _, category = text.rpartition(" ")
    return category, _MARKS.get(mark, SURE)


@functools.cache
def _languages() -> tuple[_Language, ...]:
    return tuple(_language(code) for code in LANGUAGES)


def _language(code: str) -> _Language:
    data = _load(code)
    roles: dict[str, str] = {}
    fields: dict[str, list[str]] = {}
    parts: dict[str, str] = {}
    for role, text in data["roles"].items():
        for entry in _split(text):
            roles.setdefault(entry, role)
    for field, text in data["fields"].items():
        for entry in _split(text):
            fields.setdefault(entry, []).append(field)
    for part in ("skip", "of", "at", "and"):
        parts.update(dict.fromkeys(_split(data[part]), part))
    entries = {
        entry: _Word(role=roles.get(entry, ""), fields=tuple(fields.get(entry, ())), part=parts.get(entry, ""))
        for entry in (*roles, *fields, *parts)
    }
    entries |= {entry: attrs.evolve(word, part="") for entry, word in entries.items() if word.role and word.part}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        if " " in entry:
            first, *rest = entry.split()
            phrases.setdefault(first, []).append((first, *rest))
    return _Language(
        code=code,
        head_first=data["head"] == "first",
        compounds=data.get("compounds", False),
        endings=_endings(data["endings"]),
        words=entries,
        phrases={first: tuple(sorted(group, key=len, reverse=True)) for first, group in phrases.items()},
        suffixes={entry[1:]: word for entry, word in entries.items() if entry.startswith("-")},
    )


def _endings(table: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for ending, bases in table.items():
        for base in bases.split("|"):
            by_letter.setdefault(plain(ending)[-1], []).append((plain(ending), plain(base)))
    return {letter: tuple(pairs) for letter, pairs in by_letter.items()}


def _split(text: str) -> list[str]:
    return [entry for part in plain(text).split(",") if (entry := " ".join(part.split()))]


def _load(name: str) -> dict[str, Any]:
    path = resources.files("tieweave").joinpath("lexicon", "titles", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
