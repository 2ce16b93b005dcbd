"""What the map is made of, in units of its own: ego stands at 0, 0, x goes right and y goes down, as in SVG."""

from __future__ import annotations

import attrs

from tieweave.categories import Level


@attrs.frozen(kw_only=True)
class Figure:
    """Somebody to be drawn: `id`, `name` and `group` (a `CategoryGroup`'s slug) as they are shown.

    `strength` (0..1) and `level` place them on a ring, `circles` (places in the list of circles, those they are most
    bound to first) in a sector. `known` are those they were seen together with: the other's id, and how sure that is
    (0..1).
    """

    id: str
    name: str
    group: str
    level: Level | None
    strength: float
    circles: tuple[int, ...] = ()
    known: tuple[tuple[str, float], ...] = ()


@attrs.frozen(kw_only=True)
class Node:
    """Where one figure stands: the centre of a disc of `EgoMap.node_radius`, in a `sector` (a place in the map's)."""

    figure: Figure
    x: float
    y: float
    sector: int


RING_LETTERS = 11.0
"""The font size of the labels of rings."""


@attrs.frozen(kw_only=True)
class Ring:
    """The band of one level (None: not known yet), between two radii; `label` stands outside of it, at the top."""

    level: Level | None
    label: str
    inner: float
    outer: float
    people: int

    @property
    def line(self) -> float:
        """The y of the line on which the label stands, its middle at x = 0."""
        return -self.outer - 7.0


@attrs.frozen(kw_only=True)
class Sector:
    """A slice of the map: the people of one circle, between two angles (radians, 0 to the right, growing clockwise).

    `circle` is the place in the list of circles, None for who is in none of those that have a sector. `label` is the
    name, cut to the room there is for it; both are "" where there are no sectors to tell apart.
    """

    name: str
    label: str
    circle: int | None
    start: float
    end: float
    people: int


@attrs.frozen(kw_only=True)
class Edge:
    """Two nodes (places in the map's) who are seen together, and how sure that is (0..1)."""

    one: int
    other: int
    certainty: float


@attrs.frozen(kw_only=True)
class Label:
    """A name beside its node (a place in the map's): where the text stands, and from which end.

    `anchor` is the side of the box (start: left, middle, end: right) that `x` is, whichever way the name is written;
    `y` is the line on which it stands. `text` is the name, cut where it is long.
    """

    node: int
    text: str
    x: float
    y: float
    anchor: str


@attrs.frozen(kw_only=True)
class EgoMap:
    """The whole map, between -`reach` and `reach` both ways, outer names of sectors included.

    `nodes` come in the order of the figures. `edges` are the surest, few enough to be seen; `labels` as many names as
    fit without covering each other, the strongest ties first.
    """

    reach: float
    node_radius: float
    font_size: float
    rings: tuple[Ring, ...] = ()
    sectors: tuple[Sector, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    labels: tuple[Label, ...] = ()
