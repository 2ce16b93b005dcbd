from pathlib import Path

import attrs
import pytest

from tieweave import Contact, Profile
from tieweave.testing import SourceContract, assert_golden

DATA = Path(__file__).with_name("data")
HEAVY = (
    "defusedxml",
    "dns",
    "keyring",
    "urllib3",
    "http.client",
    "ssl",
    "vobject",
    "icalendar",
    "tieweave_vcard.source",
)


def golden(records, account):
    """Return records as they would be were the server's port and the user always the same."""
    shown = []
    for record in records:
        named = {"source": "server"} if hasattr(record, "source") else {}
        if isinstance(record, Contact):
            named["key"] = record.key.replace(f"/{account.user}/", "/morgan/")
        shown.append(attrs.evolve(record, **named))
    return shown


def spoilt(request, reply):
    """Return an answer in which one card, or one event, is not what it should be."""
    for whole in (b"FN:Spoilt", b"DTSTART:20260405T100000Z"):
        reply = reply._replace(body=reply.body.replace(whole, b"\xff\xfe no property"))
    return reply._replace(body=reply.body.replace(b"N:Spoilt;;;;", b"nor this").replace(b"\xff\xfe", b""))


class TestCardDav(SourceContract):
    plugin = "dav"
    source = "carddav"
    heavy_modules = HEAVY
    whole_contacts = 2
    hosts = ("127.0.0.1", "localhost")

    @pytest.fixture
    def context(self, context, account, front, options):
        return attrs.evolve(context, options=options(account.root, front.root))

    @pytest.fixture
    def location(self, account):
        account.book()
        account.book("work", "Work &amp; more")
        account.card("ann", "Ann Lee", "EMAIL;TYPE=HOME:ann@example.com", "CATEGORIES:Family")
        account.card("bo", "Bo Roy", "TEL:+1 902 555 0102", "ORG:Fundy Software;Sales", "TITLE:Buyer", book="work")
        account.card("ann", "Ann Lee", "TITLE:Dentist", book="work")
        return f"carddav:{account.root}"

    @pytest.fixture
    def empty_location(self, account):
        account.book()
        return f"carddav:{account.root}"

    @pytest.fixture
    def damaged_location(self, account, front):
        account.book()
        for name in ("A", "Spoilt", "Z"):
            account.card(name, name)
        front.change = spoilt
        return f"carddav:{front.root}"

    @pytest.fixture
    def missing_location(self, account):
        return f"carddav:{account.home}nothing/"

    def test_golden(self, records, account):
        assert_golden(golden(records, account), DATA / "address_books.expected.json")


class TestCalDav(SourceContract):
    plugin = "dav"
    source = "caldav"
    heavy_modules = HEAVY
    hosts = ("127.0.0.1", "localhost")

    @pytest.fixture
    def context(self, context, account, options):
        return attrs.evolve(context, options=options(account.root), profile=Profile(emails=["me@example.com"]))

    @pytest.fixture
    def location(self, account):
        account.calendar()
        account.calendar("tasks", "Tasks", "VTODO")
        guests = ("ORGANIZER;CN=Me:mailto:me@example.com", "ATTENDEE;CN=Ann Lee:mailto:ann@example.com")
        account.event("one", "SUMMARY:Lunch", "DTSTART:20260401T120000Z", "DTEND:20260401T130000Z", *guests)
        account.event("two", "SUMMARY:Lunch", "DTSTART:20260402T120000Z", "DTEND:20260402T130000Z", *guests)
        return f"caldav:{account.root}"

    @pytest.fixture
    def empty_location(self, account):
        account.calendar()
        return f"caldav:{account.root}"

    @pytest.fixture
    def missing_location(self, account):
        return f"caldav:{account.home}nothing/"

    def test_golden(self, records, account):
        assert_golden(golden(records, account), DATA / "calendars.expected.json")
