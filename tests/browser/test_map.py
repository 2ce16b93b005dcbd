from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .seen import chosen, discs, drawn, empty_place, names, scale, strongest, to_map
from .staying import anew, stay
from .visits import PHONE, Visit, Visits, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

Report = Callable[[int], Path]


@pytest.fixture(scope="module")
def laptop(browser: Browser, made_up_report: Report) -> Iterator[Visit]:
    with stay(browser, made_up_report(60)) as visit:
        yield visit


@pytest.fixture(scope="module")
def phone(browser: Browser, made_up_report: Report) -> Iterator[Visit]:
    with stay(browser, made_up_report(60), size=PHONE, has_touch=True, is_mobile=True) as visit:
        yield visit


@pytest.fixture(scope="module")
def thousands(browser: Browser, made_up_report: Report) -> Iterator[Page]:
    with stay(browser, made_up_report(3000)) as visit, anew(visit) as page:
        to_map(page)
        yield page


@pytest.fixture
def page(laptop: Visit) -> Iterator[Page]:
    """A map of sixty people, in the window of a laptop."""
    with anew(laptop) as page:
        to_map(page)
        yield page


@pytest.fixture
def touched(phone: Visit) -> Iterator[Page]:
    """The same on a phone, which is touched."""
    with anew(phone, size=PHONE) as page:
        to_map(page)
        yield page


@pytest.fixture
def crowd(thousands: Page) -> Page:
    """A map of three thousand people, seen whole."""
    press(thousands, "zoom-all")
    return thousands


def press(page: Page, button: str) -> None:
    """Press a button of the map, without waiting until nothing moves: with thousands of discs that takes long."""
    page.evaluate("id => document.getElementById(id).click()", button)
    drawn(page)


def covered(page: Page) -> list[tuple[str, str]]:
    """Return the names that lie on the disc of somebody else, or on what the map itself says."""
    boxes = names(page)
    return [
        (one.text, disc.id)
        for disc in discs(page).values()
        for one in boxes
        if disc.id != one.id
        and math.hypot(
            max(one.left + 2 - disc.x, 0, disc.x - one.right + 2), max(one.top + 3 - disc.y, 0, disc.y - one.bottom + 3)
        )
        < disc.radius - 0.5
    ] + [
        (one.text, label)
        for label, left, top, right, bottom in page.evaluate(_LABELS)
        for one in boxes
        if one.left < right - 2 and left + 2 < one.right and one.top + 3 < bottom and top + 3 < one.bottom
    ]


_LABELS = """() => [...document.querySelectorAll('#rings text')].map(text => {
    const {left, top, right, bottom} = text.getBoundingClientRect();
    return [text.textContent, left, top, right, bottom];
})"""


def covering(page: Page) -> list[tuple[str, str]]:
    """Return the pairs of names that cover each other, but for the edges of letters."""
    return [
        (one.text, other.text)
        for one, other in combinations(names(page), 2)
        if one.left + 2 < other.right
        and other.left + 2 < one.right
        and one.top + 3 < other.bottom
        and other.top + 3 < one.bottom
    ]


def assert_clear_at_any_zoom(page: Page, dots: int = 0) -> None:
    """Check that names cover neither each other, nor what the map says, nor discs; of the tiniest a few at most."""
    for _ in range(6):
        assert not covering(page)
        are_tiny = next(iter(discs(page).values())).radius < 2.5
        assert len(covered(page)) <= (dots if are_tiny else 0)
        press(page, "zoom-in")


def test_names_cover_neither_each_other_nor_anybody_s_disc(page: Page) -> None:
    assert_clear_at_any_zoom(page)


def test_names_on_a_phone_cover_nobody_either(touched: Page) -> None:
    assert len(names(touched)) >= 3
    assert_clear_at_any_zoom(touched)


def test_names_cover_nobody_where_there_are_five(visits: Visits, made_up_report: Report) -> None:
    page = visits(made_up_report(5))
    to_map(page)
    assert_clear_at_any_zoom(page)


