"""Freeman & Freeman (1979): 32 researchers on a message system, and whom they call friend or close friend at the end.

The discipline is the department of each one's university, which is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tie_sets.counted import roster
from tie_sets.ego import Ego, edges, person, rows
from tieweave import Affiliation, Channel, Contact, Direction, Organisation, Profile

_FRIEND = 3
_DISCIPLINES = {1: "Sociology", 2: "Anthropology", 3: "Mathematics and Statistics", 4: "Other"}


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the researchers."""
    sent = edges(folder / "eies_messages_edges.csv")
    field = [_DISCIPLINES[int(float(row["Discipline"]))] for row in rows(folder / "eies_messages_nodes.csv")]
    said = {
        (int(row["from"]), int(row["to"])): float(row["rank_2"] or 0)
        for row in rows(folder / "eies_relations_edges.csv")
    }

    def contact(_: int, alter: int) -> Contact:
        return person(alter, organisations=[Organisation(department=field[alter])])

    def profile(ego: int) -> Profile:
        return Profile(employers=[Affiliation(name=f"University of {ego}", department=field[ego])])

    return roster(
        len(field),
        {Direction.IN: sent, Direction.OUT: sent},
        lambda ego, alter: said.get((ego, alter), 0.0) >= _FRIEND,
        channel=Channel.MESSAGE,
        contact=contact,
        profile=profile,
    )
