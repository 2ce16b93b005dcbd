"""Whom to ask about: a sample by lot first, then those whose answer changes most, and batches between."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Contact, Level, Organisation, Tie
from tieweave.model import Answer, Asked
from tieweave.questions import LEAST_BATCH, SAMPLE, questions


def tie(number, strength=0.1, category="unknown", level=Level.ACQUAINTED, **fields):
    contact = Contact(name=f"Person {number}", key=str(number), id=f"{number:04}", **fields)
    return Tie(contact=contact, category=category, level=level, strength=strength, lead=0.0, support=0.0)


SURE = [tie(number, 0.02, "client") for number in range(100)]


def said(ties, asked=Asked.RANDOM):
    return {one.contact.id: Answer(level=2, asked=asked) for one in ties}


def by_lot(found):
    return [question.ties[0] for question in found if question.asked is Asked.RANDOM]


def chosen(found):
    return [question.ties[0] for question in found if question.asked is Asked.CHOSEN and not question.batch]


def batches(found):
    return {question.batch: question.ids for question in found if question.batch}


def test_a_sample_drawn_by_lot_comes_first_and_everybody_else_after():
    found = questions(SURE, {})
    assert [question.asked for question in found[: SAMPLE + 1]] == [Asked.RANDOM] * SAMPLE + [Asked.CHOSEN]
    asked = [one.contact.id for question in found for one in question.ties if not question.batch]
    assert sorted(asked) == sorted(one.contact.id for one in SURE)


def test_the_lot_goes_on_where_it_stopped():
    lot = by_lot(questions(SURE, {}))
    assert by_lot(questions(SURE, said(lot[:4]))) == lot[4:]
    assert by_lot(questions(SURE, said(lot))) == []


def test_the_lot_falls_on_the_same_people_whatever_else_was_answered_and_whatever_the_verdicts():
    lot = by_lot(questions(SURE, {}))
    others = [one for one in SURE if one not in lot]
    assert by_lot(questions(SURE, said(others[:40], Asked.CHOSEN))) == lot
    moved = [attrs.evolve(one, strength=0.9, level=Level.CLOSE) for one in SURE]
    assert [one.contact for one in by_lot(questions(moved, {}))] == [one.contact for one in lot]


def test_the_lot_is_a_fair_one():
    # Whatever order the people are in, and however their ids follow one another.
    hits = sum(int(one.contact.id) < 50 for start in range(0, 4000, 100) for one in _lot_of(start))
    assert 160 <= hits <= 240  # of 400, with a standard deviation of 9.5


def _lot_of(start):
    people = [tie(start + number, 0.02, "client") for number in range(100)]
    return [
        attrs.evolve(one, contact=attrs.evolve(one.contact, id=str(int(one.contact.id) - start)))
        for one in by_lot(questions(people, {}))
    ]


def test_after_the_lot_those_come_first_whose_answer_changes_most_others():
    lot = by_lot(questions(SURE, {}))
    open_verdict = tie(200, 0.5, "client")
    alone = tie(201, 0.5, "coach")
    found = chosen(questions([*SURE, open_verdict, alone], said(lot)))
    assert found[:2] == [open_verdict, alone]


def test_the_tenth_answer_about_one_company_teaches_little():
    acme, fundy = (
        [tie(base + n, 0.3, "co-worker", organisations=[Organisation(name=name)]) for n in range(4)]
        for base, name in ((300, "Acme"), (400, "Fundy"))
    )
    found = chosen(questions([*SURE, *acme, *fundy], said(by_lot(questions(SURE, {})))))[:8]
    names = [one.contact.organisations[0].name for one in found]
    assert names[:2] in (["Acme", "Fundy"], ["Fundy", "Acme"])
    after = chosen(questions([*SURE, *acme, *fundy], {**said(SURE[:10]), **said(acme[:3], Asked.CHOSEN)}))[0]
    assert after.contact.organisations[0].name == "Fundy"


@pytest.mark.parametrize("kind", ["group", "organisation"])
def test_groups_and_organisations_are_never_asked_about(kind):
    group = tie(500, 0.5, kind=kind, labels=["Rotary"])
    members = [tie(510 + n, 0.5, labels=["Rotary"]) for n in range(6)]
    found = questions([group, *members, *SURE], {})
    assert group.contact.id not in {identifier for question in found for identifier in question.ids}


def test_a_label_of_many_is_asked_about_at_once():
    rotary = [tie(600 + n, 0.3, "service-club-member", labels=["Rotary"]) for n in range(14)]
    found = batches(questions([*SURE, *rotary], {}))
    assert found == {"labelled 'Rotary'": tuple(one.contact.id for one in rotary)}


def test_an_organisation_of_many_is_one_batch_in_whatever_spelling():
    people = [
        tie(600 + n, 0.3, "co-worker", organisations=[Organisation(name=name)])
        for n, name in enumerate(["Acme Inc.", "ACME", "Acme Ltd", "acme", "Acme"])
    ]
    found = batches(questions([*SURE, *people], {}))
    assert list(map(len, found.values())) == [5]
    assert next(iter(found)).startswith("at ")


@pytest.mark.parametrize(
    ("count", "fields"),
    [
        (LEAST_BATCH - 1, {"labels": ["Rotary"]}),
        (14, {"labels": ["myContacts"]}),
        (14, {"labels": ["Imported 3/4/19"]}),
        (14, {"labels": ["Level 2"]}),
        (14, {"labels": ["tieweave: friend"]}),
    ],
)
def test_what_nobody_means_by_a_label_is_no_batch(count, fields):
    assert batches(questions([*SURE, *(tie(600 + n, 0.3, **fields) for n in range(count))], {})) == {}


def test_a_batch_of_whom_nothing_is_uncertain_is_not_asked_about():
    family = [tie(600 + n, 0.96, "family", Level.CLOSE, labels=["Family"]) for n in range(14)]
    assert batches(questions([*SURE, *family], {})) == {}


def test_what_more_than_half_of_all_have_in_common_is_no_batch():
    everybody = [tie(n, 0.3, labels=["Phone book"]) for n in range(20)]
    assert batches(questions(everybody, {})) == {}


def test_those_who_are_answered_for_are_not_in_the_batch():
    rotary = [tie(600 + n, 0.3, labels=["Rotary"]) for n in range(14)]
    found = batches(questions([*SURE, *rotary], said(rotary[:9], Asked.CHOSEN)))
    assert list(map(len, found.values())) == [5]
    assert batches(questions([*SURE, *rotary], said(rotary[:10], Asked.CHOSEN))) == {}


def test_two_labels_of_the_same_people_are_one_question():
    rotary = [tie(600 + n, 0.3, labels=["Rotary", "Rotary Halifax"]) for n in range(6)]
    assert len(batches(questions([*SURE, *rotary], {}))) == 1


def test_batches_stand_between_single_people():
    groups = [tie(1000 + 20 * at + n, 0.3, labels=[name]) for at, name in enumerate("ABC") for n in range(6)]
    kinds = [bool(question.batch) for question in questions([*SURE, *groups], said(SURE[:10]))]
    assert kinds[:11] == [True, *[False] * 4, True, *[False] * 4, True]


TIES = st.lists(
    st.builds(
        lambda strength, category, labels, names: (strength, category, labels, names),
        st.floats(0, 1),
        st.sampled_from(["unknown", "friend", "client"]),
        st.lists(st.sampled_from(["Rotary", "Choir", "myContacts", "❤️", ""]), max_size=2),
        st.lists(st.sampled_from(["Acme", "Fundy", "!"]), max_size=2),
    ),
    max_size=40,
).map(
    lambda drawn: [
        tie(number, strength, category, labels=labels, organisations=[Organisation(name=name) for name in names])
        for number, (strength, category, labels, names) in enumerate(drawn)
    ]
)


@given(TIES, st.randoms(use_true_random=False))
def test_the_questions_do_not_depend_on_the_order_of_the_people(ties, dice):
    answered = said([one for one in ties if dice.random() < 0.2], Asked.CHOSEN)
    shuffled = dice.sample(ties, len(ties))
    found = questions(ties, answered)
    assert [(one.batch, one.asked, sorted(one.ids)) for one in questions(shuffled, answered)] == [
        (one.batch, one.asked, sorted(one.ids)) for one in found
    ]


@given(TIES, st.randoms(use_true_random=False))
def test_everybody_who_is_not_answered_for_is_asked_about_alone_exactly_once(ties, dice):
    answered = said([one for one in ties if dice.random() < 0.2])
    alone = [question.ids[0] for question in questions(ties, answered) if not question.batch]
    assert sorted(alone) == sorted({one.contact.id for one in ties} - answered.keys())


@given(TIES)
def test_a_review_ends(ties):
    answered = {}
    for _ in range(len(ties) + 1):
        found = questions(ties, answered)
        if not found:
            break
        answered |= {identifier: Answer(level=2, asked=found[0].asked) for identifier in found[0].ids}
    assert questions(ties, answered) == []
