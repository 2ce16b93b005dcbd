"""The relation words of many languages, and texts cut into words that can be looked up among them.

The words live in `lexicon/relations/*.toml` (singular: "mum", "gym", "next door") and `lexicon/labels/*.toml`
(what people write on a whole group: "Relatives", "Vendors"), one file a language; `any.toml` holds what no
language owns, and every weight. Words are compared without case or accents, and German umlauts also as "ae".
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from tieweave.evidence.languages import Language
from tieweave.evidence.phrases import ANY_WORD, UMLAUTS, Branch, branching, phrases
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, is_word, telling_part

_NORDIC = (("ø", "oe"), ("å", "aa"))
_ALSO_WRITTEN: Mapping[str, tuple[tuple[str, str], ...]] = {"da": _NORDIC, "nb": _NORDIC, "sv": (), "fi": ()}
"""How letters with marks are also written, by language; as in German where nothing else is said."""

_TAIL = 4
_LEAST_BEFORE_HEAD = 3
"""Letters of the shortest word that others are written on to, and of the shortest that is written on."""


class Entry(NamedTuple):
    """One word or phrase of the lexicon, a tuple because 9,000 of them are built at the start.

    `rank` is the number of its words, negative, so that entries sort longest first; `role` what it names (a
    category's slug or a finer role of `roles`); `table` the lexicon's table it stands in: "role", "place", "tag",
    "phrase", "weak", "thing", "join", "door", "firm", "beside", "shared" or "group".
    """

    rank: int
    words: tuple[str, ...]
    language: str
    table: str
    role: str


@attrs.frozen
class Lexicon:
    """Words by their first word, longest first; the languages; and the settings of the folder's `any.toml`.

    `index` has the single words and those that `ANY_WORD` follows; of the other phrases it has the first word, with
    nothing, and `pairs` has them by their first two words; `branches` has those that begin alike by the same, where
    `pairs` has nothing. `heads` has the entries of words that others are written on to, and `tails` the last letters of
    each. `telling` holds the single words and what finds the rest, `telling_in_names` the same of what is read in names
    alone, `things` that of the things, and `deeds` what people do to things: a text with no telling word, pair or tail,
    and not both a thing and a deed, says nothing.
    """

    index: Mapping[str, Sequence[Entry]]
    pairs: Mapping[tuple[str, str], Sequence[Entry]]
    branches: Mapping[tuple[str, str], Sequence[Branch]]
    heads: Mapping[str, Sequence[Entry]]
    tails: frozenset[str]
    telling: frozenset[str]
    telling_in_names: frozenset[str]
    things: frozenset[str]
    deeds: frozenset[str]
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

    def is_silent_on(self, raw: str, *, in_name: bool = False) -> bool:
        """Tell, in a fifth of the time of cutting it, that a text surely has no entry in it that is read there."""
        words = Text.roughly(raw)
        return (
            self.telling.isdisjoint(words)
            and not (in_name and not self.telling_in_names.isdisjoint(words))
            and self.pairs.keys().isdisjoint(itertools.pairwise(words))
            and (self.things.isdisjoint(words) or self.deeds.isdisjoint(words))
            and self.tails.isdisjoint([word[-_TAIL:] for word in words])
        )

    def may_begin(self, words: Sequence[str], start: int) -> bool:
        """Tell, in a fifth of the time of `at`, whether an entry may begin at `start` in `words`."""
        single = self.index.get(words[start])
        if single or words[start][-_TAIL:] in self.tails:
            return True
        return single is not None and start + 1 < len(words) and (words[start], words[start + 1]) in self.pairs

    def at(self, words: Sequence[str], start: int) -> list[tuple[Entry, int]]:
        """Return every entry that begins at `start` in `words`, with the index after its end; longest first."""
        first = words[start]
        single = self.index.get(first, ())
        if not single and first[-_TAIL:] in self.tails:
            single = self._compound(first)
        pair = (first, words[start + 1]) if start + 1 < len(words) else (first, "")
        pairs = self.pairs.get(pair, ())
        branches = self.branches.get(pair, ()) if pair in self.pairs else ()
        if not single and not pairs and not branches:
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
        for branch in branches:
            for end in branch.reach(words, start):
                said = tuple(words[start:end])
                found.append((Entry(start - end, said, branch.language, branch.table, branch.role), end))
        if len(found) > 1:
            found.sort(key=_in_order if branches else _longest_first)
        return found

    def _compound(self, word: str) -> list[Entry]:
        """Return what the longest head in `word` is, as entries of the whole: of "skitrainer" what "trainer" is."""
        for begin in range(_LEAST_BEFORE_HEAD, len(word) - _TAIL + 1):
            if entries := self.heads.get(word[begin:]):
                return [entry._replace(words=(word,)) for entry in entries]
        return []


def _in_order(match: tuple[Entry, int]) -> Entry:
    return match[0]


def _longest_first(match: tuple[Entry, int]) -> int:
    return match[0].rank


def _end(phrase: tuple[str, ...], words: Sequence[str], start: int) -> int:
    """Return the index after a `phrase` of several words in `words` from `start`, 0 when it does not stand there."""
    at = start + 1
    for number, word in enumerate(phrase[1:], 1):
        if word == ANY_WORD:
            rest = phrase[number + 1 :]
            for skipped in range(at + 1, min(at + 5, len(words) + 1)):
                if any(not is_word(mark) and mark != POSSESSIVE for mark in words[at:skipped]):
                    return 0
                if tuple(words[skipped : skipped + len(rest)]) == rest:
                    return skipped + len(rest)
            return 0
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


_LISTS = tuple(field.name for field in attrs.fields(Language) if field.name != "does")
_TABLES = ("role", "place", "tag", "phrase", "weak", "thing", "join", "door", "firm", "beside", "shared", "group")
_USES = {"thing": "thing", "door": "name", "firm": "name"}
"""The tables that count only beside a deed, or only in names."""


@functools.cache
def lexicon(folder: str) -> Lexicon:
    """Read the packaged lexicon `folder` ("relations" or "labels"), once."""
    entries: list[Entry] = []
    branches: dict[tuple[str, str], list[Branch]] = {}
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
        languages[name] = Language(
            **{key: frozenset(_single(small[key])) if key in small else frozenset() for key in _LISTS},
            does={role: frozenset(_single(verbs)) for role, verbs in small.get("does", {}).items()},
        )
        also = _ALSO_WRITTEN.get(name, UMLAUTS)
        for table in _TABLES:
            for role, listed in content.get(table, {}).items():
                # Tens of thousands of entries are made; calling `Entry` takes twice as long.
                # A number alone ("730", a tax form) would be any number.
                said, alike = branching(listed, also) if "[" in listed else (phrases(listed, also), ())
                entries += [
                    _new(Entry, (-len(words), words, name, table, role)) for words in said if words != (NUMBER,)
                ]
                for heads, ends in alike:
                    for head in heads:
                        branches.setdefault((head[0], head[1]), []).append(Branch(head, ends, name, table, role))
    index, pairs = index_of(entries)
    for first, second in branches:
        index.setdefault(first, [])
        pairs.setdefault((first, second), [])
    by_use: dict[str, list[Entry]] = {"": [], "name": [], "thing": []}
    for entry in entries:
        by_use[_USES.get(entry[3], "")].append(entry)
    telling, telling_in_names, things = (telling_words(some, languages.values()) for some in by_use.values())
    deeds = frozenset(word for language in languages.values() for verbs in language.does.values() for word in verbs)
    written_on = {
        head: same
        for name, language in languages.items()
        for head in language.heads
        if (same := [one for one in index.get(head, ()) if one.rank == -1 and one.language == name])
    }
    tails = frozenset(head[-_TAIL:] for head in written_on)
    return Lexicon(
        index=index,
        pairs=pairs,
        branches=branches,
        heads=written_on,
        tails=tails,
        telling=telling,
        telling_in_names=telling_in_names,
        things=things,
        deeds=deeds,
        languages=languages,
        settings=settings,
    )


_new = tuple.__new__


def index_of(entries: Iterable[Entry]) -> tuple[dict[str, list[Entry]], dict[tuple[str, str], list[Entry]]]:
    """Return `entries` by their first word and by their first two words, in an order that is not that of the files."""
    index: dict[str, list[Entry]] = {}
    pairs: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        words = entry[1]
        if entry[0] == -1 or words[1] == ANY_WORD:
            index.setdefault(words[0], []).append(entry)
        else:
            pairs.setdefault((words[0], words[1]), []).append(entry)
            if words[0] not in index:
                index[words[0]] = []
    for lists in (index, pairs):
        for same in lists.values():
            if len(same) > 1:
                same.sort()
    return index, pairs


def telling_words(entries: Iterable[Entry], languages: Iterable[Language] = ()) -> frozenset[str]:
    """Return the words by which an entry is found that does not begin with a pair of words.

    They are the single words, and of an entry with a mark, a number or `ANY_WORD` at its beginning the longest, of
    several the last: it is the rarest, "uni" and not "from". The small words of the `languages` stand in most texts, so
    they tell only where an entry has no other, and of those the first.
    """
    small = frozenset().union(*(one.my | one.other | one.of | one.at | one.me | one.them for one in languages))
    telling = set()
    for entry in entries:
        words = entry[1]
        if entry[0] == -1:
            telling.add(telling_part(words[0]))
        elif not (words[0].isalpha() and words[1].isalpha()):
            said = [word for word in words if is_word(word)] or words
            rare = [word for word in said if word not in small]
            telling.add(telling_part(max(reversed(rare), key=len) if rare else said[0]))
    return frozenset(telling)


def _single(listed: str) -> Iterator[str]:
    return (words[0] for words in phrases(listed))
