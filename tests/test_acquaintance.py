"""How long ego knows somebody, as notes say it."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import tie_weights
from tieweave.evidence.acquaintance import years_known
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def evidence(*notes):
    (tie,) = tieweave.classify([make_contact("Ann Lee", notes=notes)], now=NOW)
    return [item for item in tie.evidence if item.kind == "acquaintance"]


@pytest.mark.parametrize(
    ("note", "years"),
    [
        ("known since 1998", 28),
        ("Known each other since 1998.", 28),
        ("met in 2009", 17),
        ("Met at the climbing gym in 2009", 17),
        ("we met in May 2019", 7),
        ("friends for 20 years", 20),
        ("Have known him for 25 years", 25),
        ("friends since 2003", 23),
        ("Met 2019, two kids", 7),
        ("works at IBM since 2015. Known since 2010.", 16),
        ("knew each other in 1999", 27),
        ("wir kennen uns seit 2003", 23),
        ("kenne ihn seit 12 Jahren", 12),
        ("on se connaît depuis 2001", 25),
        ("nos conocemos desde 1999", 27),
        ("ci conosciamo dal 2004", 22),
        ("conosciuta nel 2010", 16),
        ("we kennen elkaar sinds 2012", 14),
        ("znamy się od 2008", 18),
        ("znamy się od 15 lat", 15),
        ("vi har känt varandra i 20 år", 20),
    ],
)
def test_a_note_says_how_long(note, years):
    assert years_known(note, NOW) == years


@pytest.mark.parametrize(
    "note",
    [
        "since 2020 vegan",
        "vegan since 2020",
        "met Ann's mother in 2009",
        "Apt 5 years lease",
        "od 9 do 17",
        "da 10 anni lavora a Milano",
        "seit 2019 bei Siemens",
        "working at IBM since 1998",
        "depuis 2015 chez Renault",
        "vive en Madrid desde 2010",
        "od 2015 prowadzi firmę",
        "lavora in banca dal 2003",
        "I moved here 20 years ago",
        "has lived here for 20 years",
        "30 years old",
        "knows French, lived 12 years in Lyon",
        "Dalhousie University 2006-2010",
        "drives a sedan, 2015",
        "methodology course, 2011",
        "metal band, Oslo 1994",
        "oder 1999",
        "known allergies: nuts (2019)",
        "not known before 2200",
        "known since 2031",
        "haven't known her for 20 years",
        "hired by Ken in 2015",
        "worked with Ken for 20 years",
        "known in 1998 as Ann Smith",
        "Met 2015 graduates",
        "friend of Dorothy since 2004",
        "1998",
        "",
    ],
)
def test_what_is_not_about_knowing_each_other_is_not_read(note):
    assert years_known(note, NOW) is None


def test_long_known_speaks_for_closeness_and_barely_known_against():
    (long,) = evidence("known since 1998")
    assert (long.toward, long.weight) == ("close", tie_weights.LONG_KNOWN)
    assert long.detail == "you have known each other for 28 years"
    (barely,) = evidence("met in 2025")
    assert (barely.weight, barely.detail) == (tie_weights.BARELY_KNOWN, "you have known each other for a year")
    assert evidence("met in 2026")[0].detail == "you have known each other for less than a year"


@pytest.mark.parametrize("note", ["met in 2021", "met in 2024", "friends for 3 years", "a note about nothing"])
def test_between_two_and_five_years_says_nothing(note):
    assert evidence(note) == []


def test_of_several_notes_the_first_that_says_it_counts():
    assert len(evidence("likes tea", "known since 1998", "met in 2025")) == 1
    assert evidence("likes tea", "known since 1998", "met in 2025")[0].weight == tie_weights.LONG_KNOWN


def test_the_date_of_a_connection_says_nothing():
    assert evidence("Connected on 03 May 2009") == []


def test_the_evidence_changes_the_strength():
    def strength(*notes):
        return tieweave.classify([make_contact("Ann Lee", notes=notes)], now=NOW)[0].strength

    assert strength("met in 2026") < strength() < strength("known since 1998")


@given(st.text(max_size=80) | st.from_regex(r"(since|met|known for|seit|da) [a-z0-9 ,.]{0,30}", fullmatch=True))
def test_any_note_is_read_without_complaint(note):
    years = years_known(note, NOW)
    assert years is None or 0 <= years <= 130


@pytest.mark.parametrize(
    "note",
    [
        "since met known " * 4000,
        "met in " + "w" * 60_000,
        "met at " + "a'a " * 15_000,
        "known " * 10_000 + "for 20 years.",
    ],
    ids=["words", "one word", "apostrophes", "known"],
)
def test_a_long_note_takes_no_long_time(note):
    began = time.process_time()
    years_known(note, NOW)
    # Half a minute where each length of a word is tried with each, a few hundredths of a second where not.
    assert time.process_time() - began < 5
