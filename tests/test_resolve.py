"""Merging as a user sees it: who becomes one entry, who stays apart, what the entry says, and which id it has."""

from __future__ import annotations

import random
import time
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave.model import Address, Contact, Email, Organisation, Phone, Profile
from tieweave.resolve import identify, merge_contacts
from tieweave.resolve.ids import Bearer, assign_ids
from tieweave.resolve.keys import IdentityKeys

EGO = Profile(phones=["+1 902 555 0100"])


def card(name: str = "", **fields: object) -> Contact:
    return Contact(name=name, **fields)  # type: ignore[arg-type]


def merged(*contacts: Contact) -> tuple[Contact, ...]:
    return merge_contacts(contacts, EGO)


def together(*contacts: Contact) -> bool:
    return len(merged(*contacts)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (card("Ann Smith", emails=["Ann@Example.com"]), card("A. Smith", emails=["ann@example.com"])),
        (card("Ann Smith", emails=["ann@example.com"]), card("", emails=["ann@example.com"])),
        (card("Ann Smith", emails=["ann@example.com"]), card("Ann Jones", emails=["ann@example.com"])),
        (card("Ann Smith", emails=["ann.smith@gmail.com"]), card("Ann", emails=["annsmith+list@googlemail.com"])),
        (card("Robert Smith", phones=["+1 (902) 555-1234"]), card("Bob Smith", phones=["902.555.1234"])),
        (card("Robert Smith", phones=["1-902-555-1234"]), card("Bob", phones=["tel:+1-902-555-1234;ext=5"])),
        (card("Robert Smith", phones=["001 902 555 1234"]), card("Mum", phones=["(902) 555-1234 x12"])),
        (card("Robert Smith", phones=["902 555 1234"]), card("Bob (dentist)", phones=["９０２ ５５５ １２３４"])),
        (card("Robert Smith", phones=["9025551234"]), card("Uncle Bob", phones=["902 555 1234"])),
        (card("Robert Smith", phones=["9025551234"]), card("Robret Smith", phones=["902 555 1234"])),
        (card("Robert Smith", phones=["9025551234"]), card("Smith, Robert J.", phones=["902 555 1234"])),
        (card("Ann", uid="urn:uuid:ABC-123-def"), card("Ann Smith", uid="abc-123-DEF")),
        (
            card("Ann Smith", urls=["https://www.linkedin.com/in/ann-smith/"]),
            card("A Smith", urls=["http://ca.linkedin.com/in/Ann-Smith?trk=x"]),
        ),
        (card("Zoë Müller", phones=["9025551234"]), card("MULLER, Zoe", source="b", emails=["zoe@example.com"])),
        (card("Dr. Ann Smith, MD", phones=["9025551234"]), card("Ann Smith")),
        (card("Ann Smith", emails=["info@example.com"]), card("Ann Smith", emails=["info@example.com"], uid="77001")),
        (
            card("Ann Smith", emails=["a@one.example"], organisations=[Organisation(name="Acme")]),
            card("Ann Smith", source="b", emails=["b@two.example"], organisations=[Organisation(name="ACME")]),
        ),
        (
            card("Ann Smith", emails=["a@one.example"], birthday="1980-05-02"),
            card("Ann Smith", emails=["b@two.example"], birthday="--05-02"),
        ),
        (card("王小明", phones=["9025551234"]), card("王小明")),
        (card("Jean-Luc Roy", emails=["j@x.example"]), card("Jean Luc Roy", emails=["j@x.example"])),
        (card("ICE Ann", phones=["9025551234"]), card("Ann Smith", phones=["902-555-1234"])),
        (card("ICE - Mum", phones=["9025551234"]), card("Ann Smith", phones=["902-555-1234"])),
        (card("ICE1-Annie Smith", phones=["9025551234"]), card("Ann Smith", phones=["902-555-1234"])),
        (card("AA Dad", phones=["9025551234"]), card("Ron Smith", phones=["902-555-1234"])),
        (card("Big Ron", phones=["9025551234"]), card("Ronald Smith", phones=["902-555-1234"])),
        (card("Little Annie Smith", phones=["9025551234"]), card("Ann Smith", phones=["902-555-1234"])),
        (card("Tonton Ron", phones=["9025551234"]), card("Ronald Smith", phones=["902-555-1234"])),
        (card("Zoë nails", phones=["9025551234"]), card("Zoe @ Corner Spa", phones=["902-555-1234"])),
        (
            card("Peg Smith", given="John", family="Smith", nicknames=["Peg"], emails=["p@x.example"]),
            card("John Smith", emails=["p@x.example"]),
        ),
    ],
)
def test_records_of_one_person_become_one(one: Contact, other: Contact) -> None:
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (card("Ann Smith", emails=["info@example.com"]), card("Bob", emails=["info@example.com"])),
        (card("", emails=["noreply@example.com"]), card("Bob", emails=["noreply@example.com"])),
        (card("Ann Smith", emails=["home@example.com"]), card("Bob Smith", emails=["home@example.com"])),
        (card("Paul Roy", phones=["9025551234"]), card("Paula Roy", phones=["9025551234"])),
        (card("Bob", phones=["9025551234"]), card("Anna", phones=["9025551234"])),
        (card("John Smith", phones=["9025551234"]), card("John Parker", phones=["9025551234"])),
        (card("John Smith Jr.", emails=["s@example.com"]), card("John Smith, Sr.", emails=["s@example.com"])),
        (card("John Smith", phones=["9025551234"]), card("John Smith Jr", phones=["9025551234"])),
        (card("Ann Smith", uid="same"), card("Peter Jones", uid="same")),
        (card("Ann Smith", uid="same"), card("Ann Jones", uid="same")),
        (card("Tante Inge", phones=["9025551234"]), card("Onkel Jürgen", phones=["9025551234"])),
        (card("Ann Smith", phones=["911"]), card("A. Smith", phones=["911"])),
        (card("Ann", phones=["5551"]), card("Ann Smith", phones=["5551"])),
        (card("Ann", urls=["https://acme.example/"]), card("Ann Smith", urls=["https://acme.example/"])),
        (card("Bob"), card("Bob")),
        (card("ICE Ann", phones=["9025551234"]), card("Bob Smith", phones=["9025551234"])),
        (card("Big Ron", phones=["9025551234"]), card("Little Ron", phones=["9025551234"])),
        (card("Big Ron", phones=["9025551234"]), card("Ann Smith", phones=["9025551234"])),
        (card("Bob @ Corner Spa", phones=["9025551234"]), card("Zoë nails", phones=["9025551234"])),
        (card("Bob", phones=["9025551234"]), card("Zoë Roy", phones=["9025551234"])),
        # An address that a program has escaped is nobody's.
        (card("Bob Smith", emails=["bob\\@example.com"]), card("Bob Jones", emails=["bob\\@example.com"])),
        # A template's name left on the card of somebody else.
        (
            card("Bob Jones", given="Ann", family="Smith", names=["Bob Jones", "Ann Smith"], emails=["x@x.example"]),
            card("Ann Smith", emails=["x@x.example"]),
        ),
        (card("Bob Jones", names=["Bob Jones", "Ann Smith"], phones=["9025551234"]), card("Ann Smith")),
        (card("Ann Smith", birthday="1980-05-02"), card("Ann Smith", birthday="1981-05-02")),
        (card("Ann Smith", birthday="1980-05-02"), card("Ann Smith", birthday="--05-03")),
        (
            card("Ann Smith", emails=["a@x.example"], birthday="1980-05-02"),
            card("Ann Smith", emails=["a@x.example"], birthday="1955-01-09"),
        ),
        (card("Ann Smith", emails=["a@x.example"]), card("Ann Smith", emails=["a@x.example"], kind="group")),
        (card("Ann Smith", emails=["a@x.example"]), card("Ann Smith", emails=["b@x.example"])),
        (card("Ann Smith", phones=["9025551234"]), card("Ann Smith", phones=["9025559999"])),
        (
            card("Ann Smith", emails=["a@x.example"], phones=["9025551234"], labels=["Rotary"]),
            card("Ann Smith", emails=["b@y.example"], phones=["9025559999"], labels=["Rotary"]),
        ),
        (
            card("Ann Smith", emails=["ann@acme.example"], organisations=[Organisation(name="Acme")]),
            card("Ann Smith", emails=["ann2@acme.example"], organisations=[Organisation(name="Acme")]),
        ),
        (card("James Henry"), card("Henry James", emails=["h@example.com"])),
        (
            card("Ann Smith", urls=["https://linkedin.com/in/ann-1"]),
            card("Ann Smith", urls=["https://linkedin.com/in/ann-2"]),
        ),
        (
            card("Ann Smith", urls=["https://linkedin.com/in/ann-1"], organisations=[Organisation(name="Acme")]),
            card("Ann Smith", urls=["https://linkedin.com/in/ann-2"], organisations=[Organisation(name="Acme")]),
        ),
    ],
)
def test_records_of_two_people_stay_apart(one: Contact, other: Contact) -> None:
    # Keys of their own: two records without any are equal, and equal records of one source are one record.
    assert not together(attrs.evolve(one, key="1"), attrs.evolve(other, key="2"))


