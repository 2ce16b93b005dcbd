"""The settings of `lexicon/relations/any.toml`: weights, roles, and who is what to whom."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from tieweave.evidence.phrases import phrases
from tieweave.evidence.vocabulary import lexicon
from tieweave.model import Contact


class Finding(NamedTuple):
    """A role that words `start` to `end` of a text state; `manner` names the weight of stating it so.

    `table` is that of the words (`vocabulary.Entry`). Where the role holds because contacts are named (`whom`),
    `otherwise` is the role if it is not them.
    """

    role: str
    manner: str
    start: int
    end: int
    table: str = "role"
    whom: tuple[Contact, ...] = ()
    otherwise: str = ""


class Said(NamedTuple):
    """What the `value` of a contact's `field` says, in plain words: log-odds `weight` toward a category or "close"."""

    field: str
    value: object
    detail: str
    toward: str
    weight: float


_FULL_CLOSE = frozenset({"name", "note", "bare", "related"})
"""Manners that are plain enough for a role's whole weight toward close; the others get half of it."""


@attrs.frozen
class Rules:
    """The settings, ready to look up; `any.toml` explains each."""

    weight: Mapping[str, float]
    roles: Mapping[str, tuple[str, float, float]]
    of: Mapping[str, Mapping[str, str]]
    mirror: Mapping[str, str]
    related: Mapping[tuple[str, ...], str]
    related_child: Mapping[str, str]
    related_partner: Mapping[str, str]
    related_contact: Mapping[str, str]
    company: frozenset[str]
    company_endings: tuple[str, ...]
    aside: frozenset[str]
    copula: frozenset[str]
    pronoun: frozenset[str]
    leads: frozenset[str]
    no_people: frozenset[str]
    no_member: frozenset[str]
    company_of: frozenset[str]
    service: frozenset[str]
    our: frozenset[str]
    leisure: frozenset[str]
    beyond: frozenset[str]
    past: frozenset[str]
    particles: frozenset[str]
    former: frozenset[str]
    little: frozenset[str]
    towns: frozenset[str]
    side: frozenset[str]
    calling: frozenset[str]
    addressed: frozenset[str]
    street_endings: tuple[str, ...]
    kin: frozenset[str]
    stands: frozenset[str]
    tells: frozenset[str]
    deny: frozenset[str]
    other: frozenset[str]
    surname: frozenset[str]
    title: frozenset[str]
    given: frozenset[str]
    called: frozenset[str]
    doubtful: frozenset[str]
    mine: frozenset[str]
    joints: frozenset[str]
    small: Mapping[str, frozenset[str]]
    small_in: Mapping[str, frozenset[str]]
    between: frozenset[str]
    staff: frozenset[str]
    some: frozenset[str]
    together: frozenset[str]
    street: frozenset[str]
    member: frozenset[str]
    at: frozenset[str]

    def weights(self, role: str, manner: str, *, doubted: bool = False) -> Iterator[tuple[str, float]]:
        """Yield what a role speaks for, and how strongly when it is stated in this manner."""
        category, close, doubt = self.roles.get(role, (role, 0.0, 0.0))
        weight = self.weight[manner] - doubt + (self.weight["doubted"] if doubted else 0.0)
        if category and weight > 0:
            yield category, round(weight, 2)
        if close:
            yield "close", round(close if manner in _FULL_CLOSE and not doubted else close / 2, 2)

    def category(self, role: str) -> str:
        """Return the category a role speaks for, "" for none."""
        return self.roles.get(role, (role, 0.0, 0.0))[0]

    def compose(self, holder: str, role: str) -> str:
        """Return what ego's `holder`'s `role` is to ego ("child", "friend": a child's friend), "" for nothing."""
        return self.of.get(holder, {}).get(role, "")


_READING = (
    "company_of",
    "our",
    "leisure",
    "beyond",
    "past",
    "particles",
    "former",
    "little",
    "towns",
    "side",
    "addressed",
    "tells",
)
"""The words of the table `reading` that are looked up one by one."""


@functools.cache
def rules() -> Rules:
    """Read the settings, once."""
    words = lexicon("relations")
    told = words.settings
    languages = words.languages.values()
    small = {
        name: one.my | one.other | one.deny | one.between | one.of | one.of_my | one.at | one.me | one.some
        for name, one in words.languages.items()
    }
    return Rules(
        weight=told["weight"],
        roles={role: (said[0], said[1], said[2]) for role, said in told["roles"].items()},
        of=told["of"],
        mirror=told["mirror"],
        related={phrase: role for role, listed in told["related"].items() for phrase in phrases(listed)},
        related_child=told["related_child"],
        related_partner=told["related_partner"],
        related_contact=told["related_contact"],
        company=_words(told["company"]["words"]),
        company_endings=tuple(sorted(_words(told["company"]["endings"]))),
        aside=_words(told["aside"]["words"]),
        copula=_words(told["copula"]["words"]),
        pronoun=_words(told["pronoun"]["words"]),
        leads=_words(told["leads"]["words"]),
        no_people=_words(told["no_people"]["words"]),
        no_member=_words(told["no_member"]["words"]),
        service=_words(told["company"]["service"]),
        calling=frozenset(role.strip() for role in told["reading"]["calling"].split(",")),
        street_endings=tuple(sorted(_words(told["reading"]["street_endings"]))),
        kin=frozenset(role.strip() for role in told["reading"]["kin"].split(",")),
        stands=frozenset(role.strip() for role in told["reading"]["stands"].split(",")),
        deny=frozenset().union(*(language.deny for language in languages)),
        other=frozenset().union(*(language.other for language in languages)),
        surname=frozenset().union(*(language.surname | language.anchored for language in languages)),
        title=frozenset().union(*(language.title for language in languages)),
        given=frozenset(told["given"]["words"].replace(",", " ").split()),
        called=frozenset(told["given"]["called"].split()),
        doubtful=frozenset(told["given"]["doubtful"].replace(",", " ").split()),
        mine=frozenset().union(*(language.my for language in languages)),
        small=small,
        small_in=_small_in(small),
        joints=frozenset().union(*(language.my | language.at for language in languages)),
        **{name: _words(told["reading"][name]) for name in _READING},
        **{
            name: frozenset().union(*(getattr(language, name) for language in languages))
            for name in ("between", "staff", "some", "together", "street", "member", "at")
        },
    )


def _small_in(small: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the languages in which each word is small."""
    found: dict[str, set[str]] = {}
    for language, listed in small.items():
        for word in listed:
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def _words(listed: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases(listed) for word in phrase)
