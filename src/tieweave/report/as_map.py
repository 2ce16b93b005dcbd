"""The ego map as a picture: SVG, and PNG made of it.

What the page draws too (paths and places that follow from a map) are functions here.
"""

from __future__ import annotations

import functools
import importlib.resources
import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from tieweave.categories import Level
from tieweave.category_groups import GROUPS, OTHER
from tieweave.ego_map import EgoMap, Node, Ring, Sector
from tieweave.ego_map.lettering import balanced, fitted, width_of, wrapped
from tieweave.errors import TieweaveError
from tieweave.report.harmless import visible
from tieweave.report.palette import LIGHT

if TYPE_CHECKING:
    from jinja2 import Template

_COLUMN = 310.0  # how wide the legend is
_RINGS = {Level.CLOSE: "Level 1: close", Level.ACQUAINTED: "Level 2: known, not close", None: "Not known yet"}
_SLUGS = frozenset(group.slug for group in GROUPS)
_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}  # the two characters that are harmless, and yet may not stand in XML


def svg(ego_map: EgoMap, *, title: str, ego: str, names: bool = True) -> str:
    """Return the map as a whole SVG document, on white and with its legend.

    With `names` false it says nothing of who the people are: not their names, not ego's, not what circles are called.
    """
    title = title if names else "A network"
    return _template().render(
        map=ego_map,
        names=names,
        title=title,
        description=_description(ego_map),
        paints=list(LIGHT.items()),
        faint=0.3 if len(ego_map.edges) <= 60 else 0.13,
        stroke=min(1.25, 0.22 * ego_map.node_radius),
        edges=edges_path(ego_map),
        slices=[
            (sector_path(ego_map, sector) if len(ego_map.sectors) > 1 else "", name_path(ego_map, sector), sector.label)
            for sector in ego_map.sectors
        ],
        middle=ego_radius(ego_map),
        ego=_centred(ego if names and ego.strip() else "Me", ego_radius(ego_map)),
        legend=list(_legend(ego_map, title)),
    )


def png(ego_map: EgoMap, *, title: str, ego: str, width: int, names: bool = True) -> bytes:
    """Return the map as a PNG picture so many pixels wide, in the fonts that are installed.

    Raises:
        TieweaveError: The package that draws it is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise TieweaveError("a PNG needs one package more: pip install 'tieweave[png]'") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg(ego_map, title=title, ego=ego, names=names), width=width))


def edges_path(ego_map: EgoMap) -> str:
    """Return the data of one path that is all drawn edges."""
    spots = [f"{_number(node.x)} {_number(node.y)}" for node in ego_map.nodes]
    return "".join(f"M{spots[edge.one]}L{spots[edge.other]}" for edge in ego_map.edges)


def sector_path(ego_map: EgoMap, sector: Sector) -> str:
    """Return the data of the path where a sector begins: a straight line through each ring."""
    return "".join(
        f"M{_spot(ring.inner - 0.5, sector.start)}L{_spot(ring.outer + 0.5, sector.start)}" for ring in ego_map.rings
    )


def name_path(ego_map: EgoMap, sector: Sector) -> str:
    """Return the data of the arc along which a sector's label is written, its middle at 50 %, never upside down."""
    middle = (sector.start + sector.end) / 2
    half = min((sector.end - sector.start) / 2, math.radians(85))
    is_low = math.sin(middle) > 0
    at = ego_map.rings[-1].outer + 24 + ego_map.font_size * (0.8 if is_low else 0.1)
    start, end = (middle + half, middle - half) if is_low else (middle - half, middle + half)
    return f"M{_spot(at, start)}A{_number(at)} {_number(at)} 0 0 {int(not is_low)} {_spot(at, end)}"


def ring_line(ring: Ring) -> float:
    """Return the y of the line on which a ring's label stands, its middle at x = 0."""
    return ring.line


def ego_radius(ego_map: EgoMap) -> float:
    """Return the radius of ego's own disc."""
    return min(46.0, 0.72 * min((ring.inner for ring in ego_map.rings), default=60.0))


@attrs.frozen
class _Centred:
    """Ego's name as it fits into their disc."""

    lines: tuple[str, ...]
    size: float


@attrs.frozen(kw_only=True)
class _Row:
    """A line of the legend; `at` is which of the rings it is about, from the middle."""

    y: float
    text: str
    style: str = "row"
    kind: str = ""
    count: int | None = None
    slug: str = ""
    at: int = 0


def _centred(ego: str, radius: float) -> _Centred:
    room = 1.7 * radius
    longest = max(map(width_of, ego.split()))
    lines = wrapped(ego, max(0.6 * width_of(ego), longest), 2)
    size = min(15.0, room / max(map(width_of, lines)))
    if size < 9.0:
        lines, size = tuple(fitted(line, room / 9.0) for line in lines), 9.0
    return _Centred(lines, size)


def _legend(ego_map: EgoMap, title: str) -> Iterator[_Row]:
    y = -440.0
    for line in balanced(title, _COLUMN / 25.0, 3):
        yield _Row(y=y, text=line, style="title")
        y += 32
    groups = Counter(_group(node) for node in ego_map.nodes)
    if groups:
        y += 22
        yield _Row(y=y, text="Who they are", style="head")
    for group in GROUPS:
        if count := groups[group.slug]:
            y += 27
            yield _Row(y=y, text=group.label, kind="group", slug=group.slug, count=count)
    y += 48
    yield _Row(y=y, text="How close they are", style="head")
    for at, ring in enumerate(ego_map.rings):
        y += 29
        yield _Row(y=y, text=_RINGS[ring.level], kind="ring", at=at, count=ring.people)
    y += 20
    notes = ["The nearer to the middle of its ring, the stronger the tie."]
    if len(ego_map.sectors) > 1:
        notes.append("A slice is a circle of people who know each other.")
    if ego_map.edges:
        notes.append("A line joins two who are seen together.")
    for note in notes:
        y += 8
        for line in wrapped(note, _COLUMN / 13.5, 3):
            y += 19
            yield _Row(y=y, text=line, style="note")


def _description(ego_map: EgoMap) -> str:
    """Return what the picture shows for who does not see it; it names nobody."""
    circles = sum(sector.circle is not None for sector in ego_map.sectors)
    rings = ", ".join(f"{ring.label}: {ring.people:,}" if ring.people else ring.label for ring in ego_map.rings)
    return (
        f"{_counted(len(ego_map.nodes), 'person', 'people')} around the middle, the stronger ties further inside. "
        f"{rings}. "
        f"{_counted(circles, 'circle', 'circles')}, "
        f"{_counted(len(ego_map.edges), 'line', 'lines')} between people seen together."
    )


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _group(node: Node) -> str:
    return node.figure.group if node.figure.group in _SLUGS else OTHER.slug


def _number(value: float) -> str:
    """Return a length or a place to a tenth of a unit."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _spot(at: float, angle: float) -> str:
    return f"{_number(at * math.cos(angle))} {_number(at * math.sin(angle))}"


def _harmless(value: object) -> object:
    return visible(value).translate(_NO_XML) if isinstance(value, str) else value


@functools.cache
def _template() -> Template:
    """Return the template of the picture: the one place where its texts are made harmless, and escaped."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_harmless, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"number": _number, "group": _group}
    text = (importlib.resources.files(__package__) / "map.svg.jinja").read_text(encoding="utf-8")
    return made.from_string(text)
