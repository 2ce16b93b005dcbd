"""The exports with the true headers and quirks of Google and Outlook are read as their quirks say."""

import datetime as dt
from pathlib import Path

import pytest

from tieweave import Contact
from tieweave.sources import Context
from tieweave_csv.locations import matches
from tieweave_csv.source import records

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "exports"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/exports")]


def read(path):
    found = list(records(str(path), Context(now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))))
    assert all(isinstance(record, Contact) for record in found), found
    return found


def test_the_old_header_of_google():
    (ada,) = read(SHARED / "google" / "google-old.csv")
    assert (ada.name, ada.given, ada.additional, ada.family) == ("Ada King Lovelace", "Ada", "King", "Lovelace")
    assert [email.address for email in ada.emails] == ["ada@home.example", "ada2@home.example", "ada@work.example"]
    assert ada.emails[0].types == ("home", "pref")
    assert [phone.number for phone in ada.phones] == ["+44 20 7946 0100", "+44 20 7946 0101"]
    assert ada.labels == ("Family",)
    assert (ada.birthday, ada.anniversary) == ("--12-10", "1835-07-08")
    assert ada.notes == ("Sister of Tom\nGym on Sundays", "Met at: School gate")
    assert [(one.name, one.relation) for one in ada.related] == [("William", "Spouse")]
    assert ada.organisations[0].title == "Engineer"
    assert ada.addresses[0].street == "12 Bridge St, London"


def test_the_new_header_of_google():
    (grace,) = read(SHARED / "google" / "google-new-2024.csv")
    assert grace.labels == ("Navy",)
    assert [email.address for email in grace.emails] == ["grace@navy.example", "grace@example.com"]
    assert grace.addresses[0].street == "Suite 4, 1 Main St"
    assert grace.birthday == "1906-12-09"


@pytest.mark.parametrize("name", ["outlook-2016-cp1252.csv", "outlook-com-utf8-bom.csv"])
def test_outlook(name):
    (renee,) = read(SHARED / "outlook" / name)
    assert renee.name == "Renée Dubois"
    assert [email.address for email in renee.emails] == ["renee@example.fr"]
    assert renee.labels == ("Family", "Friends")
    assert (renee.birthday, renee.anniversary) == ("", "")
    assert {(one.name, one.relation) for one in renee.related} == {
        ("Luc", "child"), ("Marie", "child"), ("Paul", "spouse"), ("Anne Martin", "referred by")
    }  # fmt: skip
    assert renee.notes == ("line one\nline two",)
    assert not renee.extras


def test_which_files_are_its_own():
    claimed = {path.name for path in SHARED.rglob("*.*") if matches(str(path))}
    assert claimed >= {"google-old.csv", "google-new-2024.csv", "outlook-2016-cp1252.csv", "outlook-com-utf8-bom.csv"}
    assert not {name for name in claimed if name.startswith(("Connections", "messages", "Invitations", "whatsapp"))}
    assert all(name.endswith(".csv") for name in claimed)
