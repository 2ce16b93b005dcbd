"""`tieweave add`: a name in seconds, kept in the store and read like any other source."""

from __future__ import annotations

import json
import re

import pytest

import tieweave
from tieweave import Store, added

CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:a1\nFN:Ann Lee\nEMAIL:ann@x.example\nCATEGORIES:Clients\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nUID:b1\nFN:Ben Poe\nEMAIL:ben@x.example\nEND:VCARD\n"
)


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.vcf").write_text(CARDS, encoding="utf-8", newline="")
    return "a.vcf"


@pytest.fixture
def command(tieweave_command):
    return lambda *arguments: tieweave_command("add", *arguments)


def ties(ran):
    assert ran.code == 0, ran.err
    return {tie["contact"]["name"]: tie for tie in json.loads(ran.out)["ties"]}


def held():
    return [(number, contact.name) for number, contact in added.kept(Store.usual())]


def test_a_name_is_kept_with_its_number(command):
    ran = command("Jane Doe", "--category", "neighbour", "--note", "lends us the ladder")
    assert (ran.code, ran.err) == (0, "")
    first, second = ran.out.splitlines()
    assert re.fullmatch(r"added as 1: Jane Doe: Neighbour  \('lends us the ladder', \d{4}-\d\d-\d\d\)", first)
    assert second == "every command reads it from now on; take it back with: tieweave add --undo 1"
    assert held() == [(1, "Jane Doe")]


def test_everything_that_can_be_said_is_kept(command):
    said = ("--email", "J@X.example", "--email", "jane@y.example", "--phone", "902 555 0177", "--label", "Choir")
    work = ("--organisation", "Acme", "--title", "Cook", "--note", "one", "--note", "two", "--level", "2")
    assert command("Jane Doe", *said, *work).code == 0
    ((_, jane),) = added.kept(Store.usual())
    assert [email.address for email in jane.emails] == ["j@x.example", "jane@y.example"]
    assert [phone.number for phone in jane.phones] == ["902 555 0177"]
    assert [(one.name, one.title) for one in jane.organisations] == [("Acme", "Cook")]
    assert jane.notes == ("one", "two")
    assert "Choir" in jane.labels
    assert jane.filed


@pytest.mark.parametrize("category", ["neighbour", "hair-stylist", "co-worker", "unknown-to-labels"])
def test_the_category_and_the_level_are_taken_at_ones_word(command, tieweave_command, category):
    if category == "unknown-to-labels":
        command("Dr. Jane Doe", "--title", "Family Physician", "--level", "1")
        jane = ties(tieweave_command("classify", "--format", "json"))["Dr. Jane Doe"]
        assert (jane["category"], jane["level"]) == ("doctor", 1)
        return
    command("Jane Doe", "--category", category, "--level", "1", "--title", "Family Physician")
    jane = ties(tieweave_command("classify", "--format", "json"))["Jane Doe"]
    assert (jane["category"], jane["level"]) == (category, 1)
    assert jane["categories"][0]["probability"] > 0.99
    explained = tieweave_command("explain", "Jane Doe").out
    assert "a label of yours says so  [answer; you]" in explained
    assert f"labelled 'tieweave: {category}'" in explained


def test_every_way_to_say_a_category_and_a_level_is_read_back_as_the_answer():
    from tieweave.answers import outright

    for category in tieweave.CATEGORIES:
        for level in (None, 1, 2):
            said = outright(added.somebody("Jane", category=category.slug, level=level))
            assert (said.category, said.level) == (category.slug, level)


def test_added_people_are_read_beside_the_locations_and_alone(command, tieweave_command, book):
    command("Jane Doe", "--category", "neighbour")
    beside = ties(tieweave_command("classify", book, "--format", "json"))
    assert set(beside) == {"Ann Lee", "Ben Poe", "Jane Doe"}
    assert beside["Jane Doe"]["contact"]["sources"][0]["source"] == "added:"
    alone = ties(tieweave_command("classify", "--format", "json"))
    assert set(alone) == set(ties(tieweave_command("classify", "added:", "--format", "json"))) == {"Jane Doe"}
    named = json.loads(tieweave_command("classify", "added:", book, "--format", "json").out)
    assert named["summary"]["records"] == 3
    assert alone["Jane Doe"]["contact"]["id"] == beside["Jane Doe"]["contact"]["id"]


@pytest.mark.parametrize("what", [["leads"], ["support"], ["circles"], ["duplicates"], ["coverage"], ["review"]])
def test_every_command_reads_them(command, tieweave_command, what):
    command("Jane Doe", "--category", "friend")
    assert "name a LOCATION" not in tieweave_command(*what).err


