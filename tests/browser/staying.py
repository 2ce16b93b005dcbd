"""Staying on one page for many tests: a context of the browser costs more than a page loaded anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .visits import LAPTOP, Visit, Visits

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def stay(browser: Browser, where: Path, **options: Any) -> Iterator[Visit]:
    """Keep one visit open, for the tests of a module; the options are those of `Visits`."""
    visits = Visits(browser)
    yield visits.visit(where, **options)
    visits.faults()


@contextmanager
def anew(visit: Visit, *, size: dict[str, int] = LAPTOP) -> Iterator[Page]:
    """Load the page of a visit again, as if nobody had been there; the test fails for what goes wrong meanwhile."""
    page = visit.page
    page.mouse.move(0, 0)
    if page.viewport_size != size:
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
    with watched(visit):
        yield visit.go()


@contextmanager
def watched(visit: Visit) -> Iterator[Page]:
    """Use the page of a visit as it is; the test fails for what goes wrong meanwhile."""
    yield visit.page
    faults = {kind: list(found) for kind, found in visit.faults.items() if found}
    for found in visit.faults.values():
        found.clear()
    assert not faults
