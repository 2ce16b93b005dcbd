"""`tieweave plan` and `tieweave push`: the plan shown and kept, delivered, and read back."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tieweave import Store, journals

KEYS = {"id", "contact", "purpose", "due", "channel", "reason", "message", "status"}
NOW = ("--now", "2026-11-02T09:00:00+00:00")


def vcard(number, name, *lines):
    head = ("BEGIN:VCARD", "VERSION:3.0", f"UID:u{number}", f"FN:{name}", f"EMAIL:p{number}@x.example")
    return "".join(f"{line}\r\n" for line in (*head, *lines, "END:VCARD"))


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cards = [
        vcard(1, "Ann Lee", "CATEGORIES:Friends", "BDAY:1980-11-12"),
        vcard(2, "Bo Roy", "ORG:Harbour Health", "TITLE:Data Analyst"),
        vcard(3, "Cy Ng", "ORG:Fundy Software", "TITLE:Head of Data"),
        vcard(4, "Di Poe", "CATEGORIES:Family"),
        vcard(5, "Ed Fox", "NOTE:do not contact"),
    ]
    (tmp_path / "a.vcf").write_text("".join(cards), encoding="utf-8", newline="")
    return "a.vcf"


@pytest.fixture
def planned(tieweave_command, book):
    def run(*arguments):
        ran = tieweave_command("plan", book, *NOW, "--format", "json", *arguments)
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    return run


@pytest.fixture
def push(tieweave_command, book):
    return lambda *arguments: tieweave_command("push", book, *NOW, *arguments)


def by_person(document):
    return {one["contact"]["name"]: one for one in document["follow_ups"]}


def test_the_json_has_the_fixed_keys_and_the_ids_are_the_same_from_run_to_run(planned):
    first = planned()
    assert first["version"] == 1
    assert first["follow_ups"]
    assert all(set(one) == KEYS for one in first["follow_ups"])
    assert planned() == first


def test_nobody_who_is_not_to_be_contacted_is_in_the_plan(planned):
    people = by_person(planned())
    assert "Ann Lee" in people
    assert "Ed Fox" not in people


def test_the_table_tells_week_by_week_who_why_how_and_the_id(tieweave_command, book, planned):
    ran = tieweave_command("plan", book, *NOW)
    assert ran.code == 0
    assert ran.out.startswith("Week of 2 Nov 2026\n")
    for one in planned()["follow_ups"]:
        assert one["id"] in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    with_drafts = tieweave_command("plan", book, *NOW, "--drafts")
    assert "Subject: " in with_drafts.out


def test_the_capacity_and_the_weeks_are_as_asked_for(planned):
    assert len(planned("--per-week", "1", "--weeks", "1")["follow_ups"]) == 1


def test_a_plan_is_kept_so_that_an_id_can_be_done_and_is_no_longer_in_it(planned, tieweave_command):
    first = planned()["follow_ups"][0]
    assert tieweave_command("done", f"tw-{first['id']}").code == 0
    assert first["id"] not in {one["id"] for one in planned()["follow_ups"]}


def test_what_was_planned_stays_while_a_source_cannot_be_read(tieweave_command, book, planned, tmp_path):
    (tmp_path / "b.vcf").write_text(vcard(9, "Flo Hay", "CATEGORIES:Friends"), encoding="utf-8", newline="")
    before = planned("b.vcf")
    (tmp_path / book).rename(tmp_path / "elsewhere.vcf")
    ran = tieweave_command("plan", book, "b.vcf", *NOW, "--format", "json")
    assert ran.code == 3
    assert {one["id"] for one in before["follow_ups"]} <= {one["id"] for one in json.loads(ran.out)["follow_ups"]}
    (tmp_path / "elsewhere.vcf").rename(tmp_path / book)
    assert planned("b.vcf") == before


def test_a_push_makes_a_calendar_and_a_second_one_leaves_it_as_it_is(push, planned, tmp_path):
    ran = push("--to", "follow-ups.ics")
    assert ran.code == 0, ran.err
    text = (tmp_path / "follow-ups.ics").read_text(encoding="utf-8")
    count = len(planned()["follow_ups"])
    assert text.count("BEGIN:VTODO") == count
    assert ran.out.splitlines()[-1] == f"{count} created"
    again = push("--to", "follow-ups.ics")
    assert again.out.splitlines() == ["follow-ups.ics", f"{count} unchanged"]
    assert (tmp_path / "follow-ups.ics").read_text(encoding="utf-8") == text
    assert {one["status"] for one in planned()["follow_ups"]} == {"pushed"}


def test_what_is_completed_in_the_calendar_is_done_at_the_next_push(push, planned, tmp_path):
    push("--to", "follow-ups.ics")
    path = tmp_path / "follow-ups.ics"
    text = path.read_bytes().decode("utf-8")
    first = planned()["follow_ups"][0]["id"]
    before, found, after = text.partition(f"UID:tieweave-{first}@")
    path.write_bytes((before + found + after.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED", 1)).encode())
    ran = push("--to", "follow-ups.ics")
    assert re.search(r"^  read back +.*: done$", ran.out, flags=re.MULTILINE)
    assert first not in {one["id"] for one in planned()["follow_ups"]}


def test_a_dry_run_needs_no_store_that_can_be_written(push, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tieweave.sqlite3").write_bytes(b"this is no database" * 100)
    ran = push("--to", "follow-ups.ics", "--dry-run")
    assert (ran.code, "would be created" in ran.out) == (0, True)
    assert ran.err.startswith("warning: ")
    assert "nothing is remembered of this run" in ran.err
    assert push("--to", "follow-ups.ics").code == 1
    assert not (tmp_path / "follow-ups.ics").exists()


def test_what_the_store_forgot_is_read_back_by_its_title(push, tmp_path, monkeypatch):
    push("--to", "follow-ups.ics")
    path = tmp_path / "follow-ups.ics"
    path.write_text(path.read_text(encoding="utf-8").replace("NEEDS-ACTION", "COMPLETED", 1), encoding="utf-8")
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "another"))
    assert re.search("^  read back  [A-Z][a-z]+ .*: done$", push("--to", "follow-ups.ics").out, flags=re.MULTILINE)


def test_a_dry_run_shows_what_would_be_created_and_writes_nothing(push, tmp_path):
    ran = push("--to", "follow-ups.ics", "--to", "md:list.md", "--dry-run")
    assert ran.code == 0
    assert "would be created" in ran.out
    assert ran.out.count("dry run, nothing was written") == 2
    assert sorted(os.listdir(tmp_path)) == ["a.vcf"]
    assert not journals.kept(Store.usual()).follow_ups


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_leaves_every_byte_as_it_is_the_store_too(push, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    sinks = ("--to", "follow-ups.ics", "--to", "md:list.md", "--to", "csv:list.csv", "--to", "eml:drafts")
    push(*sinks, "--dry-run")
    assert not (tmp_path / "data").exists()
    push(*sinks)
    (tmp_path / "list.md").write_text("# nothing left\n", encoding="utf-8")
    before = everything(tmp_path)
    assert "read back" in push(*sinks, "--dry-run").out
    assert everything(tmp_path) == before


def test_one_file_by_several_names_is_one_place(push, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "link.ics").symlink_to("list.ics")
    names = ("list.ics", "./list.ics", "ics:list.ics", "link.ics", "ics:~/list.ics", f"{tmp_path}/list.ics")
    ran = push(*(part for name in names for part in ("--to", name)))
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if not line.startswith("  ")][:1] == ["list.ics"]
    assert ran.out.count(" created\n") == 1
    path = tmp_path / "list.ics"
    path.write_text(path.read_text(encoding="utf-8").replace("NEEDS-ACTION", "COMPLETED"), encoding="utf-8")
    assert push("--to", "link.ics").out.count(": done\n") == ran.out.count("  created")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("sink", ["md:list", "csv:list", "ics:list"])
def test_what_is_no_file_is_left_alone(push, tmp_path, sink):
    os.mkfifo(tmp_path / "list")
    ran = push("--to", sink)
    assert ran.code == 3
    assert "it is no file" in ran.err
    assert (tmp_path / "list").is_fifo()


@pytest.mark.parametrize("sink", ["md:away/list.md", "csv:away/list.csv", "ics:away/list.ics"])
def test_a_folder_that_is_away_says_nothing_of_what_was_deleted_in_it(push, tmp_path, sink):
    (tmp_path / "away").mkdir()
    push("--to", sink)
    (tmp_path / "away").rename(tmp_path / "elsewhere")
    ran = push("--to", sink)
    assert ran.code == 3
    assert "there is no folder" in ran.err
    (tmp_path / "elsewhere").rename(tmp_path / "away")
    path = tmp_path / sink.partition(":")[2]
    header = path.read_text(encoding="utf-8").splitlines()[0]
    emptied = {".md": "# none", ".csv": header, ".ics": f"{header}\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR"}
    path.write_text(f"{emptied[path.suffix]}\n", encoding="utf-8")
    assert push("--to", sink).out.count("so it is dropped") > 3


def test_a_draft_that_was_edited_does_not_open_again_what_is_done(push, tieweave_command, planned, tmp_path):
    push("--to", "eml:drafts")
    draft = min((tmp_path / "drafts").iterdir())
    draft.write_bytes(draft.read_bytes() + b"\r\nP.S. See you soon.\r\n")
    done = re.search("[0-9a-f]{12}", draft.name).group()
    assert tieweave_command("done", done, *NOW).code == 0
    for _ in range(2):
        assert "read back" not in push("--to", "eml:drafts").out
    assert done not in {one["id"] for one in planned()["follow_ups"]}
    assert draft.exists()


def test_two_runs_at_once_double_nothing(book, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    command = [sys.executable, "-m", "tieweave", "push", book, *NOW, "--to", "eml:drafts", "--to", "md:list.md"]
    runs = [subprocess.Popen([*command, "--per-week", str(number)], stdout=subprocess.DEVNULL) for number in (3, 9)]
    assert [run.wait() for run in runs] == [0, 0]
    ids = [re.search("[0-9a-f]{12}", path.name).group() for path in (tmp_path / "drafts").iterdir()]
    assert len(ids) == len(set(ids)) == (tmp_path / "list.md").read_text(encoding="utf-8").count("^tw-")


def test_the_json_of_a_push_says_what_became_of_each(push):
    document = json.loads(push("--to", "follow-ups.ics", "--format", "json").out)
    (sink,) = document["sinks"]
    assert (document["version"], document["dry_run"], sink["sink"], sink["failed"]) == (
        1,
        False,
        "follow-ups.ics",
        None,
    )
    assert {one["outcome"] for one in sink["deliveries"]} == {"created"}
    assert sink["read_back"] == []


def test_a_sink_that_cannot_be_used_ends_with_three_and_the_others_have_theirs(push, tmp_path, planned):
    (tmp_path / "broken.ics").write_text("this is no calendar", encoding="utf-8")
    ran = push("--to", "broken.ics", "--to", "good.ics")
    assert ran.code == 3
    assert len([line for line in ran.err.splitlines() if line.startswith("error: ")]) == 1
    assert "broken.ics" in ran.err
    assert (tmp_path / "broken.ics").read_text(encoding="utf-8") == "this is no calendar"
    assert (tmp_path / "good.ics").read_text(encoding="utf-8").count("BEGIN:VTODO") == len(planned()["follow_ups"])


def test_the_sinks_of_the_configuration_are_used_where_none_is_named(push, tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text('sinks = ["ics:mine.ics"]\n', encoding="utf-8")
    monkeypatch.setenv("TIEWEAVE_CONFIG", str(tmp_path / "config.toml"))
    assert push().code == 0
    assert (tmp_path / "mine.ics").exists()


def test_without_a_sink_it_is_said_how_to_name_one(push):
    ran = push()
    assert ran.code == 2
    assert "say where with --to SINK" in ran.err


@pytest.mark.parametrize(
    ("sink", "said"),
    [("nowhere:", "no installed sink writes to 'nowhere:'"), ("", "the location of the sink is empty")],
)
def test_an_unknown_sink_is_one_line_and_nothing_is_written(push, tmp_path, sink, said):
    ran = push("--to", sink, "--to", "good.ics")
    assert ran.code == 1
    assert said in ran.err
    assert not (tmp_path / "good.ics").exists()


def test_what_cannot_be_noted_is_not_delivered(push, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "file" / "folder"))
    ran = push("--to", "follow-ups.ics")
    assert ran.code == 1
    assert "nothing can be delivered" in ran.err
    assert not (tmp_path / "follow-ups.ics").exists()


def test_settings_of_the_plan_are_checked_and_named(push, tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text("[plan]\nper_weak = 3\n", encoding="utf-8")
    monkeypatch.setenv("TIEWEAVE_CONFIG", str(tmp_path / "config.toml"))
    ran = push("--to", "follow-ups.ics")
    assert ran.code == 1
    assert "per_weak" in ran.err
    assert "did you mean 'per_week'?" in ran.err


def test_doctor_says_of_each_configured_sink_whether_it_can_be_used(push, tieweave_command, tmp_path, monkeypatch):
    push("--to", "ics:mine.ics")
    (tmp_path / "broken.ics").write_text("this is no calendar", encoding="utf-8")
    (tmp_path / "config.toml").write_text(
        'sources = ["a.vcf"]\nsinks = ["ics:mine.ics", "ics:broken.ics"]\n[options.ics]\nform = "todo"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("TIEWEAVE_CONFIG", str(tmp_path / "config.toml"))
    ran = tieweave_command("doctor")
    assert ran.code == 3
    assert re.search(r"^ok +ics:mine.ics: can be used: \d+ follow-ups are to be done there$", ran.out, re.MULTILINE)
    assert re.search(r"^failed +.*broken.ics", ran.out, re.MULTILINE)
    assert "warning" not in ran.err


def test_what_was_pushed_toward_somebody_who_has_died_is_removed_there(push, planned, tmp_path):
    push("--to", "follow-ups.ics")
    path = tmp_path / "follow-ups.ics"
    ann = by_person(planned())["Ann Lee"]["id"]
    assert ann in path.read_text(encoding="utf-8")
    cards = (tmp_path / "a.vcf").read_text(encoding="utf-8")
    (tmp_path / "a.vcf").write_text(
        cards.replace("CATEGORIES:Friends", "CATEGORIES:Friends,Deceased"), encoding="utf-8"
    )
    assert push("--to", "follow-ups.ics").code == 0
    assert ann not in path.read_text(encoding="utf-8")
    assert "Ann Lee" not in by_person(planned())


def test_several_sinks_may_follow_one_to(push, tmp_path):
    assert push("--to", "follow-ups.ics", "md:list.md", "plan.md").code == 0
    assert {"follow-ups.ics", "list.md", "plan.md"} <= set(os.listdir(tmp_path))
