"""Pictures of the page, to be looked at: a test can say that nothing overlaps, not that it is good.

    python benchmarks/screenshots.py FOLDER [--people 5 3000] [--report FILE...] [--browser /usr/bin/chromium]

For the example address book, for so many made-up people, and for every report named: a phone, a laptop (each light and
dark, the window as it opens and the whole page), a laptop with somebody chosen and with a filter set, the page without
scripts, and what is printed, as PDF. The files say what they show: example-laptop-dark.png.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page

import page

_ROOT = Path(__file__).resolve().parent.parent
_SIZES = {"phone": (360, 740), "laptop": (1366, 768)}
_TALLEST = 12_000
"""Pixels of a whole page that are still worth looking at."""
_FEW = 500
"""People in a list that is drawn to its end."""


def example(folder: Path) -> Path:
    """Write the report of the example address book."""
    report = folder / "example.html"
    books = [str(_ROOT / "examples" / name) for name in ("contacts.vcf", "work.vcf", "me.toml")]
    command = [sys.executable, "-m", "tieweave", "report", *books[:2], "--profile", books[2]]
    subprocess.run(
        [*command, "--now", page.NOW.isoformat(), "--output", str(report)],
        check=True,
        env={"TIEWEAVE_DATA": str(folder / "data"), "HOME": str(folder)},
    )
    return report


def made_up(folder: Path, count: int) -> Path:
    """Write the report of so many made-up people."""
    report = folder / f"{count}.html"
    report.write_text(page.written(*page.surveyed(count, 8)), encoding="utf-8")
    return report


def opened(
    browser: Browser, report: Path, size: tuple[int, int], *, dark: bool = False, script: bool = True
) -> Iterator[Page]:
    """Open a report, and close it again."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        has_touch=size == _SIZES["phone"],
        is_mobile=size == _SIZES["phone"],
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    shown = context.new_page()
    shown.goto(report.as_uri())
    yield shown
    context.close()


def take(browser: Browser, report: Path, folder: Path) -> None:
    """Take all pictures of one report."""
    name = report.stem
    for place, size in _SIZES.items():
        for dark in (False, True):
            colours = "dark" if dark else "light"
            for shown in opened(browser, report, size, dark=dark):
                shown.screenshot(path=folder / f"{name}-{place}-{colours}.png")
                _whole(shown, folder / f"{name}-{place}-{colours}-whole.png")
                if _choose(shown):
                    shown.screenshot(path=folder / f"{name}-{place}-{colours}-chosen.png")
                    shown.keyboard.press("Escape")
                shown.fill("#filters [name=text]", "an")
                shown.locator("#network").scroll_into_view_if_needed()
                shown.wait_for_timeout(300)
                shown.screenshot(path=folder / f"{name}-{place}-{colours}-filtered.png")
    for shown in opened(browser, report, _SIZES["laptop"], script=False):
        _whole(shown, folder / f"{name}-laptop-no-script-whole.png")
        shown.pdf(path=folder / f"{name}-print.pdf", format="A4", print_background=False)
    for shown in opened(browser, report, (794, 1123)):
        shown.emulate_media(media="print")
        _whole(shown, folder / f"{name}-print-whole.png")


def _whole(shown: Page, path: Path) -> None:
    size = shown.viewport_size
    if shown.locator("#people > li").count() <= _FEW:
        # What is out of sight is not drawn, and would be missing in the picture.
        shown.evaluate(
            "for (const it of document.querySelectorAll('main *'))"
            "  if (getComputedStyle(it).contentVisibility === 'auto') it.style.contentVisibility = 'visible'"
        )
    height = min(int(shown.evaluate("document.documentElement.scrollHeight")), _TALLEST)
    if size is not None:
        whole: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": height}
        shown.screenshot(path=path, full_page=True, clip=whole)


def _choose(shown: Page) -> bool:
    """Click on the first person on the map whom a click reaches."""
    for at in range(min(shown.locator("#nodes a").count(), 20)):
        node = shown.locator("#nodes a").nth(at)
        node.dispatch_event("click")
        if shown.locator("#panel").is_visible():
            shown.wait_for_timeout(300)
            return True
    return False


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, nargs="*", default=[5, 3_000])
    parser.add_argument("--report", type=Path, nargs="*", default=[])
    parser.add_argument("--browser", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, page.chromium(arguments.browser) as browser:
        scratch = Path(folder)
        reports = [example(scratch), *(made_up(scratch, count) for count in arguments.people)]
        for report in [*reports, *arguments.report]:
            take(browser, report.resolve(), arguments.folder)
            print(report.stem, flush=True)


if __name__ == "__main__":
    main()
