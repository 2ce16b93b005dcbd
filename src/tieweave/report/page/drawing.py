"""The map for the page, drawn by the same rules as the picture of the map alone."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from tieweave.ego_map import EgoMap
from tieweave.report.as_map import edges_path, ego_radius, name_path, ring_line, sector_path


@attrs.frozen(kw_only=True)
class DrawnRing:
    """A ring's band as a circle with a broad stroke, in the class of its level, and where its name stands."""

    radius: str
    width: str
    level: str
    label: str
    y: str


@attrs.frozen(kw_only=True)
class DrawnSector:
    """A sector: the line where it begins, and the arc outside along which its name is written ("" for no name)."""

    line: str
    arc: str
    label: str


class Drawing:
    """What the templates ask about a map; lengths are texts in the map's units, with no more digits than are seen."""

    def __init__(self, map_: EgoMap) -> None:
        self.map = map_
        self.radius = number(map_.node_radius)
        self.font_size = number(map_.font_size)
        self.middle = number(ego_radius(map_))

    @property
    def view_box(self) -> str:
        """The square that the whole map is in."""
        reach = self.map.reach or 1.0
        return f"{number(-reach)} {number(-reach)} {number(2 * reach)} {number(2 * reach)}"

    @property
    def edges(self) -> str:
        """All drawn edges as the data of one path."""
        return edges_path(self.map)

    @property
    def rings(self) -> Iterator[DrawnRing]:
        """The rings."""
        for ring in self.map.rings:
            yield DrawnRing(
                radius=number((ring.inner + ring.outer) / 2),
                width=number(ring.outer - ring.inner),
                level=f"l{int(ring.level)}" if ring.level else "l0",
                label=ring.label,
                y=number(ring_line(ring)),
            )

    @property
    def sectors(self) -> Iterator[DrawnSector]:
        """The sectors, where there are several."""
        for sector in self.map.sectors if len(self.map.sectors) > 1 else ():
            yield DrawnSector(
                line=sector_path(self.map, sector),
                arc=name_path(self.map, sector) if sector.label else "",
                label=sector.label,
            )


def number(value: float) -> str:
    """Return a length or a place as SVG wants it, to a tenth of a unit."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
