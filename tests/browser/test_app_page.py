"""Correcting people with a click: what the user says is kept, the map moves, and all of it can be taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from .steps import choose, distance, focused, identity, said, undo

SOMEBODY = "Solange Thériault"
"""A friend of ego's parents, Level 2 by the example's evidence."""


def close(page):
    return page.locator("#panel-acts").get_by_role("button", name=re.compile("Level 1"))


def test_one_click_makes_somebody_close_and_moves_them_inward(app, app_page):
    person = choose(app_page, SOMEBODY)
    outside = distance(app_page, person)
    close(app_page).click()
    expect(app_page.locator(f"#p-{person}")).to_have_attribute("data-level", "1")
    expect(app_page.locator(f"#n-{person}")).to_have_class(re.compile(r"\bl1\b"))
    expect(said(app_page)).to_contain_text(SOMEBODY)
    assert app.answers() == [(SOMEBODY, 1, "")]
    inside = distance(app_page, person, most=outside - 50)
    undo(app_page)
    expect(app_page.locator(f"#p-{person}")).to_have_attribute("data-level", "2")
    assert app.answers() == []
    distance(app_page, person, least=inside + 50)


def test_the_panel_tells_what_was_said_and_keeps_its_place(app, app_page):
    choose(app_page, SOMEBODY)
    close(app_page).click()
    expect(app_page.locator("#panel .level").first).to_have_text("Level 1")
    expect(app_page.locator("#panel .reasons").first).to_contain_text("you said Level 1")
    assert "Level 1" in focused(app_page)


def test_a_category_is_said_from_the_panel(app, app_page):
    person = choose(app_page, SOMEBODY)
    acts = app_page.locator("#panel-acts")
    acts.locator("select[name=category]").select_option("lawyer")
    acts.locator("form:has(select[name=category]) button:not([name=level])").first.click()
    expect(app_page.locator(f"#p-{person}")).to_have_attribute("data-category", "lawyer")
    expect(app_page.locator(f"#n-{person}")).to_have_attribute("aria-label", re.compile("Lawyer"))
    assert [(name, category) for name, _, category in app.answers()] == [(SOMEBODY, "lawyer")]


def test_a_question_is_answered_in_its_place_and_goes(app, app_page):
    question = app_page.locator("#doubts .questions li", has_text="Plumber Ron")
    question.get_by_role("button", name="Level 2").click()
    expect(question).to_have_count(0)
    assert app.answers() == [("Plumber Ron", 2, "")]
    assert focused(app_page) == "h3 Questions that teach most"


def test_people_are_chosen_from_the_list_as_well(app_page):
    person = identity(app_page, SOMEBODY)
    app_page.goto(app_page.url.split("#")[0] + f"#p-{person}")
    expect(app_page.locator("#panel h3")).to_have_text(SOMEBODY)
    expect(close(app_page)).to_be_visible()


def test_what_one_window_does_the_other_shows(app, visits):
    one, other = visits(app.url), visits(app.url)
    person = choose(other, SOMEBODY)
    outside = distance(other, person)
    choose(one, SOMEBODY)
    close(one).click()
    expect(other.locator(f"#p-{person}")).to_have_attribute("data-level", "1")
    expect(other.locator("#panel .level").first).to_have_text("Level 1")
    distance(other, person, most=outside - 50)
    undo(one)
    expect(other.locator(f"#p-{person}")).to_have_attribute("data-level", "2")
    distance(other, person, least=outside - 5)


def test_what_is_typed_and_chosen_stays_while_the_page_changes(app, app_page):
    app_page.locator("#filters [name=text]").fill("an")
    app_page.locator("#category-choice").select_option("group:friends")
    found = app_page.locator("#found").inner_text()
    name = app_page.locator("#coverage form.add input[name=name]").first
    name.fill("Somebody I am just about to")
    other = app_page.locator("#doubts .questions form").first
    other.get_by_role("button", name="Level 2").click()
    expect(app_page.locator("html")).not_to_have_attribute("data-version", "1")
    expect(name).to_have_value("Somebody I am just about to")
    expect(app_page.locator("#category-choice")).to_have_value("group:friends")
    expect(app_page.locator("#found")).to_have_text(found)


def test_ctrl_z_takes_back_but_in_a_field_it_is_the_fields_own(app, app_page):
    person = choose(app_page, SOMEBODY)
    close(app_page).click()
    expect(app_page.locator(f"#p-{person}")).to_have_attribute("data-level", "1")
    app_page.locator("#filters [name=text]").focus()
    app_page.keyboard.press("Control+z")
    assert app.answers() == [(SOMEBODY, 1, "")]
    close(app_page).focus()
    app_page.keyboard.press("Control+z")
    expect(app_page.locator(f"#p-{person}")).to_have_attribute("data-level", "2")
    assert app.answers() == []
