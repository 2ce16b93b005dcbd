"""What a user sees of the map and of the list, asked of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page

_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_NODES = """() => [...document.querySelectorAll('.node')].filter(node => node.getClientRects().length).map(node => {
    const box = node.querySelector('circle').getBoundingClientRect();
    return [node.id.slice(2), box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
})"""
_NAMES = """() => [...document.querySelectorAll('#labels text')].map(text => {
    const box = text.getBoundingClientRect();
    return [text.dataset.for, text.textContent, box.left, box.top, box.right, box.bottom];
})"""
_EMPTY = """() => {
    const frame = document.getElementById('ego-map').getBoundingClientRect();
    const person = (x, y) => [...document.querySelectorAll('.node circle, #labels text')].some(one => {
        const box = one.getBoundingClientRect();
        return x > box.left - 30 && x < box.right + 30 && y > box.top - 30 && y < box.bottom + 30;
    });
    for (let y = frame.top + 20; y < Math.min(frame.bottom, innerHeight) - 20; y += 10)
        for (let x = frame.left + 20; x < frame.right - 20; x += 10)
            if (!person(x, y) && document.elementFromPoint(x, y)?.closest('#ego-map')) return [x, y];
    return null;
}"""


class Disc(NamedTuple):
    """Somebody's disc: where its middle is in the window, and its radius, in CSS pixels."""

    id: str
    x: float
    y: float
    radius: float


class Written(NamedTuple):
    """A name written on the map, and the box it takes in the window."""

    id: str
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Frame(NamedTuple):
    """The box of the map in the window."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def drawn(page: Page) -> None:
    """Wait until the page has drawn what it was told to."""
    page.evaluate(_DRAWN)


def to_map(page: Page) -> Frame:
    """Scroll to the map; returns where it is."""
    page.locator("#ego-map").evaluate("map => map.scrollIntoView({block: 'center', behavior: 'instant'})")
    drawn(page)
    box = page.locator("#ego-map").bounding_box()
    assert box
    return Frame(**box)


def discs(page: Page) -> dict[str, Disc]:
    """Return the discs on the map by the person's id, those outside of the window too."""
    drawn(page)
    return {one[0]: Disc(*one) for one in page.evaluate(_NODES)}


def names(page: Page) -> list[Written]:
    """Return the names written on the map."""
    drawn(page)
    return [Written(*one) for one in page.evaluate(_NAMES)]


def empty_place(page: Page) -> tuple[float, float]:
    """Return a point on the map with nobody near."""
    x, y = page.evaluate(_EMPTY)
    return x, y


def listed(page: Page) -> set[str]:
    """Return the ids of those in the list."""
    return set(
        page.evaluate("() => [...document.querySelectorAll('#people > li:not([hidden])')].map(li => li.id.slice(2))")
    )


def scale(page: Page) -> float:
    """Return how far the map is zoomed in: CSS pixels for one of its units."""
    drawn(page)
    return page.evaluate("() => document.getElementById('ego-map').getScreenCTM().a")


def chosen(page: Page) -> str | None:
    """Return the id of who is shown in the panel, None where it is closed."""
    drawn(page)
    if page.locator("#panel").is_hidden():
        return None
    return page.locator(".node.chosen").evaluate("node => node.id.slice(2)")


def focused(page: Page) -> str | None:
    """Return the id of whose node has the focus."""
    return page.evaluate("() => document.activeElement?.closest('.node')?.id.slice(2) ?? null")


def strongest(page: Page) -> str:
    """Return the id of the strongest tie."""
    nodes = "nodes => nodes.map(one => [Number(one.dataset.strength), one.id.slice(2)])"
    return max(page.locator(".node").evaluate_all(nodes), key=lambda one: one[0])[1]
