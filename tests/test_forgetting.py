"""`tieweave forget`: a person is erased everywhere, from the bytes too, and nobody else is."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import (
    Answer,
    Channel,
    Contact,
    Decision,
    Entry,
    FollowUp,
    Phone,
    Purpose,
    RecordMark,
    Status,
    Store,
    added,
    answers,
    deliveries,
    forgetting,
    identities,
    journals,
    portable,
)
from tieweave.deliveries import Agreed
from tieweave.testing.killing import killed_at_every_step

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 4)
FILE = "tieweave.sqlite3"

ANN = RecordMark(
    source="phone.vcf",
    key="uid-ann-0001",
    name="Ann Lée",
    keys=["email:ann@x.example", "phone:25551234", "uid:uid-ann-0001"],
)
BEN = RecordMark(source="phone.vcf", key="uid-ben-0002", name="Ben Roy", keys=["email:ben@x.example"])
TOLD = ["Ann Lée", "ann lée", "Ann L\\u00e9e", "ann@x.example", "25551234", "555-1234", "uid-ann-0001"]
"""What must stand in no byte when she is forgotten."""


def contact(mark, known_as, email):
    return Contact(source="phone.vcf", key=mark.key, uid=mark.key, id=known_as, name=mark.name, emails=[email])


def follow_up(item, whom, message="Hello"):
    return FollowUp(
        id=item,
        contact=whom,
        purpose=Purpose.ADVICE,
        due=DAY,
        channel="email",
        reason="knows boats",
        message=message,
        address=whom.emails[0].address,
    )


def old_file(folder):
    """Make a file of the first version that knows her, so that a backup does too."""
    folder.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.executescript(
            "CREATE TABLE memory (owner TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL,"
            " value BLOB NOT NULL, PRIMARY KEY (owner, name, key)) WITHOUT ROWID; PRAGMA user_version = 1;"
        )
        value = b"x" * 4000 + b" Ann L\xc3\xa9e <ann@x.example> " + b"y" * 9000
        connection.execute("INSERT INTO memory VALUES ('mail', '/old.mbox', 'pack', ?)", (value,))


def filled(folder):
    old_file(folder)
    store = Store(folder)
    ann, ben = contact(ANN, "a1", "ann@x.example"), contact(BEN, "b1", "ben@x.example")
    answers.keep_all(store, [Answer(marks=[ANN], level=1), Answer(marks=[BEN], level=2), Answer(marks=[ANN], level=2)])
    answers.undo(store, 3)  # its remains are in the file
    identities.decide(store, Decision(same=False, one=[ANN], other=[BEN]))
    added.keep(store, added.somebody("Ann Lée", phones=["+1 (902) 555-1234"], when=NOON.isoformat()))
    added.keep(store, added.somebody("Cy Poe", notes=["met through Ann Lée, 902 555-1234"], when=NOON.isoformat()))
    identities.keep_ids(
        store,
        {},
        {
            "email:ann@x.example": "a1",
            "phone:+19025551234": "a1",
            "record:phone.vcf:uid-ann-0001": "a1",
            "email:ben@x.example": "b1",
        },
    )
    plan = [
        follow_up("f-ann-pushed", ann),
        follow_up("f-ann", ann),
        follow_up("f-ben", ben, "Hello Ben, could you introduce me to Ann Lée? ann@x.example"),
    ]
    journals.keep_plan(store, plan, now=NOON, code="1", work={"a1": "Harbour Health", "b1": "Tidewater"})
    with store.transaction(lasting=True) as connection:  # as what a plan of contacts with records keeps
        for item, mark in (("f-ann-pushed", ANN), ("f-ann", ANN), ("f-ben", BEN)):
            (text,) = connection.execute("SELECT value FROM follow_ups WHERE id = ?", (item,)).fetchone()
            marks = [{"source": mark.source, "key": mark.key, "name": mark.name, "keys": list(mark.keys)}]
            connection.execute(
                "UPDATE follow_ups SET value = ? WHERE id = ?", (json.dumps({**json.loads(text), "marks": marks}), item)
            )
    journals.log(store, Entry(marks=[ANN], person="a1", name="Ann Lée", when=NOON, text="lunch", gave=True))
    journals.log(
        store, Entry(marks=[BEN], person="b1", name="Ben Roy", when=NOON, text="spoke of ann lée", channel=Channel.CALL)
    )
    deliveries.keep(store, "/home/me/plan.ics", {"f-ann-pushed": Agreed(due=DAY), "f-ben": Agreed(due=DAY)})
    store.memory("google", "contacts of me").write([("p", json.dumps({"name": "Ann Lée"}).encode())])
    store.memory("dav", "carddav").write([("a.vcf", "FN:Ann L\r\n ée\r\nTEL:902.555.1234\r\n".encode())])
    store.memory("mail", "/ben.mbox").write([("pack", b"Ben Roy <ben@x.example>")])
    store.keep_secret("google me", "token")
    return store


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def nothing_tells(folder):
    held = bytes_of(folder)
    return [text for text in TOLD if text.encode() in held]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


# Everywhere


@pytest.mark.parametrize("name", ["Ann Lée", "ann lee", "ANN@x.example", "902 555-1234", "a1"])
def test_nothing_of_the_person_is_left_in_any_byte_and_what_was_erased_is_said(tieweave_command, folder, name):
    filled(folder).close()
    assert len(nothing_tells(folder)) > 5
    assert [path.name for path in folder.glob("*backup*")] == ["tieweave.sqlite3.v1.backup"]
    ran = tieweave_command("forget", name, "--yes")
    assert ran.code == 0, ran.err
    assert nothing_tells(folder) == []
    assert ran.out.splitlines() == [
        "erased: 1 decision on who is who of Ann Lée",
        "erased: 1 answer of Ann Lée",
        "erased: 1 person added by hand of Ann Lée",
        "erased: 3 addresses and numbers with their ids of Ann Lée",
        "erased: 2 follow-ups of Ann Lée",
        "erased: 1 entry of Ann Lée",
        "erased: 1 line on where they work of Ann Lée",
        "erased: what names them in 1 person added by hand of others",
        "erased: what names them in 1 follow-up of others",
        "erased: what names them in 1 entry of others",
        "erased: what dav remembers of carddav, all of it; it is read anew at the next run",
        "erased: what google remembers of contacts of me, all of it; it is read anew at the next run",
        "erased: what mail remembers of /old.mbox, all of it; it is read anew at the next run",
        f"erased: the backup {folder / 'tieweave.sqlite3.v1.backup'}",
        "not yet: 1 follow-up at /home/me/plan.ics, which the next tieweave push removes there",
        "not erased: secrets, and files that you exported",
    ]
    again = tieweave_command("forget", name, "--yes")
    assert again.code == 1
    assert "nobody matches" in again.err


def test_what_is_of_others_stays(tieweave_command, folder):
    filled(folder).close()
    tieweave_command("forget", "ann lee", "--yes")
    store = Store(folder)
    assert [(number, one.names) for number, one in answers.kept(store)] == [(2, ("Ben Roy",))]
    assert [one.contact.notes for one in added.kept(store)] == [("met through somebody, somebody",)]
    (ben,) = [one for one in journals.kept(store).follow_ups if one.follow_up.contact.id]
    assert ben.follow_up.message == "Hello Ben, could you introduce me to somebody? somebody"
    assert ben.follow_up.address == "ben@x.example"
    (entry,) = journals.kept(store).entries
    assert (entry.name, entry.text, entry.channel) == ("Ben Roy", "spoke of somebody", Channel.CALL)
    assert journals.kept(store).work == {"b1": "Tidewater"}
    assert dict(identities.load(store).ids) == {"email:ben@x.example": "b1"}
    assert store.memory("mail", "/ben.mbox").get("pack") is not None
    assert store.secret("google me") == "token"
    # No number is given a second time.
    assert answers.keep(store, Answer(marks=[BEN], level=1)) == 4


def test_what_stands_at_a_sink_leaves_a_tombstone_by_which_the_next_push_removes_it(tieweave_command, folder):
    filled(folder).close()
    tieweave_command("forget", "ann lee", "--yes")
    store = Store(folder)
    (grave,) = [one.follow_up for one in journals.kept(store).follow_ups if not one.follow_up.contact.id]
    assert (grave.id, grave.status) == ("f-ann-pushed", Status.DROPPED)
    assert (grave.contact.name, grave.message, grave.reason, grave.address) == ("", "", "", "")
    assert deliveries.load(store, "/home/me/plan.ics")["f-ann-pushed"] == Agreed(due=DAY)
    # What comes in again of an older export does not raise it.
    older = json.loads(portable.written(portable.held(filled(folder.parent / "older"))[0]))
    only = {key: value if key not in forgetting_parts(older) else [] for key, value in older.items()}
    portable.bring(store, portable.read(json.dumps(only)))
    assert {one.follow_up.contact.name for one in journals.kept(store).follow_ups if one.follow_up.id == grave.id} == {
        ""
    }


def forgetting_parts(document):
    return [part for part, value in document.items() if isinstance(value, list) and part != "follow_ups"]


def test_a_dry_run_says_the_same_and_changes_nothing(tieweave_command, folder):
    filled(folder).close()
    before = portable.held(Store(folder))
    ran = tieweave_command("forget", "ann lee", "--dry-run")
    assert ran.code == 0
    assert "would erase: 2 follow-ups of Ann Lée" in ran.out.splitlines()
    assert portable.held(Store(folder)) == before
    assert (folder / "tieweave.sqlite3.v1.backup").exists()
    assert ran.out.replace("would erase", "erased") == tieweave_command("forget", "ann lee", "--yes").out


def test_it_asks_before_it_does_and_without_anybody_to_answer_it_does_nothing(tieweave_command, folder, answers):
    filled(folder).close()
    answers()
    ran = tieweave_command("forget", "ann lee")
    assert (ran.code, ran.out) == (2, "")
    answers("")
    assert tieweave_command("forget", "ann lee").out == "nothing was erased\n"
    assert nothing_tells(folder)
    answers("y")
    ran = tieweave_command("forget", "ann lee")
    assert "would erase: 1 entry of Ann Lée" in ran.err
    assert "erased: 1 entry of Ann Lée" in ran.out
    assert nothing_tells(folder) == []


def test_a_kill_at_any_step_leaves_a_whole_store_that_forgets_at_the_next_try(tmp_path):
    def act(folder):
        store = Store(folder)
        traces = forgetting.Traces(portable.held(store)[0])
        person = traces.person(traces.meant("ann lee", {}), {})
        forgetting.erase(store, person, NOON)

    def prepare(number):
        return shutil.copytree(tmp_path / "before", tmp_path / str(number))

    store = filled(tmp_path / "before")
    before = portable.written(portable.held(store)[0])
    store.close()
    states = set()
    for folder in killed_at_every_step(prepare, act):
        with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        states.add(portable.written(portable.held(Store(folder))[0]))
        store = Store(folder)
        left = [one for one in journals.kept(store).entries if one.person == "a1"]
        assert len(left) in (0, 1)
        store.close()
        if left:
            act(folder)
        # Where it was erased, and the run killed before it was overwritten too, the next run did that.
        assert nothing_tells(folder) == []
        shutil.rmtree(folder)
    assert len(states) == 2
    assert before in states


def test_while_another_run_reads_the_file_nothing_is_erased(folder):
    store = filled(folder)
    other = sqlite3.connect(folder / FILE, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM memory").fetchall()
    store.memory("mail", "/ben.mbox").write([("later", b"1")])
    store.close()
    busy = Store(folder, wait=0)
    traces = forgetting.Traces(portable.held(busy)[0])
    person = traces.person(traces.meant("ann lee", {}), {})
    with pytest.raises(Exception, match="another run"):
        forgetting.erase(busy, person, NOON)
    assert len(journals.kept(busy).entries) == 2
    other.close()
    forgetting.erase(Store(folder), person, NOON)
    assert nothing_tells(folder) == []


def test_while_another_run_pushes_nothing_is_erased(tieweave_command, folder, monkeypatch):
    filled(folder).close()
    alone = Store.alone
    monkeypatch.setattr(Store, "alone", lambda store: alone(store, wait=0))
    with Store(folder).alone():
        assert tieweave_command("forget", "Ann Lée", "--dry-run").code == 0
        ran = tieweave_command("forget", "Ann Lée", "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert "another run of tieweave pushes at this moment; wait for its end, then try again" in ran.err
    assert len(journals.kept(Store(folder)).entries) == 2
    assert tieweave_command("forget", "Ann Lée", "--yes").code == 0


# Who is meant


def vcard(uid, name, *lines):
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD")
    )


def test_with_sources_the_person_is_found_there_and_it_is_said_where_they_still_stand(
    tieweave_command, folder, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    cards = [
        vcard("a", "Ann Lee", "EMAIL:ann@x.example", "TEL:+1 902 555 1234"),
        vcard("b", "Ben Lee", "EMAIL:ben@x.example", "TEL:+1 902 555 1234"),
    ]
    (tmp_path / "phone.vcf").write_text("".join(cards), encoding="utf-8", newline="")
    for name in ("ann@x.example", "ben@x.example"):
        assert tieweave_command("label", name, "phone.vcf", "--level", "1").code == 0
    several = tieweave_command("forget", "lee", "phone.vcf", "--yes")
    assert several.code == 1
    assert "2 people match 'lee'" in several.err
    ran = tieweave_command("forget", "Ann Lee", "phone.vcf", "--yes")
    assert ran.code == 0, ran.err
    assert "erased: 1 answer of Ann Lee" in ran.out
    assert "not erased: Ann Lee still stands in phone.vcf; remove them there" in ran.out
    # The number of the household is Ben's too, and stays with him.
    (kept,) = answers.kept(Store(folder))
    assert kept.answer.names == ("Ben Lee",)
    assert "phone:25551234" in [key[-14:] for mark in kept.answer.marks for key in mark.keys]
    assert (tmp_path / "phone.vcf").read_text(encoding="utf-8").count("Ann Lee") == 1
    assert b"ann@x.example" not in bytes_of(folder)


def test_who_is_in_no_source_any_more_is_found_in_what_is_kept(tieweave_command, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "phone.vcf").write_text(vcard("c", "Cy Poe"), encoding="utf-8", newline="")
    filled(folder).close()
    ran = tieweave_command("forget", "Ann Lée", "phone.vcf", "--yes")
    assert ran.code == 0, ran.err
    assert "still stands" not in ran.out
    assert nothing_tells(folder) == []


def test_a_namesake_stays(folder):
    store = Store(folder)
    other = RecordMark(source="phone.vcf", key="other", name="Ann Lée", keys=["email:ann.lee@y.example"])
    answers.keep_all(store, [Answer(marks=[ANN], level=1), Answer(marks=[other], level=2)])
    traces = forgetting.Traces(portable.held(store)[0])
    person = traces.person(traces.meant("ann@x.example", {}), {})
    forgetting.erase(store, person, NOON)
    assert [one.marks for _, one in answers.kept(store)] == [(other,)]
    assert b"uid-ann-0001" not in bytes_of(folder)


def test_nobody_of_that_name_is_said(tieweave_command, folder):
    ran = tieweave_command("forget", "Zoe", "--yes")
    assert ran.code == 1
    assert "nobody matches 'Zoe'" in ran.err
    assert "with a LOCATION" in ran.err
    assert not folder.exists()


# Texts


def mentions(name="", keys=(), addresses=()):
    holdings = {part: {} for part in portable.held(Store.temporary())[0]}
    whom = Contact(
        id="p",
        key="k",
        name=name,
        emails=[one for one in addresses if "@" in one],
        phones=[Phone(number=one) for one in addresses if "@" not in one],
    )
    traces = forgetting.Traces(holdings, [whom], "1")
    return forgetting.Mentions(traces.person(whom, {}))


@given(
    st.sampled_from(["902 555-1234", "+1 (902) 555-1234", "+19025551234", "902.555.1234", "1-902-555-1234"]),
    st.sampled_from(["call ", "tel:", "(", "", "Ben's, "]),
    st.sampled_from(["", ".", " now", ")"]),
)
def test_a_number_is_found_however_it_is_written(number, before, after):
    found = mentions(addresses=["+1 902 555 1234"])
    assert found.taken_out(f"{before}{number}{after}") in (f"{before}somebody{after}", f"{before[:-1]}somebody{after}")
    assert found.in_bytes(f"{before}{number}{after}".encode())
    assert not found.in_bytes(b"902 555 1235")
    assert found.taken_out("1234 and 555") == "1234 and 555"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.text(max_size=20))
def test_a_name_is_found_in_any_text_as_json_and_alone_and_others_are_not(before, after):
    found = mentions(name="Renée Roy", addresses=["renee@x.example"])
    text = f"{before} Renée Roy, {after}"
    assert found.in_bytes(json.dumps({"x": text}).encode())
    assert "Renée Roy" not in found.taken_out(text)
    assert found.taken_out(["Renée Royal", {"Renée": 1}, None]) == ["Renée Royal", {"Renée": 1}, None]


def test_a_name_of_one_word_is_no_reason_to_change_what_others_said():
    found = mentions(name="Mum")
    assert found.taken_out("Happy birthday to your Mum") == "Happy birthday to your Mum"
    assert found.in_bytes(b"FN:Mum")
    assert not found.in_bytes(b"Mumbai")
