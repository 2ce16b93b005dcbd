"""Where the collections of an account are found, and where no password goes."""

from urllib.parse import urlsplit

import attrs
import pytest
from urllib3 import HTTPHeaderDict

from tieweave import Contact
from tieweave_dav import kinds, locations
from tieweave_dav.discovery import Service, find
from tieweave_dav.errors import ServerError
from tieweave_dav.server import Server
from tieweave_dav.session import Account as Signing
from tieweave_dav.source import read as read_account
from tieweave_dav.transport import Answer


def names(records):
    return [record.name for record in records if isinstance(record, Contact)]


@pytest.fixture
def book(account):
    account.book()
    account.card("ann", "Ann Lee")
    return account


@pytest.mark.parametrize("path", ["", "/", "/{user}", "/{user}/", "/{user}/contacts", "/{user}/contacts/", "//"])
def test_any_address_of_the_account_will_do(book, read, path):
    assert names(read(f"carddav:{book.root}{path.format(user=book.user)}")) == ["Ann Lee"]


def test_an_address_books_own_address_is_that_address_book_alone(book, read):
    book.book("work", "Work")
    book.card("w", "Worker", book="work")
    assert names(read(f"carddav:{book.home}work/")) == ["Worker"]
    assert names(read(f"carddav:{book.root}")) == ["Ann Lee", "Worker"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_bare_host_on_this_machine_may_speak_plain_http(book, read, host, options):
    known = options(f"{host}:{book.port}")
    assert names(read(f"carddav:{host}:{book.port}", options=known)) == ["Ann Lee"]


def test_the_user_may_stand_in_the_location(book, context, monkeypatch):
    monkeypatch.setenv("DAV_PASSWORD", "s3crét:word")
    options = {book.root: {"password_env": "DAV_PASSWORD"}}
    text = f"carddav:http://{book.user}@127.0.0.1:{book.port}/"
    assert names(read_account(Signing.at("carddav", text, attrs.evolve(context, options=options)))) == ["Ann Lee"]


def test_calendars_without_events_are_passed_over(account, front, read, failing):
    account.calendar("tasks", "Tasks", "VTODO")
    assert failing(f"caldav:{front.root}")[1].endswith("there is no calendar in this account; check the address")
    account.calendar()
    assert read(f"caldav:{front.root}") == []
    assert not any(path.endswith("/tasks/") for path in front.asked("REPORT"))


def test_an_address_that_is_not_there_is_said(account, failing):
    records, line = failing(f"carddav:{account.home}nowhere/")
    assert records == []
    assert "/nowhere/ is not there (status 404); check the address" in line


def test_an_address_of_somebody_else_is_said(account, failing):
    records, line = failing(f"carddav:{account.root}/somebody/")
    assert records == []
    assert "/somebody/ does not let this account read it (status 403)" in line


def described(url, inner):
    prop = f"<D:propstat><D:prop>{inner}</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
    return f"<D:response><D:href>{url}</D:href>{prop}</D:response>"


def principal(url):
    return described(url, "<D:current-user-principal><D:href>/me/</D:href></D:current-user-principal>")


def home(url, where):
    return described(url, f"<C:addressbook-home-set><D:href>{where}</D:href></C:addressbook-home-set>")


def books(*urls):
    kind = "<D:resourcetype><D:collection/><C:addressbook/></D:resourcetype>"
    return "".join(described(url, kind) for url in urls)


class Wire:
    """Servers of any name, in memory: what they answer by URL, a status with a Location or an answer's inside."""

    def __init__(self, monkeypatch, answers):
        self.asked = asked = []

        def once(server, origin, method, url, headers, body):
            assert origin == locations.origin_of(urlsplit(url))
            assert server.location.covers(origin)
            asked.append(url)
            answer = answers.get(url, 404)
            headers = HTTPHeaderDict()
            if isinstance(answer, tuple):
                headers["Location"] = answer[1]
                return Answer(url, answer[0], headers, b"")
            if isinstance(answer, int):
                return Answer(url, answer, headers, b"")
            space = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'
            return Answer(url, 207, headers, f"<D:multistatus {space}>{answer}</D:multistatus>".encode())

        monkeypatch.setattr(Server, "_patiently", once)


def found(text, lookup=lambda name: None):
    location = locations.read("carddav", text)
    return find(Server(location, authorization="Basic x"), kinds.ADDRESS_BOOKS, lookup)


def urls(text, lookup=lambda name: None):
    return [collection.url for collection in found(text, lookup).collections]


def test_a_bare_host_is_looked_up_in_the_dns(monkeypatch):
    wire = Wire(
        monkeypatch,
        {
            "https://dav.example.org:8443/dav/": principal("/dav/"),
            "https://dav.example.org:8443/me/": home("/me/", "/home/"),
            "https://dav.example.org:8443/home/": books("/home/a/"),
        },
    )
    asked = []

    def lookup(name):
        asked.append(name)
        return Service("dav.example.org", 8443, "/dav/")

    assert urls("carddav:morgan@example.org", lookup) == ["https://dav.example.org:8443/home/a/"]
    assert asked == ["_carddavs._tcp.example.org"]
    assert wire.asked[0] == "https://dav.example.org:8443/dav/"


def test_the_dns_may_name_another_port_of_a_bare_host(monkeypatch):
    Wire(
        monkeypatch,
        {
            "https://posteo.example:8443/.well-known/carddav": (301, "/me/"),
            "https://posteo.example:8443/me/": home("/me/", "/home/"),
            "https://posteo.example:8443/home/": books("/home/a/"),
        },
    )
    assert urls("carddav:posteo.example", lambda _: Service("posteo.example", 8443)) == [
        "https://posteo.example:8443/home/a/"
    ]


def test_the_dns_may_not_send_a_password_to_another_domain(monkeypatch):
    wire = Wire(monkeypatch, {})
    with pytest.raises(ServerError, match=r"name it: carddav:https://dav\.evil\.example$"):
        found("carddav:example.org", lambda _: Service("dav.evil.example", 443))
    assert wire.asked == []


@pytest.mark.parametrize("text", ["carddav:https://cloud.example.org", "carddav:cloud.example.org"])
def test_the_well_known_address_is_followed_on_the_same_host(monkeypatch, text):
    Wire(
        monkeypatch,
        {
            "https://cloud.example.org/": 405,
            "https://cloud.example.org/.well-known/carddav": (301, "https://cloud.example.org/remote.php/dav/"),
            "https://cloud.example.org/remote.php/dav/": principal("/remote.php/dav/"),
            "https://cloud.example.org/me/": home("/me/", "/home/"),
            "https://cloud.example.org/home/": books("/home/", "/home/a/", "/home/b/").replace("addressbook/", "x/", 1),
        },
    )
    assert urls(text) == ["https://cloud.example.org/home/a/", "https://cloud.example.org/home/b/"]


def test_a_server_that_believes_it_speaks_plain_http_is_still_asked_by_tls(monkeypatch):
    """Nextcloud behind a proxy that it was not told of."""
    wire = Wire(
        monkeypatch,
        {
            "https://cloud.example.org/.well-known/carddav": (301, "http://cloud.example.org/dav/"),
            "https://cloud.example.org/dav/": home("/dav/", "/home/"),
            "https://cloud.example.org/home/": books("/home/a/"),
        },
    )
    assert urls("carddav:https://cloud.example.org") == ["https://cloud.example.org/home/a/"]
    assert all(url.startswith("https://") for url in wire.asked)


def test_the_hosts_of_a_domain_are_one_server(monkeypatch):
    """iCloud keeps each account on a host of its own."""
    Wire(
        monkeypatch,
        {
            "https://contacts.icloud.example/.well-known/carddav": principal("/.well-known/carddav"),
            "https://contacts.icloud.example/me/": home("/me/", "https://p42-contacts.icloud.example:443/1/home/"),
            "https://p42-contacts.icloud.example/1/home/": books("/1/home/card/"),
            "https://p42-contacts.icloud.example:443/1/home/": books("/1/home/card/"),
        },
    )
    lookup = {"_carddavs._tcp.icloud.example": Service("contacts.icloud.example", 443)}.get
    assert urls("carddav:icloud.example", lookup) == ["https://p42-contacts.icloud.example/1/home/card/"]
    with pytest.raises(ServerError, match=r"name it: carddav:https://p42-contacts\.icloud\.example$"):
        found("carddav:https://contacts.icloud.example", lookup)


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/dav/",
        "https://example.org.evil.example/dav/",
        "https://notexample.org/dav/",
        "https://example.org:8443/dav/",
        "http://example.org:8080/dav/",
        "http://sub.example.org/dav/",
        "//evil.example/dav/",
        "https://example.org@evil.example/dav/",
    ],
)
def test_no_password_goes_to_another_host(monkeypatch, to):
    wire = Wire(
        monkeypatch,
        {
            "https://example.org/": (302, to),
            "https://example.org/.well-known/carddav": home("/.well-known/carddav", to),
        },
    )
    with pytest.raises(ServerError, match=r"another host|without TLS"):
        found("carddav:https://example.org")
    assert {urlsplit(url).netloc for url in wire.asked} == {"example.org"}