def test_a_name_alone_goes_with_the_only_person_of_that_name() -> None:
    one, other = card("Ann Smith", emails=["a@x.example"]), card("Ann Smith", emails=["b@y.example"])
    bare, bare_too = card("Ann Smith", source="a", key="1"), card("Ann Smith", source="b", key="2")
    assert together(one, bare, bare_too)
    # Where there are two of that name it goes with neither; what two sources say alike is one entry all the same.
    assert sorted(len(person.records) for person in merged(one, other, bare, bare_too)) == [0, 0, 2]


def test_a_family_telephone_joins_each_with_themselves_only() -> None:
    family = [card(name, key=f"{name}{n}", phones=["902 555 1234"]) for name in ("Ann Roy", "Bob Roy") for n in (1, 2)]
    people = merged(*family, card("Mum", phones=["9025551234"]))
    assert [(person.name, len(person.records)) for person in people] == [("Ann Roy", 2), ("Bob Roy", 2), ("Mum", 0)]


def test_a_uid_used_again_for_others_joins_each_with_themselves_only() -> None:
    cards = [card(name, source=f"{n}.vcf", uid="copied") for name in ("Ann Roy", "Bob Orr", "Cy Poe") for n in (1, 2)]
    people = merged(*cards, card("Draft", uid="copied"))
    assert [(person.name, len(person.records)) for person in people] == [
        ("Ann Roy", 2), ("Bob Orr", 2), ("Cy Poe", 2), ("Draft", 0)
    ]  # fmt: skip