def test_an_added_person_is_one_with_the_same_person_elsewhere_and_keeps_the_id(command, tieweave_command, book):
    before = ties(tieweave_command("classify", book, "--format", "json"))["Ann Lee"]
    assert before["category"] == "client"
    command("Annie Lee", "--email", "ann@x.example", "--category", "friend")
    found = ties(tieweave_command("classify", book, "--format", "json"))
    assert len(found) == 2
    (ann,) = [tie for tie in found.values() if "Ann Lee" in tie["contact"]["names"]]
    assert ann["contact"]["id"] == before["contact"]["id"]
    assert {ref["source"] for ref in ann["contact"]["sources"]} == {"a.vcf", "added:"}
    assert ann["category"] == "friend"


def test_the_library_reads_them_from_the_store_it_is_given(command, book):
    command("Jane Doe")
    assert {one.name for one in tieweave.gather([book]).contacts} == {"Ann Lee", "Ben Poe", "Jane Doe"}
    assert {one.name for one in tieweave.gather([]).contacts} == {"Jane Doe"}
    assert "Jane Doe" not in {one.name for one in tieweave.gather([book], store=Store.temporary()).contacts}


def test_a_name_that_was_added_already_is_said_and_kept_twice_only_when_told(command, tieweave_command):
    command("Zoë Doe", "--category", "client")
    ran = command("zoe doe", "--category", "friend")
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert "already added as 1: Zoë Doe: Client" in line
    assert "--again adds another person of that name, tieweave add --undo 1 takes this one back" in line
    assert command("Zoe Doe", "--category", "friend", "--again").code == 0
    assert held() == [(1, "Zoë Doe"), (2, "Zoe Doe")]
    records = json.loads(tieweave_command("classify", "--format", "json").out)["summary"]["records"]
    assert records == 2


def test_a_person_is_listed_and_taken_back(command):
    assert command("--list").out == "nobody was added yet\n"
    command("Jane Doe", "--level", "1")
    command("Bo Roy", "--email", "bo@x.example")
    first, second, last = command("--list").out.splitlines()
    assert first.startswith("1. Jane Doe: Level 1  (")
    assert second.startswith("2. Bo Roy  (bo@x.example, ")
    assert last == "take one back with: tieweave add --undo NUMBER"
    ran = command("--undo", "2")
    assert ran.code == 0
    assert ran.out.startswith("taken back: 2. Bo Roy  (")
    assert held() == [(1, "Jane Doe")]
    ran = command("--undo", "2")
    assert (ran.code, ran.err) == (1, "error: nobody was added as 2; tieweave add --list shows the numbers\n")


def test_what_was_said_of_one_taken_back_is_not_said_of_the_next(command, tieweave_command):
    command("Jane Doe")
    tieweave_command("label", "Jane Doe", "--category", "client")
    command("--undo", "1")
    command("Bo Roy")
    assert ties(tieweave_command("classify", "--format", "json"))["Bo Roy"]["category"] != "client"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ((), "say whom"),
        (("",), "say whom"),
        (("  \x1b ",), "say whom"),
        (("Jane", "Doe"), 'put the name in quotes: tieweave add "Jane Doe"'),
        (("Jane", "--category", "neighbor"), "did you mean neighbour?"),
        (("Jane", "--category", "unknown"), "'unknown' is no category"),
        (("Jane", "--email", "jane"), "'jane' is no e-mail address"),
        (("Jane", "--email", "Jane <j@x.example>"), "is no e-mail address"),
        (("Jane", "--email", "j@x"), "is no e-mail address"),
        (("Jane", "--phone", "none"), "'none' is no phone number"),
        (("Jane", "--level", "3"), "'3' is not one of"),
        (("Jane", "--list"), "stand alone"),
        (("--list", "--undo", "1"), "stand alone"),
        (("--undo", "1", "--note", "x"), "stand alone"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error_in_one_line(command, wrong, why):
    ran = command(*wrong)
    assert (ran.code, ran.out) == (2, "")
    (line,) = [line for line in ran.err.splitlines() if line.startswith("Error: ")]
    assert why in line
    assert "\x1b" not in ran.err
    assert held() == []


def test_nobody_added_is_said_where_it_is_asked_for(tieweave_command):
    ran = tieweave_command("classify", "added:")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody was added yet" in ran.err


def test_the_check_up_counts_them(command, tieweave_command):
    command("Jane Doe")
    for named in (["added:"], []):
        ran = tieweave_command("doctor", *named)
        assert ran.code == 0
        assert "ok      1 person added by hand" in ran.out


def test_no_terminal_obeys_what_was_typed(command, tieweave_command):
    nasty = "\x1b[31mJane\x07 Doe"
    shown = [command(nasty, "--note", "\x1b[2J"), command(nasty), command("--list"), tieweave_command("classify")]
    assert all(sign not in ran.out + ran.err for ran in shown for sign in "\x1b\x07")
    assert held() == [(1, nasty)]


def test_a_store_that_cannot_be_written_is_one_line(command, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "file" / "data"))
    ran = command("Jane Doe")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_what_is_kept_is_readable_by_its_owner_alone(command):
    command("Jane Doe")
    (folder,) = [Store.usual().folder]
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
