"""Mastrandrea, Fournet & Barrat (2015): pupils of a high school in Marseille, and whom each of them names a friend.

Ego is each pupil who named anybody, the alters all whom ego stood face to face with on five days of December 2013.
Every twenty seconds that the sensors saw are one interaction; the class is a department of the school.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tie_sets.ego import SOURCE, Ego, person
from tieweave import Affiliation, Channel, Direction, Interaction, Organisation, Profile

_ZONE = dt.timezone(dt.timedelta(hours=1))
_SECONDS = 20.0
_SCHOOL = "Lycée Thiers"


def egos(folder: Path) -> Iterator[Ego]:
    """Yield the pupils who answered."""
    friends = {(int(a), int(b)) for a, b in map(str.split, (folder / "friendship.csv").read_text().splitlines())}
    classes = {int(row[0]): row[1] for row in map(str.split, (folder / "metadata_2013.tsv").read_text().splitlines())}
    met: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in (folder / "tij_thiers13.tsv").read_text().splitlines():
        when, one, other = map(int, line.split())
        met[one].append((when, other))
        met[other].append((when, one))
    for ego in sorted({one for one, _ in friends}):
        alters = sorted({alter for _, alter in met[ego]})
        yield Ego(
            name=str(ego),
            contacts=[
                person(alter, organisations=[Organisation(name=_SCHOOL, department=classes[alter])]) for alter in alters
            ],
            interactions=[
                Interaction(
                    source=SOURCE,
                    when=dt.datetime.fromtimestamp(when, _ZONE),
                    channel=Channel.MEETING,
                    direction=Direction.BOTH,
                    participants=[str(alter)],
                    duration=_SECONDS,
                )
                for when, alter in met[ego]
            ],
            profile=Profile(schools=[Affiliation(name=_SCHOOL, department=classes[ego])]),
            close={str(alter): (ego, alter) in friends for alter in alters},
        )
