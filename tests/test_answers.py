"""What the user said of people: kept one by one, found again in later runs, undone."""

from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Book, Contact, Level, Phone, Profile, Store, StoreError, answers
from tieweave.model import Answer, Asked, RecordMark

EGO = Profile(phones=["+1 902 555 0100"])
CODE = "1"
MOBILE = Phone(number="+1 902 555 0142", types=["cell"])
LANDLINE = "+1 902 555 0177"


def card(name="", source="google.vcf", **fields):
    return Contact(name=name, source=source, **fields)


GRACE = card("Grace Roy", key="1", emails=["grace@x.example"], phones=[MOBILE])
GRACE_TOO = card("Grace Keller", "phone.vcf", key="4", emails=["grace@x.example"])
TIM = card("Tim Orr", key="2", phones=["+1 902 555 0143"])
BEN = card("Ben Poe", key="3")


def said(contact, level=None, category="", **fields):
    return answers.answered(contact, level=level, category=category, code=CODE, **fields)


def merged(*contacts, decisions=()):
    known = tieweave.Identities(decisions=decisions)
    return tieweave.merge(Book(contacts=contacts, profile=EGO, identities=known)).contacts


def of(contacts, *given):
    """Return the answers by the names of the people whom they are about."""
    found = answers.answers_of(contacts, given, CODE)
    return {contacts[at].name: answer for at, answer in found.items()}


def verdicts(contacts, *given):
    return {name: (answer.level, answer.category) for name, answer in of(contacts, *given).items()}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data")


def test_an_answer_is_kept_under_a_number_and_read_again(store):
    first, second = said(GRACE, 1, "friend", when="2026-11-01"), said(TIM, 2, batch="labelled 'Rotary'")
    assert answers.kept(store) == []
    assert [answers.keep(store, first), answers.keep(store, second)] == [1, 2]
    again = Store(store.folder)
    assert answers.kept(again) == [(1, first), (2, second)]
    assert answers.load(again) == answers.kept(again)


def test_a_batch_is_kept_as_a_whole_and_taken_back_as_one(store):
    answers.keep(store, said(BEN, 1))
    assert answers.keep_all(store, [said(GRACE, 2), said(TIM, 2)]) == [2, 3]
    assert [held.number for held in answers.undo(store, 2, 3)] == [2, 3]
    assert [held.number for held in answers.kept(store)] == [1]


def test_what_is_not_there_is_not_taken_back(store):
    assert answers.undo(store, 1) == []
    answers.keep(store, said(BEN, 1))
    assert answers.undo(store, 0, 2, -1) == []
    assert len(answers.kept(store)) == 1


def test_undo_of_the_later_answer_brings_the_earlier_back(store):
    people = merged(GRACE, TIM)
    answers.keep(store, said(GRACE, 1, "friend"))
    answers.keep(store, said(GRACE, 2, "client"))

    def now():
        return verdicts(people, *(held.answer for held in answers.kept(store)))

    assert now() == {"Grace Roy": (Level.ACQUAINTED, "client")}
    answers.undo(store, 2)
    assert now() == {"Grace Roy": (Level.CLOSE, "friend")}
    answers.undo(store, 1)
    assert now() == {}


def test_what_a_later_answer_leaves_open_stays_as_it_was_said():
    assert verdicts([GRACE], said(GRACE, 1), said(GRACE, category="friend")) == {"Grace Roy": (Level.CLOSE, "friend")}
    assert verdicts([GRACE], said(GRACE, 1, "friend"), said(GRACE, 2)) == {"Grace Roy": (Level.ACQUAINTED, "friend")}
    assert verdicts([GRACE], said(GRACE, category="friend")) == {"Grace Roy": (None, "friend")}


