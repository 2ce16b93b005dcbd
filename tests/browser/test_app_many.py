"""A large address book: a click is answered while all is found again. How fast is printed, not asserted."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from .apps import serve
from .books import made_up
from .steps import distance

CLICK = """
([person, level]) => new Promise((done, failed) => {
  const start = performance.now();
  const look = new MutationObserver(() => {
    if (document.getElementById(`p-${person}`).dataset.level !== level) return;
    look.disconnect();
    done(performance.now() - start);
  });
  look.observe(document.getElementById("people"), { childList: true, subtree: true, attributes: true });
  document.querySelector(`#panel-acts button[name=level][value="${level}"]`).click();
  setTimeout(() => failed(new Error("no answer")), 20000);
})
"""
"""Click, and give the milliseconds until the row in the list is of the level said."""

SEEN = """
() => [
  ...Array.from(document.querySelectorAll("#people > li"), (row) => `${row.id} ${row.textContent}`),
  ...Array.from(document.querySelectorAll("#nodes > a"), (node) => {
    const disc = node.querySelector("circle");
    return [node.id, node.ariaLabel, disc.getAttribute("cx"), disc.getAttribute("cy")].join(" ");
  }),
  ...Array.from(
    document.querySelectorAll("#summary, #legend, main > section:not(#network, #everyone)"), (part) => part.textContent
  ),
]
"""
"""What is on the page of everybody, in order."""


def test_a_click_is_answered_among_three_thousand_people(visits, tmp_path):
    with serve(made_up(3_000).book, tmp_path / "store") as app:
        page = visits(app.url)
        far = page.evaluate(
            "() => [...document.querySelectorAll('#people [data-level=\"2\"]')].map(it => it.id.slice(2))"
        )
        took = []
        for person in far[:: len(far) // 3][:3]:
            page.evaluate("id => { location.hash = `#p-${id}` }", person)
            page.locator(f'#panel-acts form[action^="people/{person}/"]').first.wait_for()
            before = distance(page, person)
            took.append(page.evaluate(CLICK, [person, "1"]))
        print(f"from click to change: {', '.join(f'{one:.0f}' for one in took)} ms")
        distance(page, person, most=before - 50, patience=90_000)
        assert page.evaluate("document.querySelector('#said').dataset.kind") == "done"
        while app.desk.shown.version != int(page.evaluate("document.documentElement.dataset.version")):
            page.wait_for_timeout(50)
        seen = page.evaluate(SEEN)
        page.reload()
        assert page.evaluate(SEEN) == seen
