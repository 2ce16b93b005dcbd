"""Three thousand people on one page."""

from __future__ import annotations

import pytest

from .visits import LAPTOP, until

MANY = 3_000


@pytest.fixture
def crowd(visits, made_up_report):
    return visits(made_up_report(MANY), size=LAPTOP)


def test_the_page_is_ready_and_says_when(crowd, capsys):
    assert crowd.locator("html").get_attribute("data-ready")
    seconds = crowd.evaluate("performance.getEntriesByName('tieweave-ready')[0].startTime / 1000")
    with capsys.disabled():
        print(f" [ready after {seconds:.2f} s]", end="")


def test_everybody_is_on_the_map_and_in_the_list(crowd):
    assert crowd.locator("#nodes a").count() == crowd.locator("#people > li").count() > MANY * 0.9


def test_the_labels_are_thinned_so_that_none_covers_another(crowd):
    shown = crowd.evaluate(
        """() => [...document.querySelectorAll('#labels text')]
            .filter(it => getComputedStyle(it).visibility !== 'hidden' && getComputedStyle(it).display !== 'none')
            .map(it => it.getBoundingClientRect()).filter(box => box.width)
            .map(box => [box.left, box.top, box.right, box.bottom])"""
    )
    assert 0 < len(shown) < 400
    one_pixel = 1
    covered = [
        (one, other)
        for at, one in enumerate(shown)
        for other in shown[at + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > one_pixel
        and min(one[3], other[3]) - max(one[1], other[1]) > one_pixel
    ]
    # What a browser measures of a font is not what we reckon with: a touch here and there is no harm.
    assert len(covered) <= len(shown) // 10


def test_a_search_finds_them(crowd):
    crowd.fill("#filters [name=text]", "山田")
    until(crowd, "!document.querySelector('#found').textContent.startsWith('3,000')")
    assert crowd.locator("#people > li:visible").count() > 0
    for person in crowd.locator("#people > li:visible").all_text_contents():
        assert "山田" in person


def test_the_page_without_scripts_has_them_all(visits, made_up_report):
    page = visits(made_up_report(MANY), script=False)
    assert page.locator("#people > li").count() > MANY * 0.9
    page.locator("#people > li").last.locator("summary").click()


def test_five_hundred_people_fit_in_a_megabyte(made_up_report):
    assert made_up_report(500).stat().st_size < 1_000_000
