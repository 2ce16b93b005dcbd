"""When things go wrong, or people mean ill: it is said, nothing typed is lost, and nobody learns the token."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from .apps import serve
from .books import ATTACKS, hostile
from .steps import choose, said

REFUSED = "Failed to load resource: net::ERR_CONNECTION_REFUSED"
"""What Chromium writes into the console for every request that finds no server; no script can keep it from that."""
NOT_DONE = "Failed to load resource: the server responded with a status of {}"
"""The same for an answer that says that something could not be done."""


def take_out(visit, line: str) -> int:
    """Take the messages that begin with a line out of what a visit heard; return how many there were."""
    heard = visit.faults["said"]
    others = [one for one in heard if not one.startswith(line)]
    count = len(heard) - len(others)
    heard[:] = others
    return count


def test_it_is_said_when_the_app_has_ended_and_what_was_typed_is_still_there(visits, app):
    visit = visits.visit(app.url)
    page = visit.go()
    name = page.locator("#coverage form.add [name=name]").first
    name.fill("Wilhelmina Oakes")
    app.end()
    expect(said(page)).to_contain_text("The app has ended: start it again in the terminal")
    name.press("Enter")
    expect(said(page)).to_contain_text("Nothing was kept")
    expect(name).to_have_value("Wilhelmina Oakes")
    expect(page.locator("#coverage form.add").first).not_to_have_attribute("aria-busy", "true")
    visit.context.close()  # before the next request finds no server
    assert take_out(visit, REFUSED) >= 2


def test_a_mistake_is_said_and_what_was_typed_is_still_there(visits, app):
    visit = visits.visit(app.url)
    page = visit.go()
    name = page.locator("#coverage form.add [name=name]").first
    for _ in range(2):
        name.fill("Wilhelmina Oakes")
        name.press("Enter")
        expect(said(page)).to_contain_text("added")
        expect(page.locator("#said")).to_have_attribute("data-kind", "done" if not _ else "wrong")
    expect(said(page)).to_contain_text("added already")
    expect(name).to_have_value("Wilhelmina Oakes")
    assert app.added() == ["Wilhelmina Oakes"]
    assert take_out(visit, NOT_DONE.format(409)) == 1


def test_a_store_that_cannot_keep_it_is_said(visits, app, monkeypatch):
    from tieweave.errors import StoreError

    visit = visits.visit(app.url)
    page = visit.go()
    monkeypatch.setattr("tieweave.app.acts.answers.keep", refuse(StoreError("the store is busy: try again")))
    question = page.locator("#doubts .questions li").first
    count = page.locator("#doubts .questions li").count()
    question.get_by_role("button", name="Level 1").click()
    expect(said(page)).to_have_text("the store is busy: try again")
    expect(page.locator("#doubts .questions li")).to_have_count(count)
    assert take_out(visit, NOT_DONE.format(503)) == 1


def refuse(error: Exception):
    def refusing(*_, **__):
        raise error

    return refusing


def test_the_token_is_nowhere_but_in_the_address(app, app_page):
    choose(app_page, "Plumber Ron")
    app_page.locator("#panel-acts button[name=level]").first.click()
    expect(said(app_page)).to_contain_text("Plumber Ron")
    assert app_page.url.startswith(app.url)
    assert app.token not in app_page.content()
    assert app_page.evaluate("document.referrer") == ""
    assert app_page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_hostile_names_in_every_form_are_only_names(visits, tmp_path):
    with serve(hostile().book, tmp_path / "store") as app:
        page = visits(app.url)
        for attack in (0, 5, 13):
            use_every_form(page, f"{ATTACKS[attack]} {attack}")
        page.locator("#panel-close").click()
        page.locator("#write form button, #plan form button").first.click()
        expect(said(page)).to_contain_text("done")
        assert page.evaluate("window.taken") is None
        assert page.evaluate("window.trouble") == []


def use_every_form(page, name: str) -> None:
    form = page.locator("#coverage form.add").first
    form.locator("[name=name]").fill(name)
    form.locator("[name=name]").press("Enter")
    expect(said(page)).to_contain_text("added")
    expect(page.locator("#panel h3")).to_have_text(re.compile(rf" {name.split()[-1]}$"))
    acts = page.locator("#panel-acts")
    expect(acts.locator("form").first).to_be_visible()
    acts.evaluate("it => it.querySelectorAll('details').forEach(one => { one.open = true })")
    acts.locator("[name=text]").fill(name)
    acts.locator("[name=lead]").fill(name)
    acts.locator("[name=lead]").press("Enter")
    expect(said(page)).to_contain_text("kept as entry")
    acts.locator("button[name=level]").first.click()
    expect(said(page)).to_contain_text("Level 1")
    acts.locator("[name=other]").fill(name)
    acts.locator("[name=other]").press("Enter")
    expect(acts.locator(".sure")).to_be_visible()
    acts.locator(".sure").get_by_role("button", name="No").click()
