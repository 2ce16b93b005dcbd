"""A result: what a run found, as every output format takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from tieweave.model import Failed, Skipped, Tie


def _ties(values: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Result:
    """The ties of a run, strongest first, with the count of records they come from and what went wrong.

    `people` and `records` count the whole book; `ties` may be fewer, when the user asked for one level or
    category only. `categories` counts people by category slug, the most frequent first. `calling_code` is the
    country calling code, without "+", of phone numbers that name no country; empty where nothing tells. `own` counts
    the records that are ego's, `undecided` the pairs of people that may be one.
    """

    now: dt.datetime
    ties: tuple[Tie, ...] = attrs.field(converter=_ties)
    people: int
    records: int
    level_1: int
    level_2: int
    unknown: int
    categories: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...] = ()
    failed: tuple[Failed, ...] = ()
    calling_code: str = ""
    own: int = 0
    undecided: int = 0

    @property
    def merged(self) -> int:
        """How many records were found to be of somebody already counted, or of ego."""
        return self.records - self.people