def test_a_card_with_a_strange_name_on_it_does_not_chain_two_people() -> None:
    mixed = card("Bob Jones", names=["Bob Jones", "Ann Smith"], emails=["b@x.example"], phones=["9025551234"])
    people = merged(card("Ann Smith", phones=["9025551234"]), mixed, card("Robert Jones", emails=["b@x.example"]))
    assert [(person.name, len(person.records)) for person in people] == [("Ann Smith", 0), ("Bob Jones", 2)]


def test_a_switchboard_identifies_nobody() -> None:
    staff = [card(f"{given} Roy", phones=["9025551234"]) for given in "Ann Boris Carla Dmitri Emil Farid Gita".split()]
    assert len(merged(*staff, card("Reception", phones=["9025551234"]))) == 8


def test_no_chain_joins_two_who_contradict_each_other() -> None:
    one = card("Ann Smith", phones=["9025551111"])
    between = card("Mum", phones=["9025551111", "9025552222"])
    other = card("Bob Jones", phones=["9025552222"])
    assert len(merged(one, between, other)) == 3
    stronger = attrs.evolve(one, emails=["mum@example.com"])
    both = attrs.evolve(between, emails=["mum@example.com"])
    people = merged(other, both, stronger)
    assert [(person.name, len(person.records)) for person in people] == [("Ann Smith", 2), ("Bob Jones", 0)]


def test_national_numbers_are_read_as_most_of_the_book_are() -> None:
    book = [
        card("Ann Smith", phones=["+44 (0)20 7946 0958"]),
        card("Ann", phones=["020 7946 0958"]),
        card("Jo Roy", phones=["+44 161 496 0000"]),
        card("Al Foe", phones=["+1 902 555 1234"]),
    ]
    assert len(merge_contacts(book, Profile())) == 3