def test_names_cover_nobody_where_there_are_thousands(crowd: Page) -> None:
    assert_clear_at_any_zoom(crowd, dots=30)


def test_five_people_all_have_their_name(visits: Visits, made_up_report: Report) -> None:
    page = visits(made_up_report(5))
    assert len(names(page)) == 5


def test_of_many_people_the_strongest_are_named(crowd: Page) -> None:
    written = {one.id for one in names(crowd)}
    assert 15 <= len(written) <= 200
    assert strongest(crowd) in written


def test_zooming_in_draws_people_apart_and_names_those_who_were_not(crowd: Page) -> None:
    page, frame = crowd, to_map(crowd)
    before, height = discs(page), _letters(page)
    named = {one.id for one in names(page)}
    radius = next(iter(before.values())).radius
    for _ in range(3):
        press(page, "zoom-in")
    after = {
        id_: disc
        for id_, disc in discs(page).items()
        if frame.x < disc.x < frame.x + frame.width and frame.y < disc.y < frame.y + frame.height
    }
    one, other = list(after)[:2]
    growth = math.dist(after[one][1:3], after[other][1:3]) / math.dist(before[one][1:3], before[other][1:3])
    assert growth == pytest.approx(1.6**3, rel=0.02)
    assert 1 < after[one].radius / radius < growth / 2  # discs grow slower than the map
    assert _letters(page) == pytest.approx(height, abs=0.5)  # and letters not at all
    assert {one.id for one in names(page)} - named


def _letters(page: Page) -> float:
    """Return the size of the letters on the map in CSS pixels."""
    return page.evaluate("() => parseFloat(getComputedStyle(document.getElementById('labels')).fontSize)") * scale(page)


