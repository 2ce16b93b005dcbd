"""The words of job titles, language by language: which are roles, which are fields, as `lexicon/titles/` lists them.

Words are looked up plain (see `spelling`), with their inflected endings undone, and in languages that write compounds
together also by their parts: "Versicherungsmaklerin" is the role of "Makler" in the field of "Versicherung".
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import attrs

from tieweave.spelling import plain

_JOINTS = ("", "s", "es", "n", "en", "er", "e", "ns")
"""What Germanic compounds put between their parts."""
_PARTS = ("skip", "of", "at", "and", "except")
_SHORTEST_FRONT = 3
_SHORTEST_PART = 4
"""Letters of the first part of a compound, and of a later one that is not marked as such: shorter ones turn up by
chance ("di-rector")."""


@attrs.frozen
class Word:
    """A word or phrase of a title, `text`, and what it is.

    It may be a role, some fields, a part of speech ("of", "at", "and", "except", "skip"), all of them, or nothing
    known. Of some compounds only the end is known (`ends_known`).
    """

    text: str
    role: str = ""
    fields: tuple[str, ...] = ()
    part: str = ""
    ends_known: bool = False

    @property
    def known(self) -> bool:
        """Whether the language has the word."""
        return bool(self.role or self.fields or self.part)


@attrs.frozen(eq=False)
class Language:
    """One language's words, looked up in plain letters."""

    code: str
    head_first: bool
    compounds: bool
    endings: Mapping[str, tuple[tuple[str, str], ...]]
    """Inflected endings with what stands there in the lexicon, by the last letter."""
    roles: Mapping[str, str]
    listed: Mapping[str, str]
    """What becomes of a role that stands first with its field behind, as in a register: "Teacher geography"."""
    fields: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, str]
    entries: frozenset[str]
    """All the roles, fields and parts of speech."""
    phrases: Mapping[str, tuple[tuple[list[str], str, str], ...]]
    """Phrases of more than one word by their first, the longest first: all words but the last, the last, and all."""
    within: frozenset[str]
    """The words of the phrases."""
    ends: tuple[str, ...]
    """Entries (less their hyphen) that match only at the end of longer words; of `compounds` every word may."""

    def words(self, tokens: list[str]) -> list[Word]:
        """Cut plain `tokens` into the longest phrases and words the language knows."""
        found: list[Word] = []
        at = 0
        while at < len(tokens):
            end, entry = at + 1, tokens[at]
            for before, last, phrase in self.phrases.get(entry, ()):
                stop = at + len(before)
                if stop < len(tokens) and last in _forms(self, tokens[stop]) and tokens[at:stop] == before:
                    end, entry = stop + 1, phrase
                    break
            found.append(_word(self, entry))
            at = end
        return found

    def knows(self, token: str) -> int:
        """Return how well the language knows plain `token`.

        3: it is a word of it; 2: a compound of such; 1: it stands in a phrase, or only its end is known, as may happen
        by chance; 0: not at all.
        """
        word = _word(self, token)
        if not word.known or word.ends_known:
            return int(word.known or token in self.within)
        return 3 if _stem(self, token) else 2

    def may_hold_a_role(self, token: str) -> bool:
        """Return whether plain `token` is a role, or begins a phrase that could be one."""
        return token in self.phrases or bool(_word(self, token).role)


@functools.cache
def language(code: str) -> Language:
    """Return the language of `code` ("en"), read from the packaged lexicon."""
    data = load(code)
    roles = {entry: role for role, text in reversed(data["roles"].items()) for entry in split(text)}
    fields: dict[str, tuple[str, ...]] = {}
    for field, text in data["fields"].items():
        for entry in split(text):
            fields[entry] = (*fields.get(entry, ()), field)
    parts = {entry: part for part in _PARTS for entry in split(data.get(part, ""))}
    phrases: dict[str, list[tuple[list[str], str, str]]] = {}
    entries = frozenset((*roles, *fields, *parts))
    for entry in entries:
        if " " in entry:
            *before, last = entry.split()
            phrases.setdefault(before[0], []).append((before, last, entry))
    return Language(
        code=code,
        head_first=data["head"] == "first",
        compounds=data.get("compounds", False),
        endings=_endings(data["endings"]),
        roles=roles,
        listed=data.get("listed", {}),
        fields=fields,
        parts=parts,
        entries=entries,
        phrases={
            first: tuple(sorted(group, key=lambda phrase: (-len(phrase[0]), phrase[2])))
            for first, group in phrases.items()
        },
        within=frozenset(word for entry in entries if " " in entry for word in entry.split()),
        ends=tuple(entry[1:] for entry in entries if entry.startswith("-")),
    )


