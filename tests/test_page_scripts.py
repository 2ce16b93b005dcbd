"""The scripts of the page, read: what they may not do whatever happens, and that they can stand in one function."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tieweave.report.page.document import script

FOLDER = Path(__file__).parents[1] / "src" / "tieweave" / "report" / "page" / "script"
DECLARED = re.compile(r"^(?:async )?(?:function\*?|class|const|let|var)\s+([\w$]+)", re.MULTILINE)
COMMENTS = re.compile(r"^\s*//[^\n]*$|/\*.*?\*/", re.DOTALL | re.MULTILINE)
NEVER = r"\beval\b|new Function|localStorage|sessionStorage|indexedDB|\.cookie\b|setInterval|document\.write|outerHTML"
NOT_IN_A_REPORT = r"innerHTML|insertAdjacentHTML|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\("


def code(name: str) -> str:
    return COMMENTS.sub("", (FOLDER / name).read_text(encoding="utf-8"))


def test_no_name_is_declared_by_two_files() -> None:
    names = Counter(name for file in FOLDER.glob("*.js") for name in DECLARED.findall(code(file.name)))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("live", [False, True], ids=["report", "app"])
def test_every_file_is_in_the_page_once(live: bool) -> None:
    whole = script(live=live)
    for file in FOLDER.glob("*.js"):
        beginning = next(line for line in code(file.name).splitlines() if line)
        assert whole.count(beginning) == 1 or not live
        assert whole.count(beginning) <= 1


@pytest.mark.parametrize("live", [False, True], ids=["report", "app"])
def test_nothing_is_run_from_text_or_left_behind(live: bool) -> None:
    assert re.findall(NEVER, COMMENTS.sub("", script(live=live))) == []


def test_a_report_makes_no_markup_from_text_and_asks_nobody() -> None:
    assert re.findall(NOT_IN_A_REPORT, COMMENTS.sub("", script(live=False))) == []
