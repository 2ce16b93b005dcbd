"""The settings of `lexicon/relations/any.toml`: weights, roles, and who is what to whom."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from tieweave.evidence.vocabulary import lexicon, phrases


class Finding(NamedTuple):
    """A role that words `start` to `end` of a text state; `manner` names the weight of stating it so."""

    role: str
    manner: str
    start: int
    end: int


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
    company: frozenset[str]
    aside: frozenset[str]
    copula: frozenset[str]
    pronoun: frozenset[str]
    company_of: frozenset[str]
    kin: frozenset[str]
    stands: frozenset[str]
    deny: frozenset[str]
    other: frozenset[str]
    surname: frozenset[str]
    given: frozenset[str]
    doubtful: frozenset[str]
    mine: frozenset[str]
    joints: frozenset[str]

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


@functools.cache
def rules() -> Rules:
    """Read the settings, once."""
    words = lexicon("relations")
    told = words.settings
    languages = words.languages.values()
    return Rules(
        weight=told["weight"],
        roles={role: (said[0], said[1], said[2]) for role, said in told["roles"].items()},
        of=told["of"],
        mirror=told["mirror"],
        related={phrase: role for role, listed in told["related"].items() for phrase in phrases(listed)},
        related_child=told["related_child"],
        related_partner=told["related_partner"],
        company=_words(told["company"]["words"]),
        aside=_words(told["aside"]["words"]),
        copula=_words(told["copula"]["words"]),
        pronoun=_words(told["pronoun"]["words"]),
        company_of=_words(told["reading"]["company_of"]),
        kin=frozenset(role.strip() for role in told["reading"]["kin"].split(",")),
        stands=frozenset(role.strip() for role in told["reading"]["stands"].split(",")),
        deny=frozenset().union(*(language.deny for language in languages)),
        other=frozenset().union(*(language.other for language in languages)),
        surname=frozenset().union(*(language.surname | language.anchored for language in languages)),
        given=frozenset(told["given"]["words"].replace(",", " ").split()),
        doubtful=frozenset(told["given"]["doubtful"].replace(",", " ").split()),
        mine=frozenset().union(*(language.my for language in languages)),
        joints=frozenset().union(*(language.my | language.at for language in languages)),
    )


def _words(listed: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases(listed) for word in phrase)
