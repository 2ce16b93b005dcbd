"""Ids and decisions from run to run: whoever was known yesterday is known today by the same id."""

from __future__ import annotations

import itertools
import random
import sqlite3
import zlib
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Book, Contact, Phone, Profile, Store, StoreError, identities
from tieweave.model import Decision, RecordMark
from tieweave.resolve import decided

EGO = Profile(phones=["+1 902 555 0100"])
MOBILE = Phone(number="+1 902 555 0142", types=["cell"])


def card(name="", source="google.vcf", **fields):
    return Contact(name=name, source=source, **fields)


def merged(store, *contacts):
    """Merge the contacts as one run of the command does, and close the store as its end does."""
    book = tieweave.merge(Book(contacts=contacts, profile=EGO), store=store)
    store.close()
    return book


def ids(book):
    """Return the id of the person that each record is of."""
    return {
        (record.source, record.key): person.id for person in book.contacts for record in person.records or (person,)
    }


def id_of(book, record):
    return ids(book)[record.source, record.key]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "data")


GRACE = card("Grace Roy", key="1", emails=["grace@x.example"], phones=[MOBILE])
TIM = card("Tim Orr", key="2", phones=["+1 902 555 0143"])
MUM = card("Mum", key="3")
CHANGES = {
    "exported again": lambda records: records,
    "in another order": lambda records: records[::-1],
    "under another name of the file": lambda records: [attrs.evolve(one, source="2027.vcf") for one in records],
    "with other keys of the records": lambda records: [attrs.evolve(one, key=f"new {one.key}") for one in records],
    "with a better key of another source": lambda records: [
        *records,
        card("Tim Orr", "mail", key="7", emails=["aaa@x.example"], phones=["+1 902 555 0143"]),
    ],
    "with an address more, first in the alphabet": lambda records: [
        attrs.evolve(one, emails=["aaa@x.example", *one.emails]) if one is GRACE else one for one in records
    ],
    "with an address instead of another": lambda records: [
        attrs.evolve(one, emails=["grace@new.example"]) if one is GRACE else one for one in records
    ],
    "with a title before the names": lambda records: [attrs.evolve(one, name=f"Dr. {one.name}") for one in records],
    "with other names": lambda records: [attrs.evolve(one, name=f"{one.name.split()[0]} Keller") for one in records],
    "with a stranger of a key that comes before": lambda records: [
        card("Olga Szabo", "a.vcf", emails=["a@a.example"]),
        *records,
    ],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_id_stays_when_the_files_are_read_again(store, change):
    before = merged(store, GRACE, TIM)
    after = merged(store, *change([GRACE, TIM]))
    names, names_after = (
        {given: person.id for person in book.contacts for given in ("Grace", "Tim") if given in person.name}
        for book in (before, after)
    )
    assert names_after == names
    assert after.former_ids == {}


HOUSEHOLDS = {
    "one landline": [
        card("Ann Roy", key="1", phones=["+1 902 555 0177"]),
        card("Bo Roy", key="2", phones=["+19025550177"]),
    ],
    "one mailbox": [card("Ann Roy", key="1", emails=["r@x.example"]), card("Bo Roy", key="2", emails=["r@x.example"])],
    "two mailboxes": [
        card("Ann Roy", key="1", emails=["a@x.example", "b@x.example"]),
        card("Bo Roy", key="2", emails=["b@x.example", "a@x.example"]),
    ],
    "one landline and their own": [
        card("Ann Roy", key="1", phones=["+1 902 555 0177", "+1 902 555 0142"]),
        card("Bo Roy", key="2", phones=["+1 902 555 0177", "+1 902 555 0143"]),
        card("Cy Roy", key="3", phones=["+1 902 555 0177"]),
    ],
    "one name and nothing else": [card("Mum", key="1"), card("Mum", key="2", notes=["the other"])],
    "one name and one key of the record": [card("Mum"), card("Mum", "phone.vcf", notes=["the other"])],
}


@pytest.mark.parametrize("people", HOUSEHOLDS.values(), ids=HOUSEHOLDS)
def test_those_who_share_everything_keep_the_id_that_each_has(store, people):
    first = ids(merged(store, *people))
    assert len(set(first.values())) == len(people)
    for order in itertools.permutations(people):
        again = merged(store, *order)
        assert ids(again) == first
        assert again.former_ids == {}


@pytest.mark.parametrize(
    "more",
    [
        card("Kim Oh", "phone.vcf", key="8", phones=[MOBILE]),
        card("Kim Oh", "phone.vcf", key="8", emails=["kim@x.example"]),
    ],
)
def test_an_id_of_nothing_but_a_name_stays_when_another_source_says_more(store, more):
    bare = card("Kim Oh", key="5")
    before = merged(store, bare)
    after = merged(store, bare, more)
    assert len(after.contacts) == 1
    assert id_of(after, bare) == id_of(before, bare)


def test_an_id_of_nothing_but_a_name_stays_when_the_record_says_more(store):
    bare = card("Kim Oh", key="5")
    before = merged(store, bare)
    assert id_of(merged(store, attrs.evolve(bare, emails=["kim@x.example"])), bare) == id_of(before, bare)


def test_an_id_changes_without_a_store_when_a_better_key_comes_and_not_with_one(store):
    mail = card("Tim Orr", "mail", key="7", emails=["aaa@x.example"], phones=["+1 902 555 0143"])
    first, second = (tieweave.merge(Book(contacts=some, profile=EGO)) for some in ([TIM], [TIM, mail]))
    assert id_of(first, TIM) != id_of(second, TIM)
    before = merged(store, TIM)
    assert id_of(before, TIM) == id_of(first, TIM)
    assert id_of(merged(store, TIM, mail), TIM) == id_of(first, TIM)


def two_who_turn_out_to_be_one():
    one = card("Grace Roy", key="1", emails=["grace@x.example"])
    other = card("Grace Keller", "phone.vcf", key="2", phones=[MOBILE])
    bridge = card("Grace Keller", "mail", key="3", emails=["grace@x.example"], phones=[MOBILE])
    return one, other, bridge


def test_when_two_turn_out_to_be_one_an_id_of_theirs_stays_and_the_other_is_told(store):
    one, other, bridge = two_who_turn_out_to_be_one()
    before = ids(merged(store, one, other))
    after = merged(store, one, other, bridge)
    (person,) = after.contacts
    assert person.id in before.values()
    (gone,) = set(before.values()) - {person.id}
    assert after.former_ids == {gone: person.id}
    # It is told in every run from then on, not in the first alone.
    assert merged(store, one, other, bridge).former_ids == {gone: person.id}


def test_both_ids_are_back_when_the_two_are_parted(store):
    one, other, bridge = two_who_turn_out_to_be_one()
    before = ids(merged(store, one, other))
    merged(store, one, other, bridge)
    merged(store, one, other, bridge)
    identities.decide(store, decided(one, other, same=False))
    after = merged(store, one, other, bridge)
    assert {place: ids(after)[place] for place in before} == before
    assert not set(after.former_ids) & set(before.values())


def test_both_ids_are_back_when_a_decision_is_taken_back(store):
    one, other = card("Ann Roy", key="1", emails=["ann@x.example"]), card("Bo Orr", key="2", phones=[MOBILE])
    before = ids(merged(store, one, other))
    number = identities.decide(store, decided(one, other, same=True))
    joined = merged(store, one, other)
    (person,) = joined.contacts
    assert person.id in before.values()
    assert list(joined.former_ids.values()) == [person.id]
    assert identities.undo(store, number).same
    assert ids(merged(store, one, other)) == before


def test_who_is_gone_for_a_while_has_the_id_again(store):
    before = merged(store, GRACE, TIM)
    merged(store, TIM)
    assert ids(merged(store, GRACE, TIM)) == ids(before)


def test_a_new_person_never_gets_the_id_of_somebody_who_is_gone(store):
    before = merged(store, GRACE)
    after = merged(store, card("Grace Roy", "other.vcf", key="9", emails=["grace@orr.example"]))
    assert not set(ids(before).values()) & set(ids(after).values())


def test_who_was_joined_stays_joined_when_a_stranger_shares_the_mailbox(store):
    one, nameless = card("Bob Roy", key="1", emails=["b@x.example"]), card("", key="2", emails=["b@x.example"])
    assert len(merged(store, one, nameless).contacts) == 1
    ann = card("Ann Orr", key="3", emails=["a@x.example"])
    mum = card("Mum", "phone.vcf", key="4", emails=["a@x.example", "b@x.example"])
    after = merged(store, one, nameless, ann, mum)
    assert id_of(after, one) == id_of(after, nameless)


def test_who_shares_a_uid_and_a_mailbox_is_the_same_person_in_every_run(store):
    records = [
        card("Mum", "phone.vcf", key="1", emails=["a@x.example"], phones=["+1 902 555 0143"], uid="u-0001"),
        card("A. Roy", key="2", uid="u-0001"),
        card("Ann Roy", key="3", emails=["a@x.example"], uid="u-0001"),
    ]
    assert len({frozenset(ids(merged(store, *records)).items()) for _ in range(4)}) == 1


def test_the_decisions_of_the_store_are_obeyed_and_shown_in_the_book(store):
    identities.decide(store, decided(GRACE, TIM, same=True, when="2026-11-01T12:00:00+00:00"))
    book = merged(store, GRACE, TIM)
    assert len(book.contacts) == 1
    (decision,) = book.identities.decisions
    assert (decision.same, decision.when) == (True, "2026-11-01T12:00:00+00:00")


def test_a_store_and_the_book_of_gather_say_the_same(store, tmp_path, monkeypatch):
    path = tmp_path / "contacts.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Ann Roy\nEND:VCARD\n", encoding="utf-8")
    one = card("Ann Roy", str(path), key="1")
    identities.decide(store, decided(one, card("Bo Orr", key="2"), same=True))
    store.close()
    gathered = tieweave.gather([path], store=store)
    assert [decision.same for decision in gathered.identities.decisions] == [True]
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    assert tieweave.gather([path]).identities.decisions == gathered.identities.decisions


