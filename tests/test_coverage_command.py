"""`tieweave coverage` on the example address book and a mailbox, and how its result is written."""

from __future__ import annotations

import datetime as dt
import json

import attrs
import pytest
from rich.cells import cell_len

from tieweave import CATEGORIES, Contact
from tieweave.coverage import Candidate, coverage
from tieweave.history import histories
from tieweave.model import Interaction, Tie
from tieweave.report import as_coverage
from tieweave.report.look import plain

NOW = "2026-11-01T12:00:00+00:00"


@pytest.fixture
def on_the_examples(tieweave_command, examples):
    """Run `tieweave coverage` on the example address book and profile."""

    def run(*arguments):
        where = [str(examples / "contacts.vcf"), str(examples / "work.vcf")]
        return tieweave_command("coverage", *where, "--profile", str(examples / "me.toml"), "--now", NOW, *arguments)

    return run


@pytest.fixture
def mailbox(tmp_path, monkeypatch):
    """Lay out mail with Ann (who is in the address book), Bo, Cy, a shop and a newsletter, and an address book."""
    monkeypatch.chdir(tmp_path)
    me = "Morgan Gallant <morgan@x.example>"
    ann, bo, cy = "Ann Lee <ann@y.example>", "Bo Roy <bo@y.example>", "cy@y.example"
    letters = [(me, ann), (ann, me), (me, bo), (bo, me), (me, cy), (cy, me), (me, cy), (cy, me)]
    letters += [(me, "info@shop.example"), ("info@shop.example", me), ("News <news@letter.example>", me)]
    text = "".join(
        f"From - Mon Nov 02 10:00:00 2026\nFrom: {one}\nTo: {other}\nMessage-ID: <{number}@x>\n"
        f"Date: {number + 1:02} Jun 2026 10:00:00 +0000\nSubject: hi\n\nhello\n\n"
        for number, (one, other) in enumerate(letters)
    )
    (tmp_path / "mail.mbox").write_text(text, encoding="utf-8")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ann Lee\r\nEMAIL:ann@y.example\r\nEND:VCARD\r\n"
    (tmp_path / "a.vcf").write_text(card, encoding="utf-8", newline="")
    (tmp_path / "me.toml").write_text('emails = ["morgan@x.example"]\n', encoding="utf-8")
    return "a.vcf", "mail.mbox", "--profile", "me.toml", "--now", NOW


def test_the_thirty_stand_in_their_order_with_counts_and_names(on_the_examples):
    code, out, err = on_the_examples()
    assert (code, err.count("error")) == (0, 0)
    rows = [line for line in out.splitlines() if line.startswith("  ")]
    places = [next(at for at, row in enumerate(rows) if row.startswith(f"  {one.label}  ")) for one in CATEGORIES]
    assert places == sorted(places)
    assert len(set(places)) == 30
    assert "Sara Lindholm" in next(row for row in rows if row.startswith("  Dentist "))
    assert out.startswith("Mostly close (Level 1)\n  Family ")
    assert "\nMostly further away (Level 2)\n  Friend of a friend " in out
    assert " of 100 names; " in out
    assert "of them in no category yet (tieweave review asks)" in " ".join(out.split())
    assert all(cell_len(line) <= 80 for line in out.splitlines())


def test_the_counts_are_those_of_everybody_who_is_a_person(on_the_examples, tieweave_command, examples):
    document = json.loads(on_the_examples("--format", "json").out)
    where = [str(examples / "contacts.vcf"), str(examples / "work.vcf"), "--profile", str(examples / "me.toml")]
    summary = json.loads(tieweave_command("classify", *where, "--now", NOW, "--format", "json").out)["summary"]
    counts = {one["category"]: one["count"] for one in document["categories"] if one["count"]}
    assert counts == summary["categories"]
    assert document["people"] == sum(counts.values()) + document["unknown"]
    assert document["people"] < summary["people"]  # the trattoria and the choir are no people
    assert all(one["count"] == len(one["people"]) for one in document["categories"])


def test_a_thin_category_has_its_prompt_and_no_other(on_the_examples, tieweave_command, tmp_path):
    (tmp_path / "one.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Mum\nEND:VCARD\n", encoding="utf-8")
    out = " ".join(tieweave_command("coverage", str(tmp_path / "one.vcf")).out.split())
    assert all(one.prompt in out for one in CATEGORIES)
    assert "1 of 100 names; 30 categories are thin: whoever comes to mind is kept by tieweave add." in out
    document = json.loads(on_the_examples("--format", "json").out)
    prompts = {one["category"]: one["prompt"] for one in document["categories"]}
    assert prompts["dentist"] is None
    full = " ".join(on_the_examples().out.split())
    for category in CATEGORIES:
        assert (category.prompt in full) is (prompts[category.slug] == category.prompt)


