"""The example address book, judged against what a careful friend would say (examples/expected.tsv)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import tieweave

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(scope="module")
def book() -> tieweave.Book:
    profile = tieweave.Profile.load(EXAMPLES / "me.toml")
    return tieweave.merge(tieweave.gather([EXAMPLES / "contacts.vcf", EXAMPLES / "work.vcf"], profile=profile, now=NOW))


@pytest.fixture(scope="module")
def ties(book: tieweave.Book) -> list[tieweave.Tie]:
    return tieweave.classify(book, now=NOW)


def _expected() -> list[tuple[str, list[str], str]]:
    lines = (EXAMPLES / "expected.tsv").read_text(encoding="utf-8").splitlines()
    return [(name, slugs.split(","), level) for name, slugs, level in (line.split("\t") for line in lines)]


def _by_name(ties: list[tieweave.Tie]) -> dict[str, tieweave.Tie]:
    return {
        name: tie
        for tie in reversed(ties)
        for name in (tie.contact.name, *tie.contact.names, *(email.address for email in tie.contact.emails))
    }


def test_everyone_is_found_under_a_name_they_go_by(ties):
    by_name = _by_name(ties)
    assert [name for name, _, _ in _expected() if name not in by_name] == []


def test_the_verdicts_are_those_of_a_careful_friend_nearly_everywhere(ties):
    by_name = _by_name(ties)
    right = [by_name[name].category in slugs for name, slugs, _ in _expected()]
    levels = [
        ("-" if by_name[name].level is None else str(int(by_name[name].level))) == level
        for name, _, level in _expected()
    ]
    assert sum(right) / len(right) >= 0.93
    assert sum(levels) / len(levels) >= 0.93


def test_all_thirty_categories_are_found(ties):
    assert {tie.category for tie in ties} >= {category.slug for category in tieweave.CATEGORIES}


def test_what_speaks_of_somebody_else_or_of_a_company_is_not_taken_for_ego(ties):
    by_name = _by_name(ties)
    for name in ("Lena's dentist", "Mother Earth Organics"):
        assert by_name[name].category in ("unknown", "friend-of-friend")


def test_two_people_who_share_a_telephone_stay_two(ties):
    by_name = _by_name(ties)
    assert by_name["Tante Inge"].contact.id != by_name["Onkel Jürgen"].contact.id


def test_every_record_is_accounted_for(book):
    cards = sum(
        (EXAMPLES / name).read_text(encoding="utf-8").count("BEGIN:VCARD") for name in ("contacts.vcf", "work.vcf")
    )
    assert book.records + len(book.skipped) == cards
    assert not book.failed
