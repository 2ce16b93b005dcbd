"""What a user does on the app's page, and what they see of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

_DISTANCE = """
([person, least, most, patience]) => new Promise((done, failed) => {
  const end = performance.now() + patience;
  const look = () => {
    const disc = document.querySelector(`#n-${person} circle`);
    const moved = disc.parentElement.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
    const far = Math.hypot(disc.cx.baseVal.value + moved.e, disc.cy.baseVal.value + moved.f);
    if (far >= least && far <= most) done(far);
    else if (performance.now() > end) failed(new Error(`${far} units from the middle, not ${least} to ${most}`));
    else requestAnimationFrame(look);
  };
  look();
})
"""


def identity(page: Page, name: str) -> str:
    """Return the id of the first person of a name in the list."""
    return page.evaluate(
        "name => [...document.querySelectorAll('#people .person')]"
        ".find(it => it.querySelector('.name').textContent.trim() === name).id.slice(2)",
        name,
    )


def choose(page: Page, name: str) -> str:
    """Click somebody on the map; the panel shows them, and what can be done about them. Returns their id."""
    person = identity(page, name)
    page.locator(f"#n-{person} circle").click(force=True)
    expect(page.locator("#panel h3")).to_have_text(name)
    expect(page.locator("#panel-acts form").first).to_be_visible()
    return person


def said(page: Page) -> Locator:
    """Return the line that says what was done."""
    return page.locator("#said .text")


def undo(page: Page) -> None:
    """Take back what was done last."""
    page.locator("#said").get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("taken back")


def distance(page: Page, person: str, *, least: float = 0, most: float = 1e9, patience: int = 20_000) -> float:
    """Wait, so many milliseconds, until somebody is so far from the middle of the map; return how far, in its units."""
    return page.evaluate(_DISTANCE, [person, least, most, patience])


def focused(page: Page) -> str:
    """Return what has the focus: its tag, and its text or label."""
    return page.evaluate(
        "() => { const it = document.activeElement;"
        " return `${it.localName} ${it.getAttribute('aria-label') ?? it.textContent.trim().slice(0, 60)}`; }"
    )
