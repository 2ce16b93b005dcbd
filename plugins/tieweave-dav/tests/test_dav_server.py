"""What a server may answer, and what becomes of it: one line that says what to do, in bounded time and memory."""

import contextlib
import gzip
import itertools
import socket
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from urllib3 import HTTPHeaderDict

from tieweave_dav import locations, multistatus, server, transport
from tieweave_dav.errors import ServerError
from tieweave_dav.server import Server
from tieweave_dav.transport import Answer, Patience


@pytest.fixture
def slept():
    return []


@pytest.fixture
def ask(fronts, slept):
    """Return a function that asks a server with the given answers, in their order."""

    def ask(*replies, **headers):
        front = fronts()
        waiting = list(replies)

        def answer(request):
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return front.forwarded(request)._replace(status=reply[0], headers=reply[1], body=reply[2])

        front.answer = answer
        location = locations.read("carddav", f"carddav:{front.root}/dav/")
        asking = Server(location, authorization="Basic x", patience=Patience(sleep=slept.append), **headers)
        try:
            return asking.ask("PROPFIND", location.url, b"<x/>", depth=0), front
        finally:
            asking.close()

    return ask


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (401, {}, r"refuses the user name or password; run: tieweave login carddav:http://127\.0\.0\.1:\d+"),
        (401, {"WWW-Authenticate": 'Digest realm="x"'}, "only takes Digest"),
        (401, {"WWW-Authenticate": 'Basic realm="digest"'}, "refuses the user name"),
        (403, {}, r"does not let this account read it \(status 403\)"),
        (404, {}, "is not there"),
        (405, {}, "does not answer as a carddav server does"),
        (500, {}, r"failed \(status 500\); try again later"),
        (502, {}, r"failed \(status 502\)"),
        (304, {}, "does not answer as"),
    ],
)
def test_a_refusal_says_what_to_do(ask, status, headers, reason):
    with pytest.raises(ServerError, match=reason) as raised:
        ask((status, headers, b""))
    assert len(str(raised.value).splitlines()) == 1


def test_a_busy_server_is_asked_again_when_it_says(ask, slept):
    date = {"Date": "Sun, 01 Nov 2026 12:00:00 GMT", "Retry-After": "Sun, 01 Nov 2026 12:00:07 GMT"}
    _, front = ask((429, {"Retry-After": "3"}, b""), (503, date, b""), (207, {}, b"<x/>"))
    assert slept == [3.0, 7.0]
    assert len(front.requests) == 3


def test_a_busy_server_is_not_asked_for_ever(ask, slept):
    with pytest.raises(ServerError, match="is busy"):
        ask((503, {}, b""))
    assert slept == [2.0, 4.0]


@pytest.mark.parametrize("wait", ["3600", "Sun, 01 Nov 2099 12:00:00 GMT", "9" * 400])
def test_a_server_that_wants_a_long_pause_gets_it(ask, slept, wait):
    with pytest.raises(ServerError, match="asks to wait"):
        ask((429, {"Retry-After": wait, "Date": "Sun, 01 Nov 2026 12:00:00 GMT"}, b""))
    assert slept == []


@given(st.text(), st.text())
@settings(deadline=None)
def test_any_wish_to_wait_is_understood_or_passed_over(wait, date):
    headers = HTTPHeaderDict()
    headers["Retry-After"], headers["Date"] = (value.replace("\r", "").replace("\n", "") for value in (wait, date))
    assert server._wait(Answer("https://x.example/", 429, headers, b""), 2.0) >= 0


def test_an_endless_answer_is_refused(ask, monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 1000)
    with pytest.raises(ServerError, match="refused") as raised:
        ask((207, {}, b"x" * 100_000))
    assert raised.value.too_large


def test_a_cut_answer_is_asked_for_again(ask):
    answer, front = ask((207, {"Content-Length": "100"}, b"<x"), (207, {}, b"<x/>"))
    assert answer.body == b"<x/>"
    assert len(front.requests) == 2


