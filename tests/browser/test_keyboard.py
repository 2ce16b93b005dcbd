from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .seen import chosen, discs, drawn, focused, names, scale, strongest, to_map
from .staying import anew, stay
from .visits import Visit, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Report = Callable[[int], Path]


@pytest.fixture(scope="module")
def laptop(browser: Browser, made_up_report: Report) -> Iterator[Visit]:
    with stay(browser, made_up_report(60)) as visit:
        yield visit


@pytest.fixture
def page(laptop: Visit) -> Iterator[Page]:
    """A map of sixty people, the focus on the strongest tie."""
    with anew(laptop) as page:
        to_map(page)
        page.locator("#zoom-in").focus()  # stands behind the map
        page.keyboard.press("Shift+Tab")
        yield page


def test_the_map_is_one_stop_of_the_tab_key(page: Page) -> None:
    assert focused(page) == strongest(page)
    page.keyboard.press("Tab")
    assert focused(page) is None
    page.keyboard.press("Shift+Tab")
    assert focused(page) == strongest(page)
    page.keyboard.press("Shift+Tab")
    assert focused(page) is None


@pytest.mark.parametrize(("key", "x", "y"), [("Right", 1, 0), ("Left", -1, 0), ("Down", 0, 1), ("Up", 0, -1)])
def test_an_arrow_goes_to_somebody_near_in_its_direction(page: Page, key: str, x: int, y: int) -> None:
    page.keyboard.press("End")
    page.keyboard.press("Home")
    for _ in range(8):
        here = focused(page)
        page.keyboard.press(f"Arrow{key}")
        before, after = discs(page)[here], discs(page)[focused(page)]
        if before == after:
            ahead = [
                one
                for one in discs(page).values()
                if (one.x - before.x) * x + (one.y - before.y) * y
                > 2 * math.dist((0, 0), (one.x - before.x, one.y - before.y)) / 3
            ]
            assert ahead in ([], [before])
            return
        assert (after.x - before.x) * x + (after.y - before.y) * y > 0


def test_arrows_reach_most_people(page: Page) -> None:
    reached = {focused(page)}
    for key in ("Right", "Down", "Left", "Left", "Up", "Up", "Right", "Down", "Left", "Up") * 6:
        page.keyboard.press(f"Arrow{key}")
        reached.add(focused(page))
    assert len(reached) > 10


def test_home_and_end_go_to_the_strongest_and_the_weakest(page: Page) -> None:
    strength = "whom => Number(document.getElementById('n-' + whom).dataset.strength)"
    page.keyboard.press("End")
    weakest = page.evaluate(strength, focused(page))
    page.keyboard.press("Home")
    best = page.evaluate(strength, focused(page))
    all_ = page.locator(".node").evaluate_all("all => all.map(one => Number(one.dataset.strength))")
    assert (weakest, best) == (min(all_), max(all_))


def test_letters_go_to_a_name_that_begins_so(page: Page) -> None:
    for name in _names(page, starting="Ru", least=0) or _names(page, starting="", least=1)[:3]:
        page.keyboard.press("Home")
        page.keyboard.type(name[:3])
        assert _name(page, focused(page)).casefold().startswith(name[:3].casefold())


def test_a_letter_again_goes_to_the_next(page: Page) -> None:
    letter = max("abcdefghijklmnopqrstuvwxyz", key=lambda one: len(_names(page, starting=one.upper(), least=0)))
    count = len(_names(page, starting=letter.upper(), least=0))
    assert count > 1
    reached = set()
    for _ in range(count):
        page.keyboard.press(letter)
        reached.add(focused(page))
    assert len(reached) == count


def test_a_name_without_accents_is_enough(page: Page) -> None:
    name = next(name for name in _names(page, starting="", least=1) if name.startswith(("Élodie", "Zoë", "Jürgen")))
    plain = {"É": "e", "Z": "zoe", "J": "jurgen"}[name[0]]
    page.keyboard.type(plain)
    assert _name(page, focused(page))[0] == name[0]


def test_enter_opens_and_escape_leads_back(page: Page) -> None:
    whom = focused(page)
    page.keyboard.press("Enter")
    assert chosen(page) == whom
    heading = page.evaluate("() => [document.activeElement.tagName, document.activeElement.textContent.trim()]")
    assert heading == ["H3", _name(page, whom)]
    page.keyboard.press("Escape")
    assert chosen(page) is None
    assert focused(page) == whom


