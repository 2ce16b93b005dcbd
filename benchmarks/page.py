"""What the page of a report costs: to write it, to open it, to filter it, and how many bytes it is.

    python benchmarks/page.py [--people 500 3000] [--acts 8] [--runs 5] [--browser /usr/bin/chromium]

`written` is from the ties to the document, in seconds of this process's CPU time. The rest is seen in a headless
Chromium, medians of `--runs` openings in a new context each, in seconds of the clock: `ready` is when the page's script
is done, counted from the navigation; `seen` when it has been drawn too, so that a click would be answered; `filter` is
from a letter typed into the search to the picture that shows whom it finds. People and acts are made up.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import interactions as made_up
import plan
from tieweave import Profile, suggest
from tieweave.model import Book
from tieweave.overview import overview
from tieweave.report.page import document
from tieweave.surveying import Survey
from tieweave.weave import survey

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))"
_SEEN = f"""async () => {{
    const until = test => new Promise(done => {{
        const look = () => test() ? done() : requestAnimationFrame(look);
        look();
    }});
    await until(() => document.documentElement.dataset.ready);
    await {_DRAWN};
    return performance.now() / 1000;
}}"""
_READY = "performance.getEntriesByName('tieweave-ready')[0].startTime / 1000"
_FILTERED = f"""async text => {{
    const found = document.querySelector('#found'), field = document.querySelector('#filters [name=text]');
    const before = found.textContent, start = performance.now();
    const told = new Promise(done => new MutationObserver(done).observe(found, {{
        childList: true, characterData: true, subtree: true
    }}));
    field.value = text;
    field.dispatchEvent(new Event('input', {{bubbles: true}}));
    if (found.textContent === before) await told;
    await {_DRAWN};
    return (performance.now() - start) / 1000;
}}"""


def surveyed(count: int, each: int) -> tuple[Book, Survey]:
    """Return a book of made-up people with so many interactions each, and what was found of them."""
    contacts = plan.people(count)
    profile: Profile = made_up.profile(contacts)
    book = Book(contacts=contacts, profile=profile, interactions=list(plan.acts(contacts, count * each)))
    return book, survey(book, now=NOW)


def written(book: Book, found: Survey) -> str:
    """Return the document that shows what was found."""
    planned = suggest(found)
    return document(overview(book, found.ties, found.prospects, planned, found.journal, learned=found.learned))


@contextlib.contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Start the browser and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


def opened(browser: Browser, page: Path) -> tuple[float, float, float]:
    """Open a page, and return the seconds until it is ready and seen, and those that a filter takes."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    shown = context.new_page()
    shown.goto(page.as_uri(), wait_until="commit")
    seen = shown.evaluate(_SEEN)
    ready = shown.evaluate(_READY)
    filtered = shown.evaluate(_FILTERED, "an")
    context.close()
    return ready, seen, filtered


def show(browser: Browser, folder: Path, count: int, each: int, runs: int) -> None:
    """Measure and print one size."""
    book, found = surveyed(count, each)
    written(*surveyed(5, each))  # what is loaded when it is first used
    start = time.process_time()
    text = written(book, found)
    writing = time.process_time() - start
    page = folder / f"{count}.html"
    page.write_text(text, encoding="utf-8")
    ready, seen, filtered = map(statistics.median, zip(*(opened(browser, page) for _ in range(runs)), strict=True))
    size = page.stat().st_size
    print(
        f"{len(found.ties):7,} {size:11,} {size / max(count, 1):9,.0f} {writing:8.2f} {ready:7.2f} {seen:7.2f} "
        f"{filtered:7.3f}",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[500, 3_000])
    parser.add_argument("--acts", type=int, default=8)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    print(" people       bytes  a person  written   ready    seen  filter")
    with tempfile.TemporaryDirectory() as folder, chromium(arguments.browser) as browser:
        for count in arguments.people:
            show(browser, Path(folder), count, arguments.acts, arguments.runs)


if __name__ == "__main__":
    main()