def test_a_server_that_always_cuts_is_given_up(ask):
    with pytest.raises(ServerError, match="cut the connection; try again later"):
        ask((207, {"Content-Length": "100"}, b"<x"))


def listening(reply):
    """Return the port of a server that answers each connection with some bytes, and what ends it."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                if reply is None:
                    done.wait(10)
                else:
                    connection.recv(65536)
                    connection.sendall(reply)

    done = threading.Event()
    thread = threading.Thread(target=serve)
    thread.start()

    def end():
        done.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()

    return listener.getsockname()[1], end


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "answers with what is no HTTP"),
        (b"", "cut the connection"),
        (b"HTTP/1.1 207 x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "cut the connection|no HTTP"),
        (None, "does not answer in time"),
    ],
)
def test_what_is_no_server_is_said(reply, reason):
    port, end = listening(reply)
    location = locations.read("carddav", f"carddav:http://127.0.0.1:{port}")
    try:
        with pytest.raises(ServerError, match=reason) as raised:
            Server(location, patience=Patience(read=0.2)).ask("PROPFIND", location.url)
        assert raised.value.final
    finally:
        end()


CHUNKED = b"HTTP/1.1 207 x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def told():
    """Return a function that asks a server which answers with the given bytes."""
    with contextlib.ExitStack() as stack:

        def told(reply, **patience):
            port, end = listening(reply)
            stack.callback(end)
            location = locations.read("carddav", f"carddav:http://127.0.0.1:{port}")
            return Server(location, patience=Patience(**patience)).ask("PROPFIND", location.url)

        yield told


def test_an_answer_in_pieces_is_read(told):
    assert told(CHUNKED + b"3\r\n<x/\r\n1\r\n>\r\n0\r\n\r\n").body == b"<x/>"


def test_an_answer_in_pieces_has_no_end_beyond_the_bound(told, monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 1000)
    with pytest.raises(ServerError, match="refused") as raised:
        told(CHUNKED + b"64\r\n" + b"x" * 100 + b"\r\n" + b"fff\r\n" + b"x" * 0xFFF + b"\r\n")
    assert raised.value.too_large


def test_an_answer_that_comes_byte_by_byte_is_not_waited_for(told, monkeypatch):
    times = itertools.count(0, 100)
    monkeypatch.setattr(transport.time, "monotonic", lambda: next(times))
    with pytest.raises(ServerError, match="does not answer in time") as raised:
        told(CHUNKED + b"1\r\nx\r\n" * 20 + b"0\r\n\r\n", answer=450.0)
    assert raised.value.final


@pytest.mark.parametrize("name", ["gzip", "deflate, gzip", "unheard-of"])
def test_an_answer_that_is_packed_is_refused_and_not_unpacked(ask, name):
    with pytest.raises(ServerError, match=f"answers packed \\('{name}'\\), which nobody asked for"):
        ask((207, {"Content-Encoding": name}, gzip.compress(bytes(10**6))))


def test_a_connection_serves_many_requests_and_the_next_where_it_was_closed(front, account):
    location = locations.read("carddav", f"carddav:{front.root}")
    asking = Server(location, authorization=account.authorization)
    for _ in range(3):
        asking.ask("PROPFIND", location.url, depth=0)
    assert front.connections == 1
    front.change = lambda request, reply: reply._replace(headers={"Content-Length": str(len(reply.body))})
    for _ in range(2):  # this server closes the connection, and does not say so
        asking.ask("PROPFIND", location.url, depth=0)
    asking.close()
    asking.ask("PROPFIND", location.url, depth=0)
    asking.close()
    assert front.connections == 3
    assert len(front.requests) == 6


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/a b/\x7fé\r\nX: y", "/a%20b/%7F%C3%A9X:%20y"),
        ("//else.example/", "//else.example/"),
        ("/%C3%A9%40/?a=b c&d", "/%C3%A9%40/?a=b%20c&d"),
        ("/50%/", "/50%25/"),
    ],
)
def test_an_address_is_sent_as_one_of_the_server_that_was_named(fronts, path, sent):
    front = fronts()
    front.answer = lambda request: front.forwarded(request)._replace(status=207)
    asking = Server(locations.read("carddav", f"carddav:{front.root}"))
    asking.ask("PROPFIND", f"{front.root}{path}")
    asking.close()
    assert [request.path.replace("//", "/", 1) for request in front.requests] == [sent.replace("//", "/", 1)]
    assert front.requests[0].headers["Host"] == front.root.removeprefix("http://")


def test_a_closed_port_and_an_unknown_host_are_said(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        location = locations.read("carddav", f"carddav:http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(ServerError, match="takes no connections"):
            Server(location).ask("PROPFIND", location.url)

    def unknown(*arguments, **named):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    location = locations.read("carddav", "carddav:https://nowhere.example")
    with pytest.raises(ServerError, match=r"cannot be reached \(there is no such host\); check the address"):
        Server(location).ask("PROPFIND", location.url)


def test_no_credentials_are_taken_from_elsewhere(ask, tmp_path, monkeypatch):
    """~/.netrc and proxies of the environment are none of a source's business."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    _, front = ask((207, {}, b"<x/>"))
    assert front.requests[0].headers["Authorization"] == "Basic x"


