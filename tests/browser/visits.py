"""Visiting a page, and watching that nothing goes wrong while a test is there."""

from __future__ import annotations

import urllib.parse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1366, "height": 768}
PAPER = {"width": 794, "height": 1123}
"""A4 at 96 dots an inch."""
LOOK = "window.trouble = []; addEventListener('securitypolicyviolation', at => trouble.push(at.violatedDirective))"


def until(page: Page, test: str) -> None:
    """Wait until an expression of JavaScript is true.

    Playwright's own `wait_for_function` evaluates it again and again, which the page's policy forbids.
    """
    page.evaluate(
        f"""() => new Promise((done, fail) => {{
            const start = performance.now();
            const look = () => {{
                if ({test}) done();
                else if (performance.now() - start > 10_000) fail(new Error('never became true'));
                else requestAnimationFrame(look);
            }};
            look();
        }})"""
    )


class Faults(TypedDict):
    """What should not have happened."""

    said: list[str]
    raised: list[str]
    asked: list[str]
    opened: list[str]


class Visit:
    """One context of the browser with one page in it, watched.

    `faults` are messages of the console that are errors or warnings (`said`), exceptions nobody caught (`raised`),
    requests for anything but the page itself, or for a live page but its own server (`asked`), and dialogs, downloads
    and pages that `opened`. A test that provokes some takes what it expected out of them.
    """

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.faults = Faults(said=[], raised=[], asked=[], opened=[])
        self.context: BrowserContext = browser.new_context(**options)
        self.context.set_default_timeout(10_000)
        self.context.route("**/*", self._pass)
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.faults["raised"].append(str(error.error)))
        if options.get("java_script_enabled", True):
            self.context.add_init_script(LOOK)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("download", lambda download: self.faults["opened"].append(f"download {download.url}"))
        self.context.on("page", lambda page: self.faults["opened"].append(f"page {page.url}"))

    def go(self) -> Page:
        """Open the page, and wait until its scripts, if it has any, are ready."""
        self.page.goto(self.address)
        return self.page

    def broken_policy(self) -> list[str]:
        """Return what the page tried that its policy forbids."""
        return self.page.evaluate("window.trouble ?? []")

    def close(self) -> Faults:
        """Leave the page, and return what went wrong on it."""
        self.context.close()
        return self.faults

    def is_own(self, url: str) -> bool:
        """Whether it is the address of the page itself, or of a live page's server."""
        own, asked = urllib.parse.urlsplit(self.address), urllib.parse.urlsplit(url)
        if own.scheme in ("http", "https"):
            return (own.scheme, own.netloc) == (asked.scheme, asked.netloc)
        return (own.scheme, own.netloc, own.path) == (asked.scheme, asked.netloc, asked.path)

    def _pass(self, route: Route) -> None:
        if self.is_own(route.request.url):
            route.continue_()
        else:
            self.faults["asked"].append(route.request.url)
            route.abort()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults["said"].append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.faults["opened"].append(f"{dialog.type} {dialog.message}")
        dialog.dismiss()


class Visits:
    """Opens pages for one test: `visits(address_or_path)` gives the playwright page, watched until the test ends.

    `size` is a viewport (`PHONE`, `LAPTOP`, `PAPER`), `dark` the colours the user prefers, `script` whether the browser
    runs any; everything else is an option of playwright's `new_context`.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._visits: list[Visit] = []

    def __call__(self, where: str | Path, **options: Any) -> Page:
        """Open a page and return it."""
        return self.visit(where, **options).go()

    def visit(
        self,
        where: str | Path,
        *,
        size: dict[str, int] | None = None,
        dark: bool = False,
        script: bool = True,
        **options: Any,
    ) -> Visit:
        """Return a visit that has not gone to its page yet."""
        visit = Visit(
            self._browser,
            where.as_uri() if isinstance(where, Path) else where,
            viewport=size or LAPTOP,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="America/Halifax",
            **options,
        )
        self._visits.append(visit)
        return visit

    def faults(self) -> list[Faults]:
        """Leave all pages; return what went wrong, page by page."""
        with ExitStack() as stack:
            for visit in self._visits:
                stack.callback(visit.close)
        return [visit.faults for visit in self._visits if any(visit.faults.values())]