def test_whoever_was_drawn_by_lot_stays_so_when_the_answer_is_corrected():
    found = of([GRACE], said(GRACE, 2, asked=Asked.RANDOM), said(GRACE, 1))["Grace Roy"]
    assert (found.level, found.asked) == (Level.CLOSE, Asked.RANDOM)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one,
        lambda one: attrs.evolve(one, source="2027.vcf"),
        lambda one: attrs.evolve(one, name="Grace Keller-Roy", emails=["new@x.example"]),
        lambda one: attrs.evolve(one, source="2027.vcf", key="new", phones=[*one.phones, "+1 902 555 0150"]),
        lambda one: attrs.evolve(one, source="2027.vcf", emails=[]),
    ],
    ids=["as it was", "another file", "another name and address", "another key and a number more", "no address"],
)
def test_a_person_is_known_again(change):
    assert verdicts(merged(TIM, change(GRACE), BEN), said(GRACE, 1)) == {change(GRACE).name: (Level.CLOSE, "")}


def test_an_answer_about_a_merged_person_holds_when_one_record_is_left():
    (person,) = merged(GRACE, GRACE_TOO)
    for left in (GRACE, GRACE_TOO):
        assert verdicts(merged(left, TIM), said(person, 1)) == {left.name: (Level.CLOSE, "")}


def test_of_two_answers_about_people_who_are_one_since_the_later_counts():
    (person,) = merged(GRACE, GRACE_TOO)
    for first, second in ((GRACE, GRACE_TOO), (GRACE_TOO, GRACE)):
        assert verdicts([person], said(first, 1), said(second, 2)) == {person.name: (Level.ACQUAINTED, "")}


def test_an_answer_about_a_person_who_was_parted_stays_with_the_larger_part():
    wrong = card("Grace Roy", "old.vcf", key="9", emails=["grace@x.example"])
    (person,) = merged(GRACE, GRACE_TOO, wrong)
    rest = merged(GRACE, GRACE_TOO)[0]
    parted = merged(GRACE, GRACE_TOO, wrong, decisions=[tieweave.decided(rest, wrong, same=False)])
    found = answers.answers_of(parted, [said(person, 1)], CODE)
    assert [len(parted[at].sources) for at in found] == [2]


def test_namesakes_who_share_a_telephone_are_told_apart_by_the_rest():
    father = card("John Roy", key="1", phones=[LANDLINE, "+1 902 555 0142"])
    son = card("John Roy", "phone.vcf", key="2", phones=[LANDLINE, "+1 902 555 0143"])
    moved = [attrs.evolve(one, source="2027.vcf", key=f"new {one.key}") for one in (father, son)]
    assert list(answers.answers_of(moved, [said(son, 1)], CODE)) == [1]


def test_an_answer_about_nobody_of_the_book_is_no_trouble():
    assert verdicts(merged(TIM), said(GRACE, 1), Answer(level=1)) == {}
    assert verdicts([], said(GRACE, 1)) == {}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Level 1"], (Level.CLOSE, "")),
        (["level  2", "Rotary"], (Level.ACQUAINTED, "")),
        (["LEVEL1"], (Level.CLOSE, "")),
        (["tieweave: level 2"], (Level.ACQUAINTED, "")),
        (["Tieweave/Friend"], (None, "friend")),
        (["tieweave: Hair stylist", "Level 2"], (Level.ACQUAINTED, "hair-stylist")),
        (["tieweave:parent-of-childs-friend"], (None, "parent-of-childs-friend")),
        (["tieweave: coach", "tieweave: friend"], (None, "friend")),
        (["Level 1", "Level 2", "tieweave: friend"], (None, "friend")),
    ],
)
def test_a_label_that_says_it_outright_is_an_answer(labels, expected):
    assert verdicts([card("Ann Lee", labels=labels)]) == {"Ann Lee": expected}
    assert all(answers.is_outright(label) for label in labels if label != "Rotary")


@pytest.mark.parametrize(
    "labels", [["Family"], ["Friend"], ["Level 3"], ["Level 1", "Level 2"], ["tieweave: pals"], ["Sea level 1"], []]
)
def test_any_other_label_is_none(labels):
    assert verdicts([card("Ann Lee", labels=labels)]) == {}


def test_a_kept_answer_outranks_the_label_and_the_label_completes_it():
    ann = card("Ann Lee", key="1", labels=["Level 1", "tieweave: friend"])
    found = of([ann], said(ann, 2))["Ann Lee"]
    assert (found.level, found.category, found.asked) == (Level.ACQUAINTED, "friend", Asked.VOLUNTEERED)
    assert of([ann])["Ann Lee"].asked is Asked.WRITTEN