def answer(body):
    return Answer("https://dav.example.org/a/", 207, HTTPHeaderDict(), body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "answers with nothing"),
        (b"\n <!DOCTYPE html><html><body>Sign in", "web page"),
        (b"<HTML>", "web page"),
        (b"<multistatus xmlns='DAV:'><response>", "no XML"),
        (b"<error xmlns='DAV:'/>", "other XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><x/>', "no XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><multistatus xmlns="DAV:">&a;</multistatus>', "entities"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><multistatus xmlns="DAV:"/>', "entities"),
        (("<a>" * 100_000).encode(), "no XML"),
    ],
)
def test_an_answer_that_is_none_is_said(body, reason):
    with pytest.raises(ServerError, match=reason):
        multistatus.read(answer(body))


PIECES = """<multistatus xmlns='DAV:'> </multistatus> <response> </response> <href> </href> /a/b.vcf http://[ //x:y/
    <propstat> </propstat> <prop> </prop> <getetag> </getetag> <status> </status> HTTP/1.1 200 404 <sync-token/> \x00 é
    &amp; &x; %zz""".split(" ")
fragments = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(st.one_of(st.binary(max_size=200), fragments.map(str.encode)))
@settings(deadline=None, max_examples=300)
def test_any_answer_is_read_or_refused(body):
    try:
        found = multistatus.read(answer(body))
    except ServerError:
        return
    assert all(resource.path.startswith("/") or not resource.path for resource in found.resources)


def test_an_answer_is_read_whatever_its_prefixes_and_order():
    body = b"""<d:multistatus xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav">
        <d:response><d:href>b%20c.vcf</d:href>
        <d:propstat><d:status>HTTP/1.1 404 Not Found</d:status><d:prop><card:address-data/></d:prop></d:propstat>
        <d:propstat><d:prop><d:getetag>W/"1"</d:getetag></d:prop><d:status>HTTP/2 200</d:status></d:propstat>
        </d:response>
        <d:response><d:href>https://dav.example.org/a/gone.vcf</d:href><d:status>HTTP/1.1 404 Gone</d:status>
        </d:response><d:sync-token> t </d:sync-token></d:multistatus>"""
    found = multistatus.read(answer(body))
    assert [(one.path, one.status) for one in found.resources] == [("/a/b%20c.vcf", 200), ("/a/gone.vcf", 404)]
    assert found.resources[0].text("{DAV:}getetag") == 'W/"1"'
    assert found.resources[0].raw("{urn:ietf:params:xml:ns:carddav}address-data") is None
    assert found.sync_token.strip("t") == ""
