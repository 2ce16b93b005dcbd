from __future__ import annotations

import datetime as dt

import pytest

from tieweave import Affiliation, Contact, Organisation, Profile, organisation_names
from tieweave.evidence import circles

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PROFILE = Profile(
    employers=[
        Affiliation(name="Tidewater Analytics Inc.", domains=["tidewater.example"], start=2019),
        Affiliation(name="Fundy Software", domains=["fundysoftware.example"], start=2013, end=2019),
    ],
    schools=[Affiliation(name="Dalhousie University", domains=["dal.example"], start=2006, end=2010)],
)


def _toward(contact: Contact, profile: Profile = PROFILE) -> dict[str, float]:
    return {item.toward: item.weight for item in circles.evidence([contact], profile, NOW)}


def _details(contact: Contact) -> str:
    return " | ".join(item.detail for item in circles.evidence([contact], PROFILE, NOW))


def _works_at(name: str, title: str = "") -> Contact:
    return Contact(name="Ann Lee", organisations=[Organisation(name=name, title=title)])


@pytest.mark.parametrize("name", ["Tidewater Analytics", "TIDEWATER ANALYTICS, INC.", "Tidewater Analytics Inc"])
def test_who_is_at_the_present_employer_is_a_co_worker_however_it_is_spelt(name):
    assert _toward(_works_at(name)) == {"co-worker": 4.4, "work": 2.5}


def test_a_former_employer_is_told_with_its_years():
    assert "your former employer (2013–2019)" in _details(_works_at("Fundy Software"))


def test_who_led_a_former_employer_is_a_past_employer_before_a_co_worker():
    toward = _toward(_works_at("Fundy Software", "Founder & CEO"))
    assert toward["past-employer"] > toward["co-worker"]


def test_a_work_address_counts_also_at_a_sub_domain_but_never_as_part_of_another_name():
    assert "co-worker" in _toward(Contact(name="A", emails=["a@mail.tidewater.example"]))
    assert _toward(Contact(name="A", emails=["a@nottidewater.example"])) == {}


@pytest.mark.parametrize("name", ["Shellfish Bar", "Dalhousie Street Bakery", "Fundy National Park", "Software"])
def test_names_match_whole_never_by_a_part(name):
    assert _toward(_works_at(name)) == {}


@pytest.mark.parametrize("name", ["Dalhousie", "Dalhousie Univ.", "Dalhousie University"])
def test_a_school_matches_as_people_shorten_it(name):
    assert {"alumni", "former-classmate"} <= _toward(_works_at(name)).keys()


def test_years_that_overlap_make_a_classmate_and_others_an_alumnus():
    classmate = _toward(Contact(name="A", notes=["Dalhousie, class of 2009"]))
    alumnus = _toward(Contact(name="B", notes=["Dalhousie, class of 1998"]))
    assert classmate["former-classmate"] > classmate["alumni"]
    assert "former-classmate" not in alumnus
    assert "alumni" in alumnus


def test_short_years_are_read_in_their_century():
    assert "former-classmate" in _toward(Contact(name="A", notes=["Dalhousie '08"]))
    assert "former-classmate" not in _toward(Contact(name="A", notes=["Dalhousie '78"]))


def test_a_professor_at_the_own_school_is_more_surely_ones_own():
    assert _toward(_works_at("Dalhousie University", "Associate Professor")) == {"professor": 2.0}


def test_an_employer_named_in_a_note_or_label_counts():
    assert "co-worker" in _toward(Contact(name="A", notes=["knew her at Fundy Software"]))
    assert "co-worker" in _toward(Contact(name="A", labels=["Fundy Software"]))


def test_a_club_or_congregation_shared_with_ego_is_found_as_an_organisation():
    profile = Profile(clubs=["Halifax Chess Club"], congregations=["St. Matthew's"])
    assert _toward(_works_at("Halifax Chess Club"), profile) == {"club-member": 4.0}
    assert _toward(_works_at("Saint Matthew's United Church"), profile) == {"church-member": 4.0}
    assert _toward(_works_at("Chess Club Truro"), profile) == {}


def test_the_card_of_the_employer_itself_is_no_co_worker():
    desk = Contact(name="Service Desk", kind="organisation", organisations=[Organisation(name="Fundy Software")])
    assert _toward(desk) == {}


def test_without_a_profile_there_is_nothing_to_share():
    assert _toward(_works_at("Fundy Software"), Profile()) == {}


def test_legal_forms_and_generic_words_never_leave_a_name_empty():
    for name in ("The Company Ltd", "University College", "Co", "É"):
        assert organisation_names.key(name)