DECISIONS = st.builds(
    Decision,
    same=st.booleans(),
    one=st.lists(
        st.builds(
            RecordMark, source=st.text(max_size=9), key=st.text(max_size=9), name=st.text(max_size=9),
            keys=st.lists(st.text(max_size=9), max_size=2),
        ),
        max_size=2,
    ),
    other=st.just([RecordMark(source="b.vcf", key="2", name="Bo", keys=["email:bo@x.example"])]),
    when=st.sampled_from(["", "2026-11-01T12:00:00+00:00"]),
)  # fmt: skip


@given(st.lists(DECISIONS, max_size=12))
def test_any_decisions_come_back_as_they_were_kept_in_their_order(made):
    store = Store.temporary()
    numbers = [identities.decide(store, decision) for decision in made]
    assert numbers == list(range(1, len(made) + 1))
    assert [(held.number, held.decision) for held in identities.decisions(store)] == list(
        zip(numbers, made, strict=True)
    )
    assert identities.load(store).decisions == tuple(made)


@given(st.lists(DECISIONS, min_size=1, max_size=12), st.data())
def test_a_decision_is_taken_back_by_its_number_and_the_others_keep_theirs(made, data):
    store = Store.temporary()
    numbers = [identities.decide(store, decision) for decision in made]
    number = data.draw(st.sampled_from(numbers))
    assert identities.undo(store, number) == made[number - 1]
    assert [held.number for held in identities.decisions(store)] == [other for other in numbers if other != number]
    assert identities.undo(store, number) is None
    assert identities.undo(store, 99) is None


