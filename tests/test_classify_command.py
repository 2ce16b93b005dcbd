from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Mum\r\nTEL;TYPE=CELL:+1 902 555 0142\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:2\r\nFN:Anjali Patel\r\nORG:Harbour Health\r\nTITLE:Family Physician\r\n"
    "EMAIL:anjali@harbour.example\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:3\r\nFN:Kim Oh\r\nEND:VCARD\r\n"
)


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.vcf"
    path.write_text(CARDS, encoding="utf-8", newline="")
    return path


def test_the_json_is_what_other_tools_are_written_against(tieweave_command, cards):
    ran = tieweave_command("classify", str(cards), "--format", "json", "--now", "2026-11-01T12:00:00+00:00")
    assert (ran.code, ran.err) == (0, "")
    document = json.loads(ran.out)
    assert (document["version"], document["now"]) == (1, "2026-11-01T12:00:00+00:00")
    assert document["summary"] == {
        "people": 3, "records": 3, "merged": 0, "skipped": 0, "level_1": 1, "level_2": 1, "unknown": 1,
        "categories": {"doctor": 1, "family": 1},
    }  # fmt: skip
    ties = {tie["contact"]["name"]: tie for tie in document["ties"]}
    assert ties["Mum"]["contact"]["phones"] == ["+19025550142"]
    assert ties["Anjali Patel"]["contact"]["organisations"] == [
        {"name": "Harbour Health", "title": "Family Physician", "department": None}
    ]
    assert ties["Anjali Patel"]["contact"]["sources"] == [{"source": str(cards), "key": "2"}]
    assert (ties["Kim Oh"]["category"], ties["Kim Oh"]["level"], ties["Kim Oh"]["level_probability"]) == (
        "unknown", None, None,
    )  # fmt: skip


def test_the_same_input_and_clock_give_the_same_output(tieweave_command, cards):
    arguments = ("classify", str(cards), "--format", "json", "--now", "2026-11-01")
    assert tieweave_command(*arguments) == tieweave_command(*arguments)


def test_level_and_category_choose_who_is_shown_and_the_summary_stays(tieweave_command, cards):
    for choice in (("--level", "1"), ("--category", "family")):
        document = json.loads(tieweave_command("classify", str(cards), "--format", "json", *choice).out)
        assert [tie["contact"]["name"] for tie in document["ties"]] == ["Mum"]
        assert document["summary"]["people"] == 3


def test_the_table_fits_80_columns_and_has_no_escapes_in_a_pipe(cards):
    ran = subprocess.run(
        [sys.executable, "-m", "tieweave", "classify", str(cards)], capture_output=True, text=True, check=True
    )
    assert "\x1b" not in ran.stdout
    assert all(len(line) <= 80 for line in ran.stdout.splitlines())
    assert "Mum" in ran.stdout


def test_csv_and_jsonl_and_vcard_are_written(tieweave_command, cards):
    rows = list(csv.DictReader(io.StringIO(tieweave_command("classify", str(cards), "--format", "csv").out)))
    assert rows[0]["name"] == "Mum"
    lines = tieweave_command("classify", str(cards), "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["category"] for line in lines].count("doctor") == 1
    assert tieweave_command("classify", str(cards), "--format", "vcard").out.count("BEGIN:VCARD") == 3


def test_a_profile_makes_it_better_and_its_absence_breaks_nothing(tieweave_command, tmp_path):
    cards = tmp_path / "c.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bo Lind\nORG:Fundy Software\nEND:VCARD\n", encoding="utf-8")
    profile = tmp_path / "me.toml"
    profile.write_text('[[employers]]\nname = "Fundy Software"\n', encoding="utf-8")
    without = json.loads(tieweave_command("classify", str(cards), "--format", "json").out)
    with_it = json.loads(tieweave_command("classify", str(cards), "--format", "json", "--profile", str(profile)).out)
    assert without["ties"][0]["category"] == "unknown"
    assert with_it["ties"][0]["category"] == "co-worker"


