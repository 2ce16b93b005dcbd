import datetime as dt

import pytest

from tieweave.followups.channels import channel_of, shared_by_several
from tieweave.model import Channel, Contact, Email, History, Organisation, Phone, Url
from tieweave.model.history import ChannelHistory

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
MOBILE = Phone(number="+49 170 1234567")
LANDLINE = Phone(number="+49 30 1234567")


def history(*used: tuple[Channel, int, int]) -> History:
    """Return what was done: by which channel, how often, and how many days ago last."""
    pages = [
        ChannelHistory(
            channel=channel,
            acts=acts,
            volume=acts,
            days=acts,
            first=dt.date(2015, 1, 1),
            last=NOW.date() - dt.timedelta(days=days),
        )
        for channel, acts, days in used
    ]
    return History(acts=1, days=1, first=NOW, last=NOW, channels=pages)


def reached(used: History | None = None, *, code: str = "", shared: frozenset[str] = frozenset(), **fields):
    return channel_of(Contact(name="Anna Berg", **fields), used, NOW, code=code, shared=shared)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("", "")),
        ({"emails": ["anna@gmail.com"], "phones": [MOBILE]}, ("email", "anna@gmail.com")),
        ({"phones": [LANDLINE, MOBILE]}, ("message", "+491701234567")),
        ({"phones": [LANDLINE]}, ("call", "+49301234567")),
        ({"phones": [Phone(number="+1 902 555 0100")]}, ("call", "+19025550100")),
        ({"phones": [Phone(number="+1 902 555 0100", types=["CELL"])]}, ("message", "+19025550100")),
        ({"phones": [Phone(number="+1 902 555 0100", label="Handy privat")]}, ("message", "+19025550100")),
        ({"phones": [Phone(number="+1 902 555 0100", types=["fax"])]}, ("", "")),
        ({"phones": ["112"]}, ("", "")),
        ({"urls": ["https://www.linkedin.com/in/anna-berg"]}, ("page", "https://www.linkedin.com/in/anna-berg")),
        (
            {"urls": ["https://annaberg.example/", "https://linkedin.com/in/anna"]},
            ("page", "https://linkedin.com/in/anna"),
        ),
        ({"urls": ["https://annaberg.example/"]}, ("page", "https://annaberg.example/")),
        ({"urls": ["skype:anna"]}, ("", "")),
    ],
)
def test_where_nothing_was_used_what_is_there_is_taken(fields, expected):
    assert reached(**fields) == expected


@pytest.mark.parametrize(
    ("emails", "expected"),
    [
        (["info@acme.com", "anna@gmail.com"], "anna@gmail.com"),
        (["info@acme.com", "anna.berg@acme.com"], "anna.berg@acme.com"),
        (["anna.berg@acme.com", "anna@gmail.com"], "anna@gmail.com"),
        ([Email(address="a@acme.com", types=["work"]), Email(address="a@berg.org", types=["home"])], "a@berg.org"),
        (["noreply@acme.com", "info@acme.com"], "info@acme.com"),
    ],
)
def test_a_personal_address_comes_before_one_at_work_and_one_of_a_function(emails, expected):
    assert reached(emails=emails) == ("email", expected)


def test_nobody_is_reached_where_nobody_reads():
    assert reached(emails=["no-reply@acme.com", "not an address"]) == ("", "")


def test_an_address_at_a_former_employers_comes_last_of_all():
    former = Organisation(name="Acme", title="Former CTO")
    fields = {"emails": ["a@acme.com"], "organisations": [former]}
    assert reached(**fields) == ("email", "a@acme.com")
    assert reached(phones=[LANDLINE], **fields) == ("call", "+49301234567")
    assert reached(emails=["a@acme.com", "a@fundy.com"], organisations=[former, Organisation(name="Fundy")]) == (
        "email",
        "a@fundy.com",
    )


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ([(Channel.CALL, 9, 10), (Channel.EMAIL, 3, 10)], ("call", "+491701234567")),
        ([(Channel.CALL, 9, 3000), (Channel.EMAIL, 3, 10)], ("email", "anna@gmail.com")),
        ([(Channel.MESSAGE, 5, 10)], ("message", "+491701234567")),
        ([(Channel.MEETING, 50, 1), (Channel.EMAIL, 3, 10)], ("email", "anna@gmail.com")),
        ([(Channel.MEETING, 50, 1)], ("email", "anna@gmail.com")),
    ],
)
def test_what_was_used_most_and_lately_wins(used, expected):
    assert reached(history(*used), emails=["anna@gmail.com"], phones=[LANDLINE, MOBILE]) == expected


def test_a_used_channel_without_an_address_gives_way():
    assert reached(history((Channel.CALL, 9, 1)), emails=["anna@gmail.com"]) == ("email", "anna@gmail.com")


def test_messages_went_to_a_number_that_may_be_mobile_or_to_their_page():
    messages = history((Channel.MESSAGE, 5, 10))
    american = Phone(number="+1 902 555 0100")
    assert reached(messages, emails=["anna@gmail.com"], phones=[american]) == ("message", "+19025550100")
    page = "https://linkedin.com/in/anna"
    assert reached(messages, emails=["anna@gmail.com"], urls=[page]) == ("page", page)
    assert reached(messages, emails=["anna@gmail.com"], phones=[LANDLINE]) == ("email", "anna@gmail.com")


def test_whom_one_only_meets_is_met():
    assert reached(history((Channel.MEETING, 5, 10))) == ("meeting", "")
    assert reached(history((Channel.MEETING, 5, 10)), phones=[LANDLINE])[0] == "call"


def test_a_number_is_given_in_its_canonical_form():
    assert reached(phones=["(902) 555-0100"], code="1") == ("call", "+19025550100")
    assert reached(phones=["0170 1234567"], code="49") == ("message", "+491701234567")


@pytest.mark.parametrize("url", ["https://www.acme.com", "http://acme.com/about", "https://shop.acme.com/x"])
def test_a_companys_own_page_is_nobodys(url):
    assert reached(urls=[url], organisations=[Organisation(name="Acme")]) == ("", "")
    assert reached(urls=[url], emails=["info@acme.com"]) == ("email", "info@acme.com")


def test_what_several_people_share_reaches_nobody():
    ann = Contact(name="Ann", emails=["smiths@home.org"], phones=[LANDLINE], urls=["https://linkedin.com/in/ann"])
    bob = Contact(name="Bob", emails=["smiths@home.org"], phones=["+49 (30) 123 45 67"])
    shared = shared_by_several([ann, bob])
    assert shared == {"smiths@home.org", "+49301234567"}
    assert channel_of(bob, None, NOW, shared=shared) == ("", "")
    assert channel_of(ann, None, NOW, shared=shared) == ("page", "https://linkedin.com/in/ann")
    assert channel_of(Contact(urls=[Url(url="https://linkedin.com/in/ann")]), None, NOW)[0] == "page"
