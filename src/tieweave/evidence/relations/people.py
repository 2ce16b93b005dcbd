"""Whom a text names: ego's child or partner, or another contact of ego's."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import attrs

from tieweave.evidence.relations.rules import rules
from tieweave.evidence.texts import Text, fold, is_word
from tieweave.evidence.vocabulary import lexicon
from tieweave.model import Contact, Profile
from tieweave.resolve.name_lexicon import is_given_name


class Whose(NamedTuple):
    """Somebody of whom a text speaks: what they are to ego (a possessor of `[of]` in any.toml, "" for nothing).

    `contacts` are those who may be meant, where the role is "contact".
    """

    role: str
    contacts: tuple[Contact, ...] = ()


NOBODY = Whose("")
SOMEBODY = Whose("name")
"""Who is named, and is nobody that ego is known to know."""


class Acquaintances:
    """The contacts by their names; they are looked through when somebody is first named, and never otherwise.

    A name that is a relation word ("Mum", "Dentist") is nobody's.
    """

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._contacts = contacts
        self._family_names: dict[str, dict[str, list[Contact]]] = {}

    @functools.cached_property
    def _by_first_name(self) -> Mapping[str, Sequence[Contact]]:
        # Many share a first name, and comparing as written is a tenth of the work of folding.
        written: dict[str, list[Contact]] = {}
        for contact in self._contacts:
            first = contact.name.split(None, 1)[:1]
            if first and contact.kind == "individual":
                written.setdefault(first[0], []).append(contact)
        roles = lexicon("relations").index
        known: dict[str, list[Contact]] = {}
        for name, some in written.items():
            first_name = fold(name)
            if len(first_name) > 1 and first_name.isalpha() and not roles.get(first_name):
                known.setdefault(first_name, []).extend(some)
        return known

    @functools.cached_property
    def _first_names(self) -> Mapping[str, Sequence[str]]:
        begun: dict[str, list[str]] = {}
        for name in self._by_first_name:
            begun.setdefault(name[:_STEM], []).append(name)
        return begun

    def called(self, first: str, last: str = "") -> Sequence[Contact]:
        """Return the contacts of a first name, and of a family name where one is given; both folded."""
        some = self._by_first_name.get(first, ())
        if not last or not some:
            return some
        if first not in self._family_names:
            families: dict[str, list[Contact]] = {}
            for contact in some:
                words = contact.name.split()
                if 1 < len(words) <= _MOST_WORDS:
                    families.setdefault(fold(words[-1]), []).append(contact)
            self._family_names[first] = families
        return self._family_names[first].get(last, ())

    def inflected(self, first: str, last: str) -> Sequence[Contact]:
        """Return whose name may be inflected to these folded words: "Pawła Zielińskiego" is "Paweł Zieliński"."""
        return [
            contact
            for name in self._first_names.get(first[:_STEM], ())
            for contact in self.called(name)
            if fold(contact.name.split()[-1])[:_LONG_STEM] == last[:_LONG_STEM]
        ]


_STEM, _LONG_STEM = 3, 5
"""First letters of a first and of a family name that stay as they are when the name is inflected."""
_MOST_WORDS = 4


@attrs.frozen
class People:
    """Ego, ego's children and partner, and the contacts (`known`), by the words of their names."""

    ego: tuple[str, ...]
    children: tuple[tuple[str, ...], ...]
    partner: tuple[str, ...]
    emails: frozenset[str]
    known: Acquaintances

    @classmethod
    def of(cls, profile: Profile, known: Acquaintances) -> People:
        """Return the people of ego as the profile has them, and the contacts that are `known`."""
        return cls(
            ego=name_words(profile.name),
            children=tuple(name for child in profile.children if (name := name_words(child))),
            partner=name_words(profile.partner),
            emails=frozenset(profile.emails),
            known=known,
        )

    @property
    def has_own(self) -> bool:
        """Tell whether a child or partner of ego's is known by name."""
        return bool(self.children or self.partner)

    def own(self, first_name: str) -> str:
        """Return "child" or "partner" when a word is the first name of ego's, else ""; "Elli" is Ella's in Polish."""
        if any(_is_name(first_name, name[0]) for name in self.children):
            return "child"
        return "partner" if self.partner and _is_name(first_name, self.partner[0]) else ""

    def own_at(self, text: Text, at: int) -> str:
        """Return `own` of the word at the index `at`, but nothing of a pronoun: "con ella" is with her."""
        own = self.own(text.word(at))
        return "" if own and not text.is_capital(at) and _is_pronoun(text, at) else own

    def named_at(self, text: Text, at: int) -> tuple[Whose, int]:
        """Return whose name begins at the index `at`, and the index after it; nobody, and `at`, where none does."""
        if not text.is_word(at):
            return NOBODY, at
        if own := self.own_at(text, at):
            family = self._family_name_after(text, at, own)
            return Whose(own), at + 1 + family
        if text.is_word(at + 1):
            both = self.known.called(text.words[at], text.words[at + 1])
            if both:
                return Whose("contact", tuple(both[:3])), at + 2
        if text.is_capital(at) or text.raw.islower():
            found = self.known.called(text.words[at])
            capital_follows = text.is_word(at + 1) and text.is_capital(at + 1)
            if found and not (text.is_capital(at) and capital_follows):
                return Whose("contact", tuple(found[:3])), at + 1
        if text.is_capital(at):
            end = at + 1
            while text.is_word(end) and text.is_capital(end):
                end += 1
            return SOMEBODY, end
        return NOBODY, at

    def named_in_genitive(self, text: Text, at: int, endings: frozenset[str]) -> tuple[Whose, int]:
        """Return whose name stands inflected at the index `at` ("Elli", "Pawła Zielińskiego"), and the index after."""
        word = text.words[at]
        if is_given_name(word) or not word.endswith(tuple(endings)):
            return NOBODY, at
        for own, names in (("child", self.children), ("partner", (self.partner,))):
            if any(name and len(name[0]) > 2 and word[:-1] == name[0].rstrip("aeo") for name in names):
                return Whose(own), at + 1
        if text.is_word(at + 1) and text.is_capital(at + 1):
            found = self.known.inflected(word, text.words[at + 1])
            return (Whose("contact", tuple(found[:3])) if found else SOMEBODY), at + 2
        return SOMEBODY, at + 1

    def named_before(self, text: Text, end: int) -> Whose:
        """Return whose name ends with the word before the index `end`; somebody, where it is a word at all."""
        last = end - 1
        if not text.is_word(last):
            return NOBODY
        if last > 0 and text.is_word(last - 1):
            both = self.known.called(text.words[last - 1], text.words[last])
            if both:
                return Whose("contact", tuple(both[:3]))
        if own := self.own(text.words[last]):
            return Whose(own)
        is_surname = last > 0 and text.is_word(last - 1) and text.is_capital(last - 1)
        found = () if is_surname else self.known.called(text.words[last])
        return Whose("contact", tuple(found[:3])) if found else SOMEBODY

    def names_child(self, named: tuple[str, ...]) -> bool:
        """Tell whether a name may be that of ego's child."""
        return any(self._same(child, named) for child in self.children)

    def names_partner(self, named: tuple[str, ...]) -> bool:
        """Tell whether a name may be that of ego's partner."""
        return self._same(self.partner, named)

    def named(self, named: tuple[str, ...]) -> tuple[Contact, ...]:
        """Return the contacts that a whole name may mean."""
        found = self.known.called(named[0], named[-1] if len(named) > 1 else "")
        return tuple(found[:3])

    def _family_name_after(self, text: Text, at: int, own: str) -> int:
        """Return 1 where ego's child's or partner's family name follows the first name at `at`, else 0."""
        names = {self.partner[-1:], self.ego[-1:]} if own == "child" else {self.partner[1:][-1:]}
        return int(text.is_word(at + 1) and (text.words[at + 1],) in names)

    def _same(self, known: tuple[str, ...], said: tuple[str, ...]) -> bool:
        """Tell whether two names may be one person's: first names alike, family names not at odds."""
        if not known or known[0] != said[0]:
            return False
        if len(known) == 1:
            return len(said) == 1 or said[-1] in (*self.ego[-1:], *self.partner[1:])
        return len(said) == 1 or known[-1] == said[-1]


def _is_name(word: str, name: str) -> bool:
    """Tell whether a word is a name or its genitive in Polish: Elli of Ella, Adama of Adam."""
    return word == name or (
        word[:-1] == name[:-1] and name[-1] == "a" and word[-1] in "iy"
        if len(word) == len(name)
        else word == name + "a"
    )


_LEAST_SPOKEN = 2


def _is_pronoun(text: Text, at: int) -> bool:
    """Tell whether a word is "her" or "him" in a language of which at least two small words stand beside it."""
    spoken = {*text.words[:at], *text.words[at + 1 :]}
    return any(
        text.words[at] in language.them and len(spoken & rules().small[name]) >= _LEAST_SPOKEN
        for name, language in lexicon("relations").languages.items()
    )


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without marks and numbers."""
    return tuple(word for word in Text.cut(name).words if is_word(word))
