"""Telephone numbers: one form for every way to write one."""

from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.model import Contact, Profile
from tieweave.resolve.phones import calling_code, canonical, identifies


@pytest.mark.parametrize(
    ("written", "code", "expected"),
    [
        ("+1 (902) 555-1234", "", "+19025551234"),
        ("902.555.1234", "1", "+19025551234"),
        ("902.555.1234", "", "9025551234"),
        ("1-902-555-1234", "", "+19025551234"),
        ("001 902 555 1234", "44", "+19025551234"),
        ("011 44 20 7946 0958", "1", "+442079460958"),
        ("+44 (0)20 7946 0958", "", "+442079460958"),
        ("020 7946 0958", "44", "+442079460958"),
        ("0113 496 0000", "44", "+441134960000"),
        ("tel:+1-902-555-1234;ext=5", "", "+19025551234"),
        ("902-555-1234 x123", "1", "+19025551234"),
        ("902-555-1234 ext. 7", "1", "+19025551234"),
        ("902-555-1234,,22#", "1", "+19025551234"),
        ("902-555-1234p1", "1", "+19025551234"),
        ("902-555-1234w2", "1", "+19025551234"),
        ("1-800-FLOWERS", "1", "+18003569377"),
        ("902 555 1234 home", "1", "+19025551234"),
        ("９０２ ５５５ １２３４", "1", "+19025551234"),
        ("＋４４ ２０ ７９４６ ０９５８", "1", "+442079460958"),
        ("+39 06 1234 5678", "", "+390612345678"),
        ("06 1234 5678", "39", "+390612345678"),
        ("8 (912) 345-67-89", "7", "+79123456789"),
        ("06 20 123 4567", "36", "+36201234567"),
        ("0171/1234567", "49", "+491711234567"),
        ("0049 171 1234567", "49", "+491711234567"),
        ("49 171 1234567", "49", "+491711234567"),
        ("612 345 678", "34", "+34612345678"),
        ("12 34 56 78", "45", "+4512345678"),
        ("0011 1 902 555 1234", "61", "+19025551234"),
        ("555-1234", "1", "5551234"),
        ("911", "1", "911"),
        ("*67", "1", "*67"),
        ("none", "1", "none"),
        ("", "1", ""),
    ],
)
def test_canonical_form(written: str, code: str, expected: str) -> None:
    assert canonical(written, code) == expected


