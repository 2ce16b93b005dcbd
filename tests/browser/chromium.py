"""Finding and starting the browser that the tests drive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "${PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "${PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
)
HOW = (
    "install Chromium (Debian, Ubuntu: apt-get install chromium; anywhere: .venv/bin/playwright install chromium), "
    "or name one in TIEWEAVE_BROWSER"
)
QUIET = (
    "--no-sandbox",  # as root, as in a container, Chromium has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """There is no browser to test with; the text says how to get one."""


def is_required() -> bool:
    """Whether a missing browser is a failure, as in CI, and not a reason to skip."""
    return os.environ.get("TIEWEAVE_REQUIRE_BROWSER", "") not in ("", "0")


def candidates(own: str) -> Iterator[str]:
    """Yield where a browser may be, the best first; `own` is the one that playwright would have installed."""
    if named := os.environ.get("TIEWEAVE_BROWSER"):
        yield named
        return
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from map(os.path.expandvars, PLACES)
    yield own


def start(playwright: Playwright, home: Path) -> Browser:
    """Return a browser whose settings and caches are in `home`; raises `NoBrowserError`."""
    from playwright.sync_api import Error

    found = [place for place in candidates(playwright.chromium.executable_path) if Path(place).is_file()]
    if not found:
        raise NoBrowserError(f"no browser found: {HOW}")
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    try:
        return playwright.chromium.launch(
            executable_path=found[0], args=QUIET, env={**os.environ, **dict.fromkeys(homes, str(home))}
        )
    except Error as error:
        raise NoBrowserError(f"{found[0]} does not start: {error.message.splitlines()[0]} ({HOW})") from error
