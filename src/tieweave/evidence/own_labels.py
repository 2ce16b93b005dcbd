"""Labels that speak of ego's own people, employers and schools: "Ella's class", "Sam's family", "Fundy", "Dal '09"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from tieweave.evidence.phrases import phrases
from tieweave.evidence.relations.people import Acquaintances, People
from tieweave.evidence.relations.reader import short_names
from tieweave.evidence.relations.rules import rules
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, is_word
from tieweave.evidence.vocabulary import Entry, lexicon
from tieweave.model import Affiliation, Profile

_OF_WORK = frozenset({"client", "supplier", "past-employer", "boss"})
_YEARS_OF_STUDY = 4
"""How many years before or after ego's somebody may have finished who was there with ego."""


_PARENTS = {"co-parent": "friends-parent"}
"""Of a group, the parents with ego's child are those of its class or team."""


@attrs.frozen
class OwnLabels:
    """What ego's own people and organisations make of labels that name them."""

    people: People
    employers: frozenset[tuple[str, ...]]
    schools: tuple[tuple[tuple[str, ...], Affiliation], ...]

    @classmethod
    def of(cls, profile: Profile) -> OwnLabels:
        """Return the reader of labels for ego as the profile knows them."""
        return cls(
            people=People.of(profile, Acquaintances(())),
            employers=frozenset(_names(profile.employers, is_school=False)),
            schools=tuple((name, one) for one in profile.schools for name in _names([one], is_school=True)),
        )

    def read(self, label: str) -> tuple[tuple[str, float], ...]:
        """Return what a label says by naming ego's own, as pairs of a category or axis and log-odds; () for nothing."""
        if not (self.people.has_own or self.employers or self.schools):
            return ()
        text = Text.cut(label)
        if POSSESSIVE in text.words and self.people.has_own:
            return self._owned(text, text.words.index(POSSESSIVE))
        if len(text.words) > 1 and self.people.own(text.words[0]) == "child":
            # "Ella - swim parents".
            return self._owned(text, 1)
        words = tuple(word for word in text.words if is_word(word))
        weight = lexicon("labels").settings["weight"]
        if any(_holds(words, name) for name in self.employers) and not _OF_WORK & _roles(text):
            return (("co-worker", weight["employer"]), ("work", weight["work"]))
        for name, school in self.schools:
            # A school's whole name alone says neither of the two: `labels` has it.
            if _holds(words, name) and (len(text.words) > len(name) or len(name) == 1):
                return self._schooled(text, school)
        return ()

    def _owned(self, text: Text, at: int) -> tuple[tuple[str, float], ...]:
        """Return what somebody's belonging to ego's child or partner says: "Ella's friends' parents"."""
        holder = self.people.own(text.word(at - 1))
        role, at = "", at + (text.words[at] == POSSESSIVE)
        while holder and at < len(text.words):
            entries = [*lexicon("labels").at(text.words, at), *lexicon("relations").at(text.words, at)]
            composed = [
                (_PARENTS.get(made := rules().compose(holder, entry.role), made), end) for entry, end in entries
            ]
            role, end = next(((role, end) for role, end in composed if role), ("", at + 1))
            at = end
            if text.word(at) == POSSESSIVE:
                holder, at = role, at + 1
            elif role:
                break
        category, _, doubt = rules().roles.get(role, (role, 0.0, 0.0))
        return ((category, lexicon("labels").settings["weight"]["label"] - doubt),) if category else ()

    def _schooled(self, text: Text, school: Affiliation) -> tuple[tuple[str, float], ...]:
        weight = lexicon("labels").settings["weight"]
        roles = _roles(text)
        if roles & {"teacher", "professor", "co-worker", "work"}:
            return ()
        if "alumni" in roles:
            return (("alumni", weight["label"]),)
        years = [_year(text.tokens[at]) for at, word in enumerate(text.words) if word == NUMBER]
        if years and school.end is not None and all(abs(year - school.end) > _YEARS_OF_STUDY for year in years):
            return (("alumni", weight["modified"]),)
        if years or roles & {"friend", "former-classmate", "school"}:
            return (("former-classmate", weight["modified"]),)
        return (("former-classmate", weight["school"]), ("alumni", weight["school"]))


def _names(organisations: Sequence[Affiliation], *, is_school: bool) -> Iterator[tuple[str, ...]]:
    for one in organisations:
        for name in short_names(one, is_school=is_school):
            yield from phrases(name)


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))


def _roles(text: Text) -> set[str]:
    found: list[tuple[Entry, int]] = []
    for at in range(len(text.words)):
        found += [*lexicon("labels").at(text.words, at), *lexicon("relations").at(text.words, at)]
    return {entry.role for entry, _ in found}


def _year(token: str) -> int:
    """Return the year that a number is, of two digits the one between 1940 and 2039."""
    number = int(token[:4])
    return number if number > 99 else 1900 + number if number >= 40 else 2000 + number
