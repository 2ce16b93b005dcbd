"""An address book is written by others: whatever stands in it is shown as text and does nothing."""

from __future__ import annotations

import pytest

from .books import ATTACKS

TAKEN = "window.taken"


@pytest.fixture
def hostile_page(visits, hostile_report):
    return visits(hostile_report)


def test_nothing_of_it_runs(visits, hostile_report, size):
    visit = visits.visit(hostile_report, size=size)
    page = visit.go()
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    for at in range(page.locator("#nodes a").count()):
        page.locator("#nodes a").nth(at).dispatch_event("click")
        page.locator("#panel").hover(timeout=2_000)
    for name in page.locator("#people bdi.name").all()[:10]:
        name.dispatch_event("mouseover")
    assert page.evaluate(TAKEN) is None
    assert not visit.broken_policy()


def test_nothing_of_it_runs_when_it_is_searched_for(visits, hostile_report):
    visit = visits.visit(hostile_report)
    page = visit.go()
    for field in ("text", "company", "town"):
        for attack in ATTACKS[:8]:
            page.fill(f"#filters [name={field}]", attack)
        page.fill(f"#filters [name={field}]", "")
    assert page.evaluate(TAKEN) is None
    assert not visit.broken_policy()


def test_it_makes_no_element_of_its_own(hostile_page):
    strange = hostile_page.evaluate(
        "() => document.querySelectorAll('main iframe, main img, main script, main style, main base, main link').length"
    )
    assert strange == 0
    assert hostile_page.locator("[onload], [onerror], [onmouseover]").count() == 0
    assert hostile_page.locator("a[href^='javascript' i]").count() == 0


def test_it_is_shown_as_it_is_written(hostile_page):
    names = hostile_page.locator("#people bdi.name").all_text_contents()
    for attack in ATTACKS[:7]:
        assert any(attack.replace("  ", " ") in name for name in names), attack
    assert any("{{ 7 * 7 }}" in name for name in names)


def test_what_cannot_be_seen_is_made_visible_or_left_out(hostile_page):
    text = hostile_page.content()
    for sign in "\x1b\x00\x07\u202e\u202c\u2066\u2067":
        assert sign not in text, repr(sign)


def test_a_name_of_ten_thousand_letters_is_cut_or_wrapped(hostile_page, visits, hostile_report, size):
    page = visits(hostile_report, size=size)
    tallest = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('#people > li')].map(it => it.offsetHeight))"
    )
    assert tallest < 600


def test_who_has_no_name_can_still_be_found(hostile_page):
    empty = hostile_page.evaluate(
        """() => [...document.querySelectorAll('#people bdi.name, #nodes a')]
            .filter(it => !(it.getAttribute('aria-label') ?? it.textContent).trim()).length"""
    )
    assert empty == 0
