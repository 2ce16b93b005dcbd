from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .books import MadeUp, hostile, made_up
from .chromium import NoBrowserError, is_required, start
from .visits import LAPTOP, PHONE, Visits

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tieweave.model import Book

    from .apps import App

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-25T12:00:00+00:00"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests of this folder. It ends with them: playwright holds the thread's event loop."""
    refuse = pytest.fail if is_required() else pytest.skip
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        refuse("playwright is not installed: .venv/bin/python -m pip install -e '.[test]'")
    with sync_playwright() as playwright:
        try:
            started = start(playwright, tmp_path_factory.mktemp("browser"))
        except NoBrowserError as none:
            refuse(str(none))
        yield started
        started.close()


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Open pages; the test fails at its end for any error, warning, request, dialog or download on one of them."""
    opened = Visits(browser)
    yield opened
    faults = opened.faults()
    assert not faults


@pytest.fixture(params=[PHONE, LAPTOP], ids=["phone", "laptop"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """The width and height of a phone and of a laptop, one after the other."""
    return request.param


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request: pytest.FixtureRequest) -> bool:
    """Whether the user prefers dark colours: both, one after the other."""
    return request.param


@pytest.fixture
def example_page(visits: Visits, example_report: Path) -> Page:
    """The report of the example address book, open on a laptop."""
    return visits(example_report)


@pytest.fixture(scope="package")
def example_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the example address book, written as its user would."""
    folder = tmp_path_factory.mktemp("example")
    report = folder / "report.html"
    books = [str(ROOT / "examples" / name) for name in ("contacts.vcf", "work.vcf")]
    command = [sys.executable, "-m", "tieweave", "report", *books, "--profile", str(ROOT / "examples" / "me.toml")]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TIEWEAVE_")},
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"), str(folder)),
    }
    ran = subprocess.run(
        [*command, "--now", NOW, "--output", str(report)], env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return report


@pytest.fixture(scope="package")
def made_up_report(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Give the report of so many made-up people, made once."""
    return _written(tmp_path_factory, made_up)


@pytest.fixture(scope="package")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of an address book that wants to take the page over."""
    return _written(tmp_path_factory, lambda _: hostile())(0)


def _written(factory: pytest.TempPathFactory, book: Callable[[int], MadeUp]) -> Callable[[int], Path]:
    known: dict[int, Path] = {}

    def report(count: int) -> Path:
        if count not in known:
            known[count] = factory.mktemp("report") / "report.html"
            known[count].write_text(book(count).page(), encoding="utf-8")
        return known[count]

    return report


@pytest.fixture(scope="package")
def example_book() -> Book:
    """The example address book, read."""
    from .apps import example_book

    return example_book()


@pytest.fixture
def app(example_book: Book, tmp_path: Path) -> Iterator[App]:
    """The app with the example address book and a store of its own."""
    from .apps import serve

    with serve(example_book, tmp_path / "store") as served:
        yield served


@pytest.fixture
def app_page(visits: Visits, app: App) -> Page:
    """The app's page, open on a laptop."""
    return visits(app.url)
