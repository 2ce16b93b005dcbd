"""Beyond correcting: ticking off, noting, adding, joining and parting people, each kept and each taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from .steps import choose, focused, identity, said, undo

TWO_RECORDS = "David MacLeod"
"""One person, of two entries of the example."""


def follow_ups(page) -> list[str]:
    return page.evaluate("() => [...document.querySelectorAll('#plan form')].map(it => it.getAttribute('action'))")


@pytest.mark.parametrize(("button", "status"), [("Done", "done"), ("Drop it", "dropped")])
def test_a_follow_up_is_ticked_off_and_comes_back(app, app_page, button, status):
    first = app_page.locator("#write li").first
    title, action = first.locator("h3").inner_text(), first.locator("form").get_attribute("action")
    first.get_by_role("button", name=button).click()
    expect(app_page.locator(f'form[action="{action}"]')).to_have_count(0)
    expect(said(app_page)).to_contain_text(title)
    assert app.settled()[action.split("/")[1]] == status
    assert focused(app_page).startswith("h2 ")
    undo(app_page)
    expect(app_page.locator(f'#write form[action="{action}"]')).to_have_count(1)


def test_a_follow_up_is_put_off_for_a_week(app, app_page):
    first = app_page.locator("#write li").first
    title, action = first.locator("h3").inner_text(), first.locator("form").get_attribute("action")
    first.get_by_role("button", name="In a week").click()
    expect(said(app_page)).to_contain_text("put off to")
    expect(said(app_page)).to_contain_text(title)
    assert app.settled()[action.split("/")[1]] == "snoozed"
    expect(app_page.locator(f'#write form[action="{action}"]')).to_have_count(0)
    undo(app_page)
    expect(app_page.locator(f'#write form[action="{action}"]')).to_have_count(1)


def test_a_conversation_is_noted_and_the_form_is_empty_again(app, app_page):
    choose(app_page, TWO_RECORDS)
    form = app_page.locator('#panel-acts form[action$="/log"]')
    unfold(form)
    form.locator("[name=text]").fill("coffee, and a long talk <b>about</b> boats")
    form.locator("[name=gave]").check()
    form.get_by_role("button").last.click()
    expect(said(app_page)).to_contain_text("coffee")
    assert app.entries() == ["coffee, and a long talk <b>about</b> boats"]
    expect(form.locator("[name=text]")).to_have_value("")
    expect(form.locator("[name=gave]")).not_to_be_checked()
    undo(app_page)
    assert app.entries() == []


def test_who_is_missing_is_added_shown_and_taken_back(app, app_page):
    form = app_page.locator("#coverage form.add").first
    form.locator("[name=name]").fill("  Wilhelmina   Oakes ")
    form.locator("[name=name]").press("Enter")
    expect(app_page.locator("#panel h3")).to_have_text("Wilhelmina Oakes")
    assert app.added() == ["Wilhelmina Oakes"]
    person = identity(app_page, "Wilhelmina Oakes")
    expect(app_page.locator(f"#n-{person}")).to_have_count(1)
    assert focused(app_page) == "h3 Wilhelmina Oakes"
    undo(app_page)
    expect(app_page.locator(f"#p-{person}")).to_have_count(0)
    expect(app_page.locator(f"#n-{person}")).to_have_count(0)
    expect(app_page.locator("#panel")).to_be_hidden()
    assert app.added() == []


def test_two_people_become_one_once_it_is_sure_and_two_again(app, app_page):
    one = choose(app_page, "Plumber Ron")
    other = identity(app_page, "Lena's dentist")
    form = app_page.locator('#panel-acts form[action$="/same-as"]')
    unfold(form)
    form.locator("[name=other]").fill("Lena's dentist")
    form.locator("[name=other]").press("Enter")
    expect(form.locator(".sure")).to_contain_text("Plumber Ron")
    expect(form.locator(".sure")).to_contain_text("Lena's dentist")
    assert app.decisions() == []
    app_page.keyboard.press("Escape")
    expect(form.locator(".sure")).to_have_count(0)
    expect(app_page.locator("#panel")).to_be_visible()
    form.locator("[name=other]").press("Enter")
    form.get_by_role("button", name="Yes").click()
    expect(app_page.locator(f"#p-{one}, #p-{other}")).to_have_count(1)
    expect(app_page.locator(f"#n-{one}, #n-{other}")).to_have_count(1)
    expect(app_page.locator("#panel")).to_be_visible()
    assert app.decisions() == [True]
    undo(app_page)
    expect(app_page.locator(f"#p-{one}, #p-{other}")).to_have_count(2)
    assert app.decisions() == []


def test_a_record_of_somebody_else_is_parted_once_it_is_sure(app, app_page):
    choose(app_page, TWO_RECORDS)
    people = app_page.locator("#people .person").count()
    form = app_page.locator('#panel-acts form[action$="/separate"]').first
    unfold(form)
    record = form.locator("label").last
    record.click()
    form.get_by_role("button", name="somebody else").click()
    expect(form.locator(".sure")).to_contain_text(record.inner_text().strip())
    form.get_by_role("button", name="Yes").click()
    expect(app_page.locator("#people .person")).to_have_count(people + 1)
    assert app.decisions() == [False]
    undo(app_page)
    expect(app_page.locator("#people .person")).to_have_count(people)


@pytest.mark.parametrize(("button", "same"), [("One person", True), ("Two people", False)])
def test_a_pair_is_decided_in_its_place(app, app_page, button, same):
    pairs = app_page.locator("#doubts .pairs li")
    count = pairs.count()
    people = app_page.locator("#people .person").count()
    pairs.first.get_by_role("button", name=button).click()
    expect(pairs).to_have_count(count - 1)
    expect(app_page.locator("#people .person")).to_have_count(people - 1 if same else people)
    assert app.decisions() == [same]
    undo(app_page)
    expect(pairs).to_have_count(count)


def unfold(form) -> None:
    """Open what a form stands in, where it is folded."""
    form.evaluate(
        "it => { for (let at = it; at; at = at.parentElement) if (at.localName === 'details') at.open = true }"
    )
    form.evaluate("it => it.querySelectorAll('details').forEach(one => { one.open = true })")
