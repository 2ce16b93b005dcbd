"""The page as its reader sees it: every part, on a phone and on paper, in light and dark, with and without scripts."""

from __future__ import annotations

import pytest

from .visits import LAPTOP, PAPER, PHONE

SECTIONS = ("summary", "write", "network", "leads", "support", "plan", "dormant", "coverage", "everyone", "doubts")
NARROWEST = {"width": 320, "height": 640}
"""The width at which WCAG 1.4.10 wants no scrolling sideways."""
OUTSIDE = """
() => [...document.querySelectorAll('main bdi')].filter(name => {
    const card = name.closest('li, td, p, figure, section'), is = name.getBoundingClientRect();
    const around = card.getBoundingClientRect();
    return is.width && (is.left < around.left - 1 || is.right > around.right + 1);
}).map(name => name.textContent.slice(0, 60))
"""
"""Names that stick out of what they stand in, to the left or to the right."""
BRIGHTNESS = """
() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    for (const colour of ['white', ...[document.documentElement, document.body].map(
        it => getComputedStyle(it).backgroundColor)]) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
    }
    return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part) / 765;
}
"""


def sideways(page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")


def test_every_part_is_there_and_seen(visits, example_report, size, dark):
    page = visits(example_report, size=size, dark=dark)
    assert page.title()
    assert page.locator("h1").count() == 1
    for section in SECTIONS:
        part = page.locator(f"#{section}")
        assert part.count() == 1, section
        assert part.is_visible(), section
        assert part.inner_text().strip(), section


def test_three_people_to_write_to_come_first(example_page):
    assert example_page.locator("main > section, main > *").first.evaluate(
        "it => it.id || it.firstElementChild.id"
    ) == ("write")
    assert example_page.locator("#write bdi").count() >= 3


def test_the_ids_are_unique_and_every_link_within_the_page_leads_somewhere(example_page):
    twice, lost = example_page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll('[id]')].map(it => it.id), known = new Set(ids);
            const links = [...document.querySelectorAll('a[href^="#"]')].map(it => it.getAttribute('href').slice(1));
            return [ids.filter((id, at) => ids.indexOf(id) !== at), links.filter(to => to && !known.has(to))];
        }"""
    )
    assert not twice
    assert not lost


def test_everybody_of_the_list_stands_on_the_map(example_page):
    people, nodes = (
        example_page.eval_on_selector_all(these, "all => all.map(it => it.id.slice(2))")
        for these in ("#people > li", "#nodes > a")
    )
    assert len(people) > 80
    assert sorted(people) == sorted(nodes)


def test_the_file_says_at_once_how_it_is_encoded(example_report):
    # Browsers look for it in the first 1,024 bytes.
    assert b'<meta charset="utf-8">' in example_report.read_bytes()[:1_024]


def test_contact_over_time_is_drawn_and_told_in_words(visits, made_up_report):
    page = visits(made_up_report(100))
    person = page.locator("#people > li", has=page.locator(".spark")).first
    person.locator("summary").first.click()
    assert person.locator(".spark").first.is_visible()
    assert "touch on" in person.inner_text()
    assert page.locator("#dormant bdi").count() > 0


def test_what_is_uncertain_says_how_to_teach_it(example_page):
    doubts = example_page.locator("#doubts").inner_text()
    assert "tieweave label" in doubts
    assert "tieweave duplicates" in doubts
    assert "card 62" in doubts


def test_the_colours_are_those_the_reader_prefers(visits, example_report):
    assert visits(example_report).evaluate(BRIGHTNESS) > 0.8
    assert visits(example_report, dark=True).evaluate(BRIGHTNESS) < 0.25


@pytest.mark.parametrize("viewport", [NARROWEST, PHONE, LAPTOP], ids=["narrowest", "phone", "laptop"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_is_wider_than_the_window(visits, example_report, hostile_report, made_up_report, viewport, script):
    for report in (example_report, hostile_report, made_up_report(100)):
        page = visits(report, size=viewport, script=script)
        assert sideways(page) <= 0
        page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
        assert sideways(page) <= 0, "with all details open"


def test_names_of_every_script_stay_within_their_cards(visits, made_up_report, size):
    page = visits(made_up_report(100), size=size)
    assert not page.evaluate(OUTSIDE)
    for name, direction in (("محمد الخطيب", "rtl"), ("שרה כהן", "rtl"), ("山田 太郎", "ltr"), ("Ann 🎈 Lee", "ltr")):
        shown = page.locator("#people bdi.name", has_text=name).first
        assert shown.evaluate("it => getComputedStyle(it).direction") == direction
        assert shown.evaluate("it => getComputedStyle(it).unicodeBidi") == "isolate"


def test_without_scripts_everything_is_readable_and_links_work(visits, example_report, size):
    page = visits(example_report, size=size, script=False)
    for section in SECTIONS:
        assert page.locator(f"#{section}").is_visible(), section
    for control in page.locator(".js-only").all():
        assert not control.is_visible()
    person = page.locator("#people > li").nth(2)
    assert not person.locator(".reasons").is_visible()
    person.locator("summary").click()
    assert person.locator(".reasons").is_visible()
    page.locator("nav a[href='#coverage']").click()
    assert page.url.endswith("#coverage")
    assert page.locator("#coverage").evaluate("it => it.getBoundingClientRect().top < innerHeight")


def test_without_scripts_a_node_of_the_map_leads_to_its_person(visits, example_report):
    page = visits(example_report, script=False)
    node = page.locator("#nodes a").first
    person = node.get_attribute("href")
    node.click()
    assert page.url.endswith(person)
    assert page.locator(person).evaluate("it => it.getBoundingClientRect().top < innerHeight")


def test_an_empty_book_still_makes_a_page(visits, made_up_report, size):
    page = visits(made_up_report(0), size=size)
    for section in ("write", "coverage", "everyone"):
        assert page.locator(f"#{section}").is_visible()
    assert sideways(page) <= 0


def test_one_person_makes_a_page_too(visits, made_up_report, size):
    page = visits(made_up_report(1), size=size)
    assert page.locator("#nodes a").count() == page.locator("#people > li").count() == 1


def test_paper_shows_all_there_is_to_read_and_nothing_to_click(visits, example_report):
    page = visits(example_report, size=PAPER)
    page.emulate_media(media="print")
    for section in SECTIONS:
        assert page.locator(f"#{section}").is_visible(), section
    assert page.locator("#ego-map").is_visible()
    for control in ("#filters", "#panel", "#zoom-in", "#zoom-out", "#zoom-all", "nav"):
        for one in page.locator(control).all():
            assert not one.is_visible(), control
    assert sideways(page) <= 0
    assert page.locator("#people > li").last.is_visible()


def test_paper_is_white_for_who_prefers_dark(visits, example_report):
    page = visits(example_report, size=PAPER, dark=True)
    page.emulate_media(media="print")
    assert page.evaluate(BRIGHTNESS) > 0.95
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert all(int(part) < 90 for part in ink.strip("rgba()").split(",")[:3])
