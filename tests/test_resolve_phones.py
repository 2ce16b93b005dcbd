"""Telephone numbers: one form for every way to write one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.model import Contact, Profile
from tieweave.resolve.phones import CALLING_CODES, calling_code, canonical, identifies


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


def test_no_calling_code_begins_another() -> None:
    assert not any(one != other and other.startswith(one) for one in CALLING_CODES for other in CALLING_CODES)


@given(st.text(alphabet="+0123456789 -().extpw,;*#ABC٣９", max_size=24), st.sampled_from(["", "1", "44", "39", "7"]))
def test_any_text_has_a_canonical_form_that_stays(written: str, code: str) -> None:
    once = canonical(written, code)
    assert len(once) <= max(len(written), 16)
    if once.startswith("+") and once[1:].isdigit():
        assert canonical(once, "") == once