def test_the_close_button_leads_back_too(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    whom = focused(page)
    page.keyboard.press("Enter")
    page.locator("#panel-close").press("Enter")
    assert chosen(page) is None
    assert focused(page) == whom


def test_closing_leads_back_to_a_link_in_the_text(page: Page) -> None:
    link = page.locator("main a[href^='#p-']:not(.node)").first
    link.focus()
    page.keyboard.press("Enter")
    assert chosen(page) == link.get_attribute("href").removeprefix("#p-")
    page.keyboard.press("Escape")
    assert link.evaluate("link => link === document.activeElement")


def test_links_in_the_panel_keep_the_focus_in_it(page: Page) -> None:
    whom = max(discs(page), key=lambda one: len(page.locator(f"#p-{one}").get_attribute("data-known") or ""))
    page.locator(f"#n-{whom}").focus()
    page.keyboard.press("Enter")
    page.locator("#panel .panel-known a").first.press("Enter")
    assert chosen(page) not in (None, whom)
    assert page.evaluate("() => document.activeElement.tagName") == "H3"
    page.keyboard.press("Escape")
    assert focused(page) == whom


def test_a_slash_goes_to_the_search_but_not_while_typing(page: Page) -> None:
    page.keyboard.press("/")
    search = page.locator("#filters [name=text]")
    assert search.evaluate("search => search === document.activeElement")
    assert search.input_value() == ""
    page.keyboard.type("a/b")
    assert search.input_value() == "a/b"
    company = page.locator("#filters [name=company]")
    company.fill("")
    company.press("/")
    assert company.input_value() == "/"


def test_keys_zoom_and_pan(page: Page) -> None:
    whole = scale(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) > whole * 2
    page.keyboard.press("-")
    assert whole < scale(page) < whole * 2
    page.keyboard.press("+")
    whom = focused(page)
    before = discs(page)[whom]
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    after = discs(page)[whom]
    assert after.x < before.x - 20
    assert after.y < before.y - 20
    assert focused(page) == whom
    page.keyboard.press("0")
    assert scale(page) == pytest.approx(whole, rel=0.01)


def test_keys_of_the_browser_are_left_to_it(page: Page) -> None:
    was = scale(page)
    page.evaluate(
        "() => addEventListener('keydown', event => { window.taken = event.defaultPrevented; event.preventDefault(); })"
    )
    for key in ("Control++", "Control+-", "Control+0", "Alt+ArrowLeft", "Control+f", "F5", "Meta+ArrowRight"):
        page.keyboard.press(key)
        assert page.evaluate("() => window.taken") is False, key
    assert scale(page) == was


def test_who_has_the_focus_is_brought_into_view(page: Page) -> None:
    for _ in range(6):
        page.keyboard.press("+")
    frame = to_map(page)
    for key in ("End", "Home", "End", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        disc = discs(page)[focused(page)]
        assert frame.x <= disc.x <= frame.x + frame.width
        assert frame.y <= disc.y <= frame.y + frame.height


def test_a_page_that_was_scrolled_away_comes_back_to_the_focus(page: Page) -> None:
    page.evaluate("() => scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    drawn(page)
    page.keyboard.press("ArrowDown")
    box = "document.activeElement.getBoundingClientRect()"
    until(page, f"{box}.top >= 0 && {box}.bottom <= innerHeight")


def test_the_focus_is_seen(page: Page) -> None:
    whom = focused(page)
    look = "node => { const it = getComputedStyle(node.querySelector('circle')); return it.stroke + it.strokeWidth; }"
    node = page.locator(f"#n-{whom}")
    with_focus = node.evaluate(look)
    assert page.locator("#map .tip").is_visible()
    page.keyboard.press("Tab")
    assert node.evaluate(look) != with_focus
    assert page.locator("#map .tip").is_hidden()


def test_escape_takes_the_tip_away(page: Page) -> None:
    assert page.locator("#map .tip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#map .tip").is_hidden()


def test_who_is_left_out_is_not_in_the_way(page: Page) -> None:
    name = _name(page, min(discs(page)))
    page.locator("#filters [name=text]").fill(name)
    page.locator("#zoom-in").focus()
    page.keyboard.press("Shift+Tab")
    shown = set(discs(page))
    for key in ("Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "a", "r"):
        assert focused(page) in shown
        page.keyboard.press(key)
    assert focused(page) in shown


def test_a_screen_reader_hears_who_has_the_focus(page: Page) -> None:
    for key in ("Home", "ArrowDown", "ArrowRight", "End"):
        page.keyboard.press(key)
        whom = focused(page)
        label = page.locator(f"#n-{whom}").get_attribute("aria-label")
        assert label.startswith(_name(page, whom))
        assert "strength" in label


def test_names_of_the_map_are_not_read_twice(page: Page) -> None:
    assert names(page)
    assert page.locator("#labels").get_attribute("aria-hidden") == "true"


def _name(page: Page, whom: str | None) -> str:
    return (page.locator(f"#p-{whom} .name").first.text_content() or "").strip()


def _names(page: Page, *, starting: str, least: int) -> list[str]:
    found = page.locator("#people > li .name").all_text_contents()
    return [name.strip() for name in found if name.strip().startswith(starting) and name.count(" ") >= least]