def split(text: str) -> list[str]:
    """Return the entries of a comma-separated list."""
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]


def load(name: str) -> dict[str, Any]:
    """Return the file `name` of the title lexicon, in plain letters."""
    path = resources.files("tieweave").joinpath("lexicon", "titles", f"{name}.toml")
    return tomllib.loads(plain(path.read_text(encoding="utf-8")))


def _endings(table: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    by_letter: dict[str, tuple[tuple[str, str], ...]] = {}
    for ending, bases in table.items():
        by_letter[ending[-1]] = (*by_letter.get(ending[-1], ()), *((ending, base) for base in bases.split("|")))
    return by_letter


@functools.lru_cache(maxsize=1 << 16)
def _forms(language: Language, token: str) -> frozenset[str]:
    """Return `token` and all that it may be an inflected form of."""
    endings = language.endings.get(token[-1:], ())
    return frozenset((token, *(token[: -len(ending)] + base for ending, base in endings if token.endswith(ending))))


@functools.lru_cache(maxsize=1 << 17)
def _word(language: Language, token: str) -> Word:
    if not token[0].isalnum():
        return Word(token, part="and")  # punctuation parts as "and" does
    if token.isdigit():
        return _entry(language, token, token)
    if stem := _stem(language, token):
        return _entry(language, stem, token)
    if language.compounds or token.endswith(language.ends):
        return _ended(language, token)
    return Word(token)


def _entry(language: Language, entry: str, token: str) -> Word:
    role = language.roles.get(entry, "")
    return Word(token, role, language.fields.get(entry, ()), "" if role else language.parts.get(entry, ""))


def _stem(language: Language, token: str) -> str:
    """Return `token` without the inflected ending that keeps it from being an entry; empty when it is none."""
    entries = language.entries
    if token in entries:
        return token
    for ending, base in language.endings.get(token[-1:], ()):
        if token.endswith(ending) and (stem := token[: -len(ending)] + base) in entries:
            return stem
    return ""


def _ended(language: Language, token: str) -> Word:
    """Return what the longest known end of `token` makes of it."""
    first, last = _SHORTEST_FRONT, len(token) - _SHORTEST_PART if language.compounds else 0
    for start in range(1 if language.ends else first, len(token) - 1):
        rest = token[start:]
        if (marked := f"-{rest}") in language.entries:
            entry = marked
        elif first <= start <= last:
            entry = stem if len(stem := _stem(language, rest)) >= _SHORTEST_PART else ""
        else:
            continue
        if entry in language.roles or entry in language.fields:
            front = token[:start]
            before = _fields_of_front(language, front) if language.compounds else ()
            ends_known = not before and not any(_stem(language, front.removesuffix(joint)) for joint in _JOINTS)
            return Word(
                token,
                language.roles.get(entry, ""),
                before + language.fields.get(entry, ()),
                ends_known=ends_known,
            )
    return Word(token)


def _fields_of_front(language: Language, front: str) -> tuple[str, ...]:
    """Return the fields of a compound's first part, "versicherungs" in "Versicherungsmakler"."""
    for start in (0, *range(1, len(front) - _SHORTEST_PART + 1)):
        for joint in _JOINTS:
            if front.endswith(joint):
                stem = _stem(language, front[start : len(front) - len(joint)])
                if stem in language.fields and (start == 0 or len(stem) >= _SHORTEST_PART):
                    return language.fields[stem] + (_fields_of_front(language, front[:start]) if start else ())
    for end in range(len(front) - 1, _SHORTEST_PART - 1, -1):
        if (stem := _stem(language, front[:end])) in language.fields:
            return language.fields[stem]
    return ()