@pytest.mark.parametrize(
    ("code", "expected", "notations"),
    [
        ("1", "+16135550123", ["+1 613 555 0123", "1 (613) 555-0123", "613-555-0123", "001 613 555 0123"]),
        ("1", "+16135550123", ["+1 (1) 613 555 0123", "tel:613-555-0123;phone-context=+1", "+1.613.555.0123 #22"]),
        ("1", "+18003569377", ["+1-800-FLOWERS", "(800) FLOWERS"]),
        ("1", "+819012345678", ["011 81 90 1234 5678", "00 81 90-1234-5678", "+81 (0)90 1234 5678"]),
        ("44", "+442079460958", ["+44 (0) 20 7946 0958", "0044 20 7946 0958", "(020) 7946 0958", "44 20 7946 0958"]),
        ("44", "+442079460958", ["020 7946 0958 ext 12", "tel:+44-20-7946-0958", "+44 0 20 7946 0958", "2079460958"]),
        ("44", "+448003569377", ["0800 FLOWERS"]),
        ("44", "+16135550123", ["00 1 613 555 0123", "+1 613 555 0123"]),
        ("49", "+493012345678", ["030 / 12 34 56 78", "+49 (0)30 12345678", "0049-30-12345678", "49 30 12345678"]),
        ("49", "+493012345678", ["030 12345678 Durchwahl 9", "(+49) 30 12345678", "+49 (0) 30 / 12 34 56 - 78"]),
        ("33", "+33612345678", ["06 12 34 56 78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033 612345678"]),
        ("33", "+33612345678", ["06.12.34.56.78 poste 4", "612345678", "33 6 12 34 56 78"]),
        ("34", "+34612345678", ["612 34 56 78", "+34 612 345 678", "0034 612345678", "34 612 345 678", "0612345678"]),
        ("39", "+390212345678", ["02 1234 5678", "+39 02 1234 5678", "0039 02 12345678", "+39 (0)2 1234 5678"]),
        ("39", "+393471234567", ["347 123 4567", "+39 347 1234567", "39 347 1234567"]),
        ("31", "+31612345678", ["06-12345678", "+31 6 12345678", "+31 (0)6 12345678", "0031 6 12345678"]),
        ("48", "+48601234567", ["601 234 567", "+48 601-234-567", "0048 601234567", "0 601 234 567"]),
        ("351", "+351912345678", ["912 345 678", "+351 912 345 678", "00351 912345678", "351 912345678"]),
        ("46", "+46701234567", ["070-123 45 67", "+46 (0)70 123 45 67", "+46701234567", "0046 70 1234567"]),
        ("61", "+61412345678", ["0412 345 678", "+61 412 345 678", "0061 412 345 678", "61 412 345 678"]),
        ("61", "+14155550123", ["0011 1 415 555 0123", "001 415 555 0123", "+1 415 555 0123"]),
        ("7", "+79123456789", ["8 912 345-67-89", "+7 (912) 345-67-89", "007 912 345 67 89", "912 345-67-89"]),
        ("7", "+16135550123", ["8 10 1 613 555 0123", "810 1 613 555 0123"]),
        ("52", "+525512345678", ["+52 1 55 1234 5678", "+52 55 1234 5678", "55 1234 5678", "044 55 1234 5678"]),
        ("52", "+525512345678", ["01 55 1234 5678", "045 55 1234 5678", "0052 1 55 1234 5678", "52 1 55 1234 5678"]),
        ("54", "+5491123456789", ["011 15-2345-6789", "+54 9 11 2345-6789", "+54 11 15 2345 6789", "9 11 2345 6789"]),
        ("55", "+5511987654321", ["(11) 98765-4321", "011 98765-4321", "0 21 11 98765-4321", "+55 (11) 98765-4321"]),
        ("55", "+5511987654321", ["+55 (0xx11) 98765-4321", "+55 011 98765 4321", "55 11 98765-4321"]),
        ("55", "+5555987654321", ["(55) 98765-4321", "+55 55 98765-4321"]),
        ("91", "+919812345678", ["098123 45678", "98123 45678", "+91-98123-45678", "0091 9812345678", "91 9812345678"]),
        (
            "81",
            "+819012345678",
            ["090-1234-5678", "+81 90-1234-5678", "＋８１ ９０ １２３４ ５６７８", "０９０－１２３４－５６７８"],
        ),
        ("82", "+8613812345678", ["0086 138 1234 5678", "001 86 138 1234 5678"]),
        ("234", "+5541998765432", ["0055 41 99876-5432", "009 55 41 99876-5432"]),
        ("57", "+573211234567", ["0057 321 1234567", "321 1234567"]),
        ("61", "+4930123456", ["0011 49 30 123456", "0049 30 123456"]),
        ("961", "+96171123456", ["71 123 456", "+961 71 123 456"]),
        ("81", "+16135550123", ["010 1 613 555 0123"]),
        ("354", "+3545551234", ["555 1234", "+354 555 1234", "00354 5551234"]),
    ],
)
def test_each_notation_of_a_country_is_the_one_number(code: str, expected: str, notations: list[str]) -> None:
    assert {written: canonical(written, code) for written in notations} == dict.fromkeys(notations, expected)


