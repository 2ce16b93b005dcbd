from __future__ import annotations

import csv
import datetime as dt
import io
import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, Organisation, weave
from tieweave.report import as_csv, as_json, as_table, harmless

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
NASTY = '\x1b[31m=HYPERLINK("http://evil.example")\u202ecod.exe\x9b'

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
contacts = st.lists(
    st.builds(
        Contact,
        name=texts,
        labels=st.lists(texts, max_size=2),
        notes=st.lists(texts, max_size=2),
        organisations=st.lists(st.builds(Organisation, name=texts, title=texts), max_size=2),
        nicknames=st.lists(texts, max_size=1),
    ),
    max_size=4,
)


def _result(people: list[Contact]):
    book = tieweave.merge(people)
    return weave.summarise(book, tieweave.classify(book, now=NOW), now=NOW)


def _written(write, people: list[Contact], **options: str) -> str:
    stream = io.StringIO()
    write(_result(people), stream, options)
    return stream.getvalue()


def _is_quiet(text: str) -> bool:
    return not any(
        (unicodedata.category(c) in ("Cc", "Cs") and c != "\n")
        or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for c in text
    )


@given(contacts)
def test_no_format_lets_a_contacts_text_command_the_terminal(people):
    people.append(Contact(name=NASTY, labels=["Family" + NASTY], notes=[NASTY + "\n" + NASTY]))
    for write in (as_json.write_json, as_json.write_jsonl, as_csv.write_csv, as_table.write_table):
        assert _is_quiet(_written(write, people)), write.__name__


@given(contacts)
def test_json_has_the_very_text_back_and_every_key(people):
    document = json.loads(_written(as_json.write_json, people))
    assert list(document) == ["version", "now", "summary", "skipped", "failed", "ties"]
    assert document["version"] == 1
    merged = tieweave.merge(people)
    names = {contact.id: contact.name for contact in merged.contacts}
    for tie in document["ties"]:
        assert (tie["contact"]["name"] or "") == names[tie["contact"]["id"]]
        assert set(tie) == {
            "contact", "category", "categories", "level", "level_probability", "strength", "lead", "support",
            "last_interaction", "interactions", "evidence",
        }  # fmt: skip
        assert set(tie["contact"]) == {"id", "name", "names", "emails", "phones", "urls", "organisations", "sources"}
    counts = document["summary"]
    assert counts["records"] == counts["people"] + counts["merged"]
    assert counts["people"] == counts["level_1"] + counts["level_2"] + counts["unknown"] == len(document["ties"])


@given(contacts)
def test_jsonl_is_the_same_ties_one_a_line(people):
    lines = _written(as_json.write_jsonl, people).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(_written(as_json.write_json, people))["ties"]


@given(contacts)
def test_no_cell_of_the_csv_is_a_formula_and_names_come_back(people):
    rows = list(csv.reader(io.StringIO(_written(as_csv.write_csv, people))))
    assert tuple(rows[0]) == as_csv.COLUMNS
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows[1:] for value in row)
    ties = tieweave.classify(tieweave.merge(people), now=NOW)
    assert [row[0].removeprefix("'") for row in rows[1:]] == [harmless.visible(tie.contact.name) for tie in ties]


def test_a_formula_in_a_name_is_kept_as_text():
    rows = list(csv.reader(io.StringIO(_written(as_csv.write_csv, [Contact(name="=1+2"), Contact(name="'=1")]))))
    assert sorted(row[0] for row in rows[1:]) == ["''=1", "'=1+2"]


@given(contacts, st.integers(min_value=60, max_value=140))
def test_the_table_is_never_wider_than_asked(people, width):
    from rich.cells import cell_len

    people.append(Contact(name="田中由紀 🦷 Świętosława", labels=["Family"]))
    table = _written(as_table.write_table, people, width=str(width))
    assert all(cell_len(line) <= width for line in table.splitlines())


def test_the_table_groups_by_level_and_ends_with_a_summary():
    people = [Contact(name="Mum"), Contact(name="Bo Lind", labels=["Clients"]), Contact(name="Kim Oh")]
    table = _written(as_table.write_table, people)
    lines = table.splitlines()
    assert [line.split("  ")[0] for line in lines if line and not line.startswith(" ")][:3] == [
        "Level 1 (1)",
        "Level 2 (1)",
        "Not known yet (1)",
    ]
    assert lines[-1] == "3 people from 3 records: 1 in Level 1, 1 in Level 2, 1 not known yet."


def test_harmless_text_is_left_alone():
    text = "Zoë Müller-Łukasz 田中 🦷 O’Brien"
    assert harmless.visible(text) == text
    assert harmless.visible("a\x1bb\nc\u202ed") == "a␛b␊c\ufffdd"