def test_the_merged_contact_says_everything_once_and_who_said_it() -> None:
    phone = card(
        "Smith, Robert",
        source="phone.vcf",
        key="1",
        emails=[Email(address="bob@example.com")],
        phones=[Phone(number="902-555-1234", types=["cell"])],
        organisations=[Organisation(name="Clinic")],
        birthday="--05-02",
        uid="b",
    )
    google = card(
        "Robert Smith",
        source="google.vcf",
        key="2",
        given="Robert",
        family="Smith",
        emails=[Email(address="bob@example.com", types=["home"])],
        phones=[Phone(number="+1 902 555 1234"), "+1 902 555 7777"],
        organisations=[Organisation(name="Clinic", title="Dentist")],
        addresses=[Address(locality="Halifax")],
        birthday="1980-05-02",
        notes=["my dentist"],
        uid="a",
    )
    (person,) = merged(phone, google)
    assert (person.name, person.given, person.family) == ("Robert Smith", "Robert", "Smith")
    assert set(person.names) == {"Robert Smith", "Smith, Robert"}
    assert person.emails == (Email(address="bob@example.com", types=["home"]),)
    assert {held.number for held in person.phones} == {"902-555-1234", "+1 902 555 7777"}
    assert person.organisations == (Organisation(name="Clinic", title="Dentist"),)
    assert (person.birthday, person.uid, person.notes) == ("1980-05-02", "a", ("my dentist",))
    assert (person.source, person.key) == ("google.vcf", "2")
    assert set(person.records) == {phone, google}
    assert [where.source for where in person.said_by("emails", person.emails[0])] == ["google.vcf"]


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        (["ANN SMITH", "Ann Smith"], "Ann Smith"),
        (["Ann", "Ann Smith"], "Ann Smith"),
        (["Smith, Ann", "Ann Smith", "Smith, Ann"], "Ann Smith"),
        (["Jose Nunez", "José Núñez"], "José Núñez"),
        (["Ann Smith", "Ann J. Smith"], "Ann J. Smith"),
        (["Ann Smith (gym)", "Ann Smith"], "Ann Smith"),
    ],
)
def test_the_name_shown_is_the_fullest_people_use(forms: list[str], shown: str) -> None:
    (person,) = merged(*(card(form, key=str(at), emails=["x@example.com"]) for at, form in enumerate(forms)))
    assert person.name == shown


def test_a_contact_without_a_duplicate_gets_an_id_and_nothing_else() -> None:
    alone = card("Ann Smith", emails=["a@example.com"])
    (person,) = merged(alone)
    assert person.id
    assert attrs.evolve(person, id="") == alone


def test_one_file_given_twice_adds_nobody_and_loses_no_record() -> None:
    book = [card("Bob", key="1"), card("Ann Smith", key="2", phones=["9025551234"]), card("", key="3")]
    people = merged(*book, *book)
    assert [len(person.records) for person in people] == [2, 2, 2]


def test_an_id_stays_when_another_file_is_added_and_the_order_changes() -> None:
    book = [card(f"Given{at} Name{at}", key=str(at), emails=[f"m{at}@example.com"]) for at in range(20)]
    more = [
        card("G. Name3", source="b.vcf", emails=["m3@example.com"], phones=["+1 902 555 0103"]),
        card("Someone Else", source="b.vcf", emails=["else@example.com"]),
    ]
    before = {person.name: person.id for person in merged(*book)}
    after = {person.name: person.id for person in merged(*more, *reversed(book))}
    assert before.items() <= after.items()


def test_a_known_id_is_kept_and_given_once() -> None:
    people = [
        Bearer("Ann", (IdentityKeys(emails=("email:a@x", "email:b@x")),), ("1",)),
        Bearer("Bob", (IdentityKeys(emails=("email:c@x",)),), ("2",)),
        Bearer("Cy", (IdentityKeys(emails=("email:d@x",)),), ("3",)),
    ]
    ann, bob, cy = assign_ids(people, {"email:a@x": "one", "email:b@x": "one", "email:c@x": "one"})
    assert ann == "one"
    assert len({ann, bob, cy}) == 3
    assert people[0].keys == ("email:a@x", "email:b@x")


def test_contacts_that_share_everything_still_get_ids_of_their_own() -> None:
    people = identify([card("Bob"), card("Bob"), attrs.evolve(card("Bob"), id="mine")])
    assert len({person.id for person in people}) == 3
    assert people[2].id == "mine"


