"""The shared samples of the API's answers are read as what is known of them says."""

import json
from pathlib import Path

import pytest

from tieweave import Contact

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "exports" / "people-api"
CONNECTIONS = "/v1/people/me/connections"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/exports")]


def answer(name):
    content = json.loads((SHARED / name).read_text(encoding="utf-8"))
    return content.get("error", {}).get("code", 200), content


@pytest.fixture
def answered(read, google):
    """Return a function that has the service give these files for the contacts, and reads."""
    google.faults = [("/v1/contactGroups", answer("contactGroups-list.json"))] * 9

    def answered(*names):
        google.faults = [(CONNECTIONS, answer(name)) for name in names] + [
            one for one in google.faults if one[0] != CONNECTIONS
        ]
        found, failed = read()
        assert failed is None
        return [record for record in found if isinstance(record, Contact)]

    return answered


def test_two_pages_then_a_deletion_then_an_expired_token(answered, google):
    found = answered("connections-page1.json", "connections-page2-last.json")
    assert [contact.key for contact in found] == ["people/c101", "people/c102", "people/c103", "people/c104"]
    assert [contact.kind for contact in found] == ["individual"] * 3 + ["organisation"]
    ada = found[0]
    assert ada.name == "Ada Lovelace"
    assert [phone.number for phone in ada.phones] == ["+441314960000"]
    assert (ada.birthday, ada.anniversary, ada.labels) == ("--12-10", "1835-07-08", ("Choir",))
    assert [(one.name, one.relation) for one in ada.related] == [("William", "spouse"), ("Anne", "aunt")]
    assert ada.notes == ("Met at school gate", "How we met: Choir")
    assert [email.label for email in ada.emails] == ["", "Uni"]

    found = answered("incremental-deleted.json")
    assert [contact.key for contact in found] == ["people/c101", "people/c103", "people/c104"]
    tokens = [query.get("syncToken") for path, query in google.requests if path == CONNECTIONS]
    assert tokens == [None, None, "CI7PlQEY"]

    assert answered("error-expired-sync-token-400.json", "empty-no-connections-key.json") == []


def test_quota(answered, sleeps):
    assert len(answered("error-429.json", "connections-page2-last.json")) == 1
    assert sleeps == [8.0]
