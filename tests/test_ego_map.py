from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave.categories import Level
from tieweave.category_groups import GROUPS
from tieweave.ego_map import EgoMap, Figure, ego_map
from tieweave.ego_map.labelling import RISE, SINK
from tieweave.ego_map.lettering import balanced, fitted, width_of, wrapped
from tieweave.ego_map.shapes import RING_LETTERS

NEAR = 1e-6
LEVELS = (Level.CLOSE, Level.ACQUAINTED, None)
SLUGS = [group.slug for group in GROUPS]
names = st.one_of(st.text(max_size=50), st.sampled_from(["Ann Lee", "陈伟明", "عائشة خوري", "W" * 10_000, "", " \n "]))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Figure], list[str]]:
    """Draw people and the circles they move in."""
    circles = draw(st.lists(st.text(max_size=30), max_size=20))
    count = draw(st.integers(0, 60))
    places = st.lists(st.integers(0, max(len(circles) - 1, 0)), max_size=3, unique=True)
    others = st.lists(st.tuples(st.integers(0, 70).map("p{}".format), st.floats(0, 1)), max_size=5)
    figures = [
        Figure(
            id=f"p{at}",
            name=draw(names),
            group=draw(st.sampled_from([*SLUGS, "of-a-plugin"])),
            level=draw(st.sampled_from(LEVELS)),
            strength=draw(st.floats(0, 1)),
            circles=tuple(draw(places)) if circles else (),
            known=tuple(draw(others)),
        )
        for at in range(count)
    ]
    return figures, circles


def crowd(count: int, *, circles: int = 30, seed: int = 1) -> tuple[list[Figure], list[str]]:
    """Make so many people up, a few of them close, many in circles of very different sizes."""
    dice = random.Random(seed)
    figures = []
    for at in range(count):
        strength = dice.random() ** 3
        mine = {int(circles * dice.random() ** 2) for _ in range(dice.randrange(3))} if circles else ()
        figures.append(
            Figure(
                id=f"p{at:05}",
                name=dice.choice(["Ann Lee", "Bartholomew Featherstonehaugh", "Wei 陈", "Zoë"]) + f" {at}",
                group=dice.choice(SLUGS),
                level=Level.CLOSE if strength > 0.6 else dice.choice([Level.ACQUAINTED] * 5 + [None]),
                strength=strength,
                circles=tuple(mine),
                known=tuple((f"p{dice.randrange(count):05}", dice.random()) for _ in range(4)),
            )
        )
    return figures, [f"Circle number {at}" for at in range(circles)]


