"""Whose name is written, and where: as many of the strongest ties as fit, and no name covers a disc or another name."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from tieweave.ego_map.lettering import fitted, width_of
from tieweave.ego_map.shapes import RING_LETTERS, EgoMap, Label, Node

LONGEST = 18.0
"""The room of the longest name, in em: about 32 letters."""

RISE, SINK = 0.98, 0.3
"""How far letters reach above the line they stand on, and below it, in em."""

_SHORT = 9.0  # the room of a name that does not fit otherwise, where people are few
_FEW = 100
_MOST = 400  # people whose name is tried: names of the weakest of thousands would only be there by chance
_HALF = 0.35  # of the height of a letter, in em: from the middle of a line of text down to where it stands
_FAR, _NEAR = 0.35, 0.2  # from the disc to its name, in em: beside it, and aslant

_AIR = 1.5  # between a name and the discs of others, in units of the map

_Box = tuple[float, float, float, float]  # left, top, right, bottom


def labelled(bare: EgoMap) -> EgoMap:
    """Return the map with the names."""
    radius, size = bare.node_radius, bare.font_size
    taken = _Taken(max(2 * radius, size))
    for at, node in enumerate(bare.nodes):
        taken.add_disc(at, node.x, node.y, radius + _AIR)
    for box in _furniture(bare):
        taken.add(box)
    edge = max((ring.outer for ring in bare.rings), default=bare.reach)
    strongest = sorted(
        range(len(bare.nodes)), key=lambda at: (-bare.nodes[at].figure.strength, bare.nodes[at].figure.id)
    )
    labels = []
    for at in strongest[:_MOST]:
        for room in (LONGEST, _SHORT) if len(strongest) <= _FEW else (LONGEST,):
            label, box = _placed(bare, at, fitted(" ".join(bare.nodes[at].figure.name.split()), room), edge, taken)
            if label:
                taken.add(box)
                labels.append(label)
                break
    return attrs.evolve(bare, labels=tuple(labels))


def _placed(bare: EgoMap, at: int, text: str, edge: float, taken: _Taken) -> tuple[Label | None, _Box]:
    """Return the name at the first place beside its disc that is free, with its box; no name where none is."""
    size = bare.font_size
    width = width_of(text) * size
    for x, y, anchor in _spots(bare.nodes[at], bare.node_radius, size) if width else ():
        left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        box = (left, y - RISE * size, left + width, y + SINK * size)
        if _reach(box) <= edge and taken.is_free(box, at):
            return Label(node=at, x=x, y=y, anchor=anchor, text=text), box
    return None, (0.0, 0.0, 0.0, 0.0)


class _Taken:
    """Boxes and discs that are taken, by the cells of a grid that they touch."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._boxes: dict[tuple[int, int], list[_Box]] = defaultdict(list)
        self._discs: dict[tuple[int, int], list[tuple[int, float, float, float]]] = defaultdict(list)

    def add(self, box: _Box) -> None:
        for cell in self._touched(box):
            self._boxes[cell].append(box)

    def add_disc(self, at: int, x: float, y: float, radius: float) -> None:
        for cell in self._touched((x - radius, y - radius, x + radius, y + radius)):
            self._discs[cell].append((at, x, y, radius))

    def is_free(self, box: _Box, beside: int) -> bool:
        """Say whether a box overlaps nothing but the disc it stands beside."""
        left, top, right, bottom = box
        for cell in self._touched(box):
            for other in self._boxes.get(cell, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return False
            for at, x, y, radius in self._discs.get(cell, ()):
                across = max(left - x, 0.0, x - right)
                down = max(top - y, 0.0, y - bottom)
                if at != beside and across * across + down * down < radius * radius:
                    return False
        return True

    def _touched(self, box: _Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (math.floor(side / self._cell) for side in box)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield column, row


def _furniture(bare: EgoMap) -> Iterable[_Box]:
    """Yield what else is drawn where names could stand: ego in the middle, and the rings' own labels."""
    if bare.rings:
        middle = bare.rings[0].inner * math.sqrt(0.5)
        yield -middle, -middle, middle, middle
    for ring in bare.rings:
        half = width_of(ring.label) * RING_LETTERS / 2
        yield -half, ring.line - RISE * RING_LETTERS, half, ring.line + SINK * RING_LETTERS


def _spots(node: Node, radius: float, size: float) -> Iterator[tuple[float, float, str]]:
    """Yield where a name may stand, the best place first: beside its disc, outward; then aslant, below and above."""
    outward, inward = ((1, "start"), (-1, "end")) if node.x > -0.5 else ((-1, "end"), (1, "start"))
    far, near = radius + _FAR * size, math.sqrt(0.5) * radius + _NEAR * size
    for side, anchor in (outward, inward):
        yield node.x + side * far, node.y + _HALF * size, anchor
    for side, anchor in (outward, inward):
        yield node.x + side * near, node.y - near - SINK * size / 2, anchor
        yield node.x + side * near, node.y + near + 2 * _HALF * size, anchor
    yield node.x, node.y + radius + (RISE + 0.1) * size, "middle"
    yield node.x, node.y - radius - (SINK + 0.1) * size, "middle"


def _reach(box: _Box) -> float:
    """Return how far from ego the farthest corner of a box is."""
    return math.hypot(max(-box[0], box[2]), max(-box[1], box[3]))
