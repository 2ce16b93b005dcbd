"""Which names are one organisation: 354 pairs of real ones, and what is read as ego's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tieweave import Affiliation, Contact, Organisation, Profile, organisation_names
from tieweave.evidence import circles

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "organisation_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _evidence(contacts, **profile):
    return list(circles.evidence(contacts, Profile(**profile), NOW))


def _at(name, **fields):
    return Contact(id=name, name="Ann Lee", organisations=[Organisation(name=name)], **fields)


def _toward(contact, category, *others, **profile):
    found = _evidence([contact, *others], **profile)
    return max((one.weight for one in found if one.contact == contact.id and one.toward == category), default=0.0)


def test_of_all_pairs_none_is_wrongly_joined_and_hardly_any_missed():
    wrong, missed, same = [], [], 0
    for kind, own, theirs, answer in _PAIRS:
        profile = {f"{kind}s": [Affiliation(name=own)]}
        found = bool(_evidence([_at(theirs)], **profile))
        same += answer == "same"
        if found and answer == "other":
            wrong.append((own, theirs))
        if not found and answer == "same":
            missed.append((own, theirs))
    assert not wrong
    assert len(missed) <= 0.03 * same, missed
    assert len(_PAIRS) - same > 0.5 * len(_PAIRS)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siemens AG", "SIEMENS"), ("Comarch Sp. z o.o.", "Comarch"), ("Universität Wien", "University of Vienna")],
)
def test_names_that_need_no_good_will_have_one_key(one, other):
    assert organisation_names.same(one, other)


def test_two_kinds_of_school_are_two_schools():
    assert not organisation_names.same("Boston College", "Boston University")
    assert not organisation_names.same("Saint Mary's University", "St. Mary's High School")


def test_what_is_read_with_good_will_weighs_less_and_says_how():
    school = Affiliation(name="Dalhousie University", start=2006, end=2010)
    plain, short = _at("Dalhousie"), _at("Dal")
    assert 0 < _toward(short, "alumni", schools=[school]) < _toward(plain, "alumni", schools=[school])
    details = [one.detail for one in _evidence([short], schools=[school])]
    assert "works at Dal: 'Dal' reads as short for Dalhousie University, your school (2006–2010)" in details


def test_a_domain_of_the_school_vouches_for_its_short_name():
    bare = Affiliation(name="Dalhousie University")
    known = Affiliation(name="Dalhousie University", domains=["dal.example"])
    assert _toward(_at("Dal"), "alumni", schools=[known]) > _toward(_at("Dal"), "alumni", schools=[bare])


def test_a_short_name_that_somebody_else_in_the_book_has_is_not_egos():
    employer = Affiliation(name="Fundy Software")
    fundy = _at("Fundy")
    assert _toward(fundy, "co-worker", employers=[employer]) > 0
    assert _toward(fundy, "co-worker", _at("Fundy Gypsum"), employers=[employer]) == 0
    elsewhere = Contact(id="x", name="Bo", organisations=[Organisation(name="Fundy")], emails=["bo@fundy.example"])
    assert _toward(fundy, "co-worker", elsewhere, employers=[employer]) == 0


def test_a_spelling_that_two_people_use_is_no_slip():
    employer = Affiliation(name="Anderssen Consulting")
    one = _at("Andersen Consulting")
    assert _toward(one, "co-worker", employers=[employer]) > 0
    other = Contact(id="x", name="Bo", organisations=[Organisation(name="Andersen Consulting")])
    assert _toward(one, "co-worker", other, employers=[employer]) == 0


def test_a_branch_is_the_same_employer_and_says_so():
    contact = _at("Google Canada")
    found = _evidence([contact], employers=[Affiliation(name="Google")])
    assert {"co-worker", "work"} == {one.toward for one in found}
    assert "Google in Canada" in found[0].detail


def test_aliases_count_in_full_and_subsidiaries_a_little_less():
    own = Affiliation(name="Meta", aliases=["Facebook"], subsidiaries=["WhatsApp"])
    named, alias, group = (
        _toward(_at(name), "co-worker", employers=[own]) for name in ("Meta", "Facebook Inc.", "WhatsApp LLC")
    )
    assert named == alias > group > 3
    assert "of one group with Meta" in _evidence([_at("WhatsApp")], employers=[own])[0].detail


def test_a_domain_that_spells_the_employer_is_its_own():
    contact = Contact(name="Ann", emails=["ann@fundy-software.example"])
    assert _toward(contact, "co-worker", employers=[Affiliation(name="Fundy Software")]) > 3
    assert _toward(contact, "co-worker", employers=[Affiliation(name="Fundy")]) == 0


@pytest.mark.parametrize(
    ("note", "names_it"),
    [
        ("Dal '09", True),
        ("from Dal, plays the cello", True),
        ("MIT '05", True),
        ("UofT 2008", True),
        ("Uni Toronto", True),
        ("University of Toronto", True),
        ("moved to Toronto", False),
        ("Dal makhani recipe", False),
        ("TREFFEN MIT ANNA", False),
        ("kommt mit Dal", False),
        ("Toronto Metropolitan University", False),
    ],
)
def test_notes_name_a_school_as_people_do(note, names_it):
    names = ("Dalhousie University", "Massachusetts Institute of Technology", "University of Toronto")
    schools = [Affiliation(name=name) for name in names]
    assert bool(_evidence([Contact(name="Ann", notes=[note])], schools=schools)) is names_it


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Fundy 2015-17", True),
        ("Fundy Software 2015–2017", True),
        ("Fundy Software since 2016", True),
        ("Fundy Software, since 2002", True),
        ("Fundy 2014", True),
        ("Fundy 2004-07", False),
        ("Fundy Software until 2009", False),
        ("Fundy Software since 2021", False),
    ],
)
def test_years_tell_who_was_at_a_former_employer_at_the_same_time(text, together):
    own = Affiliation(name="Fundy Software", start=2013, end=2019)
    contact = Contact(name="Ann", notes=[text])
    weight = _toward(contact, "co-worker", employers=[own])
    apart = any("not when you were" in one.detail for one in _evidence([contact], employers=[own]))
    assert (weight > 2) is together
    assert apart is not together


def test_years_in_a_note_count_for_the_organisation_on_the_card():
    own = Affiliation(name="Fundy Software", start=2013, end=2019)
    apart = _at("Fundy Software", notes=["at Fundy Software 2004-07"])
    assert _toward(apart, "co-worker", employers=[own]) < _toward(_at("Fundy Software"), "co-worker", employers=[own])
    school = Affiliation(name="Dalhousie University", start=2006, end=2010)
    mate = _at("Dalhousie University", notes=["Dalhousie, class of 2009"])
    assert _toward(mate, "former-classmate", schools=[school]) > _toward(mate, "alumni", schools=[school])


def test_a_year_elsewhere_in_a_note_is_not_that_of_the_employer():
    own = Affiliation(name="Fundy Software", start=2013, end=2019)
    contact = Contact(name="Ann", notes=["Was at Fundy Software. Born in 1980."])
    assert _toward(contact, "co-worker", employers=[own]) > 3
