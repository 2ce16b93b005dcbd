"""The made-up address book in examples/ is what the documentation says it is, and nobody real is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tieweave
from tieweave.categories import CATEGORIES, UNKNOWN

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CARD_FILES = ("contacts.vcf", "work.vcf")
RESERVED = re.compile(r"(?:^|\.)(?:example|example\.(?:com|net|org))$")
FICTIONAL_NUMBERS = re.compile(
    r"""
    (?:1)?\d{3}555 01\d\d (?:214)?     # North America, perhaps with the one extension in the file
    | (?:44)?  20 7946 0\d{3}          # London (Ofcom)
    | (?:49)   30 23125 \d{3}          # Berlin (BNetzA)
    | (?:49)   40 66969 \d{3}          # Hamburg
    | (?:49)0? 176 040690 \d\d         # German mobile
    | (?:33)   1 9900 \d{4}            # Paris (Arcep)
    | (?:33)   6 3998 \d{4}            # French mobile
    | (?:46)   8 465004 \d\d           # Stockholm (PTS)
    | 48 (?:00|22000) \d+              # no such area or exchange: Poland,
    | 81 3 0000 \d+ | 91 55555 \d+     # Japan, India,
    | 55 11 90000 \d+ | 961 1 000 \d+  # Brazil, Lebanon
    """,
    re.VERBOSE,
)


BROKEN_LINES = re.compile(r"\r\n[ \t]|(?<!=)=\r\n")  # folded, or quoted-printable; a photo ends in "=="


def card_text() -> str:
    """Both files as text, broken lines joined."""
    text = "".join((EXAMPLES / name).read_bytes().decode("utf-8") for name in CARD_FILES)
    return BROKEN_LINES.sub("", text)


def people() -> list[tuple[str, list[str], str]]:
    rows = [line.split("\t") for line in (EXAMPLES / "expected.tsv").read_text(encoding="utf-8").splitlines()]
    return [(name, categories.split(","), level) for name, categories, level in rows]


def test_about_80_people_on_over_90_cards() -> None:
    names = [name for name, _, _ in people()]
    assert 75 <= len(names) <= 90
    assert len(set(names)) == len(names)
    cards = re.findall(r"^BEGIN:VCARD\r\n.*?^END:VCARD\r\n", card_text(), re.MULTILINE | re.DOTALL)
    assert len(cards) >= 90
    assert len(cards) > len(names), "duplicates are part of a real address book"
    assert f"{len(names)} people on {len(cards) - 1} cards" in (EXAMPLES / "README.md").read_text(encoding="utf-8")


def test_every_version_of_the_format_is_there_and_lines_end_as_the_format_has_it() -> None:
    text = card_text()
    assert {"2.1", "3.0", "4.0"} == set(re.findall(r"^VERSION:(.*)\r$", text, re.MULTILINE))
    assert "\n" not in text.replace("\r\n", "")
    assert "ENCODING=QUOTED-PRINTABLE" in text


def test_each_person_is_in_the_files_under_the_name_expected() -> None:
    text = card_text()
    surnames_first = re.sub(r"^N:([^;\r]*);([^;\r]*);.*\r$", r"\2 \1", text, flags=re.MULTILINE)
    missing = [name for name, _, _ in people() if name not in _undo_quoted_printable(text + surnames_first)]
    assert missing == []


def _undo_quoted_printable(text: str) -> str:
    runs = re.compile(r"(?:=[0-9A-F]{2})+")
    return runs.sub(lambda run: bytes.fromhex(run[0].replace("=", "")).decode("utf-8", "replace"), text)


def test_every_category_is_somebodys_first_and_some_people_are_unknown() -> None:
    first = {categories[0] for _, categories, _ in people()}
    assert first == {category.slug for category in CATEGORIES} | {UNKNOWN}


def test_every_slug_and_level_expected_is_one_there_is() -> None:
    slugs = {category.slug for category in CATEGORIES} | {UNKNOWN}
    for name, categories, level in people():
        assert set(categories) <= slugs, name
        assert level in {"1", "2", "-"}, name
        assert (level == "-") == (categories[0] == UNKNOWN), name


@pytest.mark.parametrize("name", [*CARD_FILES, "me.toml"])
def test_no_address_could_reach_anybody(name: str) -> None:
    text = BROKEN_LINES.sub("", (EXAMPLES / name).read_bytes().decode("utf-8"))
    domains = [domain.lower() for domain in re.findall(r"[\w.+-]+@([\w.-]+)", text)]
    hosts = [host.lower() for host in re.findall(r"https?://([^/\s\"]+)", text)]
    assert domains
    assert [domain for domain in domains + hosts if not RESERVED.search(domain)] == []


def test_no_number_could_reach_anybody() -> None:
    numbers = re.findall(r"^(?:item\d\.)?TEL[^:\r]*:(?:tel:)?(.*)\r$", card_text(), re.MULTILINE)
    assert numbers
    digits = {number: re.sub(r"\D", "", number) for number in numbers}
    assert [number for number in numbers if not FICTIONAL_NUMBERS.fullmatch(digits[number])] == []


def test_the_profile_loads_and_says_what_a_profile_can_say() -> None:
    profile = tieweave.Profile.load(EXAMPLES / "me.toml")
    assert profile.name == "Morgan Gallant"
    assert profile.partner == "Sam Roy"
    assert profile.children == ("Ella", "Max")
    assert [employer.name for employer in profile.employers][:2] == ["Tidewater Analytics", "Fundy Software"]
    assert all(employer.end for employer in profile.employers), "Morgan is looking for work"
    assert all((profile.clubs, profile.congregations, profile.targets, profile.addresses, profile.schools))