NAMES = ["Ann Smith", "Anne Smith", "Smith, Ann", "Bob Smith", "Robert Smith", "Bob", "Mum", "", "A. Smith", "Zoë Li"]
RECORDS = st.lists(
    st.builds(
        lambda name, emails, phones, birthday, key, source: Contact(
            name=name, emails=emails, phones=phones, birthday=birthday, key=str(key), source=source
        ),
        st.sampled_from([*NAMES, "Ann Smith Jr.", "Bob Jones"]),
        st.lists(st.sampled_from(["a@x.example", "b@x.example", "c@y.example", "info@x.example"]), max_size=2),
        st.lists(st.sampled_from(["902-555-1234", "+1 902 555 1234", "902 555 9999", "9025550000"]), max_size=2),
        st.sampled_from(["", "", "", "1980-05-02", "--05-02", "1990-01-01"]),
        st.integers(0, 9),
        st.sampled_from(["a.vcf", "b.vcf"]),
    ),
    max_size=9,
)


def records_of(people: tuple[Contact, ...]) -> Counter[Contact]:
    return Counter(record for person in people for record in person.records or (attrs.evolve(person, id=""),))


@settings(deadline=None)
@given(RECORDS, st.randoms(use_true_random=False))
def test_order_makes_no_difference(book: list[Contact], dice: random.Random) -> None:
    shuffled = list(book)
    dice.shuffle(shuffled)
    assert merge_contacts(shuffled, EGO) == merge_contacts(book, EGO)


@settings(deadline=None)
@given(RECORDS)
def test_merging_twice_changes_nothing_and_no_record_is_lost(book: list[Contact]) -> None:
    people = merge_contacts(book, EGO)
    assert merge_contacts(people, EGO) == people
    assert records_of(people) == Counter(book)
    assert len({person.id for person in people}) == len(people)


@settings(deadline=None)
@given(RECORDS)
def test_nobody_is_of_two_given_names_or_birthdays(book: list[Contact]) -> None:
    for person in merge_contacts(book, EGO):
        said = {record.name.split()[0] for record in person.records if " " in record.name}
        assert not (said & {"Ann", "Anne", "A.", "Smith,"} and said & {"Bob", "Robert"})
        assert not {"1980-05-02", "1990-01-01"} <= {record.birthday for record in person.records}


@settings(deadline=None)
@given(RECORDS)
def test_every_value_of_a_merged_contact_is_said_by_a_record(book: list[Contact]) -> None:
    for person in merge_contacts(book, EGO):
        for field in ("name", "birthday", "uid"):
            assert person.said_by(field, getattr(person, field))
        for field in ("names", "emails", "phones"):
            assert all(person.said_by(field, value) for value in getattr(person, field))


@settings(deadline=None)
@given(RECORDS, st.text(max_size=12))
def test_a_record_that_shares_nothing_parts_nobody(book: list[Contact], name: str) -> None:
    stranger = card(name, source="c.vcf", emails=["someone@else.example"])
    before = Counter(person.records for person in merge_contacts(book, EGO) if person.records)
    after = Counter(person.records for person in merge_contacts([*book, stranger], EGO) if person.records)
    assert name in NAMES or before == after


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_any_text_can_be_merged(name: str, number: str, other: str) -> None:
    book = [card(name, phones=[number], emails=[other], urls=[other], uid=number, birthday=other), card(other)]
    assert sum(len(person.records) or 1 for person in merged(*book)) == 2


def test_thousands_who_share_a_number_or_a_name_are_no_trouble() -> None:
    shared = [card(f"Given{at} Family{at}", key=str(at), phones=["9025551234"]) for at in range(4_000)]
    namesakes = [card("John Smith", key=str(at), emails=[f"j{at}@example.com"]) for at in range(4_000)]
    chain = [card("Mum", key=str(at), emails=[f"c{at}@x.example", f"c{at + 1}@x.example"]) for at in range(4_000)]
    start = time.process_time()
    people = merged(*shared, *namesakes, *chain)
    assert len(people) == 8_001
    # Comparing all pairs of any of the three would take minutes.
    assert time.process_time() - start < 20
