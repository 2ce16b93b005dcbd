"""`tieweave store export` and `import`: what the user said goes to another store, and nothing there is lost."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import io
import json
import sqlite3
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import (
    Answer,
    Decision,
    RecordMark,
    Status,
    Store,
    TieweaveError,
    added,
    answers,
    deliveries,
    identities,
    portable,
)
from tieweave.testing.killing import killed_at_every_step

INSERTS = {
    "follow_ups": "INSERT INTO follow_ups VALUES (?, ?, ?, ?, ?)",
    "entries": "INSERT INTO entries (person, happened, value) VALUES (?, ?, ?)",
    "work": "INSERT INTO work VALUES (?, ?)",
    "deliveries": "INSERT INTO deliveries VALUES (?, ?, ?)",
}
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def mark(name):
    return RecordMark(source="a.vcf", key=name, name=name, keys=[f"email:{name}@x.example"])


def answer(name, level=1, days=0):
    when = (NOON + dt.timedelta(days=days)).isoformat()
    return Answer(marks=[mark(name)], level=level, when=when)


def insert(store, table, *rows):
    with store.transaction(lasting=True) as connection:
        connection.executemany(INSERTS[table], [(*row[:-1], json.dumps(row[-1])) for row in rows])


def filled(folder):
    """Return a store with something in every part of it."""
    store = Store(folder)
    answers.keep_all(store, [answer("Ann"), answer("Renée\u2028\udc80"), answer("Ann", 2)])
    answers.undo(store, 1)
    identities.decide(store, Decision(same=True, one=[mark("Ann")], other=[mark("A. Lee")], when=NOON.isoformat()))
    added.keep(store, added.somebody("Jane Doe", emails=["jane@x.example"], when=NOON.isoformat()))
    identities.keep_ids(store, {}, {"email:ann@x.example": "a1b2", "phone:+19025551234": "c3d4"})
    insert(store, "follow_ups", ("f1", "a1b2", "pushed", "2026-11-04", {"name": "Ann", "settled": None}))
    insert(store, "entries", ("a1b2", NOON.isoformat(), {"text": "lunch"}), ("a1b2", NOON.isoformat(), {"text": "tea"}))
    insert(store, "work", ("a1b2", {"work": "Harbour Health"}))
    insert(store, "deliveries", ("/a.ics", "f1", {"due": "2026-11-04", "done": False, "made": True, "gone": False}))
    store.memory("mail", "/a.mbox").write([("k", b"a cache")])
    store.keep_secret("google ann", "a secret")
    return store


def exported(store):
    return portable.written(portable.held(store)[0])


def bring(store, document):
    text = document if isinstance(document, str) else json.dumps(document)
    return portable.bring(store, portable.read(text))


# The document


def test_everything_of_the_users_own_goes_out_and_nothing_else(tmp_path):
    text = exported(filled(tmp_path))
    document = json.loads(text)
    assert list(document) == [
        *("kind", "version", "left_out", "decisions", "answers", "added", "ids"),
        *("follow_ups", "entries", "work", "deliveries"),
    ]
    assert document["version"] == 1
    assert [one["number"] for one in document["answers"]] == [2, 3]
    assert document["follow_ups"] == [
        {
            "id": "f1",
            "person": "a1b2",
            "status": "pushed",
            "due": "2026-11-04",
            "value": {"name": "Ann", "settled": None},
        }
    ]
    assert document["ids"][0] == {"key": "email:ann@x.example", "value": "a1b2"}
    assert "a cache" not in text
    assert "a secret" not in text
    assert "secrets" in document["left_out"][0]
    assert "Renée" in text
    assert "\u2028" not in text


def test_an_empty_store_has_an_empty_document_and_is_not_made_for_it(tmp_path):
    document = json.loads(exported(Store(tmp_path / "data")))
    assert document["answers"] == []
    assert not (tmp_path / "data").exists()


def test_out_and_into_an_empty_store_and_out_again_is_the_same(tmp_path):
    text = exported(filled(tmp_path / "one"))
    other = Store(tmp_path / "other")
    bring(other, text)
    assert exported(other) == text
    assert [held.number for held in answers.kept(other)] == [2, 3]
    assert answers.keep(other, answer("Ben")) == 4
    assert added.kept(other)[0].contact.name == "Jane Doe"


def test_what_is_there_already_is_not_added_again(tmp_path):
    store = filled(tmp_path)
    text = exported(store)
    told = bring(store, text)
    assert exported(store) == text
    assert [(one.part, one.new, one.changed) for one in told if one.new or one.changed] == []
    assert {one.part: one.there for one in told}["answers"] == 2


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9))
INSTANTS = DAYS.map(lambda day: f"{day}T12:00:00+00:00")
VALUES = st.fixed_dictionaries({}, optional={"when": INSTANTS | TEXTS, "settled": INSTANTS | st.none(), "x": JSON})


def listed(columns):
    """Return lists of rows with ascending numbers, as the store gives them."""
    rows = st.lists(st.fixed_dictionaries({**columns, "value": VALUES}), max_size=5)
    steps = st.lists(st.integers(1, 3), min_size=5, max_size=5)
    return st.builds(
        lambda found, gaps: [{"number": sum(gaps[: at + 1]), **row} for at, row in enumerate(found)], rows, steps
    )


def keyed(*keys, **columns):
    rows = st.fixed_dictionaries({**dict.fromkeys(keys, st.sampled_from(["a", "b", "c"])), **columns})
    return st.lists(rows, max_size=4, unique_by=lambda row: tuple(row[key] for key in keys)).map(
        lambda found: sorted(found, key=lambda row: tuple(row[key] for key in keys))
    )


DOCUMENTS = st.fixed_dictionaries(
    {
        "kind": st.just("tieweave store"),
        "version": st.just(1),
        "decisions": listed({}),
        "answers": listed({}),
        "added": listed({}),
        "ids": keyed("key", value=st.sampled_from(["1", "2"])),
        "follow_ups": keyed(
            "id",
            person=st.sampled_from(["p", "q", ""]),
            status=st.sampled_from([str(status) for status in Status]),
            due=DAYS.map(str),
            value=VALUES,
        ),
        "entries": listed({"person": TEXTS, "happened": INSTANTS}),
        "work": keyed("person", value=VALUES),
        "deliveries": keyed("sink", "item", value=VALUES),
    }
)


@given(DOCUMENTS)
def test_any_document_comes_in_and_goes_out_the_same(document):
    store = Store.temporary()
    bring(store, document)
    once = exported(store)
    assert {key: value for key, value in json.loads(once).items() if key != "left_out"} == document
    bring(store, once)
    assert exported(store) == once


def contents(document, part):
    rows = [{name: value for name, value in row.items() if name != "number"} for row in document[part]]
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


@given(DOCUMENTS, DOCUMENTS)
def test_of_two_put_together_nothing_is_lost_and_nothing_is_there_twice(one, other):
    store = Store.temporary()
    bring(store, one)
    bring(store, other)
    after = json.loads(exported(store))
    for part in ("decisions", "answers", "added", "entries"):
        here, there, found = (contents(document, part) for document in (one, other, after))
        assert set(found) == {*here, *there}
        assert all(found.count(row) == max(here.count(row), there.count(row)) for row in found)
        # Those that were there stay in their order, and none gets the number of another.
        before = {row["number"]: json.dumps(row, sort_keys=True) for row in one[part]}
        now = {row["number"]: json.dumps(row, sort_keys=True) for row in after[part]}
        assert all(now[number] == before[number] for number in before.keys() & now.keys())
    for part, keys in (
        ("ids", ["key"]),
        ("work", ["person"]),
        ("deliveries", ["sink", "item"]),
        ("follow_ups", ["id"]),
    ):
        here, there, found = (
            {tuple(row[key] for key in keys): row for row in document[part]} for document in (one, other, after)
        )
        assert found.keys() == here.keys() | there.keys()
        if part != "follow_ups":
            assert all(found[key] == here.get(key, there.get(key)) for key in found)
    again = exported(store)
    bring(store, other)
    bring(store, one)
    assert exported(store) == again


# What counts of two


def document(**parts):
    empty = json.loads(exported(Store.temporary()))
    return {**empty, **parts}


def test_an_older_answer_that_comes_in_does_not_outdo_a_later_one(tmp_path):
    store = Store(tmp_path / "here")
    answers.keep_all(store, [answer("Ann", 1, days=0), answer("Ann", 1, days=5), answer("Ben", 1, days=6)])
    other = Store(tmp_path / "there")
    answers.keep_all(other, [answer("Ann", 2, days=3), answer("Cy", 1, days=9)])
    told = {one.part: one for one in bring(store, exported(other))}["answers"]
    assert (told.new, told.renumbered) == (2, 2)
    held = [(number, one.names[0], int(one.level)) for number, one in answers.kept(store)]
    assert held == [(1, "Ann", 1), (4, "Ann", 2), (5, "Ann", 1), (6, "Ben", 1), (7, "Cy", 1)]


def follow_up(status="suggested", due="2026-11-04", person="p", **value):
    return {"id": "f", "person": person, "status": status, "due": due, "value": value}


@pytest.mark.parametrize(
    ("here", "there", "wins"),
    [
        (follow_up("pushed"), follow_up("done", settled=NOON.isoformat()), "there"),
        (follow_up("done", settled=NOON.isoformat()), follow_up("snoozed", "2027-01-01"), "here"),
        (
            follow_up("done", settled="2026-11-01T12:00:00+00:00"),
            follow_up("dropped", settled="2026-11-02T00:00:00+00:00"),
            "there",
        ),
        (
            follow_up("done", settled="2026-11-01T12:00:00+00:00"),
            follow_up("dropped", settled="2026-11-01T12:30:00+01:00"),
            "here",
        ),
        (follow_up(due="2026-11-04"), follow_up("snoozed", "2026-11-09"), "there"),
        (follow_up(message="mine"), follow_up(message="theirs"), "here"),
        (follow_up("dropped", person=""), follow_up("done", settled="2027-01-01T00:00:00+00:00"), "here"),
    ],
)
def test_of_a_follow_up_that_both_have_the_one_settled_or_moved_last_counts(here, there, wins):
    store = Store.temporary()
    bring(store, document(follow_ups=[here]))
    bring(store, document(follow_ups=[there]))
    assert json.loads(exported(store))["follow_ups"] == [here if wins == "here" else there]


@pytest.mark.parametrize(("sink", "made"), [("/home/me/plan.md", False), ("caldav:https://dav.example/me/", True)])
def test_what_another_machine_delivered_into_its_file_is_not_taken_for_deleted_in_ours(sink, made):
    agreed = {"due": "2026-11-04", "done": False, "made": True, "gone": False}
    store = Store.temporary()
    here = {"sink": sink, "item": "here", "value": agreed}
    bring(store, document(deliveries=[here]))
    bring(store, document(deliveries=[here, {"sink": sink, "item": "there", "value": agreed}]))
    held = deliveries.load(store, sink)
    assert {item: one.made for item, one in held.items()} == {"here": True, "there": made}
    # Whether it is in a file of ours is seen there: where it is not, nobody has deleted it.
    assert [one.id for one in deliveries.news([], held)] == (["here", "there"] if made else ["here"])


# Bad input


GOOD = json.loads(exported(Store.temporary()))


def changed(**parts):
    return {**copy.deepcopy(GOOD), **parts}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no JSON"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON (nested too deep)"),
        ("[]", "is not of tieweave's store"),
        ('{"version": 1, "ties": []}', "is not of tieweave's store"),
        (changed(version=2), "was made by a newer tieweave (version 2); update tieweave"),
        (changed(version="1"), "version: expected a whole number"),
        (changed(circles=[]), "was made by a newer tieweave (circles is unknown)"),
        (changed(answers={}), "answers: expected a list"),
        ({key: value for key, value in GOOD.items() if key != "work"}, "work: missing"),
        (changed(work=[1]), "work[0]: expected an object"),
        (changed(work=[{"person": "a"}]), "work[0].value: missing"),
        (changed(work=[{"person": "a", "value": {}, "since": 1}]), "a newer tieweave (work[0].since is unknown)"),
        (changed(work=[{"person": "a", "value": []}]), "work[0].value: expected an object"),
        (changed(work=[{"person": 1, "value": {}}]), "work[0].person: expected a text"),
        (changed(work=[{"person": "\ud800", "value": {}}]), "work[0].person: holds half a character"),
        (changed(work=[{"person": "a", "value": {}}] * 2), "work[1]: the person of another"),
        (changed(ids=[{"key": "a", "value": {}}]), "ids[0].value: expected a text"),
        (changed(answers=[{"number": 0, "value": {}}]), "answers[0].number: expected a whole number from 1"),
        (changed(answers=[{"number": True, "value": {}}]), "answers[0].number: expected a whole number from 1"),
        (changed(answers=[{"number": 2**63, "value": {}}]), "answers[0].number: expected a whole number from 1"),
        (changed(follow_ups=[follow_up("open")]), "follow_ups[0].status: expected one of suggested, pushed"),
        (changed(follow_ups=[follow_up(due="soon")]), "follow_ups[0].due: expected a day"),
        (changed(entries=[{"number": 1, "person": "a", "happened": "2026-11-04", "value": {}}]), "entries[0].happened"),
        (json.dumps(changed(work=[{"person": "a", "value": {"x": "INF"}}])).replace('"INF"', "1e999"), "work[0].value"),
        (
            json.dumps(changed(work=[{"person": "a", "value": {"x": "INF"}}])).replace('"INF"', "NaN"),
            "NaN is no number",
        ),
    ],
)
def test_a_damaged_or_foreign_file_is_one_line_that_says_where_and_changes_nothing(
    tieweave_command, tmp_path, monkeypatch, text, said
):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    path = tmp_path / "backup.json"
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    ran = tieweave_command("store", "import", str(path))
    assert ran.code == 1
    assert said in ran.err
    assert ran.err.startswith(f"error: {path}: ")
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_a_file_that_is_not_there_or_no_text_is_said(tieweave_command, tmp_path):
    assert "there is no such file" in tieweave_command("store", "import", str(tmp_path / "x.json")).err
    assert "cannot be read" in tieweave_command("store", "import", str(tmp_path)).err
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00")
    assert "is no JSON" in tieweave_command("store", "import", str(tmp_path / "x.json")).err


def test_what_is_damaged_in_the_store_is_left_out_and_said(tieweave_command, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path))
    store = Store(tmp_path)
    answers.keep(store, answer("Ann"))
    store.memory("tieweave", "answers").write([("000002", b"\xff")])
    insert(store, "work", ("p", ["no object"]))
    ran = tieweave_command("store", "export")
    assert ran.code == 0
    assert [one["number"] for one in json.loads(ran.out)["answers"]] == [1]
    assert ran.err.splitlines() == [
        "warning: left out, since it is damaged: answers 2",
        "warning: left out, since it is damaged: work p",
    ]


def test_a_store_that_cannot_be_read_is_not_exported_as_an_empty_one(tieweave_command, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path))
    (tmp_path / "tieweave.sqlite3").write_bytes(b"this is no database" * 100)
    kept = tmp_path / "kept.json"
    kept.write_text("of yesterday")
    for arguments in (("export", "--output", str(kept)), ("export",)):
        ran = tieweave_command("store", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "move it away" in ran.err
    assert kept.read_text() == "of yesterday"


def test_a_kill_at_any_step_of_an_import_leaves_all_of_it_or_nothing(tmp_path):
    text = exported(filled(tmp_path / "from"))

    def prepare(number):
        folder = tmp_path / str(number)
        answers.keep(Store(folder), answer("Ben", days=3))
        return folder

    before = exported(Store(prepare("before")))
    bring(Store(prepare("after")), text)
    after = exported(Store(tmp_path / "after"))
    seen = set()
    for folder in killed_at_every_step(prepare, lambda folder: bring(Store(folder), text)):
        with contextlib.closing(sqlite3.connect(folder / "tieweave.sqlite3")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        seen.add(exported(Store(folder)))
        bring(Store(folder), text)
        assert exported(Store(folder)) == after
    assert seen == {before, after}


# The command


@pytest.fixture
def command(tieweave_command, monkeypatch, tmp_path):
    def run(folder, *arguments):
        monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / folder))
        return tieweave_command("store", *arguments)

    return run


def test_from_one_machine_to_another(command, tmp_path):
    filled(tmp_path / "one").close()
    out = tmp_path / "backup.json"
    assert command("one", "export", "--output", str(out)) == (0, "", "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert command("one", "export").out == out.read_text(encoding="utf-8")
    dry = command("two", "import", str(out), "--dry-run")
    assert dry.code == 0
    assert dry.out.splitlines() == [
        "decisions on who is who: 1 new, 0 here already",
        "answers: 2 new, 0 here already",
        "people added: 1 new, 0 here already",
        "ids: 2 new, 0 here already",
        "follow-ups: 1 new, 0 here already",
        "entries: 2 new, 0 here already",
        "people's work: 1 new, 0 here already",
        "deliveries: 1 new, 0 here already",
        "nothing was changed; 11 would come in",
    ]
    assert not (tmp_path / "two").exists()
    first = command("two", "import", str(out))
    assert first.out.splitlines() == [*dry.out.splitlines()[:-1], "11 came in"]
    again = command("two", "import", str(out))
    assert again.out.splitlines()[-1] == "nothing came in: all of it is here already"
    assert command("two", "import", str(out), "--dry-run").out.splitlines()[-1] == "nothing would come in"
    assert command("two", "export").out == out.read_text(encoding="utf-8")


def test_a_document_is_read_from_standard_input_too(command, tmp_path, monkeypatch):
    text = exported(filled(tmp_path / "one"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert command("two", "import", "-").out.splitlines()[-1] == "11 came in"


def test_the_path_is_said_whether_or_not_anything_is_there(command, tmp_path):
    assert command("one", "path").out == f"{tmp_path / 'one' / 'tieweave.sqlite3'}\n"
    assert not (tmp_path / "one").exists()


def test_nothing_comes_in_where_it_cannot_be_kept(command, tmp_path):
    text = exported(filled(tmp_path / "one"))
    (tmp_path / "backup.json").write_text(text, encoding="utf-8")
    (tmp_path / "file").write_text("")
    ran = command("file/data", "import", str(tmp_path / "backup.json"))
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be opened" in ran.err


def test_a_document_says_nothing_to_who_reads_it_at_a_terminal(tmp_path):
    store = Store(Path(tempfile.mkdtemp(dir=tmp_path)))
    insert(store, "work", ("\x1b[2J\u202e", {"work": "\x9b31m"}))
    assert not {"\x1b", "\u202e", "\x9b"} & set(exported(store))
    with pytest.raises(TieweaveError):
        portable.read("\x1b")
