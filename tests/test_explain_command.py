from __future__ import annotations

import json

import pytest


@pytest.fixture
def located(examples):
    return [str(examples / "contacts.vcf"), str(examples / "work.vcf"), "--profile", str(examples / "me.toml")]


def test_every_piece_of_evidence_is_shown_with_its_weight(tieweave_command, located):
    ran = tieweave_command("explain", "Anjali Patel", *located, "--format", "json")
    (tie,) = json.loads(ran.out)["ties"]
    text = tieweave_command("explain", "Anjali Patel", *located).out
    assert tie["evidence"]
    for item in tie["evidence"]:
        assert item["detail"] in text
        assert f"{item['weight']:+.1f}" in text


@pytest.mark.parametrize("wanted", ["anjali", "ANJALI PATEL", "patel anjali"])
def test_a_person_is_found_by_any_part_of_the_name(tieweave_command, located, wanted):
    assert "Anjali" in tieweave_command("explain", wanted, *located).out


def test_nobody_of_that_name_is_told_with_the_nearest(tieweave_command, located):
    ran = tieweave_command("explain", "Anjalli Patell", *located)
    assert ran.code == 1
    assert "did you mean" in ran.err
    assert "Anjali" in ran.err


def test_a_person_about_whom_nothing_speaks_is_said_to_be_that(tieweave_command, tmp_path):
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Kim Oh\nEND:VCARD\n", encoding="utf-8")
    assert "No evidence" in tieweave_command("explain", "Kim Oh", str(card)).out


def test_a_name_is_found_without_its_special_letters(tieweave_command, tmp_path):
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Łukasz Sørensen\nEND:VCARD\n", encoding="utf-8")
    assert "Łukasz" in tieweave_command("explain", "lukasz sorensen", str(card)).out
