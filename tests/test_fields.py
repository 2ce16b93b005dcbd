from __future__ import annotations

import datetime as dt

from tieweave import Address, Contact, Email, Organisation, Phone, Profile
from tieweave.evidence import fields

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def _found(contact: Contact) -> dict[str, float]:
    return {item.toward: item.weight for item in fields.evidence([contact], Profile(), NOW)}


def test_personal_fields_speak_for_closeness_each_a_little():
    birthday = Contact(name="Ann", birthday="1980-05-02")
    more = Contact(
        name="Ann",
        birthday="1980-05-02",
        nicknames=["Annie"],
        phones=[Phone(number="1", types=["HOME"])],
        addresses=[Address(street="1 Elm", types=["home"])],
    )
    assert 0 < _found(birthday)["close"] < _found(more)["close"] <= 1.5


def test_a_bare_business_card_speaks_against_closeness_and_for_work():
    card = Contact(
        name="Ann Lee",
        organisations=[Organisation(name="Acme", title="Buyer")],
        emails=[Email(address="ann.lee@acme.example")],
    )
    assert _found(card) == {"close": -0.7, "work": 1.0}


def test_a_private_address_makes_a_business_card_no_bare_one():
    card = Contact(name="A", organisations=[Organisation(name="Acme", title="Buyer")], emails=["ann@gmail.com"])
    assert _found(card) == {}


def test_a_bare_name_says_nothing():
    assert _found(Contact(name="Ann")) == {}
