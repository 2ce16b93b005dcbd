"""The journal in the store: what is kept of follow-ups and entries, and what becomes of them."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Book, Contact, Email, Entry, FollowUp, Journal, Kept, Profile, Store, StoreError, journals
from tieweave.deliveries import News
from tieweave.errors import TieweaveError
from tieweave.journals import rows
from tieweave.model import Channel, Purpose, RecordMark, Status
from tieweave.resolve.marks import marks
from tieweave.testing.killing import killed_at_every_step

NOW = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=3)
CODE = "1"

ANN = Contact(id="ann", source="a.vcf", key="1", name="Ann Lee", emails=[Email(address="ann@x.example")])
BEN = Contact(id="ben", source="a.vcf", key="2", name="Ben Poe", emails=[Email(address="ben@x.example")])


def ask(identifier="aa11", contact=ANN, purpose="advice", due="2026-11-05", **fields):
    given = {"channel": "email", "reason": "They know the trade.", "message": "Dear Ann"}
    return FollowUp(
        id=identifier,
        contact=contact,
        purpose=purpose,
        due=dt.date.fromisoformat(due),
        address=contact.emails[0].address,
        **{**given, **fields},
    )


def entry(text="had coffee", contact=ANN, when=NOW, **fields):
    return Entry(person=contact.id, name=contact.name, marks=marks(contact, CODE), when=when, text=text, **fields)


def plan(store, *follow_ups, now=NOW, work=()):
    journals.keep_plan(store, follow_ups, now=now, code=CODE, work=dict(work))


def held(store):
    """Return the kept follow-ups by id."""
    return {kept.follow_up.id: kept for kept in journals.kept(store).follow_ups}


def states(store):
    return {identifier: str(kept.follow_up.status) for identifier, kept in held(store).items()}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data")


def again(store):
    """Return the store as another run opens it."""
    return Store(store.folder)


# -- Reading ---------------------------------------------------------------------------------------------------------


def test_nothing_kept_is_an_empty_journal_and_makes_no_file(store):
    assert journals.kept(store) == Journal()
    assert journals.load(Store.temporary()) == Journal()
    assert not store.folder.exists()


def test_what_is_logged_is_read_again_with_its_number(store):
    first = entry("read my resume", received=True, channel="email")
    second = entry("moved house", BEN, gave=True, when=LATER)
    assert [journals.log(store, second), journals.log(store, first)] == [1, 2]
    assert journals.kept(again(store)).entries == (attrs.evolve(first, number=2), attrs.evolve(second, number=1))


def test_a_number_is_given_once(store):
    journals.log(store, entry())
    number = journals.log(store, entry())
    journals.undo_entry(store, number)
    assert journals.log(store, entry()) > number


def test_what_was_not_logged_cannot_be_taken_back(store):
    assert journals.undo_entry(store, 1) is None
    journals.log(store, entry())
    assert journals.undo_entry(store, 2) is None
    assert journals.undo_entry(store, 10**30) is None
    assert len(journals.kept(store).entries) == 1


def test_damaged_rows_are_left_where_they_are_and_the_rest_is_read(store):
    plan(store, ask())
    journals.log(store, entry())
    with store.transaction() as connection:
        for value in ("", "[]", "null", '{"marks": 1}', "{" * 5000):
            connection.execute("INSERT INTO entries (person, happened, value) VALUES ('x', ?, ?)", ("soon", value))
        connection.execute("INSERT INTO follow_ups VALUES ('bad', 'x', 'suggested', '2026-11-05', '{}')")
        connection.execute("INSERT INTO follow_ups VALUES ('odd', 'x', 'sold', 'never', '{}')")
        connection.execute("INSERT INTO work VALUES ('x', '7')")
    assert states(store) == {"aa11": "suggested"}
    plan(store, ask("bad"), ask("cc33"))
    journals.settle_news(store, [News(id="odd", status=Status.DONE)], NOW)
    assert states(store) == {"cc33": "suggested"}
    with store.snapshot() as connection:
        left = {row[0]: row[1] for row in connection.execute("SELECT id, value FROM follow_ups")}
        assert (left["bad"], left["odd"]) == ("{}", "{}")
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (6,)
    assert len(journals.kept(store).entries) == 1


def test_a_file_that_is_none_is_told_of_and_never_taken_for_an_empty_journal(tmp_path):
    (tmp_path / "tieweave.sqlite3").write_bytes(b"no database at all" * 100)
    store = Store(tmp_path)
    with pytest.raises(StoreError, match=r"tieweave\.sqlite3"):
        journals.kept(store)
    with pytest.raises(StoreError, match=r"tieweave\.sqlite3"):
        journals.log(Store(tmp_path), entry())
    other = Store(tmp_path)
    assert journals.load(other) == Journal()
    assert "tieweave.sqlite3" in other.trouble


# -- The plan --------------------------------------------------------------------------------------------------------


def test_a_plan_is_kept_with_when_it_was_first_suggested(store):
    plan(store, ask(), work={"ann": "Harbour Health, analyst"})
    plan(store, ask(due="2026-11-06", reason="Another reason."), now=LATER, work={"ben": "Fundy Software"})
    (kept,) = journals.kept(again(store)).follow_ups
    assert (kept.since, kept.follow_up.due.isoformat(), kept.follow_up.reason) == (
        NOW,
        "2026-11-06",
        "Another reason.",
    )
    assert [(mark.source, mark.key, mark.name) for mark in kept.marks] == [("a.vcf", "1", "Ann Lee")]
    # Whoever was not read this time is known by the line of the last time.
    assert journals.kept(store).work == {"ann": "Harbour Health, analyst", "ben": "Fundy Software"}


def test_what_was_only_suggested_goes_with_the_plan_and_all_else_stays(store):
    everything = [ask(f"{sign}{sign}11") for sign in "abcdef"]
    plan(store, *everything)
    journals.pushed(store, ["bb11"], NOW)
    journals.settle(store, "cc11", Status.SNOOZED, now=NOW, due=dt.date(2026, 12, 1))
    journals.settle(store, "dd11", Status.DONE, now=NOW)
    journals.settle(store, "ee11", Status.DROPPED, now=NOW)
    plan(store)
    assert states(store) == {"bb11": "pushed", "cc11": "snoozed", "dd11": "done", "ee11": "dropped"}


@pytest.mark.parametrize("status", [Status.SNOOZED, Status.DONE, Status.DROPPED, Status.PUSHED])
def test_a_new_plan_changes_no_state_and_no_day_that_the_user_chose(store, status):
    plan(store, ask())
    if status is Status.PUSHED:
        journals.pushed(store, ["aa11"], NOW)
        journals.settle_news(store, [News(id="aa11", due=dt.date(2026, 12, 1))], NOW)
    else:
        due = dt.date(2026, 12, 1) if status is Status.SNOOZED else None
        journals.settle(store, "aa11", status, now=NOW, due=due)
    before = held(store)["aa11"]
    plan(store, ask(due="2026-11-20", message="Hello Ann"), now=LATER)
    after = held(store)["aa11"]
    assert (after.follow_up.status, after.follow_up.due) == (status, before.follow_up.due)
    assert (after.since, after.settled, after.moved) == (before.since, before.settled, before.moved)
    assert after.follow_up.message == ("Hello Ann" if status.is_open else "Dear Ann")


def test_one_whose_person_was_not_read_in_this_run_is_still_known_by_its_marks(store):
    plan(store, ask())
    (kept,) = journals.kept(store).follow_ups
    plan(store, kept.follow_up, now=LATER)
    assert held(store)["aa11"].marks == kept.marks
    assert held(store)["aa11"].follow_up.contact.name == "Ann Lee"


def test_only_what_was_suggested_becomes_pushed(store):
    plan(store, ask("aa11"), ask("bb22"), ask("cc33"))
    journals.settle(store, "bb22", Status.SNOOZED, now=NOW, due=dt.date(2026, 12, 1))
    journals.settle(store, "cc33", Status.DONE, now=NOW)
    journals.pushed(store, ["aa11", "bb22", "cc33", "zz99"], NOW)
    assert states(store) == {"aa11": "pushed", "bb22": "snoozed", "cc33": "done"}


# -- Settling --------------------------------------------------------------------------------------------------------


def test_done_snoozed_dropped_and_open_again(store):
    plan(store, ask())
    done = journals.settle(store, "aa", Status.DONE, now=NOW)
    assert (done.follow_up.status, done.settled, done.moved) == (Status.DONE, NOW, False)
    assert journals.settle(store, "aa", Status.DONE, now=LATER).settled == NOW
    snoozed = journals.settle(store, "aa", Status.SNOOZED, now=LATER, due=dt.date(2026, 12, 1))
    assert (snoozed.follow_up.due.isoformat(), snoozed.settled, snoozed.moved) == ("2026-12-01", None, True)
    assert journals.settle(store, "aa", Status.DROPPED, now=LATER).settled == LATER
    assert held(again(store))["aa11"].follow_up.status is Status.DROPPED


def test_an_id_may_be_its_first_letters_and_open_ones_go_before(store):
    plan(store, ask("ab12"), ask("ab34", BEN))
    with pytest.raises(TieweaveError, match=r"2 follow-ups are meant by 'ab': ab12 \(Ask Ann Lee for advice\), ab34"):
        journals.settle(store, "ab", Status.DONE, now=NOW)
    assert journals.settle(store, "AB1", Status.DONE, now=NOW).follow_up.id == "ab12"
    assert journals.settle(store, "ab", Status.DONE, now=NOW).follow_up.id == "ab34"


def test_a_name_means_the_only_open_follow_up_with_that_person(store):
    plan(store, ask("aa11"), ask("bb22", BEN), ask("cc33", BEN, "thank"))
    assert journals.meant(journals.kept(store), "ann lee").follow_up.id == "aa11"
    assert journals.meant(journals.kept(store), "ann@x.example").follow_up.id == "aa11"
    with pytest.raises(TieweaveError, match="2 follow-ups are meant by 'ben'"):
        journals.meant(journals.kept(store), "ben")
    journals.settle(store, "bb22", Status.DROPPED, now=NOW)
    assert journals.meant(journals.kept(store), "ben").follow_up.id == "cc33"
    journals.settle(store, "cc33", Status.DONE, now=NOW)
    with pytest.raises(TieweaveError, match="nothing is open with 'ben'"):
        journals.meant(journals.kept(store), "ben")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ab13", r"no follow-up 'ab13'; did you mean ab12 \(Ask Ann Lee for advice\)\?"),
        ("Anne Lee", r"did you mean ab12 \(Ask Ann Lee for advice\)\?"),
        ("zzzz", "tieweave today --days 30 shows what is open"),
        ("", "no follow-up ''"),
        (" ", "no follow-up ' '"),
    ],
)
def test_an_unknown_id_is_one_line_with_the_nearest(store, text, said):
    plan(store, ask("ab12"))
    with pytest.raises(TieweaveError, match=said) as error:
        journals.settle(store, text, Status.DONE, now=NOW)
    assert "\n" not in str(error.value)
    assert states(store) == {"ab12": "suggested"}


def test_news_from_a_sink_settle_and_move(store):
    plan(store, ask("aa11"), ask("bb22"), ask("cc33"), ask("dd44"), ask("ee55"))
    journals.settle(store, "dd44", Status.DONE, now=NOW)
    journals.settle(store, "ee55", Status.DONE, now=NOW)
    news = [
        News(id="aa11", status=Status.DONE),
        News(id="bb22", status=Status.DROPPED),
        News(id="cc33", due=dt.date(2026, 12, 24)),
        News(id="dd44", status=Status.PUSHED, due=dt.date(2026, 12, 25)),
        News(id="ee55", status=Status.DROPPED, due=dt.date(2026, 12, 26)),
        News(id="zz99", status=Status.DONE),
    ]
    foretold = journals.with_news(journals.kept(store), news, LATER)
    journals.settle_news(store, news, LATER)
    assert journals.kept(again(store)) == foretold
    found = {
        identifier: (str(kept.follow_up.status), kept.follow_up.due.isoformat(), kept.settled, kept.moved)
        for identifier, kept in held(store).items()
    }
    assert found == {
        "aa11": ("done", "2026-11-05", LATER, False),
        "bb22": ("dropped", "2026-11-05", LATER, False),
        "cc33": ("suggested", "2026-12-24", None, True),
        "dd44": ("pushed", "2026-12-25", None, True),
        "ee55": ("done", "2026-11-05", NOW, False),
    }


def test_the_same_news_twice_change_nothing_more(store):
    plan(store, ask())
    news = [News(id="aa11", status=Status.DONE, due=dt.date(2026, 12, 24))]
    journals.settle_news(store, news, NOW)
    before = journals.kept(store)
    journals.settle_news(store, news, LATER)
    assert journals.kept(store) == before


# -- Answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_settles_the_ask_and_taking_it_back_opens_it(store):
    plan(store, ask())
    number = journals.log(store, entry(answered=True, follow_up="aa11", when=LATER))
    assert (held(store)["aa11"].follow_up.status, held(store)["aa11"].settled) == (Status.ANSWERED, LATER)
    journals.undo_entry(store, number)
    assert (held(store)["aa11"].follow_up.status, held(store)["aa11"].settled) == (Status.SUGGESTED, None)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_answer_that_led_to_something_is_undone_in_any_order(store, order):
    plan(store, ask())
    journals.settle(store, "aa11", Status.DONE, now=NOW)
    numbers = [
        journals.log(store, entry("yes", answered=True, follow_up="aa11", when=LATER)),
        journals.log(store, entry("met her", lead="Harbour Health", follow_up="aa11", when=LATER)),
    ]
    assert states(store) == {"aa11": "led-to"}
    journals.undo_entry(store, numbers[order[0]])
    assert states(store) == {"aa11": "answered" if order[0] else "led-to"}
    journals.undo_entry(store, numbers[order[1]])
    assert (states(store), held(store)["aa11"].settled) == ({"aa11": "done"}, NOW)


def test_what_is_answered_stays_so(store):
    plan(store, ask())
    journals.log(store, entry(answered=True, follow_up="aa11"))
    assert journals.settle(store, "aa11", Status.DONE, now=LATER).follow_up.status is Status.ANSWERED
    journals.settle_news(store, [News(id="aa11", status=Status.DROPPED), News(id="aa11", status=Status.PUSHED)], LATER)
    for status in (Status.DROPPED, Status.SNOOZED):
        with pytest.raises(TieweaveError, match="'Ask Ann Lee for advice' is answered already; tieweave log --list"):
            journals.settle(store, "aa11", status, now=LATER)
    assert states(store) == {"aa11": "answered"}


def kept_as(status, identifier, purpose="advice", settled=None, due="2026-11-05"):
    return Kept(follow_up=ask(identifier, purpose=purpose, status=status, due=due), since=NOW, settled=settled)


def test_an_answer_is_to_what_was_asked_last():
    done = [kept_as("done", "a", settled=NOW), kept_as("done", "b", settled=LATER)]
    pushed = [kept_as("pushed", "c", due="2026-11-09"), kept_as("pushed", "d", due="2026-11-04")]
    others = [kept_as("suggested", "e"), kept_as("done", "f", "thank", settled=LATER), kept_as("dropped", "g")]
    answered = kept_as("answered", "h", settled=LATER + dt.timedelta(days=1))

    def meant(*follow_ups, lead=False):
        found = journals.ask_of(follow_ups, lead=lead)
        return found and found.follow_up.id

    assert meant(*others, *pushed, *done, answered) == "b"
    assert meant(*others, *pushed, *done, answered, lead=True) == "h"
    assert meant(*others, *pushed, answered) == "d"
    assert meant(*others) == "e"
    assert meant(*others[1:], answered) is None
    assert meant() is None


# -- Whose they are --------------------------------------------------------------------------------------------------


def test_people_are_known_again_by_id_by_the_id_that_took_its_place_and_by_marks():
    of_ann, of_ben = entry(), entry(contact=BEN)
    journal = Journal(
        follow_ups=[Kept(follow_up=ask(), marks=of_ann.marks, since=NOW)],
        entries=[of_ann, of_ben],
        work={"ann": "Harbour Health", "ben": "Fundy", "gone": "Elsewhere"},
    )
    moved = attrs.evolve(ANN, id="new", source="other.vcf", key="9")
    found = journals.found(journal, [moved, BEN], CODE)
    assert found.follow_ups[0].follow_up.contact == moved
    assert [one.person for one in found.entries] == ["new", "ben"]
    joined = attrs.evolve(ANN, id="both", names=["Ann Lee", "Ben Poe"], records=[ANN, BEN])
    found = journals.found(journal, [joined], CODE, {"ann": "both", "ben": "both"})
    assert [one.person for one in found.entries] == ["both", "both"]
    assert found.work == {"both": "Fundy", "gone": "Elsewhere"}


def test_an_id_that_somebody_else_has_now_does_not_take_what_is_not_theirs():
    somebody = Contact(id="ann", source="b.vcf", key="7", name="Zoe Fox")
    renamed = attrs.evolve(ANN, id="other")
    found = journals.found(Journal(entries=[entry()]), [somebody, renamed], CODE)
    assert found.entries[0].person == "other"


def test_who_is_no_longer_there_is_left_as_they_are():
    journal = Journal(entries=[entry()], follow_ups=[Kept(follow_up=ask(), marks=entry().marks, since=NOW)])
    assert journals.found(journal, [BEN], CODE) == journal
    assert journals.found(journal, [], CODE) == journal


def test_who_turned_out_to_be_one_is_one_without_the_sources():
    other = attrs.evolve(ANN, id="ann2", source="b.csv", key="5", name="A. Lee")
    both = attrs.evolve(ANN, id="ann2", records=[ANN, other])
    journal = Journal(entries=[entry(), entry(contact=BEN), entry(contact=both, when=LATER)])
    assert [one.person for one in journals.joined(journal).entries] == ["ann2", "ben", "ann2"]
    assert sorted(one.name for one in journals.people(journal)) == ["Ann Lee", "Ben Poe"]


def test_a_merged_book_carries_the_journal_and_the_survey_finds_its_people(store):
    journals.log(store, entry(received=True))
    book = attrs.evolve(Book(contacts=[ANN, BEN], profile=Profile(name="Morgan")), journal=journals.load(store))
    merged = tieweave.merge(book)
    survey = tieweave.survey(merged, now=LATER)
    (found,) = survey.journal.entries
    assert found.person == next(contact.id for contact in merged.contacts if contact.name == "Ann Lee")


# -- Rows ------------------------------------------------------------------------------------------------------------

_texts = st.text(st.characters(exclude_categories=()), max_size=12)
_ids = st.text("0123456789abcdef", min_size=1, max_size=12)
_times = st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-3, minutes=-30))]))
_marks = st.lists(
    st.builds(RecordMark, source=_texts, key=_texts, name=_texts, keys=st.lists(_texts, max_size=2)), max_size=2
)
_entries = st.builds(
    Entry,
    marks=_marks,
    person=_ids,
    name=_texts,
    when=_times,
    text=_texts,
    gave=st.booleans(),
    received=st.booleans(),
    answered=st.booleans(),
    lead=_texts,
    follow_up=st.just("") | _ids,
    channel=st.none() | st.sampled_from(Channel),
)
_kept = st.builds(
    Kept,
    marks=_marks,
    since=_times,
    settled=st.none() | _times,
    moved=st.booleans(),
    follow_up=st.builds(
        FollowUp,
        id=_ids,
        contact=st.builds(lambda person, name: rows.bare(person, [name], []), _ids, _texts),
        purpose=st.sampled_from(Purpose),
        due=st.dates(),
        channel=st.sampled_from(["email", "message", "call", "meeting", "page"]),
        reason=_texts,
        message=_texts,
        status=st.sampled_from(Status),
        kind=_texts,
        subject=_texts,
        language=st.sampled_from(["en", "fi"]),
    ),
)


@given(_entries)
def test_an_entry_is_its_row(entry):
    assert rows.entry_of((7, *rows.entry_row(entry))) == attrs.evolve(entry, number=7)


@given(_kept, st.dictionaries(st.sampled_from(["pushed", "later"]), st.integers()))
def test_a_follow_up_is_its_row_and_what_a_later_version_wrote_stays(kept, more):
    row = rows.kept_row(kept, more)
    found, value = rows.kept_of(row)
    assert found == kept
    assert {key: value[key] for key in more} == more
    assert row[4].isascii()
    assert rows.kept_row(found, value) == row


@given(
    st.text(max_size=30) | st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=3).map(json.dumps)
)
def test_any_other_value_is_damaged_and_nothing_worse(value):
    with pytest.raises(rows.DAMAGED):
        rows.kept_of(("aa11", "ann", "done", "2026-11-05", value))
    with pytest.raises(rows.DAMAGED):
        rows.entry_of((1, "ann", NOW.isoformat(), value))


@given(_ids, _texts)
def test_where_somebody_works_is_its_row(person, line):
    assert rows.work_of(rows.work_row(person, line)[1]) == line


# -- Several runs ----------------------------------------------------------------------------------------------------


def test_two_runs_that_log_at_once_lose_nothing(tmp_path):
    code = (
        "import datetime as dt, pathlib, sys\n"
        "from tieweave import Entry, Store, journals\n"
        "store = Store(pathlib.Path(sys.argv[1]))\n"
        "sys.stdin.read()\n"
        "for at in range(20):\n"
        "    when = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)\n"
        "    print(journals.log(store, Entry(person='ann', when=when, text=f'{sys.argv[2]} {at}')))\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    for run in runs:
        run.stdin.close()
    numbers = [int(line) for run in runs for line in run.stdout.read().split()]
    assert [run.wait() for run in runs] == [0, 0]
    for run in runs:
        run.stdout.close()
    entries = journals.kept(Store(tmp_path)).entries
    assert sorted(numbers) == sorted(entry.number for entry in entries) == list(range(1, 41))
    assert {entry.text for entry in entries} == {f"{run} {at}" for run in range(2) for at in range(20)}


def test_a_kill_at_any_step_of_a_log_keeps_the_entry_with_its_answer_or_neither(tmp_path):
    def prepare(number):
        store = Store(tmp_path / str(number))
        plan(store, ask())
        store.close()
        return store.folder

    steps = 0
    for folder in killed_at_every_step(
        prepare, lambda folder: journals.log(Store(folder), entry(answered=True, follow_up="aa11"))
    ):
        journal = journals.kept(Store(folder))
        status = journal.follow_ups[0].follow_up.status
        assert status is (Status.ANSWERED if journal.entries else Status.SUGGESTED)
        steps += 1
    assert steps > 3
    assert len(journal.entries) == 1


def test_a_kill_at_any_step_of_keeping_a_plan_leaves_the_old_or_the_new(tmp_path):
    new, both = [ask("bb22", BEN), ask("cc33")], {"ann": "Harbour Health", "ben": "Fundy"}

    def prepare(number):
        store = Store(tmp_path / str(number))
        plan(store, ask(), work={"ann": "Harbour Health"})
        store.close()
        return store.folder

    for folder in killed_at_every_step(prepare, lambda folder: plan(Store(folder), *new, work={"ben": "Fundy"})):
        journal = journals.kept(Store(folder))
        found = sorted(kept.follow_up.id for kept in journal.follow_ups), dict(journal.work)
        assert found in ((["aa11"], {"ann": "Harbour Health"}), (["bb22", "cc33"], both))
        plan(Store(folder), *new, work={"ben": "Fundy"})
        assert sorted(states(Store(folder))) == ["bb22", "cc33"]
    assert found == (["bb22", "cc33"], both)
