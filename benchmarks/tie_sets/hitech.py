"""Krackhardt (1987): 21 managers of a high-tech firm; whom they ask for advice, and who is a friend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tie_sets.counted import roster
from tie_sets.ego import Ego, edges, rows
from tie_sets.firms import Worker, in_firm
from tieweave import Direction

_LEVEL = {1: "President", 2: "Vice-President", 3: "Manager"}


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the managers; to ask for advice is a meeting."""
    workers = [
        Worker(
            title=_LEVEL[int(float(row["level"]))],
            department=f"Department {row['dept']}",
            age=int(float(row["age"])),
        )
        for row in rows(folder / "ht_friends_nodes.csv")
    ]
    contact, profile = in_firm("Krackhardt's Firm", workers)
    friends = edges(folder / "ht_friends_edges.csv")
    return roster(
        len(workers),
        {Direction.BOTH: edges(folder / "ht_advice_edges.csv")},
        lambda ego, alter: (ego, alter) in friends,
        contact=contact,
        profile=profile,
    )
