from __future__ import annotations

import datetime as dt

import pytest

from tieweave import Address, Contact, Profile
from tieweave.evidence import household

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PROFILE = Profile(
    name="Morgan Gallant",
    partner="Sam Roy",
    addresses=[Address(street="210 Agricola St, Apt 4", locality="Halifax", postal_code="B3K 4E1")],
)


def _found(contact: Contact, profile: Profile = PROFILE) -> dict[str, float]:
    return {item.toward: item.weight for item in household.evidence([contact], profile, NOW)}


def _lives(street: str, locality: str = "Halifax", types: tuple[str, ...] = ()) -> Contact:
    return Contact(name="Ann Lee", addresses=[Address(street=street, locality=locality, types=types)])


@pytest.mark.parametrize("name", ["Luc Gallant", "Gallant, Luc", "LUC GALLANT"])
def test_the_own_surname_speaks_for_kin(name):
    assert {"relative", "family", "close"} == _found(Contact(name=name)).keys()


def test_the_partners_surname_says_a_little_less():
    assert 0 < _found(Contact(name="Diane Roy"))["close"] < _found(Contact(name="Luc Gallant"))["close"]


@pytest.mark.parametrize("name", ["Gallant", "Gallant Motors Service", "Ann Gallantry", ""])
def test_a_single_word_or_another_surname_says_nothing(name):
    assert _found(Contact(name=name)) == {}


def test_the_surname_of_an_organisation_is_none():
    assert _found(Contact(name="Auto Gallant", kind="organisation")) == {}


@pytest.mark.parametrize("street", ["210 Agricola Street Apt 4", "210 agricola st., #4", "Apt. 4, 210 Agricola St"])
def test_the_own_address_is_the_household(street):
    assert "family" in _found(_lives(street))


@pytest.mark.parametrize("street", ["214 Agricola Street", "210 Agricola St, Apt 9", "Agricola St 3"])
def test_the_own_street_or_building_is_a_neighbour(street):
    assert _found(_lives(street)).keys() == {"neighbour", "close"}


def test_another_town_or_a_work_address_is_no_neighbour():
    assert _found(_lives("214 Agricola St", "Truro")) == {}
    assert _found(_lives("214 Agricola St", types=("WORK",))) == {}


def test_streets_are_read_in_other_spellings():
    german = Profile(addresses=[Address(street="Bergmannstraße 12", locality="Berlin")])
    assert "neighbour" in _found(_lives("Bergmannstr. 14", "Berlin"), german)
