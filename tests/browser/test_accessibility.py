"""For everybody: axe-core finds nothing serious, in any state of the page."""

from __future__ import annotations

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def serious(axe: Axe, page) -> list[str]:
    """What axe finds that is serious or critical: rule, and where."""
    found = axe.run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"][:5]
    ]


def choose_somebody(page) -> None:
    page.locator("#nodes a").first.click()
    page.locator("#panel").wait_for(state="visible")


def test_the_page_as_it_opens(visits, example_report, axe, size, dark):
    assert serious(axe, visits(example_report, size=size, dark=dark)) == []


def test_with_filters_used_details_open_and_somebody_chosen(visits, example_report, axe, size, dark):
    page = visits(example_report, size=size, dark=dark)
    page.fill("#filters [name=text]", "roy")
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    choose_somebody(page)
    assert serious(axe, page) == []


def test_without_scripts_running(visits, example_report, axe, tmp_path):
    # axe is a script itself, so the page is shown without its own.
    bare = tmp_path / "bare.html"
    text = example_report.read_text(encoding="utf-8")
    bare.write_text(text[: text.index("<script")] + text[text.index("</script>") + 9 :], encoding="utf-8")
    assert serious(axe, visits(bare)) == []


@pytest.mark.parametrize("count", [0, 5, 60])
def test_books_of_every_size(visits, made_up_report, axe, count):
    assert serious(axe, visits(made_up_report(count))) == []


def test_hostile_names(visits, hostile_report, axe):
    assert serious(axe, visits(hostile_report)) == []


def test_the_headings_go_down_step_by_step(example_page):
    levels = example_page.evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3, h4, h5')].map(it => Number(it.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_what_a_finger_must_hit_is_large_enough(visits, example_report):
    """24 pixels, WCAG 2.2 2.5.8; nodes of the map have their person in the list too."""
    page = visits(example_report, size={"width": 360, "height": 740})
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, summary')].filter(it => {
            const box = (it.matches('input[type=checkbox]') ? it.closest('label') ?? it : it).getBoundingClientRect();
            return box.width && (box.width < 24 || box.height < 24);
        }).map(it => it.outerHTML.slice(0, 100))"""
    )
    assert not small
