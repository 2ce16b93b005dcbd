"""Kapferer (1972): 39 workers of a tailor shop in Zambia; who works with whom, and who has friendly talk, at two times.

The second time counts. A contact of work is a meeting; nothing else is known of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tie_sets.counted import roster
from tie_sets.ego import Ego, rows
from tieweave import Direction

_TIME = 2.0


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the workers."""
    size = len(list(rows(folder / "tailor_work_nodes.csv")))
    work, friendly = (
        {
            (int(row["from"]), int(row["to"])): 1.0
            for row in rows(folder / f"tailor_{kind}_edges.csv")
            if float(row["time"]) == _TIME
        }
        for kind in ("work", "social")
    )
    return roster(
        size,
        {Direction.BOTH: work},
        lambda ego, alter: (ego, alter) in friendly or (alter, ego) in friendly,
    )
