"""Templates: the sentences that drafts are put together from, by language, purpose and kind."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from tieweave.followups.languages import packaged
from tieweave.model import Purpose

Slot = tuple[str, ...]
"""Sentences that can stand in one place of a text."""
Key = tuple[str, str]
"""A purpose and a kind of it, "" for a purpose that has none."""

KINDS: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.SUPPORT: ("feedback", "practice", "hard-days"),
    Purpose.GIVE: ("birthday", "new-role", "help", "introduction", "news"),
    Purpose.RECONNECT: ("dormant", "keep-in-touch"),
}
"""The kinds of a purpose that templates know."""
_GENERAL = {Purpose.SUPPORT: "hard-days", Purpose.GIVE: "news", Purpose.RECONNECT: "dormant"}
"""The kind whose words do for a kind that templates do not know."""
_ENDS_LIKE_A_RECONNECTION = (Purpose.GIVE, "news")
"""Who asks how somebody is hopes to hear from them, and offers nothing yet that could be of use."""
DETAILS = ("field", "company", "role", "place", "person", "what", "years", "when")
PLACEHOLDERS = ("name", "full", "titled", "me", "ego", *DETAILS)
"""What may stand in braces: how somebody is addressed, ego's given and whole name, and the details."""
ASK = "ask"
"""The table with the sentences that all asks share; those of the other purposes stand in their own."""


class Register(enum.StrEnum):
    """How one writes to somebody: to who is close, or to anybody else."""

    FAMILIAR = "familiar"
    FORMAL = "formal"


@attrs.frozen(kw_only=True)
class Address:
    """How letters of a register begin and end: greetings by name, by title and without either, and signatures."""

    greetings: Slot = ()
    titled: Slot = ()
    nameless: Slot = ()
    signatures: Slot = ()

    def over(self, other: Address) -> Address:
        """Return this address, with what it lacks from another."""
        return Address(**{name: getattr(self, name) or getattr(other, name) for name in ADDRESS_KEYS})


ADDRESS_KEYS = tuple(field.name for field in attrs.fields(Address))


@attrs.frozen(kw_only=True)
class Wording:
    """The words of one purpose and kind: subjects, and the slots of letters, of short messages and of talks.

    A text takes a sentence of each slot, in order. Letters and messages come by register.
    """

    subjects: Slot = ()
    letter: Mapping[Register, tuple[Slot, ...]] = attrs.field(factory=dict)
    note: Mapping[Register, tuple[Slot, ...]] = attrs.field(factory=dict)
    talk: tuple[Slot, ...] = ()


@attrs.frozen(kw_only=True)
class Language:
    """The templates of one language; `familiar` are the categories whose people are addressed as close ones are."""

    addresses: Mapping[Register, Address] = attrs.field(factory=dict)
    wordings: Mapping[Key, Wording] = attrs.field(factory=dict)
    familiar: frozenset[str] = frozenset()


@functools.cache
def languages() -> Mapping[str, Language]:
    """Return the packaged templates, by language."""
    return {name: _language(content) for name, content in packaged().items()}


def _language(content: Mapping[str, Any]) -> Language:
    return Language(
        addresses={
            register: Address(**{key: tuple(content["address"][register].get(key, ())) for key in ADDRESS_KEYS})
            for register in Register
        },
        wordings=dict(_wordings(content)),
        familiar=frozenset(one.strip() for one in content["language"]["familiar"].split(",")),
    )


def _wordings(content: Mapping[str, Any]) -> Iterator[tuple[Key, Wording]]:
    for purpose in Purpose:
        of_purpose = content[purpose.value]
        shared = content[ASK if purpose.asks else purpose.value]
        for kind in KINDS.get(purpose, ("",)):
            tables = [of_purpose[kind], of_purpose, shared] if kind else [of_purpose, shared]
            if (purpose, kind) == _ENDS_LIKE_A_RECONNECTION:
                tables.insert(1, _without_openings(content[Purpose.RECONNECT]))
            yield (purpose.value, kind), _wording(tables, content["labels"])


def _without_openings(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {of: {**table[of], "openings": ()} for of in ("any", *Register) if of in table}


def _wording(tables: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> Wording:
    """Return the words that the first of the tables has that has any; the talk is put together from all."""

    def sentences(register: Register, key: str) -> Slot:
        for held in tables:
            if found := (*held.get("any", {}).get(key, ()), *held.get(register, {}).get(key, ())):
                return found
        return ()

    def slots(register: Register, *keys: str) -> tuple[Slot, ...]:
        return tuple(sentences(register, key) for key in keys)

    talk = {part: lines for table in reversed(tables) for part, lines in table.get("talk", {}).items()}
    return Wording(
        subjects=tuple(tables[0].get("subjects", ())),
        letter={register: slots(register, "openings", "bodies", "closings") for register in Register},
        note={register: slots(register, "openings", "bodies", "short") for register in Register},
        talk=tuple(tuple(f"{labels[part]} {line}" for line in talk[part]) for part in labels if part in talk),
    )


@attrs.frozen(kw_only=True)
class Templates:
    """All templates by language: the `packaged` ones, and what the user writes instead (`own`)."""

    packaged: Mapping[str, Language] = attrs.field(factory=languages)
    own: Mapping[str, Language] = attrs.field(factory=dict)

    @classmethod
    def load(cls, path: str = "") -> Templates:
        """Return the packaged templates, replaced by those of the user's TOML file at `path` where it has some.

        Raises `SettingsError` for a file that cannot be read or is not TOML, and one that names all problems at once:
        an unknown placeholder, purpose or kind with the nearest known one, an empty text. See docs/messages.md.
        """
        from tieweave.followups import template_file

        return cls(own=template_file.read(path)) if path else cls()

    def wordings(self, language: str, purpose: Purpose, kind: str) -> list[Wording]:
        """Return the words there are for an act, the user's before the packaged ones."""
        own = self._found(self.own.get(language), [(purpose, kind), (purpose, "")])
        general = _GENERAL.get(purpose, "")
        return own + self._found(self.packaged.get(language), [(purpose, kind), (purpose, general)])[:1]

    def address(self, language: str, register: Register) -> Address:
        """Return how a letter in a language begins and ends."""
        own, given = (
            found.addresses.get(register, Address()) if (found := some.get(language)) else Address()
            for some in (self.own, self.packaged)
        )
        return own.over(given)

    def is_familiar(self, language: str, category: str) -> bool:
        """Tell whether people of a category are addressed as close ones are, though they are not close."""
        held = self.packaged.get(language)
        return held is not None and category in held.familiar

    @staticmethod
    def _found(language: Language | None, keys: Iterable[tuple[Purpose, str]]) -> list[Wording]:
        held = language.wordings if language else {}
        return [held[key] for purpose, kind in keys if (key := (purpose.value, kind)) in held]