def test_a_number_is_not_given_twice_where_a_later_one_is_kept(store):
    first, second = (identities.decide(store, decided(GRACE, other, same=True)) for other in (TIM, MUM))
    identities.undo(store, first)
    assert identities.decide(store, decided(TIM, MUM, same=False)) > second


def test_decisions_are_there_in_the_next_run(store, tmp_path):
    decision = decided(GRACE, TIM, same=False, when="2026-11-01")
    number = identities.decide(store, decision)
    store.close()
    assert identities.decisions(Store(tmp_path / "data")) == [(number, decision)]


def test_nothing_is_written_without_a_store(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setenv("TIEWEAVE_DATA", str(data))
    path = tmp_path / "contacts.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ann Roy\nEND:VCARD\n", encoding="utf-8")
    book = tieweave.merge(tieweave.gather([path]))
    tieweave.classify(book)
    assert [person.name for person in book.contacts] == ["Ann Roy"]
    assert not data.exists()
    assert list(Path.home().iterdir()) == []


def test_to_ask_for_decisions_makes_no_store(store, tmp_path):
    assert identities.decisions(store) == []
    assert identities.load(store) == tieweave.Identities()
    assert not (tmp_path / "data").exists()


def without_a_store(*contacts):
    return tieweave.merge(Book(contacts=contacts, profile=EGO))


def test_a_store_that_cannot_be_opened_costs_no_result(tmp_path):
    (tmp_path / "data").write_text("a file where the folder would be")
    store = Store(tmp_path / "data")
    book = merged(store, GRACE, TIM)
    assert book.contacts == without_a_store(GRACE, TIM).contacts
    assert "cannot be opened" in store.trouble
    assert "\n" not in store.trouble


def test_a_damaged_store_costs_no_result(tmp_path):
    (tmp_path / "tieweave.sqlite3").write_bytes(b"this is no database" * 100)
    store = Store(tmp_path)
    assert merged(store, GRACE, TIM).contacts == without_a_store(GRACE, TIM).contacts
    assert "file is not a database" in store.trouble


def test_a_store_that_another_run_writes_costs_no_result(tmp_path):
    Store(tmp_path).memory("mail", "a").write([("k", b"1")])
    other_run = sqlite3.connect(tmp_path / "tieweave.sqlite3", isolation_level=None)
    other_run.execute("BEGIN EXCLUSIVE")
    store = Store(tmp_path, wait=0)
    book = tieweave.merge(Book(contacts=[GRACE, TIM], profile=EGO), store=store)
    assert book.contacts == without_a_store(GRACE, TIM).contacts
    assert "another run writes at this moment" in store.trouble
    other_run.close()


