"""What the user said people are to them: as text, and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from tieweave.answers import Numbered
from tieweave.categories import by_slug
from tieweave.model import Answer, Asked
from tieweave.report.harmless import json_document, visible

_MOST_NAMES = 4
_ASKED = {
    Asked.RANDOM: "drawn by lot",
    Asked.CHOSEN: "asked in review",
    Asked.VOLUNTEERED: "said unasked",
    Asked.WRITTEN: "written in the address book",
}


def as_json(now: dt.datetime, held: Sequence[Numbered]) -> str:
    """Return the answers, the oldest first, as a JSON document."""
    document = {"version": 1, "now": now.isoformat(), "answers": [_value(*numbered) for numbered in held]}
    return json_document(document)


def lines(held: Sequence[Numbered]) -> Iterator[str]:
    """Yield the answers, a line each, with the number by which it is undone; those of one batch in one line."""
    ordered = sorted(held, key=lambda numbered: numbered.number)
    for batch, grouped in groupby(enumerate(ordered), key=_together):
        some = [numbered for _, numbered in grouped]
        for part in [some] if batch[0] else [[numbered] for numbered in some]:
            yield _line(part)


def _together(placed: tuple[int, Numbered]) -> tuple[str, object, object, object, int]:
    """Return what answers given at once have in common: their batch, and numbers that follow one another."""
    at, (number, answer) = placed
    return answer.batch, answer.when, answer.level, answer.category, number - at


def _line(some: Sequence[Numbered]) -> str:
    first, last = some[0], some[-1]
    answer = first.answer
    numbers = f"{first.number}." if len(some) == 1 else f"{first.number}-{last.number}."
    names = [named(held.answer) for held in some]
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES + 1 else []
    shown = ", ".join([*names[: len(names) - (len(names) - _MOST_NAMES if more else 0)], *more])
    many = f"{len(some)} people {answer.batch}: " if len(some) > 1 else ""
    when = f", {answer.when[:10]}" if answer.when else ""
    how = f"answered at once, {answer.batch}" if answer.batch and len(some) == 1 else _ASKED[answer.asked]
    return visible(f"{numbers} {many}{shown}: {verdict(answer)}  ({how}{when})")


def named(answer: Answer) -> str:
    """Return whom an answer is about, in quotes."""
    return f"'{' / '.join(answer.names) or '(no name)'}'"


def verdict(answer: Answer) -> str:
    """Return what an answer says: the category and the level, as far as it says them."""
    known = by_slug().get(answer.category)
    category = known.label if known else answer.category
    level = f"Level {int(answer.level)}" if answer.level else ""
    return ", ".join(part for part in (category, level) if part) or "nothing"


def _value(number: int, answer: Answer) -> dict[str, Any]:
    return {
        "number": number,
        "names": list(answer.names),
        "level": None if answer.level is None else int(answer.level),
        "category": answer.category or None,
        "asked": answer.asked.value,
        "when": answer.when or None,
        "batch": answer.batch or None,
        "records": [{"source": mark.source, "key": mark.key, "name": mark.name or None} for mark in answer.marks],
    }