def test_a_redirect_to_another_server_carries_no_password(fronts, options, failing):
    """The same on the wire: two servers on this machine differ by their ports."""
    named, other = fronts(), fronts()
    named.answer = lambda request: named.forwarded(request)._replace(status=301, headers={"Location": f"{other.root}/"})
    records, line = failing(f"carddav:{named.root}", options=options(named.root, other.root))
    assert records == []
    assert f"name it: carddav:{other.root}" in line
    assert named.requests
    assert other.requests == []


def test_an_address_book_on_another_host_is_reported_and_passed_over(monkeypatch):
    Wire(
        monkeypatch,
        {
            "https://example.org/": home("/", "/home/"),
            "https://example.org/home/": books("/home/a/", "https://else.example/shared/"),
        },
    )
    seen = found("carddav:https://example.org")
    assert [one.url for one in seen.collections] == ["https://example.org/home/a/"]
    assert seen.passed_over == (
        ("shared", "it is kept on https://else.example, another host; name it there to read it"),
    )


def test_addresses_of_collections_are_put_right_as_redirects_are(monkeypatch):
    Wire(
        monkeypatch,
        {
            "https://example.org/": home("/", "http://example.org:80/home/"),
            "https://example.org/home/": books("http://example.org/home/a/", "https://example.org:443/home/b/"),
        },
    )
    assert urls("carddav:https://example.org") == ["https://example.org/home/a/", "https://example.org/home/b/"]


def test_redirects_without_end_are_given_up(monkeypatch):
    wire = Wire(monkeypatch, {f"https://example.org/{n}": (302, f"/{n + 1}") for n in range(50)})
    with pytest.raises(ServerError):
        found("carddav:https://example.org/0")
    assert len(wire.asked) < 10


def test_addresses_of_ego_are_taken_from_the_principal(monkeypatch):
    own = (
        '<K:calendar-user-address-set xmlns:K="urn:ietf:params:xml:ns:caldav"><D:href>mailto:Me@Example.org</D:href>'
        "<D:href>/principals/me/</D:href><D:href>MAILTO:second%2Bone@example.org</D:href></K:calendar-user-address-set>"
    )
    Wire(
        monkeypatch,
        {
            "https://example.org/": home("/", "/home/").replace("</D:prop>", f"{own}</D:prop>"),
            "https://example.org/home/": books("/home/a/"),
        },
    )
    assert found("carddav:https://example.org").emails == ("me@example.org", "second+one@example.org")
