"""How reports look on a terminal: in colour, as wide as it is, in columns that line up; and as plain text elsewhere."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.cli.screen import show
from tieweave.report.harmless import visible
from tieweave.report.look import LOOKS, Room, plain
from tieweave.report.wrapping import cells, cut, filled, fitted, wrapped

pytest.importorskip("pty", reason="there are no pseudo-terminals here")
import pyte

from .screens import Screen, SimpleScreen

NOW = "2026-11-27T12:00:00+00:00"
NAMES = [
    "Ann Lee",
    "田中由紀",
    "김서연",
    "ＡＢＣ Ltd",
    "Sam ❤️",
    "👨‍👩‍👧 Gallant",
    "🇨🇦 Max",
    "👍🏽 Bo",
    "Zoe\u0308 Mu\u0308ller",
    "\u1100\u1161\u11a8 Jamo",
    "हिन्दी नाम",
    "বাংলা",
    "عائشة خوري",
    "שָׁלוֹם",
    "Z\u0335\u0336\u0301\u0301\u0301algo",
    "[red]Bo[/red] :smile:",
    "\x1b[2J\x1b[31mred\x07\u202e",
    "x" * 300,
    "陈" * 100,
    "Grace Vogelbader",
    "Grace Vogelbader",
]
BY_CATEGORY = ["Family", "Friends", "Clients", "Neighbours"]


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def book(tmp_path):
    """An address book of names that are hard to draw."""
    cards = [
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{at}\r\nFN:{name}\r\nEMAIL:p{at}@x.example\r\n"
        f"ORG:Harbour {name[:20]} Works\r\nCATEGORIES:{BY_CATEGORY[at % 4]}\r\nEND:VCARD\r\n"
        for at, name in enumerate(NAMES)
    ]
    path = tmp_path / "book.vcf"
    path.write_text("".join(cards), encoding="utf-8")
    return str(path)


@pytest.fixture
def drawn(monkeypatch):
    """Run the command on a terminal, and return all that it writes to it."""

    def run(*arguments, columns=100, **variables):
        from tieweave.cli import main

        for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(columns), **variables}.items():
            monkeypatch.setenv(name, value)
        out = Terminal()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "argv", ["tieweave", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code
        return out.getvalue()

    return run


@pytest.fixture
def commands(book, tieweave_command):
    """Every report, by its name, of a book and a journal."""
    for name in ("Ann Lee", "Max"):
        tieweave_command("log", name, "reviewed my resume", book, "--received", "--now", NOW)
    tieweave_command("plan", book, "--now", NOW)
    return {
        "classify": ("classify", book, "--now", NOW),
        "coverage": ("coverage", book, "--now", NOW),
        "leads": ("leads", book, "--now", NOW),
        "company": ("leads", book, "--company", "Harbour Ann Lee Works", "--now", NOW),
        "support": ("support", book, "--now", NOW),
        "circles": ("circles", book, "--now", NOW),
        "plan": ("plan", book, "--drafts", "--now", NOW),
        "today": ("today", "--days", "30", "--now", NOW),
        "balance": ("balance", "--now", NOW),
        "history": ("history", "Ann Lee", book, "--now", NOW),
        "explain": ("explain", "Ann Lee", book, "--now", NOW),
        "duplicates": ("duplicates", book, "--now", NOW),
    }


def on(screen, text):
    """Draw a text on a screen, which has room for all of it."""
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return screen


def without_colour(text):
    return re.sub(r"\x1b\[[0-9;]*[mG]", "", text)


def test_every_report_is_coloured_and_fits_the_terminal(commands, drawn):
    for columns in (132, 80, 60, 40, 20):
        for name, arguments in commands.items():
            text = drawn(*arguments, columns=columns)
            assert "\x1b[" in text, name
            assert "\x1b" not in without_colour(text), "colours and columns are all that the terminal is told"
            assert all(cells(line) <= columns for line in without_colour(text).splitlines()), (name, columns)


def test_no_color_and_a_dumb_terminal_get_text_alone(commands, drawn):
    for name, arguments in commands.items():
        text = drawn(*arguments, NO_COLOR="1")
        assert "\x1b" not in text, name
        assert text == drawn(*arguments, TERM="dumb")
        assert [line.rstrip() for line in without_colour(drawn(*arguments)).splitlines()] == text.splitlines()
        assert "\x1b" not in drawn(*arguments, NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b" in drawn(*commands["balance"], NO_COLOR=""), "an empty one means nothing"


def test_a_pipe_gets_plain_text_of_80_columns_whatever_the_terminal(commands, tieweave_command, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    before = {name: tieweave_command(*arguments).out for name, arguments in commands.items()}
    assert all("\x1b" not in text for text in before.values())
    assert all("━" not in text for text in before.values())
    monkeypatch.setenv("COLUMNS", "132")
    for name in set(commands) - {"classify"}:  # whose table has always been as wide as COLUMNS says
        assert tieweave_command(*commands[name]).out == before[name], name
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in tieweave_command(*commands["balance"]).out


def test_a_file_is_plain(commands, drawn, tmp_path):
    for name in ("classify", "coverage"):
        path = tmp_path / name
        drawn(*commands[name], "--output", str(path))
        text = path.read_text(encoding="utf-8")
        assert text
        assert "\x1b" not in text
        assert all(cells(line) <= 80 for line in text.splitlines())


def test_the_terminal_is_told_the_same_words(commands, drawn, tieweave_command):
    """It shows more of a name or a list where it is wider, and bars; so of what is cut in a pipe the start counts."""
    for name in ("support", "circles", "today", "balance", "history", "explain", "duplicates"):
        written = tieweave_command(*commands[name]).out
        shown = re.sub("[━╸│]", " ", without_colour(drawn(*commands[name], columns=132)))
        words = [word for word in written.split() if "…" not in word]
        assert [word for word in words if word not in shown] == [], name


@pytest.mark.parametrize("kind", [Screen, SimpleScreen])
def test_columns_line_up_on_terminals_that_join_signs_and_on_those_that_do_not(commands, drawn, kind):
    text = drawn(*commands["classify"], "--level", "1", columns=110)
    screen = on(kind(110, 60), text)
    rows = [screen.cells(y) for y in range(60) if "━" in screen.cells(y)]
    assert len(rows) > 8
    assert len({row.index("━") for row in rows}) == 1
    # Where reasons begin: two blanks behind the ten columns of the bar.
    start = rows[0].index("━") + 12
    assert all(row[start - 1] == " " and row[start] not in " ━" for row in rows)
    # So do the categories behind the names, whatever these are written in.
    assert len({"".join(row[: row.index("━")]).rstrip().rfind("  ") for row in rows if row[2:5] == list("Ann")}) == 1


def test_without_colour_columns_line_up_as_far_as_text_alone_can(commands, drawn):
    screen = on(Screen(110, 60), drawn(*commands["classify"], "--level", "1", columns=110, NO_COLOR="1"))
    places = {row.index("━") for row in map(screen.cells, range(60)) if "━" in row}
    assert len(places) == 1


def test_in_a_pipe_nothing_is_loaded_that_draws(book):
    code = (
        "import sys\nfrom tieweave.cli import main\n"
        "sys.argv = ['tieweave', 'classify', sys.argv[1]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('rich' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code, book], capture_output=True, text=True, check=True)
    assert "田中由紀" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "False"


def test_no_name_is_taken_for_markup_a_command_or_an_emoji(commands, drawn):
    rows = on(Screen(132, 80), drawn(*commands["classify"], columns=132)).rows
    assert any("[red]Bo[/red] :smile:" in row for row in rows)
    assert any("␛[2J␛[31mred␇\ufffd" in row for row in rows)


def test_long_lists_are_drawn_whole(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys, "stdout", Terminal())
    show(lambda room: (((f"line {number}", "faint"),) for number in range(2345)))
    lines = without_colour(sys.stdout.getvalue()).splitlines()
    assert lines == [f"line {number}" for number in range(2345)]


def test_the_command_knows_how_wide_the_terminal_is(in_terminal, book, tmp_path):
    for columns in (70, 120):
        process = in_terminal(
            sys.executable, "-m", "tieweave", "classify", book, "--now", NOW,
            columns=columns, lines=80, TIEWEAVE_DATA=str(tmp_path / "data"),
        )  # fmt: skip
        assert process.end() == 0
        rows = process.screen.rows
        assert any(f"{'x' * (columns // 4)}…" in row for row in rows), "names get a quarter of it"
        assert rows[-1].endswith(".")
        assert rows[0].startswith("Level 1 (")
    assert os.environ.get("COLUMNS") is None


# What is measured


texts = st.text(st.sampled_from([*"".join(NAMES), *" -a", "\u200d", "\ufe0f"]), max_size=60).map(visible)


@given(texts, st.integers(2, 60))
def test_a_text_is_cut_and_filled_to_what_fits(text, width):
    assert cells(fitted(text, width)) <= width
    assert cells(filled(text, width)) == width
    assert text.startswith(cut(text, width))
    assert all(cells(line) <= width + 2 for line in wrapped(text, "  ", width + 2))
    assert "".join("".join(wrapped(text, "", width)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("田中", 4), ("ＡＢ", 4), ("한국", 4), ("❤️", 2), ("❤", 1), ("👨‍👩‍👧", 2), ("🇨🇦", 2), ("👍🏽", 2), ("1️⃣", 2),
        ("e\u0301", 1), ("\u1100\u1161\u11a8", 2), ("שָׁ", 1), ("مُ", 1), ("हिन्दी", 4), ("ไทยน้ำ", 5),
        ("Z\u0335\u0336\u0301", 1),
    ],
)  # fmt: skip
def test_signs_are_as_wide_as_a_terminal_draws_them(text, columns):
    assert cells(text) == columns


def test_a_sign_of_several_code_points_is_never_cut_up():
    assert cut("🇨🇦🇨🇦", 3) == "🇨🇦"
    assert cut("👨‍👩‍👧👨‍👩‍👧", 3) == "👨‍👩‍👧"
    assert filled("ab👨‍👩‍👧", 3) == "ab…"


def test_every_colour_can_be_read_on_black_and_on_white():
    from rich.style import Style

    for look in LOOKS.values():
        colour = Style.parse(look).color
        if colour is not None:
            channels = [part / 255 for part in colour.get_truecolor()]
            linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
            light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
            assert (light + 0.05) / 0.05 >= 3.5
            assert 1.05 / (light + 0.05) >= 3.5


def test_a_plain_room_has_no_pictures_and_one_that_is_drawn_has_longer_bars_where_there_is_room():
    from tieweave.report.look import meter

    assert meter(0.5, Room()) == ("██▌  ", "bar")
    assert plain((meter(0.5, Room(80, drawn=True)),)) == "━━╸  "
    assert plain((meter(0.5, Room(120, drawn=True)),)) == "━━━━━     "
