"""A profession is not yet a relation: a dentist may be yours, a client, a colleague, or a friend who is one."""

import datetime as dt
from typing import Any

import pytest

import tieweave
from tieweave import Affiliation, Book, Contact, Interaction, Organisation, Profile, Tie

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
MORGAN = Profile(
    name="Morgan Gallant",
    addresses=[tieweave.Address(locality="Halifax", region="NS", country="CA")],
    employers=[Affiliation(name="Fundy Software", title="Data analyst", start=2013)],
)


def dentist(**fields: Any) -> Contact:
    fields = {"name": "Ann Kelly", "organisations": [Organisation(title="Dentist")], **fields}
    return Contact(**fields)


def tie(contact: Contact, profile: Profile = MORGAN, interactions: tuple[Interaction, ...] = ()) -> Tie:
    return tieweave.classify(Book(contacts=[contact], profile=profile, interactions=interactions), now=NOW)[0]


def yours(found: Tie, category: str = "dentist") -> float:
    return next(one.yours for one in found.professions if one.category == category)


def is_one(found: Tie, category: str = "dentist") -> float:
    return next(one.probability for one in found.professions if one.category == category)


def visits(*days: tuple[int, int, int], hour: int = 10) -> tuple[Interaction, ...]:
    return tuple(
        Interaction(
            when=dt.datetime(*day, hour, tzinfo=dt.UTC),
            channel="meeting",
            direction="both",
            participants=["a@x.example"],
        )
        for day in days
    )


def test_a_title_alone_names_the_category_and_gives_both_probabilities() -> None:
    found = tie(dentist())
    assert found.category == "dentist"
    assert is_one(found) > yours(found) > 0.5
    assert yours(found) == next(held.probability for held in found.categories if held.category == "dentist")


def test_who_has_no_profession_has_no_probabilities_of_one() -> None:
    assert tie(Contact(name="Ann Kelly", organisations=[Organisation(title="Carpenter")])).professions == ()


def test_who_shares_egos_trade_is_a_colleague_sooner() -> None:
    ego = Profile(employers=[Affiliation(name="Bayside Dental", title="Dentist", start=2015)])
    found = tie(dentist(organisations=[Organisation(name="Oakfield Smiles", title="Orthodontist")]), ego)
    assert found.category == "unknown"
    assert found.level == 2
    assert is_one(found) > 0.9 > 0.3 > yours(found)


def test_a_lawyer_at_egos_employer_is_a_co_worker() -> None:
    counsel = Contact(name="Lea Roy", organisations=[Organisation(name="Fundy Software", title="Legal Counsel")])
    found = tie(counsel)
    assert found.category == "co-worker"
    assert is_one(found, "lawyer") > 0.9
    assert yours(found, "lawyer") < 0.3


@pytest.mark.parametrize(
    ("called", "category"),
    [
        ({"labels": ["Friends"]}, "friend"),
        ({"labels": ["Clients"]}, "client"),
        ({"notes": ["my cousin"]}, "relative"),
        ({"labels": ["Neighbours"]}, "neighbour"),
    ],
)
def test_who_is_called_something_else_is_that_and_less_surely_egos_dentist(
    called: dict[str, list[str]], category: str
) -> None:
    found = tie(dentist(**called))
    assert found.category == category
    assert is_one(found) > 0.9
    assert yours(found) < 0.5


def test_an_answer_of_the_users_counts_as_what_they_are_called() -> None:
    contact = dentist(labels=["tieweave: friend"])
    found = tie(contact)
    assert found.category == "friend"
    assert yours(found) < 0.5


def test_a_note_that_says_my_dentist_makes_them_egos_whatever_else_they_are() -> None:
    found = tie(dentist(notes=["my dentist"], labels=["Friends"], birthday="1980-04-05"))
    assert yours(found) > 0.8


def test_personal_fields_are_kept_of_a_friend_who_is_a_dentist() -> None:
    plain = tie(dentist())
    personal = tie(dentist(birthday="1980-04-05", nicknames=["Annie"], anniversary="2010-06-01"))
    assert is_one(personal) == is_one(plain)
    assert yours(personal) < 0.5 < yours(plain)


def test_evenings_are_spent_with_a_friend_and_office_hours_with_ones_dentist() -> None:
    contact = dentist(emails=["a@x.example"])
    before = yours(tie(contact))
    days = ((2025, 1, 14), (2025, 7, 15), (2026, 1, 13), (2026, 7, 14))
    assert yours(tie(contact, interactions=visits(*days))) > before
    assert yours(tie(contact, interactions=visits(*days, hour=20))) < before


def test_nobody_goes_to_a_dentist_in_another_province() -> None:
    near = dentist(addresses=[tieweave.Address(locality="Truro", region="NS", country="CA")])
    far = dentist(addresses=[tieweave.Address(locality="Calgary", region="AB", country="CA")])
    unclear = dentist(addresses=[tieweave.Address(locality="Truro", region="Nova Scotia", country="Canada")])
    assert yours(tie(far)) < yours(tie(near)) == yours(tie(unclear))


def test_an_old_teacher_may_live_far_away() -> None:
    there = [tieweave.Address(locality="Calgary", region="AB", country="CA")]
    teacher = Contact(name="Jo Hall", organisations=[Organisation(title="School teacher")])
    away = Contact(name="Jo Hall", organisations=[Organisation(title="School teacher")], addresses=there)
    assert yours(tie(away), "teacher") == yours(tie(teacher), "teacher")


def test_the_reason_says_why_a_dentist_is_not_taken_for_egos() -> None:
    ego = Profile(employers=[Affiliation(name="Bayside Dental", title="Dentist", start=2015)])
    found = tie(dentist(), ego)
    assert tieweave.classifier.best_reason(found).startswith("dentist by profession, but your own trade")


def test_the_order_of_records_changes_nothing() -> None:
    people = [dentist(name=f"Ann {letter}", birthday="1980-04-05", labels=["Friends"]) for letter in "ABC"]
    one = tieweave.classify(Book(contacts=people, profile=MORGAN), now=NOW)
    other = tieweave.classify(Book(contacts=people[::-1], profile=MORGAN), now=NOW)
    assert [found.professions for found in one] == [found.professions for found in other]
