import json
from pathlib import Path

import pytest

from tieweave.testing import SourceContract, assert_golden

ACCOUNT = Path(__file__).with_name("data") / "account.json"


class TestGoogleSource(SourceContract):
    plugin = "google"
    source = "google"
    heavy_modules = ("googleapiclient", "google.auth", "google_auth_oauthlib", "httplib2", "requests", "http.server")
    hosts = ("127.0.0.1", "localhost")
    whole_contacts = 2

    @pytest.fixture
    def context(self, context, signed_in):
        return context

    @pytest.fixture
    def location(self, google):
        account = json.loads(ACCOUNT.read_text(encoding="utf-8"))
        google.me = account["me"]
        google.groups += account["groups"]
        google.contacts.put(*account["connections"])
        google.others.put(*account["otherContacts"])
        return "google:"

    @pytest.fixture
    def empty_location(self, google):
        google.me = {"resourceName": "people/1001"}
        return "google:"

    @pytest.fixture
    def damaged_location(self, google):
        names = [{"displayName": "Whole"}]
        listed = [{"resourceName": "people/c1", "names": names}, 42, {"resourceName": "people/c2", "names": names}]
        google.faults = [("/v1/people/me/connections", (200, {"connections": listed, "nextSyncToken": "s"}))]
        return "google:"

    @pytest.fixture
    def missing_location(self):
        return "google:?account=nobody"

    def test_golden(self, records):
        assert_golden(records, ACCOUNT.with_name("account.expected.json"))
