"""Lazega (2001): 71 lawyers of a firm with three offices; whom they work with, and whom they see outside work.

To work together is one meeting for each of the two who names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tie_sets.counted import roster
from tie_sets.ego import Ego, edges, rows
from tie_sets.firms import Worker, in_firm
from tieweave import Direction

_STATUS = {1: "Partner", 2: "Associate"}
_OFFICE = {1: "Boston", 2: "Hartford", 3: "Providence"}
_PRACTICE = {1: "Litigation", 2: "Corporate"}
_SCHOOL = {1: "Harvard or Yale", 2: "University of Connecticut", 3: ""}


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the lawyers."""
    workers = [
        Worker(
            title=_STATUS[int(float(row["status"]))],
            department=_PRACTICE[int(float(row["practice"]))],
            office=_OFFICE[int(float(row["office"]))],
            age=int(float(row["age"])),
            school=_SCHOOL[int(float(row["law_school"]))],
        )
        for row in rows(folder / "law_friends_nodes.csv")
    ]
    contact, profile = in_firm("Lazega's Firm", workers)
    friends = edges(folder / "law_friends_edges.csv")
    return roster(
        len(workers),
        {Direction.BOTH: edges(folder / "law_cowork_edges.csv")},
        lambda ego, alter: (ego, alter) in friends,
        contact=contact,
        profile=profile,
    )
