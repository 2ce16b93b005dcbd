"""Where everybody stands: in rows round ego, the stronger tie never further out than a weaker one of its ring."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tieweave.categories import Level
from tieweave.ego_map.bearings import bearings
from tieweave.ego_map.lettering import fitted
from tieweave.ego_map.rows import Rows, Spacing, in_rows
from tieweave.ego_map.sectoring import Home
from tieweave.ego_map.shapes import EgoMap, Figure, Node, Ring, Sector

REACH = 500.0
"""Half the width of every map."""

OUTER = 446.0
"""Where the outermost ring ends; beyond it stand its label and the names of the sectors."""

_NAMES = 468.0  # the radius at which the names of sectors are written
_MIDDLE = 52.0  # ego's own disc, and air round it
_GAP = 22.0  # between two rings: the label of the inner one stands in it
_WIDEST = math.radians(150)  # of the arc along which a name is written
_LABELS = {Level.CLOSE: "Level 1", Level.ACQUAINTED: "Level 2", None: "Not known yet"}


def placed(figures: Sequence[Figure], homes: Sequence[Home]) -> EgoMap:
    """Return the map with rings, sectors and nodes, with discs as large as fit."""
    home_of = {place: at for at, home in enumerate(homes) for place in home.members}
    by_level: dict[Level | None, dict[float, list[int]]] = {Level.CLOSE: {}, Level.ACQUAINTED: {}}
    for place in sorted(range(len(figures)), key=lambda place: (-figures[place].strength, figures[place].id)):
        figure = figures[place]
        # Strengths are shown in hundredths: who differs by less is equal.
        by_level.setdefault(figure.level, {}).setdefault(round(figure.strength, 2), []).append(place)
    lots = {level: list(people.values()) for level, people in by_level.items()}
    innermost = next((level for level, people in lots.items() if people), None)

    def rings(spacing: Spacing) -> list[Rows]:
        found: list[Rows] = []
        for level, people in lots.items():
            inner = found[-1].outer + _GAP if found else _MIDDLE
            is_airy = level == innermost
            found.append(in_rows(level, people, homes, home_of, inner, spacing, is_airy=is_airy))
        return found

    # The largest pitch with which all rings fit, to a few tenths of a percent.
    least, most = 0.1, OUTER / 4
    for _ in range(12):
        pitch = math.sqrt(least * most)
        if rings(Spacing.of(pitch, len(figures)))[-1].outer > OUTER:
            most = pitch
        else:
            least = pitch
    spacing = Spacing.of(least, len(figures))
    return _drawn(figures, homes, home_of, rings(spacing), spacing)


def _drawn(
    figures: Sequence[Figure],
    homes: Sequence[Home],
    home_of: Mapping[int, int],
    found: Sequence[Rows],
    spacing: Spacing,
) -> EgoMap:
    """Return the map of rows, spread so that it ends where every map ends."""
    gaps = _GAP * (len(found) - 1)
    spread = (OUTER - gaps) / (found[-1].outer - gaps)
    spots: dict[int, tuple[float, float]] = {}
    rings: list[Ring] = []
    for ring in found:
        inner = rings[-1].outer + _GAP if rings else ring.inner * spread
        shift = inner - ring.inner * spread
        everybody = [place for people in ring.people.values() for place in people]
        bearing = bearings(figures, home_of, everybody)
        for (row, home), people in ring.people.items():
            at = ring.rows[row].middle * spread + shift
            margin, apart = spacing.margin(at), ring.rows[row].angle(at)
            lined = sorted(people, key=bearing.__getitem__)
            # Half where they would stand, half spread evenly: rows of few are no clumps.
            wishes = [(bearing[place] + (rank + 0.5) / len(lined)) / 2 for rank, place in enumerate(lined)]
            angles = _lined(wishes, homes[home].start + margin, homes[home].end - margin, apart)
            for place, angle in zip(lined, angles, strict=True):
                spots[place] = (at * math.cos(angle), at * math.sin(angle))
        rings.append(
            Ring(
                level=ring.level,
                label=_LABELS[ring.level] + ("" if everybody else ": nobody yet"),
                inner=ring.begin * spread + shift,
                outer=ring.outer * spread + shift,
                people=len(everybody),
            )
        )
    return EgoMap(
        reach=REACH,
        node_radius=spacing.radius,
        font_size=spacing.font_size,
        rings=tuple(rings),
        sectors=tuple(
            Sector(
                name=home.name,
                label=fitted(home.name, min(home.end - home.start, _WIDEST) * _NAMES / spacing.font_size - 1),
                circle=home.circle,
                start=home.start,
                end=home.end,
                people=len(home.members),
            )
            for home in homes
        ),
        nodes=tuple(
            Node(figure=figure, x=spots[place][0], y=spots[place][1], sector=home_of[place])
            for place, figure in enumerate(figures)
        ),
    )


def _lined(wishes: Sequence[float], start: float, end: float, apart: float) -> list[float]:
    """Return angles in order, as near as can be to where each wishes to stand (0..1), and never too near each other.

    Least squares: isotonic regression by pooling neighbours (Ayer, Brunk, Ewing, Reid & Silverman 1955).
    """
    free = max(0.0, end - start - apart * (len(wishes) - 1))
    blocks: list[list[float]] = []
    for at, wish in enumerate(wishes):
        blocks.append([start + wish * (end - start) - apart * at, 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, weight = blocks.pop()
            before = blocks[-1]
            before[0] = (before[0] * before[1] + value * weight) / (before[1] + weight)
            before[1] += weight
    angles: list[float] = []
    for value, weight in blocks:
        for _ in range(int(weight)):
            angles.append(min(max(value, start), start + free) + apart * len(angles))
    return angles
