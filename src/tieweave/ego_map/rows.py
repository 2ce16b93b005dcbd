"""Rows of people within a ring: who stands in which, and how far apart rows and neighbours are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import attrs

from tieweave.categories import Level
from tieweave.ego_map.sectoring import Home

_MOST_RADIUS = 28.0
_MARGIN = 1.3  # from a centre to the edge of its sector, in disc radii
_EMPTY = 0.6  # how deep a ring without people is, in rows
# Around ego there is room for the names of the strongest even among thousands: how deep, in units of the map, and how
# far apart its rows and neighbours are, in em.
_AIRY = 80.0
_AIRY_STEP, _AIRY_APART = 1.6, 6.0


@attrs.frozen(kw_only=True)
class Spacing:
    """How far apart the centres of rows and of neighbours are (`pitch`), how large discs are, and letters."""

    pitch: float
    radius: float
    font_size: float

    @classmethod
    def of(cls, pitch: float, people: int) -> Spacing:
        """Return the spacing: few people leave room for names between them, many only a seam."""
        share = min(0.43, max(0.25, 0.43 * (people / 2000) ** 0.18))
        size = max(11.0, min(18.0, 22.0 - 1.6 * math.log2(max(people, 1))))
        return cls(pitch=pitch, radius=min(_MOST_RADIUS, pitch * share), font_size=size)

    @property
    def empty(self) -> float:
        """How deep a ring is that nobody stands in."""
        return _EMPTY * self.pitch

    def margin(self, at: float) -> float:
        """Return the least angle between a centre so far from ego and the edge of its sector."""
        return math.asin(min(1.0, _MARGIN * self.radius / at))

    def row(self, inner: float, *, is_airy: bool) -> Row:
        """Return the row that begins so far from ego."""
        step = max(self.pitch, _AIRY_STEP * self.font_size) if is_airy else self.pitch
        apart = max(self.pitch, _AIRY_APART * self.font_size) if is_airy else self.pitch
        return Row(inner=inner, step=step, apart=apart)


@attrs.frozen(kw_only=True)
class Row:
    """A band between two radii, with its people on the middle of it, no nearer to each other than `apart`."""

    inner: float
    step: float
    apart: float

    @property
    def middle(self) -> float:
        """How far from ego its people stand."""
        return self.inner + self.step / 2

    @property
    def outer(self) -> float:
        """Where the next row begins."""
        return self.inner + self.step

    def angle(self, at: float) -> float:
        """Return the least angle between two neighbours, were the row so far from ego."""
        return 2 * math.asin(min(1.0, self.apart / 2 / at))

    def room(self, home: Home, spacing: Spacing) -> int:
        """Return how many fit side by side into a sector."""
        wide = home.end - home.start - 2 * spacing.margin(self.middle)
        return 0 if wide < 0 else 1 + int(wide / self.angle(self.middle))


@attrs.frozen(kw_only=True)
class Rows:
    """The rows of one ring, and who (places of figures) stands in which row of which sector (places, too)."""

    level: Level | None
    inner: float
    outer: float
    rows: tuple[Row, ...]
    people: Mapping[tuple[int, int], Sequence[int]]

    @property
    def begin(self) -> float:
        """Where the first row begins that somebody stands in: none do where sectors are too narrow for a disc."""
        return min((self.rows[row].inner for row, _ in self.people), default=self.inner)


def in_rows(
    level: Level | None,
    people: Sequence[Sequence[int]],
    homes: Sequence[Home],
    home_of: Mapping[int, int],
    inner: float,
    spacing: Spacing,
    *,
    is_airy: bool,
) -> Rows:
    """Return the rows of a ring that begins so far from ego.

    `people` come in lots of equals, the strongest first: nobody stands in a row inside one of somebody stronger.
    `is_airy` leaves room for names in the first rows.
    """
    rows: list[Row] = []
    room: list[list[int]] = []
    held: dict[tuple[int, int], list[int]] = {}
    free = [0] * len(homes)
    front = 0
    for equals in people:
        last = front
        for place in equals:
            home = home_of[place]
            row = max(front, free[home])
            while row >= len(rows) or not room[row][home]:
                if row < len(rows):
                    row += 1
                    continue
                begin = rows[-1].outer if rows else inner
                rows.append(spacing.row(begin, is_airy=is_airy and begin < inner + _AIRY))
                room.append([rows[-1].room(one, spacing) for one in homes])
            held.setdefault((row, home), []).append(place)
            room[row][home] -= 1
            free[home] = row
            last = max(last, row)
        front = last
    outer = rows[front].outer if rows else inner + spacing.empty
    return Rows(level=level, inner=inner, outer=outer, rows=tuple(rows), people=held)
