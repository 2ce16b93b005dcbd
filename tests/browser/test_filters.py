from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .seen import chosen, discs, drawn, empty_place, focused, listed, names, strongest, to_map
from .staying import stay, watched
from .visits import Visit, Visits, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Report = Callable[[int], Path]


@pytest.fixture(scope="module")
def laptop(browser: Browser, made_up_report: Report) -> Iterator[Visit]:
    with stay(browser, made_up_report(300)) as visit:
        visit.go()
        yield visit


@pytest.fixture
def page(laptop: Visit) -> Iterator[Page]:
    """The page of three hundred people, most of whom have a firm, a town or a circle; nobody is left out or chosen."""
    with watched(laptop) as page:
        page.evaluate("""() => {
            document.getElementById('panel-close').click();
            document.getElementById('filters').reset();
            document.activeElement.blur();
        }""")
        to_map(page)
        yield page


def people(page: Page) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield everybody: the id, and what the row says of them."""
    rows = """rows => rows.map(row => [row.id.slice(2), {...row.dataset,
        name: row.querySelector('.name').textContent.trim(),
        companies: [...row.querySelectorAll('.company')].map(one => one.textContent.trim()),
        towns: [...row.querySelectorAll('.town')].map(one => one.textContent.trim()),
        text: row.textContent}])"""
    yield from ((one[0], one[1]) for one in page.locator("#people > li").evaluate_all(rows))


def fill(page: Page, field: str, text: str) -> None:
    page.locator(f"#filters [name={field}]").fill(text)


def choose(page: Page, field: str, value: str) -> None:
    page.locator(f"#filters [name={field}]").select_option(value)


def found(page: Page) -> str:
    return page.locator("#found").text_content() or ""


def assert_shown(page: Page, expected: set[str]) -> None:
    """Check that exactly these people are in the list and on the map, and that it says how many they are."""
    assert expected
    assert listed(page) == expected
    assert set(discs(page)) == expected
    assert {one.id for one in names(page)} <= expected
    assert found(page) == f"{len(expected)} of 300 people"


def test_at_first_everybody_is_there(page: Page) -> None:
    assert_shown(page, {id_ for id_, _ in people(page)})


@pytest.mark.parametrize("level", ["1", "2", "unknown"])
def test_a_level_can_be_left_out(page: Page, level: str) -> None:
    page.locator(f"#filters [name=level][value='{level}']").uncheck()
    assert_shown(page, {id_ for id_, one in people(page) if one["level"] != level})


def test_a_category_or_a_whole_group_is_chosen(page: Page) -> None:
    options = page.locator("#filters [name=category] option").evaluate_all("all => all.map(one => one.value)")
    category = next(one for one in options if one and not one.startswith("group:"))
    choose(page, "category", category)
    assert_shown(page, {id_ for id_, one in people(page) if one["category"] == category})
    group = next(one for one in options if one.startswith("group:"))
    choose(page, "category", group)
    assert_shown(page, {id_ for id_, one in people(page) if one["group"] == group.removeprefix("group:")})


def test_a_circle_is_chosen(page: Page) -> None:
    choose(page, "circle", "0")
    assert_shown(page, {id_ for id_, one in people(page) if "0" in one.get("circles", "").split()})


def test_a_part_of_a_company_s_name_is_enough(page: Page) -> None:
    fill(page, "company", "WORKS 1")
    assert_shown(page, {id_ for id_, one in people(page) if any("Works 1" in name for name in one["companies"])})


def test_a_town_is_found_without_its_accents(page: Page) -> None:
    fill(page, "town", "zurich")
    assert_shown(page, {id_ for id_, one in people(page) if "Zürich" in one["towns"]})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("elodie", "Élodie"),
        ("SØREN", "Søren"),
        ("soren", "Søren"),
        ("yilmaz", "Yılmaz"),
        ("zielinski", "Zieliński"),
        ("ИВАНОВА", "Иванова"),
        ("山田", "山田"),
        ("כהן", "כהן"),
        ("الخطيب", "الخطيب"),
    ],
)
def test_names_are_found_whatever_their_case_and_accents(page: Page, typed: str, name: str) -> None:
    fill(page, "text", typed)
    assert_shown(page, {id_ for id_, one in people(page) if name in one["name"]})


def test_all_words_must_be_there_in_any_order(page: Page) -> None:
    name = next(one["name"] for _, one in people(page) if one["name"].count(" ") == 1)
    first, last = name.split()
    fill(page, "text", f"  {last}   {first.lower()} ")
    expected = {id_ for id_, one in people(page) if first in one["name"] and last in one["name"]}
    assert expected <= listed(page)
    assert all(
        {first, last} <= set(one["text"].replace(",", " ").split()) for id_, one in people(page) if id_ in listed(page)
    )


def test_companies_titles_and_reasons_are_searched_too(page: Page) -> None:
    for word in ("Fundy Works 2", "Data Analyst", "Lyon", "person7@example"):
        fill(page, "text", word)
        shown = listed(page)
        assert shown
        assert all(
            part.lower() in one["text"].lower() for id_, one in people(page) if id_ in shown for part in word.split()
        )


def test_words_are_found_where_they_begin_and_not_in_our_own_sentences(page: Page) -> None:
    for word in ("nn", "toward", "against", "category"):
        fill(page, "text", word)
        assert listed(page) == set(), word
    fill(page, "text", "ann")
    assert_shown(page, {id_ for id_, one in people(page) if "Ann" in one["name"].split()})
    fill(page, "text", "555 01")
    assert listed(page)


def test_filters_hold_together(page: Page) -> None:
    page.locator("#filters [name=level][value='2']").uncheck()
    fill(page, "company", "works")
    fill(page, "text", "rossi")
    assert listed(page) <= {
        id_ for id_, one in people(page) if one["level"] != "2" and one["companies"] and "rossi" in one["text"].lower()
    }


def test_lines_of_who_is_left_out_are_gone(page: Page) -> None:
    lines = page.locator("#edges")
    before = lines.get_attribute("d")
    assert before.count("M") > 5
    page.locator("#filters [name=level][value='2']").uncheck()
    after = lines.get_attribute("d")
    assert 0 < after.count("M") < before.count("M")
    page.locator("#filters [name=level][value='2']").check()
    assert lines.get_attribute("d").count("M") == before.count("M")


def test_names_make_room_for_who_is_left(page: Page) -> None:
    before = {one.id for one in names(page)}
    page.locator("#filters [name=level][value='1']").uncheck()
    assert {one.id for one in names(page)} - before


def test_nobody_found_says_what_to_do(page: Page) -> None:
    fill(page, "text", "nobody is called that")
    assert listed(page) == set()
    assert discs(page) == {}
    assert "reset" in found(page) or "show all" in found(page).lower()
    page.locator("#filters button[type=reset]").click()
    until(page, "document.getElementById('found').textContent.startsWith('300 of')")
    assert_shown(page, {id_ for id_, _ in people(page)})
    assert page.locator("#filters [name=text]").input_value() == ""


def test_enter_opens_the_one_who_was_found(page: Page) -> None:
    wishes = {
        whom: (f"{one['name']} {one['companies'][0]}", one["category"])
        for whom, one in people(page)
        if one["companies"]
    }
    alike = Counter(wishes.values())
    whom = next(whom for whom, wish in wishes.items() if alike[wish] == 1)
    words, category = wishes[whom]
    fill(page, "text", words)
    choose(page, "category", category)
    assert len(listed(page)) == 1
    page.locator("#filters [name=text]").press("Enter")
    assert chosen(page) == whom


def test_enter_goes_to_the_strongest_of_several(page: Page) -> None:
    page.locator("#filters [name=text]").press("Enter")
    assert focused(page) == strongest(page)


def test_who_is_chosen_stays_in_the_panel_and_on_the_map(page: Page) -> None:
    whom, disc = next(iter(discs(page).items()))
    page.mouse.click(disc.x, disc.y)
    fill(page, "text", "山田")
    assert chosen(page) == whom
    assert set(discs(page)) == listed(page) | {whom}
    page.keyboard.press("Escape")  # clears the search
    page.mouse.click(*empty_place(page))
    assert chosen(page) is None


def test_somebody_left_out_is_on_the_map_while_a_link_has_chosen_them(page: Page) -> None:
    link = page.locator("#write a[href^='#p-'], #plan a[href^='#p-']").first
    whom = link.get_attribute("href").removeprefix("#p-")
    fill(page, "text", "nobody is called that")
    link.click()
    assert chosen(page) == whom
    assert set(discs(page)) == {whom}
    page.locator("#panel-close").click()
    assert discs(page) == {}


def test_nothing_of_it_is_left_behind(page: Page) -> None:
    fill(page, "text", "rossi")
    choose(page, "circle", "0")
    drawn(page)
    assert page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert "rossi" not in page.url
    page.reload()
    assert_shown(page, {id_ for id_, _ in people(page)})
    assert page.locator("#filters [name=text]").input_value() == ""


def test_three_thousand_people_follow_each_letter_at_once(visits: Visits, made_up_report: Report) -> None:
    page = visits(made_up_report(3000))
    to_map(page)
    took = page.evaluate("""async () => {
        const field = document.querySelector('#filters [name=text]'), took = [];
        for (const text of ['a', 'an', 'ann', '', 'r', 'ro', 'rossi', 'xyz', '']) {
            const start = performance.now();
            field.value = text;
            field.dispatchEvent(new Event('input', {bubbles: true}));
            took.push(performance.now() - start);
            await new Promise(requestAnimationFrame);
        }
        return took.sort((one, other) => one - other);
    }""")
    print(f"a letter takes {took[len(took) // 2]:.0f} ms, {took[-1]:.0f} ms at most")  # measured by benchmarks/page.py
    assert found(page) == f"{len(listed(page)):,} of 3,000 people"
