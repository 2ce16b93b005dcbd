"""Herz (2012): those whom 50 Germans in Britain name as their support: what they are to ego, and known for how long.

The role is a label, the years stand in a note, and who lives in ego's household or town has ego's address or town.
Close is "very close".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tie_sets.ego import Ego, person, rows
from tieweave import Address, Contact, Profile, Related

_HOME = Address(street="1 High Street", locality="London")
_ROLES = {
    "partner": "Partner",
    "parent": "Parents",
    "child": "Children",
    "sibling": "Siblings",
    "kin": "Relatives",
    "colleague": "Colleagues",
    "friend": "Friends",
    "neighbour": "Neighbours",
}


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the egos."""
    knows: dict[str, list[str]] = defaultdict(list)
    for row in rows(folder / "aatie.csv"):
        if row["weight"] == "good":
            knows[row[".srcID"]].append(row[".tgtID"])
    held: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(folder / "alter.csv"):
        if row["selected"] == "1":
            held[row[".egoID"]].append(row)
    for ego, alters in held.items():
        yield Ego(
            name=ego,
            contacts=[_contact(row, knows[row[".altID"]]) for row in alters],
            profile=Profile(addresses=[_HOME]),
            close={str(int(float(row[".altID"]))): row["intensity"] == "very close" for row in alters},
        )


def _contact(row: dict[str, str], knows: list[str]) -> Contact:
    place: tuple[Address, ...] = ()
    if row["distance"] == "in the same household":
        place = (_HOME,)
    elif "city" in row["distance"]:
        place = (Address(locality=_HOME.locality),)
    return person(
        int(float(row[".altID"])),
        labels=[label for role, label in _ROLES.items() if row[f"cont_{role}"] == "yes"],
        addresses=place,
        notes=[f"known for {row['duration']} years"] if row["duration"] not in ("", "NA") else (),
        related=[Related(name=f"Person {int(float(other))}", relation="knows") for other in knows],
    )