def check_places(found: EgoMap, figures: list[Figure]) -> None:
    """Check that everybody stands in their ring and sector, apart from all others."""
    assert [node.figure for node in found.nodes] == figures
    rings = {ring.level: ring for ring in found.rings}
    radius = found.node_radius
    assert radius > 0
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for node in found.nodes:
        ring, sector = rings[node.figure.level], found.sectors[node.sector]
        at = math.hypot(node.x, node.y)
        assert ring.inner + radius <= at + NEAR
        assert at + radius <= ring.outer + NEAR
        if len(found.sectors) > 1:
            angle = (math.atan2(node.y, node.x) - sector.start) % math.tau
            beyond = math.asin(min(1.0, radius / at)) - NEAR
            assert beyond <= angle <= sector.end - sector.start - beyond, "a disc stands over the edge of its sector"
        column, row = int(node.x // (2 * radius)), int(node.y // (2 * radius))
        for x, y in (spot for i in (-1, 0, 1) for j in (-1, 0, 1) for spot in cells[column + i, row + j]):
            assert math.hypot(x - node.x, y - node.y) >= 2 * radius - NEAR
        cells[column, row].append((node.x, node.y))


def check_rings(found: EgoMap, figures: list[Figure]) -> None:
    """Check that rings lie apart, close ones inside, and that in a ring the stronger tie is never further out."""
    assert [ring.level for ring in found.rings][:2] == [Level.CLOSE, Level.ACQUAINTED]
    assert (found.rings[-1].level is None) == any(figure.level is None for figure in figures)
    assert found.rings[0].inner > 0
    for inner, outer in pairwise(found.rings):
        assert inner.outer + 15 < outer.inner
    assert found.rings[-1].outer < found.reach
    for ring in found.rings:
        assert ring.inner < ring.outer
        own = [node for node in found.nodes if node.figure.level == ring.level]
        assert ring.people == len(own)
        farthest: dict[float, float] = {}
        nearest: dict[float, float] = {}
        for node in own:
            strength, at = round(node.figure.strength, 2), math.hypot(node.x, node.y)
            farthest[strength] = max(at, farthest.get(strength, 0.0))
            nearest[strength] = min(at, nearest.get(strength, math.inf))
        ordered = sorted(farthest, reverse=True)
        for stronger, weaker in pairwise(ordered):
            assert farthest[stronger] <= nearest[weaker] + NEAR


def check_sectors(found: EgoMap, circles: list[str]) -> None:
    """Check that the sectors fill the turn, few enough, and wider for more people."""
    assert len(found.sectors) <= 13
    if found.nodes:
        assert math.isclose(sum(one.end - one.start for one in found.sectors), math.tau)
    for one, following in pairwise(found.sectors):
        assert one.end == following.start
    held = Counter(node.sector for node in found.nodes)
    for at, sector in enumerate(found.sectors):
        assert sector.people == held[at] > 0
        if sector.circle is not None:
            assert sector.name == circles[sector.circle]
            assert all(sector.circle in node.figure.circles for node in found.nodes if node.sector == at)
        if len(found.sectors) > 1:
            assert sector.end - sector.start >= math.radians(14) - NEAR
        for other in found.sectors:
            if sector.people > other.people:
                assert sector.end - sector.start >= other.end - other.start - NEAR
        room = (sector.end - sector.start) * found.rings[-1].outer
        assert width_of(sector.label) * found.font_size <= room
    assert sum(sector.circle is None for sector in found.sectors) <= 1


def check_labels(found: EgoMap) -> None:
    """Check that no name covers another, a disc of somebody else, ego, a ring's own label or the names of sectors."""
    size, radius = found.font_size, found.node_radius
    boxes = []
    for label in found.labels:
        node, width = found.nodes[label.node], width_of(label.text) * size
        assert label.text
        left = label.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
        box = (left, label.y - RISE * size, left + width, label.y + SINK * size)
        away = math.hypot(*_away(box, node.x, node.y))
        assert away <= 2 * radius + size, "a name stands far from its disc"
        assert max(math.hypot(x, y) for x in box[::2] for y in box[1::2]) <= found.rings[-1].outer + NEAR
        boxes.append((label.node, box))
    assert len({at for at, _ in boxes}) == len(boxes)
    for ring in found.rings:
        half = width_of(ring.label) * RING_LETTERS / 2
        boxes.append((-1, (-half, ring.line - RISE * RING_LETTERS, half, ring.line + SINK * RING_LETTERS)))
    for at, (_, one) in enumerate(boxes):
        for _, other in boxes[:at]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for at, box in boxes:
        if at < 0:
            continue
        assert math.hypot(*_away(box, 0, 0)) > 0.7 * found.rings[0].inner
        for place, node in enumerate(found.nodes):
            if place != at:
                assert math.hypot(*_away(box, node.x, node.y)) >= radius - NEAR


def _away(box: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float]:
    left, top, right, bottom = box
    return max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom)


def check_edges(found: EgoMap) -> None:
    """Check that edges join two who know each other, each pair once, and few."""
    pairs = [frozenset((edge.one, edge.other)) for edge in found.edges]
    assert all(len(pair) == 2 for pair in pairs)
    assert len(set(pairs)) == len(pairs) <= 500
    assert max(Counter(at for pair in pairs for at in pair).values(), default=0) <= 3
    for edge in found.edges:
        one, other = found.nodes[edge.one].figure, found.nodes[edge.other].figure
        assert edge.certainty in (*(sure for id_, sure in one.known if id_ == other.id), *_sure(other, one))


def _sure(one: Figure, other: Figure) -> list[float]:
    return [sure for id_, sure in one.known if id_ == other.id]


def check(figures: list[Figure], circles: list[str]) -> EgoMap:
    found = ego_map(figures, circles)
    check_places(found, figures)
    check_rings(found, figures)
    check_sectors(found, circles)
    check_labels(found)
    check_edges(found)
    return found


@given(books())
@settings(max_examples=60, deadline=None)
def test_everybody_stands_in_their_ring_and_sector_and_nothing_covers_anything(book):
    check(*book)


@pytest.mark.parametrize("count", [1, 2, 5, 30, 200, 500, 3_000])
@pytest.mark.parametrize("circles", [0, 1, 30])
def test_so_it_is_with_few_people_and_with_thousands(count, circles):
    check(*crowd(count, circles=circles))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_so_it_is_where_all_are_equal(level, strength):
    figures = [
        Figure(id=f"p{at}", name=f"Person {at}", group="work", level=level, strength=strength, circles=(0,))
        for at in range(300)
    ]
    check(figures, ["The only one"])


def test_so_it_is_where_one_small_circle_holds_everybody_close():
    close = [
        Figure(id=f"k{at}", name=f"Kin {at}", group="kin", level=Level.CLOSE, strength=0.9, circles=(0,))
        for at in range(80)
    ]
    figures, circles = crowd(800, circles=0)
    check(close + figures, ["Family", *circles])