def test_the_json_has_every_key(tieweave_command, mailbox):
    code, out, _ = tieweave_command("coverage", *mailbox, "--format", "json", "--limit", "1")
    document = json.loads(out)
    assert code == 0
    assert list(document) == ["version", "now", "goal", "people", "categories", "unknown", "candidates"]
    assert (document["version"], document["now"], document["goal"]) == (1, NOW, 100)
    assert [one["category"] for one in document["categories"]] == [one.slug for one in CATEGORIES]
    assert [one["level"] for one in document["categories"]] == [int(one.level) for one in CATEGORIES]
    for one in document["categories"]:
        assert list(one) == ["category", "label", "level", "count", "prompt", "people"]
    assert document["candidates"] == [
        {
            "name": None,
            "address": "cy@y.example",
            "source": "mail.mbox",
            "interactions": 4,
            "last_interaction": "2026-06-08T10:00:00+00:00",
        },
        {
            "name": "Bo Roy",
            "address": "bo@y.example",
            "source": "mail.mbox",
            "interactions": 2,
            "last_interaction": "2026-06-04T10:00:00+00:00",
        },
    ]


def test_people_in_the_mail_and_in_no_address_book_are_shown_with_how_to_file_them(tieweave_command, mailbox):
    code, out, _ = tieweave_command("coverage", *mailbox)
    assert code == 0
    found = out[out.index("2 people in your mail") :].splitlines()
    assert found[:5] == [
        "2 people in your mail are in no address book, those with the most give and take",
        "first:",
        "  cy@y.example           4 times, last 2026-06-08",
        "  Bo Roy <bo@y.example>  2 times, last 2026-06-04",
        "They are counted above too.",
    ]
    assert "File one in seconds: tieweave add NAME --email ADDRESS --category SLUG" in found
    assert "shop.example" not in "".join(found)
    one = tieweave_command("coverage", *mailbox, "--limit", "1").out
    assert "\n  … and 1 more: --limit 0 shows all\n" in one
    assert "Bo Roy <" not in one
    assert "Bo Roy <" in tieweave_command("coverage", *mailbox, "--limit", "0").out


def test_whoever_is_added_is_no_candidate_any_more_and_counts_where_the_user_said(tieweave_command, mailbox):
    assert tieweave_command("add", "Bo Roy", "--email", "bo@y.example", "--category", "neighbour").code == 0
    document = json.loads(tieweave_command("coverage", *mailbox, "--format", "json").out)
    assert [one["address"] for one in document["candidates"]] == ["cy@y.example"]
    neighbours = next(one for one in document["categories"] if one["category"] == "neighbour")
    assert (neighbours["count"], neighbours["people"]) == (1, ["Bo Roy"])


def test_the_result_goes_into_a_file_whole_or_not_at_all(tieweave_command, mailbox, tmp_path):
    shown = tieweave_command("coverage", *mailbox).out
    ran = tieweave_command("coverage", *mailbox, "--output", "out.txt")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == shown
    ran = tieweave_command("coverage", *mailbox, "--output", "no such folder/out.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "nothing was changed" in ran.err


def test_a_source_that_fails_leaves_the_others_result(tieweave_command, mailbox):
    ran = tieweave_command("coverage", "missing.vcf", *mailbox)
    assert ran.code == 3
    assert "missing.vcf" in ran.err
    assert "of 100 names" in ran.out


def test_nothing_to_read_is_a_usage_error(tieweave_command):
    ran = tieweave_command("coverage")
    assert (ran.code, ran.out) == (2, "")
    assert "name a LOCATION to read" in ran.err


# How it is written


def _tie(name, category="friend"):
    contact = Contact(id=name, name=name)
    return Tie(contact=contact, category=category, level=None, strength=0.5, lead=0.0, support=0.0)


def _acts(*ways, channel="email"):
    when = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    return [Interaction(when=when, channel=channel, direction=way, participants=["x@y.example"]) for way in ways]


def test_a_contact_s_text_is_made_harmless_and_fits():
    nasty = Contact(id="a", name="\x1b[31m" + "陈" * 60, emails=["x@y.example"], filed=False)
    met = list(zip([nasty], histories([nasty], _acts("in", "out")).of, strict=True))
    found = coverage([_tie(nasty.name), _tie("\u202eBo")], met)
    lines = [plain(line) for line in as_coverage.lines(found, 5)]
    assert all(cell_len(line) <= 80 for line in lines)
    assert not any(sign in line for line in lines for sign in "\x1b\u202e")
    document = as_coverage.as_json(dt.datetime.fromisoformat(NOW), found)
    assert not any(sign in document for sign in "\x1b\u202e")
    assert json.loads(document)["candidates"][0]["name"] == nasty.name


def test_past_the_hundred_it_says_so():
    found = coverage([_tie(f"Friend {number}") for number in range(130)])
    assert " ".join(map(plain, as_coverage.lines(found, 5))).endswith(
        "130 names, past the 100; 29 categories are thin: whoever comes to mind is kept by tieweave add."
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([True, True], "They are counted above too."),
        ([True, False], "All but mere numbers are counted above too."),
        ([False], None),
    ],
)
def test_who_of_the_candidates_counts_is_said(counts, said):
    person = Contact(emails=["x@y.example"], filed=False)
    (history,) = histories([person], [*_acts("in", "out"), *_acts("both", channel="meeting")]).of
    some = [Candidate(contact=person, history=history, counts=one) for one in counts]
    lines = [plain(line) for line in as_coverage.lines(coverage([], [(person, history)]), 5)]
    assert any("in your mail and calendar" in line for line in lines)
    found = attrs.evolve(coverage([]), candidates=tuple(some))
    lines = [plain(line) for line in as_coverage.lines(found, 5)]
    assert (said in lines) if said else not any("counted above" in line for line in lines)
