"""Likeness: one office, one rank, one department or field, one age; only where both sides say so."""

from __future__ import annotations

import datetime as dt

import pytest

import tieweave
from tieweave import Address, Affiliation, Organisation, Profile, tie_weights
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
FUNDY = "Fundy Software"
OFFICE = Address(street="1 Water St", locality="Halifax", types=["work"])


def evidence(contact, profile):
    (tie,) = tieweave.classify([contact], profile=profile, now=NOW)
    return {item.kind: item.weight for item in tie.evidence if item.kind in ("place", "rank", "likeness")}


def ego(*, title="", department="", end=None, birthday="", addresses=(OFFICE,), name=FUNDY):
    employer = Affiliation(name=name, title=title, department=department, end=end)
    return Profile(employers=[employer], addresses=addresses, birthday=birthday)


def colleague(*, title="", department="", name=FUNDY, **fields):
    return make_contact(
        "Ann Lee", organisations=[Organisation(name=name, title=title, department=department)], **fields
    )


@pytest.mark.parametrize(
    ("address", "weight"),
    [
        (Address(street="1 Water St", locality="Halifax", types=["work"]), tie_weights.SAME_OFFICE),
        (Address(street="1 WATER ST.", locality="halifax"), tie_weights.SAME_OFFICE),
        (Address(locality="Halifax", types=["work"]), tie_weights.SAME_OFFICE),
        (Address(locality="Toronto", types=["work"]), tie_weights.OTHER_OFFICE),
        (Address(street="9 Hill St", locality="Halifax"), tie_weights.OTHER_OFFICE),
        (Address(locality="Halifax", types=["home"]), None),
        (Address(street="1 Water St"), None),
        (None, None),
    ],
)
def test_one_office(address, weight):
    contact = colleague(addresses=[] if address is None else [address])
    assert evidence(contact, ego()).get("place") == weight


def test_the_office_is_told_only_where_both_say_so_and_at_one_employer():
    contact = colleague(addresses=[OFFICE])
    assert "place" in evidence(contact, ego())
    assert evidence(contact, ego(addresses=())) == {}
    assert evidence(contact, ego(name="Acme")) == {}
    assert evidence(colleague(addresses=[OFFICE], name="Acme"), ego()) == {}


@pytest.mark.parametrize(
    ("mine", "theirs", "weight"),
    [
        ("Software Developer", "software developer", tie_weights.SAME_RANK),
        ("Developer", "Head of Sales", tie_weights.OTHER_RANK),
        ("Developer", "", None),
        ("", "Developer", None),
        ("", "", None),
    ],
)
def test_one_rank(mine, theirs, weight):
    assert evidence(colleague(title=theirs), ego(title=mine)).get("rank") == weight


def test_one_rank_at_another_employer_says_nothing():
    assert evidence(colleague(title="Developer", name="Acme"), ego(title="Developer")) == {}


@pytest.mark.parametrize(
    ("mine", "theirs", "name", "weight"),
    [
        ("Research", "research", FUNDY, tie_weights.SAME_DEPARTMENT),
        ("Research", "Sales", FUNDY, None),
        ("Research", "Research", "Acme", tie_weights.SAME_FIELD),
        ("Research", "", FUNDY, None),
        ("", "Research", FUNDY, None),
        ("", "Research", "Acme", None),
        ("", "", FUNDY, None),
    ],
)
def test_one_department_or_field(mine, theirs, name, weight):
    assert evidence(colleague(department=theirs, name=name), ego(department=mine)).get("likeness") == weight


def test_of_a_former_employer_nothing_is_told():
    contact = colleague(title="Developer", department="Research", addresses=[OFFICE])
    assert evidence(contact, ego(title="Developer", department="Research", end=2019)) == {}
    assert evidence(contact, ego(title="Developer", department="Research", end=2027)) != {}


@pytest.mark.parametrize(
    ("mine", "theirs", "weight"),
    [
        ("1980-05-02", "1985-12-31", tie_weights.SAME_AGE),
        ("1980-05-02", "1975", tie_weights.SAME_AGE),
        ("1980-05-02", "1986-01-01", None),
        ("1980-05-02", "1995-01-01", tie_weights.OTHER_AGE),
        ("1980-05-02", "1950-01-01", tie_weights.OTHER_AGE),
        ("1980-05-02", "--05-02", None),
        ("1980-05-02", "", None),
        ("--05-02", "1980-05-02", None),
        ("", "1980-05-02", None),
    ],
)
def test_one_age(mine, theirs, weight):
    contact = make_contact("Ann Lee", birthday=theirs)
    assert evidence(contact, Profile(birthday=mine)).get("likeness") == weight


def test_it_says_who_is_older():
    profile = Profile(birthday="1980-05-02")
    for born, detail in (("1950", "is 30 years older than you"), ("2000", "is 20 years younger than you")):
        (tie,) = tieweave.classify([make_contact("Ann Lee", birthday=born)], profile=profile, now=NOW)
        assert detail in [item.detail for item in tie.evidence]


def test_firms_and_groups_are_not_like_anybody():
    firm = make_contact(FUNDY, kind="organization", organisations=[Organisation(name=FUNDY, title="Developer")])
    assert evidence(firm, ego(title="Developer")) == {}


def test_nothing_is_told_without_a_profile():
    contact = colleague(title="Developer", department="Research", addresses=[OFFICE], birthday="1980-01-01")
    assert evidence(contact, Profile()) == {}