@pytest.mark.parametrize(
    ("written", "code", "expected"),
    [
        ("7946 0958", "44", "79460958"),
        ("123 4567", "49", "1234567"),
        ("112", "49", "112"),
        ("11880", "49", "11880"),
        ("3639", "33", "3639"),
        ("98765-4321", "55", "987654321"),
        ("2345-6789", "54", "23456789"),
        ("0912 345 67 89", "7", "09123456789"),
        ("020 7946 0958", "1", "02079460958"),
        ("1 902 555 1234", "52", "19025551234"),
        ("849 37 24", "48", "8493724"),
        ("0114 960 000", "1", "0114960000"),
        ("+999 123 4567", "1", "9991234567"),
        ("902 555 1234", "999", "9025551234"),
        ("902 555 1234", "800", "9025551234"),
        ("12345678901234567890123456789", "44", "12345678901234567890123456789"),
    ],
)
def test_where_the_country_or_the_area_is_not_known_the_digits_are_bare(written: str, code: str, expected: str) -> None:
    assert canonical(written, code) == expected


def test_a_number_of_a_wrong_length_keeps_the_country_that_it_names() -> None:
    assert {canonical(written) for written in ("+44 20 7946 095812", "0044 20 7946 095812")} == {"+44207946095812"}


def test_a_canonical_number_is_canonical() -> None:
    for number in ("+19025551234", "+442079460958", "+390612345678", "+2250712345678"):
        assert canonical(number, "49") == number


@pytest.mark.parametrize("number", ["911", "5551", "+1000", "0000000000", "*67", "", "none"])
def test_service_and_filler_numbers_identify_nobody(number: str) -> None:
    assert not identifies(number)


def test_the_country_is_ego_s_own_else_that_of_most_numbers() -> None:
    book = [Contact(phones=["+44 20 7946 0958", "+44 161 496 0000", "+1 902 555 1234", "902 555 1234"])]
    assert calling_code(Profile(phones=["+1 902 555 0100"]), book) == "1"
    assert calling_code(Profile(phones=["902 555 0100"]), book) == "44"
    assert calling_code(Profile(), [Contact(phones=["1-902-555-1234", "902 555 1234"])]) == "1"
    assert calling_code(Profile(), [Contact(phones=["020 7946 0958"])]) == ""


def test_the_numbers_of_a_north_american_book_are_read_without_the_library() -> None:
    read = (
        "import sys; from tieweave.model import Profile; from tieweave.resolve.phones import calling_code, canonical;"
        "code = calling_code(Profile(phones=['1-902-555-0100']));"
        "written = ('902.555.1234', '+1 (902) 555-1234', '1-902-555-1234 x7', 'tel:+1-902-555-1234');"
        "print({canonical(number, code) for number in written}, 'phonenumbers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", read], capture_output=True, text=True, check=True)
    assert done.stdout == "{'+19025551234'} False\n"


@given(st.text(alphabet="+0123456789 -().extpw,;*#ABC٣９", max_size=24), st.sampled_from(["", "1", "44", "39", "7"]))
def test_any_text_has_a_canonical_form_that_stays(written: str, code: str) -> None:
    once = canonical(written, code)
    assert len(once) <= max(len(written), 16)
    if once.startswith("+") and once[1:].isdigit():
        assert canonical(once, "") == once


@given(st.sampled_from(sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)), st.from_regex(r"[0-9]{2,13}", fullmatch=True))
def test_what_is_taken_for_canonical_at_a_glance_is_so_to_the_library(code: int, national: str) -> None:
    form = canonical(f"+{code}{national}")
    if form.startswith("+"):
        assert canonical(form) == form
        if form == f"+{code}{national}" and code != 52:  # the library has forgotten Mexico's former prefixes
            parsed = phonenumbers.parse(form)
            assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == form


@given(st.sampled_from(sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)), st.from_regex(r"[0-9]{2,15}", fullmatch=True))
def test_a_number_read_for_its_country_is_canonical_anywhere(code: int, dialled: str) -> None:
    form = canonical(dialled, str(code))
    assert form == dialled or (form.startswith("+") and canonical(form) == form)
