"""What is shown of the work while it is done."""

from __future__ import annotations

import contextlib
import io
import sys
import threading

import pytest

from tieweave.cli.progress import Display, progress

TEAL = "008787"

_WORK = """
import sys
from tieweave.cli.progress import progress
with progress(after=0) as display:
    for step in (
        lambda: display.counted("contacts", 20, 100),
        lambda: display.counted("messages\\x1b[2J", 3000, None),
        lambda: display.counted("contacts", 25, 100),
        lambda: display.doing("merging"),
    ):
        step()
        input()
print("done")
"""


@pytest.fixture
def working(in_terminal):
    """Start the work in a terminal; it goes on at the Enter key."""
    return lambda **terminal: in_terminal(sys.executable, "-c", _WORK, **terminal)


def teal(process):
    """How many columns of the bar are filled."""
    screen = process.screen
    y = next(y for y, row in enumerate(screen.rows) if "━" in row)
    return sum(screen.buffer[y][x].data in "━╸" and screen.buffer[y][x].fg == TEAL for x in range(screen.columns))


def test_work_is_counted_in_a_bar_that_is_gone_at_the_end(working):
    process = working()
    process.until("contacts: 20 of 100")
    assert teal(process) == 4, "a fifth of the twenty columns"
    process.enter()
    process.until("messages␛[2J: 3,000")
    process.enter()
    process.until("contacts: 25 of 100")
    process.enter()
    process.until("merging")
    process.enter()
    assert process.end() == 0
    assert [row for row in process.screen.rows if row] == ["done"]
    assert not process.screen.cursor.hidden


def test_work_of_unknown_size_does_not_keep_the_size_of_the_work_before_it(working):
    process = working()
    process.until("contacts: 20 of 100")
    for following in ("messages", "contacts: 25 of 100", "merging"):
        process.enter()
        process.until(following)
    # Of nothing done out of a hundred, no column would be filled; of an unknown size, a light runs through the bar.
    assert teal(process) > 0
    assert " of " not in "".join(process.screen.rows)
    process.enter()
    process.end()


def test_a_narrow_terminal_has_the_bar_in_one_line(working):
    process = working(columns=30)
    process.until("20")
    assert len([row for row in process.screen.rows if row]) == 1
    for _ in range(4):
        process.enter()
    assert process.end() == 0


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_text_alone_is_told_in_lines(working, variables):
    process = working(**variables)
    process.until("contacts …")
    for following in ("messages␛[2J …", None, "merging …"):
        process.enter()
        if following:
            process.until(following)
    process.enter()
    assert process.end() == 0
    assert b"\x1b" not in process.written
    assert process.screen.rows[-1] == "done"


@pytest.fixture
def told(monkeypatch):
    """What a display is told in this process, as it comes."""
    said = []

    @contextlib.contextmanager
    def noted():
        yield Display(lambda text: said.append((text, 0, None)), lambda *counted: said.append(counted))

    # In this order: a module that is loaded after the second would keep what it found there.
    monkeypatch.setattr("tieweave.cli.run.progress", noted)
    monkeypatch.setattr("tieweave.cli.progress.progress", noted)
    return said


def test_a_push_says_what_it_does_and_counts_what_goes_where(told, tieweave_command, tmp_path):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann {0}\r\nEMAIL:{0}@x.example\r\nCATEGORIES:Friends\r\nEND:VCARD\r\n"
    book = tmp_path / "book.vcf"
    book.write_text("".join(card.format(at) for at in range(9)), encoding="utf-8")
    sinks = [f"ics:{tmp_path / name}" for name in ("one.ics", "other.ics")]
    ran = tieweave_command("push", str(book), "--to", sinks[0], "--to", sinks[1], "--per-week", "4", "--weeks", "2")
    assert ran.code == 0
    whats = [what for what, _, _ in told]
    order = ["reading", "merging", "people looked at", "reading back", "planning", *sinks]
    places = [next(at for at, what in enumerate(whats) if what.startswith(start)) for start in order]
    assert places == sorted(places)
    count = whats.count(sinks[0])
    assert count > 3
    for sink in sinks:
        assert [counted for counted in told if counted[0] == sink] == [(sink, at + 1, count) for at in range(count)]


def test_what_takes_no_time_is_not_shown(in_terminal):
    code = "from tieweave.cli.progress import progress\nwith progress() as display:\n    display.doing('merging')\n"
    process = in_terminal(sys.executable, "-c", code)
    assert process.end() == 0
    assert process.written == b""


def test_where_nobody_looks_nothing_is_shown_and_nothing_waits(monkeypatch):
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    before = threading.active_count()
    with progress(after=0) as display:
        display.counted("contacts", 20, 100)
        display.doing("merging")
        assert threading.active_count() == before
    assert said.getvalue() == ""