def test_ctrl_and_the_wheel_zoom_toward_the_pointer(page: Page) -> None:
    whom, before = next(iter(discs(page).items()))
    was = scale(page)
    page.mouse.move(before.x, before.y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    until(page, f"document.getElementById('ego-map').getScreenCTM().a > {was} * 1.5")
    page.keyboard.up("Control")
    after = discs(page)[whom]
    assert (after.x, after.y) == pytest.approx((before.x, before.y), abs=2)


def test_the_wheel_scrolls_the_page_over_a_map_that_was_not_clicked(page: Page) -> None:
    was = scale(page)
    scrolled = page.evaluate("() => scrollY")
    page.mouse.move(*empty_place(page))
    page.mouse.wheel(0, 100)
    until(page, f"scrollY > {scrolled}")
    assert scale(page) == was


def test_the_wheel_zooms_a_map_that_was_clicked_until_the_pointer_leaves_it(page: Page) -> None:
    was = scale(page)
    place = empty_place(page)
    page.mouse.click(*place)
    page.mouse.wheel(0, -100)
    until(page, f"document.getElementById('ego-map').getScreenCTM().a > {was}")
    page.locator("h1").hover()
    to_map(page)
    zoomed = scale(page)
    scrolled = page.evaluate("() => scrollY")
    page.mouse.move(*place)
    page.mouse.wheel(0, 100)
    until(page, f"scrollY > {scrolled}")
    assert scale(page) == zoomed


def test_a_map_that_is_seen_whole_lets_the_wheel_scroll_on(page: Page) -> None:
    page.mouse.click(*empty_place(page))
    scrolled = page.evaluate("() => scrollY")
    page.mouse.wheel(0, 100)
    until(page, f"scrollY > {scrolled}")


def test_buttons_zoom_in_and_out_and_show_all(page: Page) -> None:
    whole = scale(page)
    page.locator("#zoom-in").click()
    page.locator("#zoom-in").click()
    assert scale(page) == pytest.approx(whole * 1.6**2, rel=0.01)
    page.locator("#zoom-out").click()
    assert scale(page) == pytest.approx(whole * 1.6, rel=0.01)
    page.locator("#zoom-all").click()
    assert scale(page) == pytest.approx(whole, rel=0.01)
    page.locator("#zoom-out").click()
    assert scale(page) == pytest.approx(whole, rel=0.01)


def test_the_map_is_dragged_and_a_drag_chooses_nobody(page: Page) -> None:
    page.locator("#zoom-in").click()
    page.locator("#zoom-in").click()
    frame = to_map(page)
    before = discs(page)
    whom = min(before.values(), key=lambda disc: math.dist((disc.x, disc.y), frame.middle))
    page.mouse.move(whom.x, whom.y)
    page.mouse.down()
    page.mouse.move(whom.x + 30, whom.y + 20)
    page.mouse.move(whom.x + 60, whom.y + 40)
    page.mouse.up()
    after = discs(page)[whom.id]
    assert (after.x - whom.x, after.y - whom.y) == pytest.approx((60, 40), abs=6)
    assert chosen(page) is None
    assert page.url.endswith(".html")


def test_the_map_is_not_dragged_out_of_sight(page: Page) -> None:
    frame = to_map(page)
    page.locator("#zoom-in").click()
    x, y = frame.middle
    for _ in range(5):
        page.mouse.move(x - 100, y)
        page.mouse.down()
        page.mouse.move(x + 300, y, steps=4)
        page.mouse.up()
    assert any(frame.x < disc.x < frame.x + frame.width for disc in discs(page).values())


def test_who_is_under_the_pointer_is_told_in_a_tip(page: Page) -> None:
    whom, disc = next(iter(discs(page).items()))
    page.mouse.move(disc.x + 2, disc.y)
    tip = page.locator("#map .tip")
    tip.wait_for()
    row = page.locator(f"#p-{whom}")
    said = tip.text_content()
    for part in (".name", ".category", ".level", ".reasons li"):
        assert row.locator(part).first.text_content().strip() in said
    weights = row.locator(".reasons b").all_text_contents()
    assert weights
    assert [weight for weight in weights[:3] if weight not in said] == []
    page.mouse.move(*empty_place(page))
    tip.wait_for(state="hidden")


def test_a_tip_stays_inside_the_map(page: Page) -> None:
    frame = to_map(page)
    for disc in list(discs(page).values())[::6]:
        page.mouse.move(disc.x, disc.y)
        drawn(page)
        box = page.locator("#map .tip").bounding_box()
        assert frame.x - 1 <= box["x"]
        assert box["x"] + box["width"] <= frame.x + frame.width + 1


def test_a_click_shows_the_person_and_those_seen_together_with_them(page: Page) -> None:
    whom = _sociable(page)
    known = _known(page, whom)
    disc = discs(page)[whom]
    page.mouse.click(disc.x, disc.y)
    assert chosen(page) == whom
    panel = page.locator("#panel")
    row = page.locator(f"#p-{whom}")
    for part in (".name", ".category", ".detail"):
        assert row.locator(part).first.text_content().strip() in panel.text_content()
    assert page.locator("#links .link").count() == len(known)
    assert set(panel.locator(".panel-known a").evaluate_all("all => all.map(one => one.hash.slice(3))")) == known
    bright = "all => all.filter(one => getComputedStyle(one).opacity === '1').map(one => one.id.slice(2))"
    assert set(page.locator(".node").evaluate_all(bright)) == known | {whom}
    assert {whom} <= {one.id for one in names(page)}


CLICK = """whom => document.getElementById('n-' + whom).dispatchEvent(
    new MouseEvent('click', {bubbles: true, cancelable: true, detail: 1}))"""
"""A click on somebody who may be under the panel now."""


def test_who_is_chosen_is_not_under_the_panel(page: Page, touched: Page) -> None:
    for each in (page, touched):
        for whom in sorted(discs(each))[::12]:
            each.evaluate(CLICK, whom)
            assert chosen(each) == whom
            disc = discs(each)[whom]
            on_top = "at => document.elementFromPoint(...at)?.closest('#panel, #map').id"
            assert each.evaluate(on_top, [disc.x, disc.y]) == "map"


def test_a_name_on_the_map_can_be_clicked_as_its_disc(page: Page) -> None:
    name = max(names(page), key=lambda one: one.right - one.left)
    page.mouse.click((name.left + name.right) / 2, (name.top + name.bottom) / 2)
    assert chosen(page) == name.id


@pytest.mark.parametrize("how", ["button", "escape", "elsewhere"])
def test_the_panel_is_closed(page: Page, how: str) -> None:
    disc = next(iter(discs(page).values()))
    page.mouse.click(disc.x, disc.y)
    assert chosen(page)
    if how == "button":
        page.locator("#panel-close").click()
    elif how == "escape":
        page.keyboard.press("Escape")
    else:
        page.mouse.click(*empty_place(page))
    assert chosen(page) is None
    assert page.locator("#links .link").count() == 0
    assert "#" not in page.url
    assert set(page.locator(".node").evaluate_all("all => all.map(one => getComputedStyle(one).opacity)")) == {"1"}


def test_those_seen_together_are_links_and_back_leads_back(page: Page) -> None:
    whom = _sociable(page)
    disc = discs(page)[whom]
    page.mouse.click(disc.x, disc.y)
    link = page.locator("#panel .panel-known a").first
    other = link.get_attribute("href").removeprefix("#p-")
    link.click()
    assert chosen(page) == other
    assert page.url.endswith(f"#p-{other}")
    page.go_back()
    assert chosen(page) == whom
    page.go_back()
    assert chosen(page) is None
    page.go_forward()
    assert chosen(page) == whom


def test_an_address_with_a_person_opens_them(page: Page) -> None:
    whom = sorted(discs(page))[7]
    page.evaluate("hash => history.replaceState(null, '', hash)", f"#p-{whom}")
    page.reload()
    assert chosen(page) == whom
    assert page.locator("#ego-map").evaluate("map => map.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("to", ["#p-nobody", "#p-", "#leads", "#p-__proto__", "#p-%00'%22]"])
def test_an_address_with_nobody_opens_nobody(page: Page, to: str) -> None:
    page.evaluate("hash => history.replaceState(null, '', hash)", to)
    page.reload()
    assert chosen(page) is None


def test_a_person_named_anywhere_on_the_page_opens(page: Page) -> None:
    link = page.locator("main a[href^='#p-']:not(.node)").first
    link.click()
    assert chosen(page) == link.get_attribute("href").removeprefix("#p-")


def test_a_copy_in_the_panel_has_no_id_twice(page: Page) -> None:
    disc = next(iter(discs(page).values()))
    page.mouse.click(disc.x, disc.y)
    drawn(page)
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_a_tap_opens_without_a_tip(touched: Page) -> None:
    disc = min(discs(touched).values(), key=lambda one: one.y)
    touched.touchscreen.tap(disc.x + 9, disc.y)  # a finger is no needle
    assert chosen(touched) == disc.id
    assert touched.locator("#map .tip").is_hidden()


def test_two_fingers_zoom_where_they_are(touched: Page) -> None:
    frame = to_map(touched)
    x, y = frame.middle
    was = scale(touched)
    fingers = _fingers(touched)
    fingers("touchStart", (x - 20, y), (x + 20, y))
    for apart in (40, 60, 80):
        fingers("touchMove", (x - apart, y), (x + apart, y))
    fingers("touchEnd")
    assert scale(touched) == pytest.approx(was * 4, rel=0.1)
    assert touched.evaluate("() => visualViewport.scale") == 1
    assert chosen(touched) is None


def test_a_double_tap_zooms_in(touched: Page) -> None:
    was = scale(touched)
    x, y = empty_place(touched)
    touched.touchscreen.tap(x, y)
    touched.touchscreen.tap(x, y)
    until(touched, f"document.getElementById('ego-map').getScreenCTM().a > {was} * 2")


def test_one_finger_scrolls_the_page_over_the_whole_map_and_moves_it_when_zoomed_in(touched: Page) -> None:
    x, y = to_map(touched).middle
    scrolled = touched.evaluate("() => scrollY")
    _swipe(touched, x, y, -80)
    until(touched, f"scrollY > {scrolled} + 20")
    touched.locator("#zoom-in").tap()
    touched.locator("#zoom-in").tap()
    x, y = to_map(touched).middle
    scrolled, before = touched.evaluate("() => scrollY"), discs(touched)
    _swipe(touched, x, y, -80)
    after = discs(touched)
    whom = next(iter(after))
    assert touched.evaluate("() => scrollY") == scrolled
    assert before[whom].y - after[whom].y > 50


def test_nothing_moves_by_itself_for_who_wants_no_motion(page: Page) -> None:
    assert len(_steps(page)) == 1
    page.emulate_media(reduced_motion="no-preference")
    try:
        assert len(_steps(page)) > 2
    finally:
        page.emulate_media(reduced_motion="reduce")


def _steps(page: Page) -> list[str]:
    """Return how the map is seen, frame by frame, while a button zooms."""
    return page.evaluate("""async () => {
        const map = document.getElementById('ego-map'), seen = new Set([map.getAttribute('viewBox')]);
        document.getElementById('zoom-in').click();
        const watch = new MutationObserver(() => seen.add(map.getAttribute('viewBox')));
        watch.observe(map, {attributes: true});
        const start = performance.now();
        while (performance.now() - start < 400) await new Promise(requestAnimationFrame);
        return [...seen].slice(1);
    }""")


def test_a_printed_map_is_whole(page: Page) -> None:
    seen = "() => document.getElementById('ego-map').getAttribute('viewBox').split(' ').map(Number)"
    for _ in range(3):
        press(page, "zoom-in")
    zoomed = page.evaluate(seen)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    left, top, width, height = page.evaluate(seen)
    places = page.locator(".node circle").evaluate_all(
        "all => all.map(one => [one.cx, one.cy].map(of => of.baseVal.value))"
    )
    assert all(left < x < left + width and top < y < top + height for x, y in places)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(seen) == zoomed
    assert zoomed[2] < width / 2


def test_drafts_are_printed_open_and_closed_again(page: Page) -> None:
    closed = page.locator("details.words:not([open])")
    before = closed.count()
    assert before >= 3
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert closed.count() == 0
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert closed.count() == before


def test_the_map_follows_the_size_of_the_window(page: Page) -> None:
    for width in (1366, 800, 420):
        page.set_viewport_size({"width": width, "height": 700})
        frame = to_map(page)
        for disc in discs(page).values():
            assert frame.x <= disc.x <= frame.x + frame.width
            assert frame.y <= disc.y <= frame.y + frame.height
        assert not covering(page)


def test_a_map_of_nobody_stands_still(visits: Visits, made_up_report: Report) -> None:
    page = visits(made_up_report(0))
    to_map(page)
    page.locator("#zoom-in").click()
    page.locator("#ego-map").click(position={"x": 30, "y": 30})
    assert chosen(page) is None
    assert page.locator("#found").text_content() == "0 of 0 people"


def test_names_on_the_map_are_the_names_of_the_list(page: Page) -> None:
    for one in names(page):
        whole = page.locator(f"#p-{one.id} .name").first.text_content().strip()
        assert whole == one.text or (one.text.endswith("…") and whole.startswith(one.text[:-1]))


def _sociable(page: Page) -> str:
    """Return the id of who was seen together with most others."""
    return max(discs(page), key=lambda one: len(_known(page, one)))


def _known(page: Page, whom: str) -> set[str]:
    known = page.locator(f"#p-{whom}").get_attribute("data-known") or ""
    return {pair.rpartition(":")[0] for pair in known.split()}


def _fingers(page: Page) -> Callable[..., None]:
    """Give what fingers do: touchStart, touchMove and touchEnd, each with where they are."""
    session: CDPSession = page.context.new_cdp_session(page)

    def fingers(what: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": touches})
        drawn(page)

    return fingers


def _swipe(page: Page, x: float, y: float, by: float) -> None:
    """Put one finger down and move it up or down."""
    fingers = _fingers(page)
    steps = [y + by * part / 8 for part in range(9)]
    fingers("touchStart", (x, steps[0]))
    for _, at in pairwise(steps):
        fingers("touchMove", (x, at))
    fingers("touchEnd")
