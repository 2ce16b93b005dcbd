"""`tieweave label`: what one person is, said unasked, kept and obeyed."""

from __future__ import annotations

import json
import re

import pytest

from tieweave import Store
from tieweave import answers as kept_answers
from tieweave.cli.label import label


def vcard(uid, name, *lines):
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD")
    )


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cards = [
        vcard("a1", "Ann Lee", "EMAIL:ann@x.example", "CATEGORIES:Friends"),
        vcard("a2", "Ann Roy", "EMAIL:roy@x.example"),
        vcard("b1", "Ben Poe", "EMAIL:ben@x.example"),
        vcard("g1", "Choir", "X-ADDRESSBOOKSERVER-KIND:group"),
    ]
    (tmp_path / "a.vcf").write_text("".join(cards), encoding="utf-8", newline="")
    return "a.vcf"


@pytest.fixture
def command(tieweave_command, monkeypatch):
    """Run the command whether or not it stands among the others."""
    from tieweave.cli import tieweave

    monkeypatch.setitem(tieweave.commands, "label", label)
    return lambda *arguments: tieweave_command("label", *arguments)


def held():
    return [
        (number, answer.names, answer.level, answer.category, answer.asked.value)
        for number, answer in kept_answers.kept(Store.usual())
    ]


@pytest.mark.parametrize(
    ("said", "level", "category", "shown"),
    [
        (("--level", "1"), 1, "", "Level 1"),
        (("--level", "2", "--category", "client"), 2, "client", "Client, Level 2"),
        (("--category", "coach"), None, "coach", "Coach"),
    ],
)
@pytest.mark.parametrize("who", ["Ben Poe", "ben", "ben@x.example"])
def test_what_is_said_is_kept_with_its_number(command, book, who, said, level, category, shown):
    ran = command(who, book, *said)
    assert ran.code == 0, ran.err
    assert held() == [(1, ("Ben Poe",), level, category, "volunteered")]
    first, second, moved, *sentences = ran.out.splitlines()
    assert first == f"kept as answer 1: Ben Poe: {shown}"
    assert re.fullmatch(
        r"now: .*, (Level [12]|level not known), strength \d\.\d\d; take it back with: tieweave review --undo 1", second
    )
    assert moved == (
        "what your answers have moved so far:" if sentences else "your answers moved nobody but those you named"
    )


def test_the_new_verdict_is_what_was_said(command, tieweave_command, book):
    # Needs `classify` to obey the answers of the book.
    assert "now: Client, Level 2," in command("Ann Lee", book, "--level", "2", "--category", "client").out
    ties = json.loads(tieweave_command("classify", book, "--format", "json").out)["ties"]
    (ann,) = [tie for tie in ties if tie["contact"]["name"] == "Ann Lee"]
    assert (ann["level"], ann["category"]) == (2, "client")


def test_a_category_alone_does_not_take_the_level_back(command, book):
    command("Ben", book, "--level", "1")
    command("Ben", book, "--category", "friend")
    assert [(level, category) for _, _, level, category, _ in held()] == [(1, ""), (None, "friend")]


def test_several_of_the_name_are_one_line_that_says_how_to_name_one(command, book):
    ran = command("ann", book, "--level", "1")
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert "2 people match 'ann': Ann Lee (" in line
    assert "name one by the id in brackets" in line
    identifier = re.findall(r"Ann Roy \((\w+)\)", line)[0]
    assert command(identifier, book, "--level", "1").code == 0
    assert held()[0][1] == ("Ann Roy",)


def test_nobody_of_that_name_is_one_line_with_the_nearest(command, book):
    ran = command("Ben Po", book, "--level", "1")
    assert ran.code in (0, 1)  # a part of a word is no name
    ran = command("Bin Poe", book, "--level", "1")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody matches 'Bin Poe'" in ran.err


def test_a_group_is_not_a_person(command, book):
    ran = command("Choir", book, "--level", "1")
    assert (ran.code, ran.out) == (1, "")
    assert "'Choir' is a group, not a person" in ran.err
    assert held() == []


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--level", "3"),
        ("--category", "pal"),
        ("--category", "unknown"),
        ("--level", "one"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(command, book, wrong):
    ran = command("Ben", book, *wrong)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert held() == []


def test_without_a_file_to_read_it_says_what_to_do(command, book):
    ran = command("Ben", "--level", "1")
    assert ran.code == 2
    assert "name a LOCATION to read" in ran.err


def test_the_time_is_noted(command, book):
    command("Ben", book, "--level", "1", "--now", "2026-11-01T12:00:00+00:00")
    assert kept_answers.kept(Store.usual())[0].answer.when == "2026-11-01T12:00:00+00:00"