@given(books(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_people_come_does_not_matter(book, dice):
    figures, circles = book
    other = list(figures)
    dice.shuffle(other)
    one, two = ego_map(figures, circles), ego_map(other, circles)
    assert {n.figure.id: (n.x, n.y, n.sector) for n in one.nodes} == {
        n.figure.id: (n.x, n.y, n.sector) for n in two.nodes
    }
    assert (one.sectors, one.rings, one.node_radius) == (two.sectors, two.rings, two.node_radius)
    assert [(one.nodes[a.node].figure.id, a.text, a.x, a.y) for a in one.labels] == [
        (two.nodes[b.node].figure.id, b.text, b.x, b.y) for b in two.labels
    ]
    assert [{one.nodes[e.one].figure.id, one.nodes[e.other].figure.id} for e in one.edges] == [
        {two.nodes[e.one].figure.id, two.nodes[e.other].figure.id} for e in two.edges
    ]


def test_nobody_at_all_is_a_map_of_two_empty_rings():
    found = ego_map([], [])
    assert [ring.people for ring in found.rings] == [0, 0]
    assert not found.nodes
    assert not found.labels


def test_five_people_are_large_and_all_of_them_named():
    found = check(*crowd(5, circles=0))
    assert found.node_radius > found.reach / 25
    assert len(found.labels) == 5


def test_most_of_eighty_people_are_named_the_strongest_first():
    found = check(*crowd(80, circles=6))
    assert len(found.labels) > 45
    strongest = max(found.nodes, key=lambda node: node.figure.strength)
    assert strongest in [found.nodes[label.node] for label in found.labels]


def test_with_thousands_some_of_the_strongest_are_still_named():
    found = check(*crowd(3_000))
    assert len(found.labels) >= 20


def test_a_person_of_several_circles_is_at_home_in_the_one_they_are_most_bound_to():
    both = Figure(id="z", name="Zoe", group="work", level=Level.CLOSE, strength=0.9, circles=(1, 0))
    others = [
        Figure(id=f"p{at}", name="P", group="work", level=Level.CLOSE, strength=0.5, circles=(at % 2,))
        for at in range(10)
    ]
    found = check([both, *others], ["Alpha", "Beta"])
    assert found.sectors[found.nodes[0].sector].name == "Beta"


def test_a_small_close_family_has_its_sector_among_thousands():
    figures, circles = crowd(3_000, circles=12)
    family = [
        Figure(id=f"k{at}", name="Kin", group="kin", level=Level.CLOSE, strength=0.95, circles=(12,)) for at in range(6)
    ]
    found = check(figures + family, [*circles, "Family"])
    assert "Family" in [sector.name for sector in found.sectors] or len(found.sectors) == 13


def test_circles_whose_people_know_each_other_stand_side_by_side():
    figures = [
        Figure(
            id=f"{circle}-{at}",
            name="P",
            group="work",
            level=Level.ACQUAINTED,
            strength=0.5,
            circles=(circle,),
            # A ring of acquaintance: 0 knows 3, 3 knows 1, 1 knows 4, 4 knows 2.
            known=((f"{[3, 4, 5, 1, 2, 5][circle]}-{at}", 0.9),),
        )
        for circle in range(6)
        for at in range(5)
    ]
    found = check(figures, [f"C{at}" for at in range(6)])
    order = [sector.circle for sector in found.sectors]
    for one, other in ((0, 3), (3, 1), (1, 4), (4, 2), (2, 5)):
        assert (order.index(one) - order.index(other)) % 6 in (1, 5)


def test_those_of_one_colour_stand_together_where_no_circle_says_more():
    figures = [
        Figure(id=f"p{at:03}", name="P", group=("kin", "work", "school")[at % 3], level=Level.ACQUAINTED, strength=0.5)
        for at in range(240)
    ]
    found = check(figures, [])
    turned = sorted(found.nodes, key=lambda node: (math.atan2(node.y, node.x) + math.pi / 2) % math.tau)
    changes = sum(a.figure.group != b.figure.group for a, b in pairwise(turned))
    assert changes < 40


@given(st.text(max_size=80), st.floats(0.5, 40))
def test_a_text_is_cut_to_its_room(text, room):
    cut = fitted(text, room)
    assert width_of(cut) <= room or not cut
    assert cut == text or cut == "" or cut.endswith("…")


@given(st.text(max_size=200), st.floats(3, 40), st.integers(1, 4))
def test_a_text_in_lines_fits_too(text, room, most):
    lines = wrapped(text, room, most)
    assert len(lines) <= most
    assert all(width_of(line) <= room for line in lines)


def test_lines_are_about_as_long_as_each_other():
    assert balanced("The network of Morgan Gallant: 84 people", 12.4, 3) == (
        "The network of",
        "Morgan Gallant:",
        "84 people",
    )
    assert balanced("", 12.4, 3) == ()


def test_a_mark_is_not_cut_from_its_letter_and_east_asian_letters_are_wide():
    assert fitted("e\u0301" * 20, 5.2).removesuffix("…").endswith("\u0301")
    assert width_of("陈伟") > 2 > width_of("Li")
    assert len(fitted("n" * 10_000, 18)) < 32
