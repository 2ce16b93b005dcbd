"""`tieweave app` itself: the page it serves, what the other commands then know, and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from .apps import EXAMPLES
from .conftest import NOW
from .steps import choose, said
from .test_app_trouble import REFUSED, take_out


@pytest.fixture
def run(tmp_path):
    """Run a command as the user would, with a store of its own; gives the process."""
    data = dict.fromkeys(
        ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA", "TIEWEAVE_DATA"), str(tmp_path)
    )
    started = []

    def start(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tieweave", *words]
        pipe = subprocess.PIPE
        started.append(
            subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **data})
        )
        return started[-1]

    yield start
    for process in started:
        with process:
            process.kill()


def test_what_a_click_says_the_commands_know_and_closing_the_terminal_ends_it(visits, run):
    books = [str(EXAMPLES / name) for name in ("contacts.vcf", "work.vcf")]
    app = run("app", *books, "--profile", str(EXAMPLES / "me.toml"), "--now", NOW, "--no-open")
    visit = visits.visit(app.stdout.readline().strip())
    page = visit.go()
    choose(page, "Solange Thériault")
    page.locator("#panel-acts").get_by_role("button", name="Level 1").click()
    expect(said(page)).to_contain_text("Level 1")
    told, _ = run("review", "--answers").communicate()
    assert "Solange Thériault" in told
    app.send_signal(signal.SIGTERM)
    expect(said(page)).to_contain_text("The app has ended")
    assert app.wait(10) == 0
    visit.context.close()
    assert take_out(visit, REFUSED)
