"""A case: one person of whom the user said how close they are, and what the evidence alone said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave import ledger, organisation_names
from tieweave.categories import UNKNOWN, Level
from tieweave.model import Answer, Asked, Evidence, Tie

Key = tuple[str, str]
"""What people share: ("category", slug) or ("organisation", the words of its name that tell it from others)."""

CATEGORY, ORGANISATION = "category", "organisation"

_NOT_EVIDENCE = frozenset({ledger.ANSWER, ledger.LEARNED})
"""Kinds of items in a ledger that come from answers: nothing is learned from what was learned."""


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Case:
    """One answered person.

    `close` is what the user said (Level 1), `asked` how it came about, and `batch` what all had in common who were
    answered for at once, else "". `sums` are the log-odds that each kind of evidence gave on the close axis, without
    the answer and without what was learned; `category` is the most probable one, "" where none is; `organisations`
    are the names of theirs.
    """

    close: bool
    asked: Asked = attrs.field(default=Asked.VOLUNTEERED, converter=Asked)
    sums: Mapping[str, float] = attrs.field(factory=dict)
    category: str = ""
    organisations: tuple[str, ...] = attrs.field(default=(), converter=_names)
    batch: str = ""

    @classmethod
    def of(cls, tie: Tie, answer: Answer) -> Case | None:
        """Return the case of a `tie`, as the evidence alone has it, and its `answer`; None where no level is said."""
        if answer.level is None or tie.contact.kind != "individual":
            return None
        category = answer.category or tie.category
        return cls(
            close=answer.level is Level.CLOSE,
            asked=answer.asked,
            sums=close_sums(tie.evidence),
            category="" if category == UNKNOWN else category,
            organisations=[held.name for held in tie.contact.organisations if held.name],
            batch=answer.batch,
        )


def close_sums(evidence: Iterable[Evidence]) -> dict[str, float]:
    """Return what each kind of evidence says on the close axis, in log-odds, as the ledger adds it up."""
    families: dict[str, list[float]] = {}
    for item in evidence:
        if item.toward == ledger.CLOSE and item.kind not in _NOT_EVIDENCE:
            families.setdefault(item.kind, []).append(item.weight)
    sums = {kind: ledger.family_sum(families[kind], ledger.cap(kind, ledger.CLOSE)) for kind in sorted(families)}
    return {kind: found for kind, found in sums.items() if found}


def shared_keys(category: str, organisations: Iterable[str]) -> tuple[Key, ...]:
    """Return what a person shares with others that an effect can be of: their category and their organisations."""
    of_category = [(CATEGORY, category)] if category and category != UNKNOWN else []
    of_work = [(ORGANISATION, " ".join(organisation_names.key(name))) for name in organisations]
    return tuple(dict.fromkeys([*of_category, *(key for key in of_work if key[1])]))


def counts(cases: Sequence[Case]) -> list[float]:
    """Return how much each case counts: one answer for a whole batch is one statement, shared among its people.

    "All 14 of the label Rotary are Level 2" is said of a label and in one moment; counted as fourteen answers, it would
    outweigh all that was answered with a person in mind.
    """
    sizes = Counter(case.batch for case in cases if case.batch)
    return [1 / sizes[case.batch] if case.batch else 1.0 for case in cases]
