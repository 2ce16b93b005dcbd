"""Vacca (2012): 45 alters each of 102 Sri Lankans in Milan; what each is to ego, and which of them know each other.

The role is ego's own label; who knows whom is a related person on the card. Close is 4 or 5 of 5; close family was not
asked about, and is there only as people whom others know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tie_sets.ego import Ego, person, rows
from tieweave import Related

_CLOSE = 4
_SURELY = "1"


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the 102 egos."""
    alters: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(folder / "alter_attributes.csv"):
        alters[row["ego_ID"]].append(row)
    knows: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder / "alter_ties.csv"):
        if row["weight"] == _SURELY:
            knows[row["from"]].append(row["to"])
    for ego, held in alters.items():
        yield Ego(
            name=ego,
            contacts=[
                person(
                    int(row["alter_ID"]),
                    labels=[row["alter.rel"]],
                    related=[Related(name=f"Person {other}", relation="knows") for other in knows[row["alter_ID"]]],
                )
                for row in held
            ],
            close={row["alter_ID"]: int(row["alter.clo"]) >= _CLOSE for row in held if row["alter.clo"] != "NA"},
        )