def test_a_decision_that_cannot_be_kept_is_said(tmp_path):
    (tmp_path / "data").write_text("a file where the folder would be")
    with pytest.raises(StoreError, match="cannot be"):
        identities.decide(Store(tmp_path / "data"), decided(GRACE, TIM, same=True))


DAMAGED = {
    "no packed text": b"\x00\x01garbage",
    "nothing": b"",
    "cut off": zlib.compress(b'{"email:grace@x.example": "abc"}')[:-4],
    "no JSON": zlib.compress(b"{"),
    "no UTF-8": zlib.compress(b"\xff\xfe"),
    "a list": zlib.compress(b"[1, 2]"),
    "ids that are no text": zlib.compress(b'{"email:grace@x.example": 5, "phone:+19025550143": null}'),
}


@pytest.mark.parametrize("blob", DAMAGED.values(), ids=DAMAGED)
def test_damaged_ids_are_made_anew(store, blob):
    before = merged(store, GRACE, TIM)
    store.memory("tieweave", "ids").write([("by key", blob)])
    after = merged(store, GRACE, TIM)
    assert ids(after) == ids(before)
    assert all(isinstance(person.id, str) for person in after.contacts)
    assert ids(merged(store, GRACE, TIM, MUM)).items() >= ids(before).items()


@pytest.mark.parametrize(
    "blob", [b"", b"{", b"\xff", b"[]", b"{}", b'{"same": true, "when": "", "one": 5, "other": []}']
)
def test_a_damaged_decision_costs_no_result(store, blob):
    identities.decide(store, decided(GRACE, TIM, same=True))
    store.memory("tieweave", "decisions").write([("000002", blob)])
    book = merged(store, GRACE, TIM)
    assert {person.name for person in book.contacts} <= {"Grace Roy", "Tim Orr"}


PEOPLE = st.lists(
    st.builds(
        Contact,
        name=st.sampled_from(["Ann Roy", "A. Roy", "Bob Orr", "Mum", "", "Ann"]),
        source=st.sampled_from(["google.vcf", "phone.vcf"]),
        emails=st.lists(st.sampled_from(["a@x.example", "b@x.example", "c@x.example"]), max_size=2),
        phones=st.lists(st.sampled_from([MOBILE, "+1 902 555 0143"]), max_size=1),
        uid=st.sampled_from(["", "u-0001"]),
    ),
    max_size=7,
).map(lambda records: [attrs.evolve(record, key=f"{number:02}") for number, record in enumerate(records)])


@given(PEOPLE, st.randoms(use_true_random=False))
def test_reading_the_same_again_changes_no_id_and_nobody(contacts, dice):
    store = Store.temporary()
    before = tieweave.merge(Book(contacts=contacts, profile=EGO), store=store)
    for _ in range(2):
        dice.shuffle(contacts)
        after = tieweave.merge(Book(contacts=contacts, profile=EGO), store=store)
        assert after.contacts == before.contacts
        assert after.former_ids == {}


@given(PEOPLE, st.randoms(use_true_random=False))
def test_every_id_that_was_given_is_borne_or_is_a_former_one_as_long_as_the_records_are_there(contacts, dice):
    store = Store.temporary()
    given_ids: set[str] = set()
    for number in range(1, len(contacts) + 1):
        book = tieweave.merge(Book(contacts=contacts[:number], profile=EGO), store=store)
        borne = [person.id for person in book.contacts]
        assert len(set(borne)) == len(borne)
        given_ids |= set(borne)
        known = {record.source for record in contacts[:number] if record.emails or record.phones or record.uid}
        if len(known) and all(record.emails or record.phones or record.uid for record in contacts[:number]):
            assert given_ids <= set(borne) | set(book.former_ids)
        assert set(book.former_ids.values()) <= set(borne)


def test_two_stores_agree_on_ids_whatever_the_order_of_the_files(tmp_path):
    records = [GRACE, TIM, MUM, card("Olga Szabo", key="4", emails=["olga@x.example"])]
    outcomes = set()
    for number, order in enumerate(itertools.permutations(records)):
        book = merged(Store(tmp_path / str(number)), *order)
        outcomes.add(frozenset(ids(book).items()))
    assert len(outcomes) == 1


def test_thousands_of_ids_are_kept_in_little_room(tmp_path):
    dice = random.Random(7)
    people = [card("", key=str(at), emails=[f"{dice.getrandbits(40):x}@x.example"]) for at in range(2_000)]
    merged(Store(tmp_path), *people)
    assert (tmp_path / "tieweave.sqlite3").stat().st_size < 500_000
