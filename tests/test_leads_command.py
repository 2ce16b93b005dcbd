"""`tieweave leads` and `tieweave support` on the example address book, and how their results are written."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from rich.cells import cell_len

from tieweave import Contact, Level, Organisation, Profile
from tieweave.leads import Prospects, at_company, leads
from tieweave.model import Tie
from tieweave.report import as_leads
from tieweave.report.look import plain
from tieweave.report.wrapping import fitted, wrapped

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
KEYS = {
    "contact", "category", "level", "strength", "value", "ask", "reason", "close", "company", "standing", "through",
}  # fmt: skip


@pytest.fixture
def on_the_examples(tieweave_command, examples):
    """Run a command on the example address book and profile."""

    def run(command, *arguments):
        where = [str(examples / "contacts.vcf"), str(examples / "work.vcf")]
        settled = ["--profile", str(examples / "me.toml"), "--now", "2026-11-01"]
        return tieweave_command(command, *where, *settled, *arguments)

    return run


def test_the_list_says_who_why_and_what_to_ask_for(on_the_examples):
    code, out, err = on_the_examples("leads")
    assert (code, err.count("error")) == (0, 0)
    assert out.startswith("Looking for: data analyst, renewable energy, Halifax")
    assert "  1. Fatima Al-Rashid · Alumni · Level 2\n" in out
    assert "Director of Data at Maple Leaf Renewables, close to your target" in out
    assert "20. " in out
    assert "21. " not in out
    assert all(cell_len(line) <= 80 for line in out.splitlines())


def test_a_target_takes_the_place_of_the_profile_s(on_the_examples):
    code, out, _ = on_the_examples("leads", "--target", "CloudPort", "--format", "json", "--limit", "5")
    document = json.loads(out)
    assert code == 0
    assert document["targets"] == ["CloudPort"]
    assert document["leads"][0]["company"] == "CloudPort"
    assert document["leads"][0]["ask"] == "information"
    assert len(document["leads"]) == 5


def test_the_json_has_every_key_and_values_that_only_fall(on_the_examples):
    code, out, _ = on_the_examples("leads", "--format", "json", "--limit", "0")
    document = json.loads(out)
    assert (code, document["version"], document["company"]) == (0, 1, None)
    assert all(set(lead) == KEYS for lead in document["leads"])
    values = [lead["value"] for lead in document["leads"] if not lead["close"]]
    assert values == sorted(values, reverse=True)
    assert len(document["leads"]) > 60
    assert "Ella" not in [lead["contact"]["name"] for lead in document["leads"]]


def test_a_company_is_found_by_its_whole_name(on_the_examples):
    code, out, _ = on_the_examples("leads", "--company", "tidewater analytics inc.", "--format", "json")
    document = json.loads(out)
    assert code == 0
    assert document["company"] == {
        "asked": "tidewater analytics inc.",
        "names": ["Tidewater Analytics"],
        "near": [],
    }
    present = [lead["contact"]["name"] for lead in document["leads"] if lead["standing"] == "present"]
    assert "Nikhil Sharma" in present
    assert all(set(lead) == KEYS for lead in document["leads"])


def test_no_match_is_said_plainly_with_the_nearest_spellings(on_the_examples):
    code, out, _ = on_the_examples("leads", "--company", "Fundi Softwear")
    assert code == 0
    assert out == (
        "Nobody you know is or was at 'Fundi Softwear', as far as your contacts say.\n"
        "Nearest spellings: Fundy Software.\n"
    )
    code, out, _ = on_the_examples("leads", "--company", "Zzyzx")
    assert "No company there is spelt like it." in out


def test_an_alias_of_the_configuration_is_obeyed(on_the_examples, tmp_path, monkeypatch):
    path = tmp_path / "config.toml"
    path.write_text('[aliases]\n"The Harbour" = "Fundy Software"\n', encoding="utf-8")
    monkeypatch.setenv("TIEWEAVE_CONFIG", str(path))
    code, out, _ = on_the_examples("leads", "--company", "the harbour")
    assert code == 0
    assert out.startswith("the harbour (as Fundy Software)\n\nThere now (")


def test_a_company_without_a_name_is_a_mistake(on_the_examples):
    code, _, err = on_the_examples("leads", "--company", " ")
    assert code == 2
    assert "needs a name" in err


def test_support_names_three_close_people_a_kind(on_the_examples):
    code, out, _ = on_the_examples("support", "--format", "json")
    document = json.loads(out)
    assert code == 0
    assert {kind: len(people) for kind, people in document["support"].items()} == {
        "feedback": 3,
        "practice": 3,
        "hard-days": 3,
    }
    names = [one["contact"]["name"] for people in document["support"].values() for one in people]
    assert len(set(names)) == 9
    assert "Ella" not in names


def test_support_as_text_fits_80_columns(on_the_examples):
    code, out, _ = on_the_examples("support", "--limit", "1")
    assert code == 0
    assert out.startswith("An honest word on your resume\n")
    assert all(cell_len(line) <= 80 for line in out.splitlines())


# How it is written


def _listed(contacts, **profile):
    prospects = Prospects.of(contacts, Profile(**profile), now=NOW)
    ties = [
        Tie(contact=one, category="friend", level=Level.CLOSE, strength=0.9, lead=0.0, support=0.0) for one in contacts
    ]
    return prospects, ties


def test_a_contact_s_text_is_made_harmless_and_fits():
    nasty = Contact(
        id="a",
        name="\x1b[31m" + "陈" * 60,
        organisations=[Organisation(name="Acme\u202e " * 30, title="Boss\x07")],
        notes=["ex-Grid \x1b[0m " + "x" * 300],
    )
    prospects, ties = _listed([nasty], targets=["Acme", "\x1b[2J"])
    styled = [
        *as_leads.lines(leads(prospects, ties), prospects.targets.texts, 1),
        *as_leads.company_lines(at_company(prospects, ties, "Grid")),
        *as_leads.company_lines(at_company(prospects, ties, "\x1b[2J nobody")),
    ]
    found = [plain(line) for line in styled]
    assert all(cell_len(line) <= 80 for line in found)
    assert not any(sign in line for line in found for sign in "\x1b\x07\u202e")
    document = as_leads.as_json(NOW, leads(prospects, ties), targets=prospects.targets.texts)
    assert "\u202e" not in document
    assert json.loads(document)["leads"][0]["contact"]["name"] == nasty.name


def test_close_people_at_a_target_employer_have_a_heading_of_their_own():
    contacts = [
        Contact(id="a", name="Ann", organisations=[Organisation(name="Acme")]),
        Contact(id="b", name="Bo"),
    ]
    prospects, ties = _listed(contacts, targets=["Acme"])
    text = "\n".join(map(plain, as_leads.lines(leads(prospects, ties), prospects.targets.texts, 2)))
    assert text.index("Close to you, at a company you aim for (1)") < text.index("Ann")
    assert text.index("Ann") < text.index("Who may lead further") < text.index("  2. Bo")


def test_without_targets_it_says_how_to_give_some_and_without_people_that_there_are_none():
    prospects, ties = _listed([Contact(id="b", name="Bo")])
    assert "--target" in "\n".join(map(plain, as_leads.lines(leads(prospects, ties), (), 1)))
    assert "Nobody here can be asked yet" in "\n".join(map(plain, as_leads.lines([], (), 0)))


def test_wrapping_counts_columns_and_cuts_words_that_are_too_long():
    assert list(wrapped("one two three", "  ", 9)) == ["  one two", "  three"]
    assert list(wrapped("陈" * 5, "", 4)) == ["陈陈", "陈陈", "陈"]
    assert list(wrapped("", "  ")) == []
    assert fitted("abc", 3) == "abc"
    assert fitted("陈陈陈", 4) == "陈…"
