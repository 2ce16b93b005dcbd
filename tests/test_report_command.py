"""`tieweave report`: one file, whole or not at all, for its owner's eyes; a picture; and what is said of it."""

from __future__ import annotations

import importlib.util
import os
import re
import stat
import subprocess
import sys
import webbrowser
import xml.etree.ElementTree as ET

import pytest

from tieweave.report import page

NOW = ["--now", "2026-11-01T12:00:00+00:00"]


@pytest.fixture
def report(tieweave_command, examples):
    """Run the command on the example address book."""
    where = [str(examples / "contacts.vcf"), str(examples / "work.vcf"), "--profile", str(examples / "me.toml"), *NOW]

    def run(*arguments):
        return tieweave_command("report", *where, *arguments)

    return run


@pytest.fixture
def opened(monkeypatch):
    """Note what would be shown in a browser, instead of showing it."""
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not shown.append(url))
    return shown


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Make standard output a terminal."""
    # The command reads sys.stdout, which capsys puts in place anew; its class is the same.
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)


def test_it_writes_one_file_and_says_which(report, tmp_path):
    path = tmp_path / "report.html"
    ran = report("--output", str(path))
    text = path.read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (0, "")
    assert f"{path}: 84 people" in ran.err
    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert "Fatima Al-Rashid" in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


def test_the_same_book_and_clock_give_the_same_file(report, tmp_path):
    for name in ("one.html", "other.html"):
        report("--output", str(tmp_path / name))
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


@pytest.mark.parametrize("command", ["report", "classify", "coverage"])
@pytest.mark.parametrize("location", ["{}", "vcard:{}", "./x/../{}"])
def test_what_is_read_is_never_written_over(tieweave_command, tmp_path, monkeypatch, command, location):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEND:VCARD\r\n"
    for name in ("mine.vcf", "me.toml"):
        (tmp_path / name).write_text(card if name == "mine.vcf" else 'name = "Morgan"\n')
        before = (tmp_path / name).read_bytes()
        ran = tieweave_command(command, location.format("mine.vcf"), "--profile", "me.toml", "--output", name)
        assert ran.code == 2
        assert f"{name} is read, and would be written over" in ran.err
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_new_file_is_its_owner_s_alone_and_an_old_one_keeps_its_mode(report, tmp_path):
    path = tmp_path / "report.html"
    for form in ("html", "svg"):
        path.unlink(missing_ok=True)
        report("--format", form, "--output", str(path))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        report("--format", form, "--output", str(path))
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_where_it_fails_what_was_there_stays(report, tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    path.write_text("mine")

    def fails(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    ran = report("--output", str(path))
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert "nothing was changed" in ran.err
    assert path.read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_missing_is_one_clear_line(report, tmp_path):
    ran = report("--output", str(tmp_path / "nowhere" / "report.html"))
    assert ran.code == 1
    assert "cannot write (No such file or directory), nothing was changed; choose another --output" in ran.err
    assert "Traceback" not in ran.err


def test_without_a_file_it_goes_to_standard_output(report):
    ran = report()
    dash = report("--output", "-")
    assert ran.code == dash.code == 0
    assert ran.out == dash.out
    assert ran.out.startswith("<!doctype html>")
    assert "people" not in ran.err


@pytest.mark.parametrize("arguments", [[], ["--output", "-"], ["--format", "svg"]])
def test_a_terminal_is_no_place_for_it(report, at_a_terminal, arguments):
    ran = report(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "nothing for a terminal: name a file, as in --output report." in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--open"], "--open shows a file: name it"),
        (["--open", "--output", "-"], "--open shows a file: name it"),
        (["--no-names", "--output", "a.html"], "--no-names is for --format svg and png"),
        (["--width", "800", "--output", "a.html"], "--width is for --format png"),
        (["--width", "800", "--format", "svg", "--output", "a.svg"], "--width is for --format png"),
        (["--width", "99", "--format", "png", "--output", "a.png"], "99"),
        (["--format", "pdf"], "pdf"),
    ],
)
def test_what_does_not_go_together_is_said_before_anything_is_read(tieweave_command, arguments, said):
    ran = tieweave_command("report", "nowhere.vcf", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "nowhere" not in ran.err


def test_without_a_location_it_asks_for_one(tieweave_command, tmp_path):
    ran = tieweave_command("report", "--output", str(tmp_path / "report.html"))
    assert ran.code == 2
    assert "name a LOCATION to read" in ran.err


def test_open_shows_the_file_when_it_is_written(report, opened, tmp_path, monkeypatch):
    path = tmp_path / "mine & yours.html"
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append((url, path.exists())) or True)
    assert report("--output", str(path), "--open").code == 0
    assert opened == [(path.as_uri(), True)]
    assert opened[0][0].startswith("file:///")


def test_open_finds_a_file_named_from_here(report, opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    report("--output", "report.html", "--open")
    assert opened == [(tmp_path / "report.html").as_uri()]


def test_without_a_browser_it_says_so_and_the_file_is_there(report, tmp_path, monkeypatch):
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    ran = report("--output", str(tmp_path / "report.html"), "--open")
    assert ran.code == 0
    assert "no browser was found; open" in ran.err
    assert (tmp_path / "report.html").exists()


def test_nothing_is_shown_unless_it_is_asked_for(report, opened, tmp_path):
    report("--output", str(tmp_path / "report.html"))
    assert opened == []


def test_svg_is_the_map_alone(report, tmp_path):
    path = tmp_path / "map.svg"
    assert report("--format", "svg", "--output", str(path)).code == 0
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Claire" in path.read_text(encoding="utf-8")


def test_no_names_leaves_nobody_s_name_in_the_picture(report):
    named, nameless = (report("--format", "svg", *more).out for more in ([], ["--no-names"]))
    names = ("Morgan", "Gallant", "Claire", "Fundy", "Dalhousie")
    assert all(name in named for name in names)
    assert not any(name in nameless for name in names)


needs_png = pytest.mark.skipif(importlib.util.find_spec("resvg_py") is None, reason="pip install 'tieweave[png]'")


@needs_png
def test_png_is_as_wide_as_asked_for(report, tmp_path):
    path = tmp_path / "map.png"
    assert report("--format", "png", "--width", "640", "--output", str(path)).code == 0
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert int.from_bytes(head[16:20]) == 640


@needs_png
def test_png_goes_through_a_pipe_as_it_is(examples):
    command = [sys.executable, "-m", "tieweave", "report", str(examples / "contacts.vcf"), "--format", "png", *NOW]
    ran = subprocess.run([*command, "--width", "200"], capture_output=True, check=True)
    assert ran.stdout.startswith(b"\x89PNG")
    assert ran.stdout.endswith(b"IEND\xaeB`\x82")


def test_without_the_package_for_png_one_line_says_how_to_get_it(report, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    ran = report("--format", "png", "--output", str(tmp_path / "map.png"))
    assert ran.code == 1
    assert "pip install 'tieweave[png]'" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_the_plan_is_kept_and_its_ids_are_known_to_the_other_commands(report, tieweave_command, tmp_path):
    report("--output", str(tmp_path / "report.html"))
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    listed = tieweave_command("today", "--days", "7", "--now", "2026-11-01")
    found = re.search(r"tieweave done (\w+)", listed.out)
    assert found
    assert found[1] in text
    assert tieweave_command("done", found[1], *NOW).code == 0


def test_a_picture_plans_nothing(report, tieweave_command):
    report("--format", "svg")
    assert "tieweave done" not in tieweave_command("today", "--days", "30", "--now", "2026-11-01").out


def test_what_it_plans_is_what_plan_would(report, tieweave_command, tmp_path, monkeypatch):
    views = []
    document = page.document
    monkeypatch.setattr(page, "document", lambda view, **more: views.append(view) or document(view, **more))
    report("--per-week", "3", "--weeks", "2", "--target", "teacher, Oban")
    assert 0 < len(views[0].plan) <= 6
    assert views[0].targets == ("teacher, Oban",)


def test_a_skipped_record_is_said_and_exits_with_3_when_strict(report, tmp_path):
    path = str(tmp_path / "report.html")
    assert (report("--output", path).code, report("--output", path, "--strict").code) == (0, 3)
    assert "skipped:" in report("--output", path).err


def test_a_source_that_failed_exits_with_3_and_the_page_is_there(tieweave_command, examples, tmp_path):
    path = tmp_path / "report.html"
    ran = tieweave_command(
        "report", str(examples / "work.vcf"), str(tmp_path / "gone.vcf"), "--output", str(path), *NOW
    )
    assert ran.code == 3
    assert "gone.vcf" in ran.err
    assert "gone.vcf" in path.read_text(encoding="utf-8")


def test_nothing_that_can_be_read_is_a_failure_and_no_file(tieweave_command, tmp_path):
    ran = tieweave_command("report", str(tmp_path / "gone.vcf"), "--output", str(tmp_path / "report.html"))
    assert ran.code == 1
    assert list(tmp_path.glob("*.html")) == []


def test_a_book_of_organisations_alone_makes_a_page(tieweave_command, tmp_path):
    card = "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Harbour Health\r\nORG:Harbour Health\r\nEND:VCARD\r\n"
    (tmp_path / "firms.vcf").write_text(card, newline="")
    path = tmp_path / "report.html"
    ran = tieweave_command("report", str(tmp_path / "firms.vcf"), "--output", str(path), *NOW)
    assert ran.code == 0
    assert f"{path}: 0 people" in ran.err
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_one_person_makes_a_page_and_a_picture(tieweave_command, tmp_path):
    (tmp_path / "ann.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEND:VCARD\n")
    for form in ("html", "svg"):
        ran = tieweave_command("report", str(tmp_path / "ann.vcf"), "--format", form, *NOW)
        assert ran.code == 0
        assert "Ann Lee" in ran.out
