"""One ego of a data set."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from tieweave import Contact, Interaction, Profile

SOURCE = "data"


@attrs.frozen(kw_only=True)
class Ego:
    """What tieweave is given of one person's network, and that person's own answers.

    `close` says by the contact's key whether ego calls them close; contacts without an answer are not in it.
    """

    name: str
    contacts: tuple[Contact, ...] = attrs.field(converter=tuple[Contact, ...])
    interactions: tuple[Interaction, ...] = attrs.field(default=(), converter=tuple[Interaction, ...])
    profile: Profile = attrs.field(factory=Profile)
    close: Mapping[str, bool]


def rows(path: Path, delimiter: str = ",") -> Iterable[dict[str, str]]:
    """Yield the rows of a table with a head line."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def edges(path: Path) -> dict[tuple[int, int], float]:
    """Return the weights of a list of edges, 1 where it has none; those of one pair are added up."""
    found: dict[tuple[int, int], float] = {}
    for row in rows(path):
        pair = int(float(row["from"])), int(float(row["to"]))
        found[pair] = found.get(pair, 0.0) + float(row.get("weight") or 1)
    return found


def person(number: int, **fields: Any) -> Contact:
    """Return the contact for somebody of whom only a number is known, and what is said of them."""
    return Contact(source=SOURCE, key=str(number), name=f"Person {number}", **fields)