def written(answer):
    store = Store.temporary()
    answers.keep(store, answer)
    ((_, value),) = store.memory("tieweave", "answers").items()
    store.close()
    return json.loads(value)


GOOD = written(said(GRACE, 1, "friend"))


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"3",
        b"[" * 100_000,
        *(
            json.dumps({**GOOD, **change}).encode()
            for change in (
                {"level": 3},
                {"level": "1"},
                {"level": True},
                {"asked": "by a later version"},
                {"category": None},
                {"marks": None},
                {"marks": [{}]},
                {"marks": [{"source": [], "key": "", "name": "", "keys": []}]},
                {"marks": [{"source": "a", "key": "b", "name": 3, "keys": []}]},
            )
        ),
    ],
)
def test_what_is_damaged_or_of_a_later_version_is_left_where_it_is(store, value):
    answers.keep(store, said(TIM, 2))
    store.memory("tieweave", "answers").write([("000002", value)])
    assert [held.number for held in answers.kept(store)] == [1]
    assert answers.keep(store, said(BEN, 1)) == 3
    assert store.memory("tieweave", "answers").get("000002") == value


def test_what_a_later_version_adds_is_no_trouble(store):
    store.memory("tieweave", "answers").write([("000001", json.dumps({**GOOD, "mood": "glad"}).encode())])
    assert answers.kept(store) == [(1, said(GRACE, 1, "friend"))]


def test_an_answer_that_cannot_be_kept_is_said(tmp_path):
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    store = Store(tmp_path / "data")
    with pytest.raises(StoreError, match="cannot be opened"):
        answers.keep(store, said(GRACE, 1))


def test_a_store_that_cannot_be_read_gives_none_and_says_why(tmp_path):
    (tmp_path / "tieweave.sqlite3").write_bytes(b"this is no database" * 100)
    store = Store(tmp_path)
    assert answers.load(store) == []
    assert store.trouble


TEXTS = st.text(max_size=8) | st.sampled_from(["\ud800", "Ann\x00Lee", "\u202eAnn"])
MARKS = st.builds(RecordMark, source=TEXTS, key=TEXTS, name=TEXTS, keys=st.lists(TEXTS, max_size=2))
ANSWERS = st.builds(
    Answer,
    marks=st.lists(MARKS, max_size=2),
    level=st.sampled_from([None, 1, 2]),
    category=st.sampled_from(["", "friend", "of-a-plugin"]),
    asked=st.sampled_from(Asked),
    when=TEXTS,
    batch=TEXTS,
)


@given(st.lists(ANSWERS, max_size=5))
def test_answers_come_back_as_they_were_kept(given_answers):
    store = Store.temporary()
    numbers = [answers.keep(store, answer) for answer in given_answers]
    assert answers.kept(store) == list(zip(numbers, given_answers, strict=True))
    store.close()


PEOPLE = [GRACE, TIM, BEN, card("Ann Lee", key="5", labels=["Level 1"])]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([None, 1, 2]), st.sampled_from(["", "friend"])), max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_answers_about_different_people_does_not_matter(given_answers, dice):
    held = [said(PEOPLE[at], level, category) for at, level, category in given_answers]
    places = [at for at, _, _ in given_answers]
    order = sorted(range(len(held)), key=lambda index: (places[index], index))
    assert of(PEOPLE, *held) == of(PEOPLE, *(held[index] for index in order))
    shuffled = dice.sample(PEOPLE, len(PEOPLE))
    assert of(shuffled, *held) == of(PEOPLE, *held)


def test_the_ledger_says_whether_the_user_or_a_label_said_it():
    ann, bo = (card(name, key=name, emails=[f"{name.lower()}@x.example"]) for name in ("Ann", "Bo"))
    labelled = attrs.evolve(ann, labels=["Level 1"])
    book = attrs.evolve(tieweave.merge([labelled, bo]), answers=[said(bo, 2)])
    details = {tie.contact.name: [item.detail for item in tie.evidence] for tie in tieweave.classify(book)}
    assert "a label of yours says Level 1" in details["Ann"]
    assert "you said Level 2" in details["Bo"]
