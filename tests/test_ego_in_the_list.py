"""Ego's own entries are left out of the list, and nobody else is."""

from __future__ import annotations

import pytest

import tieweave
from tieweave import Address, Book, Contact, Organisation, Profile

LANDLINE = "902-555-0100"


def card(name: str, source: str = "phone.vcf", **fields: object) -> Contact:
    return Contact(name=name, source=source, key=name or "nameless", **fields)  # type: ignore[arg-type]


def merged(profile: Profile, *cards: Contact) -> Book:
    return tieweave.merge(Book(contacts=cards, profile=profile))


@pytest.mark.parametrize(
    ("ego", "other"),
    [
        ("John Roy", "John Roy Sr."),
        ("John Roy", "John Roy II"),
        ("John Roy", "J Roy"),
        ("John Roy", "Jon Roy"),
        ("John Roy Jr.", "John Roy"),
        ("Ann Roy", "Anna Roy"),
        ("Ann Roy", "Mr Roy"),
        ("Ann Roy", "Grandma Roy"),
        ("Ann Roy", "Ann & Bob Roy"),
        ("Ann Roy", "Ann Roy (mother-in-law)"),
        ("Ann Roy", "Little Ann"),
        ("Ann Roy", "Mum"),
        ("Ann Roy", "Ella's mom"),
        ("Hans Müller", "Frau Müller"),
        ("Alex Roy", "Alexandra Roy"),
        ("Jean Dupont", "Jean-Pierre Dupont"),
        ("María García", "María José García"),
    ],
)
def test_who_shares_a_landline_with_ego_stays_in_the_list(ego: str, other: str) -> None:
    book = merged(Profile(name=ego, phones=[LANDLINE]), card(other, phones=[LANDLINE]))
    assert [person.name for person in book.contacts] == [other]
    assert book.own == ()


def test_the_household_of_a_card_called_me_stays_in_the_list() -> None:
    me = card("Me", phones=[LANDLINE, "902-555-0177"])
    family = [card(name, phones=[LANDLINE]) for name in ("Mum", "Bob Roy", "Ella Roy")]
    book = merged(Profile(phones=[LANDLINE, "902-555-0177"]), me, *family)
    assert {record.name for person in book.contacts for record in person.records or (person,)} == {
        "Mum", "Bob Roy", "Ella Roy"
    }  # fmt: skip
    assert [person.name for person in book.own] == ["Me"]


def test_a_namesake_with_an_address_of_their_own_is_asked_about_and_not_lost() -> None:
    profile = Profile(name="Torsten Quandt", phones=[LANDLINE])
    book = merged(profile, card("Torsten Quandt", emails=["opa@web.example"]))
    assert [person.name for person in book.contacts] == ["Torsten Quandt"]
    assert [pair.doubt for pair in book.undecided] == ["one of them is you"]


def test_ego_s_entries_in_every_source_are_left_out_and_counted() -> None:
    profile = Profile(name="Morgan Gallant", emails=["morgan@example.com"], phones=[LANDLINE])
    book = merged(
        profile,
        card("Morgan Gallant", phones=["+1 902 555 0100"], addresses=[Address(street="1 Elm St")]),
        card("M. Gallant", "google.csv", emails=["Morgan@example.com"]),
        card("", "mail.mbox", emails=["morgan+lists@example.com"]),
        card("Ann Lee", emails=["ann@example.com"], organisations=[Organisation(name="Acme")]),
    )
    assert [person.name for person in book.contacts] == ["Ann Lee"]
    assert (book.records, book.own_records) == (4, 3)
    assert tieweave.merge(book).own == book.own


def test_who_is_not_ego_after_all_is_back_in_the_list_when_the_user_says_so() -> None:
    profile = Profile(name="John Roy", phones=[LANDLINE])
    father, son = card("John Roy", phones=[LANDLINE]), card("John Roy", "google.csv", phones=[LANDLINE])
    book = merged(profile, father, son)
    assert book.contacts == ()
    known = tieweave.Identities(
        decisions=[tieweave.decided(father, Contact(source="profile", key="ego", name="John Roy"), same=False)]
    )
    book = tieweave.merge(Book(contacts=[father, son], profile=profile, identities=known))
    assert [person.sources[0].source for person in book.contacts] == ["phone.vcf"]
