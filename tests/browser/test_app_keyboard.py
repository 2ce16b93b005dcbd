"""The app without a mouse, and read aloud."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from .steps import choose, focused, said
from .test_accessibility import serious


def tab_to(page, wanted: str, most: int = 40) -> None:
    """Press Tab until something that matches a selector has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached; the focus is on {focused(page)}")


def test_somebody_is_found_and_corrected_and_it_is_taken_back(app, app_page):
    app_page.keyboard.press("/")
    app_page.keyboard.type("solange")
    app_page.keyboard.press("Enter")
    expect(app_page.locator("#panel h3")).to_have_text("Solange Thériault")
    assert focused(app_page) == "h3 Solange Thériault"
    expect(app_page.locator("#panel-acts form").first).to_be_visible()
    tab_to(app_page, "#panel-acts button[name=level][value='1']")
    app_page.keyboard.press("Enter")
    expect(said(app_page)).to_contain_text("Level 1")
    assert app.answers() == [("Solange Thériault", 1, "")]
    expect(app_page.locator("#panel .level").first).to_have_text("Level 1")
    assert app_page.evaluate("document.activeElement.matches('#panel-acts button[name=level][value=\"1\"]')")
    app_page.keyboard.press("Control+z")
    expect(said(app_page)).to_contain_text("taken back")
    assert app.answers() == []
    app_page.keyboard.press("Escape")
    expect(app_page.locator("#panel")).to_be_hidden()
    assert focused(app_page) != "body"


def test_a_follow_up_is_ticked_off(app, app_page):
    app_page.keyboard.press("Tab")
    app_page.keyboard.press("Enter")
    tab_to(app_page, "#write form button[value=done]")
    app_page.keyboard.press("Space")
    expect(said(app_page)).to_contain_text("done")
    assert "done" in app.settled().values()
    assert app_page.evaluate("document.activeElement.closest('#write') !== null")


def test_what_was_done_is_announced(app_page):
    bar = app_page.locator("#said")
    expect(bar).to_have_attribute("role", "status")
    app_page.locator("#doubts .questions button").first.click()
    expect(app_page.get_by_role("status").filter(has_text="kept")).to_have_count(1)
    bar.get_by_role("button", name="Put away").click()
    expect(said(app_page)).to_have_text("")
    assert focused(app_page).startswith("h2")


def test_axe_finds_nothing_serious_with_every_form_open(visits, app, size):
    page = visits(app.url, size=size)
    choose(page, "David MacLeod")
    page.locator("#panel-acts button[name=level]").first.click()
    expect(said(page)).to_contain_text("David MacLeod")
    page.evaluate("() => document.querySelectorAll('details').forEach(it => { it.open = true })")
    page.locator("#panel-acts [name=other]").fill("Plumber Ron")
    page.locator("#panel-acts [name=other]").press("Enter")
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        expect(page.locator(".sure")).to_be_visible()
        assert serious(Axe(), page) == []