def test_sources_of_the_configuration_stand_in_for_locations(tieweave_command, cards, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text(f"sources = [{json.dumps(str(cards))}]\n", encoding="utf-8")
    ran = tieweave_command("--config", str(config), "classify", "--format", "json")
    assert json.loads(ran.out)["summary"]["people"] == 3


def test_one_failing_source_leaves_the_others_result_and_exit_code_3(tieweave_command, cards, tmp_path):
    ran = tieweave_command("classify", str(tmp_path / "none.vcf"), str(cards), "--format", "json")
    document = json.loads(ran.out)
    assert ran.code == 3
    assert document["summary"]["people"] == 3
    assert document["failed"][0]["source"] == str(tmp_path / "none.vcf")
    assert ran.err.count("\n") == 1


def test_a_skipped_record_is_told_and_is_an_error_only_when_strict(tieweave_command, cards):
    with cards.open("a", encoding="utf-8", newline="") as file:
        file.write("BEGIN:VCARD\r\n%%%%\r\nEND:VCARD\r\n")
    ran = tieweave_command("classify", str(cards), "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["summary"]["skipped"] == 1
    assert "card 4" in ran.err
    assert tieweave_command("classify", str(cards), "--strict").code == 3


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda tmp: [str(tmp / "none.vcf")], 1, id="missing file"),
        pytest.param(lambda tmp: [str(tmp)], 1, id="folder without cards"),
        pytest.param(lambda tmp: [_write(tmp / "empty.vcf", b"")], 1, id="empty file"),
        pytest.param(lambda tmp: [_write(tmp / "x.vcf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n")], 1, id="a PDF"),
        pytest.param(lambda tmp: [_write(tmp / "x.vcf", bytes(range(256)) * 40)], 1, id="binary rubbish"),
        pytest.param(lambda tmp: [_write(tmp / "x.zip", b"PK\x03\x04 no zip")], 1, id="a broken zip"),
        pytest.param(lambda tmp: [], 2, id="no location"),
        pytest.param(lambda tmp: ["x.vcf", "--category", "famly"], 2, id="unknown category"),
        pytest.param(lambda tmp: ["x.vcf", "--now", "yesterday"], 2, id="bad clock"),
        pytest.param(lambda tmp: ["x.vcf", "--now", "0001-01-01"], 2, id="clock at the beginning of time"),
        pytest.param(lambda tmp: ["x.vcf", "--now", "9999-12-31"], 2, id="clock at the end of time"),
        pytest.param(lambda tmp: ["x.vcf", "--level", "3"], 2, id="bad level"),
        pytest.param(lambda tmp: ["x.vcf", "--format", "xml"], 2, id="unknown format"),
        pytest.param(lambda tmp: ["x.vcf", "--profile", str(tmp / "none.toml")], 1, id="missing profile"),
        pytest.param(lambda tmp: ["x.vcf", "--profile", _write(tmp / "p", b"nmae = 1")], 1, id="wrong key"),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_is_written(tieweave_command, tmp_path, make, code):
    output = tmp_path / "out" / "result.json"
    output.parent.mkdir()
    ran = tieweave_command("classify", *make(tmp_path), "--format", "json", "--output", str(output)) if (
        "--format" not in make(tmp_path)
    ) else tieweave_command("classify", *make(tmp_path), "--output", str(output))  # fmt: skip
    assert ran.code == code
    assert ran.out == ""
    told = [line for line in ran.err.splitlines() if not line.startswith(("Usage:", "Try '"))]
    assert len([line for line in told if line]) == 1, ran.err
    assert "Traceback" not in ran.err
    assert not list(output.parent.iterdir())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_told(tieweave_command, cards):
    cards.chmod(0)
    ran = tieweave_command("classify", str(cards))
    assert (ran.code, ran.err.count("\n")) == (1, 1)


def test_output_is_written_whole_or_not_at_all(tieweave_command, cards, tmp_path):
    output = tmp_path / "people.json"
    output.write_text("what was there", encoding="utf-8")
    failing = tieweave_command("classify", str(tmp_path / "none.vcf"), "--format", "json", "--output", str(output))
    assert failing.code == 1
    assert output.read_text(encoding="utf-8") == "what was there"
    assert tieweave_command("classify", str(cards), "--format", "json", "--output", str(output)).code == 0
    assert json.loads(output.read_text(encoding="utf-8"))["summary"]["people"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contacts.vcf", "people.json"]


def test_a_new_output_file_is_for_its_owner_alone(tieweave_command, cards, tmp_path):
    output = tmp_path / "people.csv"
    tieweave_command("classify", str(cards), "--format", "csv", "--output", str(output))
    assert output.stat().st_mode & 0o077 == 0


def test_an_output_that_cannot_be_written_is_one_line(tieweave_command, cards, tmp_path):
    ran = tieweave_command("classify", str(cards), "--output", str(tmp_path / "no" / "such" / "folder.csv"))
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "--output" in ran.err


def test_a_closed_pipe_ends_quietly(tmp_path):
    many = tmp_path / "many.vcf"
    many.write_text(
        "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Person Number{i}\nEND:VCARD\n" for i in range(3000)), encoding="utf-8"
    )
    command = [sys.executable, "-m", "tieweave", "classify", str(many), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait()
    assert process.returncode == 0


def test_standard_input_is_read_and_the_output_is_utf_8_in_any_locale():
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(
        [sys.executable, "-m", "tieweave", "classify", "-", "--format", "jsonl"],
        input="BEGIN:VCARD\nVERSION:4.0\nFN:Zoë 田中\nEND:VCARD\n".encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    assert json.loads(ran.stdout.decode("utf-8"))["contact"]["name"] == "Zoë 田中"


def test_ids_stay_when_files_are_reordered_or_another_is_added(tieweave_command, cards, tmp_path):
    other = tmp_path / "other.vcf"
    other.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:9\nFN:Anjali Patel\nEMAIL:anjali@harbour.example\nTEL:+19025550177\nEND:VCARD\n",
        encoding="utf-8",
    )

    def ids(*locations: Path) -> dict[str, str]:
        ran = tieweave_command("classify", *map(str, locations), "--format", "jsonl")
        ties = [json.loads(line) for line in ran.out.splitlines()]
        return {tie["contact"]["name"]: tie["contact"]["id"] for tie in ties}

    assert ids(cards) == ids(cards, other) == ids(other, cards)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("arguments", [["classify", "-"], ["explain", "Ann", "-"], ["plugins"], ["--version"]])
def test_a_full_disk_is_one_line(arguments):
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "tieweave", *arguments],
            input="BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEND:VCARD\n",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert "cannot write the output" in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize("closing", [">&-", "2>&- >/dev/null", ">&- 2>&-"])
def test_closed_streams_are_no_failure(cards, closing):
    command = f'"{sys.executable}" -m tieweave classify "{cards}" {closing}'
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_standard_input_named_twice_is_read_once():
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEND:VCARD\n"
    command = [sys.executable, "-m", "tieweave", "classify", "-", "-", "--format", "json"]
    ran = subprocess.run(command, input=card, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["summary"]["records"] == 1


def test_the_same_file_named_twice_adds_nobody(tieweave_command, cards):
    once, twice = (
        json.loads(tieweave_command("classify", *[str(cards)] * times, "--format", "json").out)["summary"]
        for times in (1, 2)
    )
    assert once == twice


def test_a_read_only_output_is_left_as_it_is(tieweave_command, cards, tmp_path):
    output = tmp_path / "people.csv"
    output.write_text("mine", encoding="utf-8")
    output.chmod(0o444)
    ran = tieweave_command("classify", str(cards), "--format", "csv", "--output", str(output))
    assert (ran.code, output.read_text(encoding="utf-8")) == (1, "mine")


def test_an_option_of_another_format_is_a_usage_error(tieweave_command, cards):
    assert tieweave_command("classify", str(cards), "--format", "json", "--vcard-version", "3.0").code == 2


@pytest.mark.parametrize("option", ["--profile", "--config"])
def test_settings_nested_without_end_are_one_line(tieweave_command, cards, tmp_path, option):
    nested = tmp_path / "nested.toml"
    nested.write_text("x = " + "[" * 100_000, encoding="utf-8")
    where = [option, str(nested)]
    ran = tieweave_command(*(where if option == "--config" else []), "classify", str(cards), *(
        where if option == "--profile" else []
    ))  # fmt: skip
    assert (ran.code, ran.err.count("\n")) == (1, 1)


def test_a_home_that_is_no_folder_is_as_good_as_none(tieweave_command, cards, monkeypatch):
    for variable in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, "/dev/null")
    assert tieweave_command("classify", str(cards)).code == 0
