"""Whose interactions are whose."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata

import pytest

import tieweave
from tieweave import Book, Interaction, Profile
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
LENA = make_contact(
    "Lena Park",
    source="chat.txt",
    key="name:Lena Park",
    emails=["lena.park@gmail.com"],
    phones=["(902) 555-0101"],
    urls=["https://www.linkedin.com/in/lenapark/"],
)
EGO = Profile(phones=["+1 902 555 0100"])


def act(*participants, source="x", key="", **fields):
    return Interaction(
        **{"source": source, "key": key, "when": NOW, "channel": "message", "direction": "in", **fields},
        participants=participants,
    )


def test_which_of_two_readings_of_an_act_counts_does_not_hang_on_what_was_read_first():
    brief = act("ann@example.com", key="m1", source="brief")
    full = act("ann@example.com", "bo@example.com", key="m1", source="full", when=NOW - dt.timedelta(days=9))
    alike = act("ann@example.com", "bo@example.com", key="m1", source="alike", when=NOW - dt.timedelta(days=9))
    once = {
        tieweave.merge(Book(interactions=acts)).interactions for acts in itertools.permutations((brief, full, alike))
    }
    assert once == {(full,)}


def ties_of(contacts, *acts, profile=EGO):
    book = tieweave.merge(Book(contacts=contacts, interactions=acts, profile=profile))
    return {tie.contact.name: tie for tie in tieweave.classify(book, now=NOW)}


@pytest.mark.parametrize(
    ("participant", "source"),
    [
        ("Lena.Park+work@Gmail.com", "mail"),
        ("lenapark@googlemail.com", "mail"),
        ("+1 (902) 555 0101", "calls"),
        ("9025550101", "calls"),
        ("www.linkedin.com/in/LenaPark", "linkedin"),
        ("name:lena park", "chat.txt"),
    ],
)
def test_a_person_is_found_by_every_way_to_write_an_address(participant, source):
    tie = ties_of([LENA, make_contact("Bo Roy")], act(participant, source=source))["Lena Park"]
    assert (tie.interactions, tie.last_interaction) == (1, NOW)


@pytest.mark.parametrize(
    ("participant", "source"), [("name:lena park", "other.txt"), ("lena park", "chat.txt"), ("5550101", "calls")]
)
def test_nobody_is_found_by_a_mere_name_or_half_a_number(participant, source):
    assert ties_of([LENA], act(participant, source=source))["Lena Park"].interactions == 0


def test_a_page_is_the_same_percent_encoded_or_as_it_is_read():
    hana = make_contact("Hana Novák", urls=["https://www.linkedin.com/in/hana%F0%9F%8C%9F-nov%C3%A1k"])
    assert ties_of([hana], act("https://linkedin.com/in/hana🌟-novák"))["Hana Novák"].interactions == 1


def test_the_key_of_a_record_is_found_in_any_composition_of_its_letters():
    decomposed = unicodedata.normalize("NFD", "name:김민준")
    minjun = make_contact("김민준", source="chat.txt", key=decomposed)
    assert ties_of([minjun], act(decomposed, source="chat.txt"))["김민준"].interactions == 1


def test_a_merged_person_has_the_interactions_of_every_record():
    again = make_contact("Lena Park", source="mail", key="m1", emails=["lena.park@gmail.com", "lp@work.example"])
    tie = ties_of([LENA, again], act("lp@work.example"), act("name:lena park", source="chat.txt"))["Lena Park"]
    assert tie.interactions == 2


def test_an_act_counts_once_however_many_addresses_it_reaches_and_sources_hold_it():
    acts = [act("lena.park@gmail.com", "9025550101", key="id1"), act("lena.park@gmail.com", source="y", key="id1")]
    assert ties_of([LENA], *acts)["Lena Park"].interactions == 1
    other_channel = act("lena.park@gmail.com", key="id1", channel="email")
    assert ties_of([LENA], *acts, other_channel)["Lena Park"].interactions == 2


def test_a_landline_that_two_people_share_is_an_interaction_with_neither_and_said():
    people = [make_contact("Ann Lee", phones=["902 555 0102"]), make_contact("Bo Roy", phones=["902 555 0102"])]
    acts = [act("+19025550102"), act("902-555-0102"), act("ann@example.com", "9025550102")]
    book = tieweave.merge(Book(contacts=people, interactions=acts, profile=EGO))
    assert [(tie.contact.name, tie.interactions) for tie in tieweave.classify(book, now=NOW)] == [
        ("Ann Lee", 0), ("Bo Roy", 0)
    ]  # fmt: skip
    (shared,) = book.shared
    assert (shared.key, shared.interactions) == ("+19025550102", 3)
    assert [contact.name for contact in shared.people] == ["Ann Lee", "Bo Roy"]


def test_who_was_merely_there_is_not_in_touch():
    assert ties_of([LENA], act("bo@example.com", others=["lena.park@gmail.com"]))["Lena Park"].interactions == 0


def test_the_share_of_a_crowd_is_small():
    crowd = act(*(f"p{number}@example.com" for number in range(200)))
    assert crowd.share == pytest.approx(1 / 200)
    assert act("a@example.com", weight=0.25).share == 0.25
    with pytest.raises(ValueError, match="not between 0 and 1"):
        act("a@example.com", weight=1.5)
