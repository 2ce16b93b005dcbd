"""Magnani, Micenkova & Rossi (2013): 61 people of a university department. Close are those with shared leisure time.

To work together, to write a paper and to have lunch are a meeting each; friends on Facebook have written one message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from tie_sets.counted import WHEN
from tie_sets.ego import SOURCE, Ego, person
from tieweave import Affiliation, Channel, Direction, Interaction, Organisation, Profile

_LUNCH, _FACEBOOK, _PAPER, _LEISURE, _WORK = range(1, 6)
_DEPARTMENT = "Department of Computer Science"


def egos(folder: Path) -> Iterator[Ego]:
    """Yield those of whom any leisure time is known."""
    layers: dict[int, set[frozenset[int]]] = {layer: set() for layer in range(1, 6)}
    for line in (folder / "CS-Aarhus_multiplex.edges").read_text().splitlines():
        layer, one, other, _ = map(int, line.split())
        layers[layer].add(frozenset((one, other)))
    people = sorted({one for pairs in layers.values() for pair in pairs for one in pair})
    social = {one for pair in layers[_LEISURE] for one in pair}
    for ego in sorted(social):
        alters = [alter for alter in people if alter != ego]
        yield Ego(
            name=str(ego),
            contacts=[person(alter, organisations=[Organisation(name=_DEPARTMENT)]) for alter in alters],
            interactions=[
                act
                for alter in alters
                for layer in (_LUNCH, _FACEBOOK, _PAPER, _WORK)
                if frozenset((ego, alter)) in layers[layer]
                for act in [_act(layer, alter)]
            ],
            profile=Profile(employers=[Affiliation(name=_DEPARTMENT)]),
            close={str(alter): frozenset((ego, alter)) in layers[_LEISURE] for alter in alters},
        )


def _act(layer: int, alter: int) -> Interaction:
    return Interaction(
        source=SOURCE,
        when=WHEN + dt.timedelta(hours=2 if layer == _LUNCH else 0, days=layer),
        channel=Channel.MESSAGE if layer == _FACEBOOK else Channel.MEETING,
        direction=Direction.BOTH,
        participants=[str(alter)],
    )
