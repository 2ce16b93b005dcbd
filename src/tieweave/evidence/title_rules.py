"""What a role and its fields say of a profession, the same in all languages: the table `lexicon/titles/rules.toml`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import attrs

from tieweave.evidence.title_words import Word, load, split

SURE = 4.4
LIKELY = 4.1
PERHAPS = 0.6
"""Weights in log-odds of a rule without a mark, with "likely" and with "perhaps", to be added to a prior of -3.

Each is 3 + logit(p x known), rounded. p is the share of the titles such a rule speaks for that it names rightly, by
`benchmarks/categories.py titles --rules`, on titles of nine languages in November 2026: 0.95 (of 3312) and 0.87 (of
531) while half of them had not been looked at, on that half. Now that all titles have been in view when the lexicon was
written, it is 0.965 (of 6651) and 0.93 (of 1110), which is too high for titles that nobody looked at, so the first
measure stays. Of the few of the last kind (3 of 11) the lower bound, 0.10 (Wilson, 95 %), is taken. `known` is the
share of those who have the profession that one also knows as such, rather than as a friend or colleague: 0.85,
`KNOWN_AS_SUCH`, not measured.
"""

KNOWN_AS_SUCH = 0.85
"""The share of those with a profession in an address book whom one knows as such, and not only as a friend or a
colleague who has it. Own estimate; the weights above hold it already."""

_MARKS = {"likely": LIKELY, "perhaps": PERHAPS}
_ANYHOW = "*"
_ALONE = "alone"


@attrs.frozen
class Profession:
    """One reading of a title: the `category` (a slug), its `weight` in log-odds, the `words` that say it."""

    category: str
    weight: float
    words: str


@attrs.frozen(eq=False)
class Rules:
    """What is said by each role with each field, and which fields count as `places` of work.

    `roles` gives for each role the category and weight by field, in the order the fields are asked for; what it says
    with none of them stands under "*".
    """

    roles: Mapping[str, Mapping[str, tuple[str, float]]]
    places: frozenset[str]


@functools.cache
def rules() -> Rules:
    """Return the packaged table."""
    data = load("rules")
    places = frozenset(split(data.pop("places")["fields"]))
    return Rules(
        roles={role: {field: _outcome(text) for field, text in table.items()} for role, table in data.items()},
        places=places,
    )


def verdict(head: Word, others: Iterable[Word], alone: bool) -> Profession | None:
    """Return what `head` says with the fields of itself and `others`; `alone`: the title has no other word."""
    rule = rules().roles.get(head.role)
    if rule is None:
        return None
    said = dict.fromkeys(head.fields, head.text)
    for word in others:
        for field in word.fields:
            said.setdefault(field, word.text)
    field = next(filter(said.__contains__, rule), _ALONE if alone and _ALONE in rule else _ANYHOW)
    category, weight = rule[field]
    if not category:
        return None
    text = said.get(field, head.text)
    return Profession(category, weight, head.text if text == head.text else f"{text} + {head.text}")


def _outcome(text: str) -> tuple[str, float]:
    mark, _, category = text.rpartition(" ")
    return category, _MARKS.get(mark, SURE)
