"""Who `tieweave app` lets in: who knows the token, from its own page. All others get 403 and learn nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import urllib.parse

import pytest

from tieweave import Book, Contact, Store
from tieweave.app.connections import MOST
from tieweave.app.desk import Desk
from tieweave.app.finding import Wishes
from tieweave.app.serving import bound, served
from tieweave.errors import TieweaveError

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
SECRETS = ("tieweave", "Ann", "sha256", "token", "uvicorn", "starlette")


@pytest.fixture(scope="module")
def troubles():
    return []


@pytest.fixture(scope="module")
def at(tmp_path_factory, troubles):
    folder = tmp_path_factory.mktemp("store")
    people = [Contact(source="a.vcf", key="a", name="Ann Lee", labels=["Friends"])]
    desk = Desk(
        Book(contacts=people), Wishes(), open_store=lambda: Store(folder), clock=lambda: NOW, troubled=troubles.append
    )
    with served(desk, bound(), troubled=troubles.append, patience=0.05) as place:
        yield place
    desk.end(wait=30)


@pytest.fixture
def send(at, troubles):
    """Send the very bytes of a request; gives the status, the headers as one text, and the body."""

    def send(method="GET", target=None, *lines, host=None, body=b""):
        root = urllib.parse.urlsplit(at.url).path
        head = [
            f"{method} {root if target is None else target.replace('TOKEN', at.token)} HTTP/1.1",
            *([f"Host: 127.0.0.1:{at.port}"] if host is None else [f"Host: {one}" for one in host]),
            *lines,
            *([f"Content-Length: {len(body)}"] if method == "POST" else []),
            "Connection: close",
        ]
        text = "".join(f"{line}\r\n" for line in head).replace("PORT", str(at.port)) + "\r\n"
        with socket.create_connection(("127.0.0.1", at.port), timeout=20) as connection:
            connection.sendall(text.encode("latin-1") + body)
            answer = b""
            while some := connection.recv(65536):
                answer += some
        start, _, rest = answer.decode("utf-8", "replace").partition("\r\n\r\n")
        assert not troubles
        return int(start.split()[1]), start.lower(), rest

    return send


def told_nothing(answer):
    status, head, body = answer
    return status == 403 and body == "" and not any(word.lower() in head for word in SECRETS)


def test_who_knows_the_token_gets_the_page(send):
    status, head, body = send()
    assert status == 200
    assert "Ann Lee" in body
    assert "text/html; charset=utf-8" in head


@pytest.mark.parametrize("host", ["127.0.0.1:PORT", "localhost:PORT"])
def test_it_goes_by_two_names(send, host):
    assert send(host=[host])[0] == 200


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "",
        "/TOKEN",
        "//TOKEN/",
        "/token/",
        "/TOKENx/",
        "/xTOKEN/",
        "/favicon.ico",
        "/robots.txt",
        "/changes?since=0",
        "/?token=TOKEN",
        "/x/../TOKEN/",
        "/%2e%2e/TOKEN/",
        "/TOKEN%00/",
        "/TOKEN%2F",
        "http://127.0.0.1:PORT/TOKEN/",
        "http://evil.example/TOKEN/",
        "/%C3%A9/",
        "*",
    ],
)
def test_without_the_token_in_its_place_nothing_is_told(send, at, target):
    lowered = target.replace("/token/", f"/{at.token.lower()}x/")
    answer = send("OPTIONS" if target == "*" else "GET", lowered or "/x")
    assert told_nothing(answer)


@pytest.mark.parametrize(
    "target", ["/TOKEN/../TOKEN/", "/TOKEN/../../etc/passwd", "/TOKEN/people/../changes?since=0", "/TOKEN/..%2f"]
)
def test_no_path_leads_elsewhere(send, target):
    assert told_nothing(send("GET", target))


@pytest.mark.parametrize("target", ["/TOKEN/etc/passwd", "/TOKEN/%2e%2e/x", "/TOKEN//", "/TOKEN/static/x.js"])
def test_what_is_not_there_is_not_there(send, target):
    assert send("GET", target)[0] in (403, 404)


@pytest.mark.parametrize(
    "host",
    [
        [],
        [""],
        ["127.0.0.1"],
        ["127.0.0.1:1"],
        ["127.0.0.1:PORT0"],
        ["127.0.0.1.evil.example:PORT"],
        ["127.0.0.1.evil.example"],
        ["evil.example:PORT"],
        ["LOCALHOST:PORT"],
        ["LocalHost:PORT"],
        ["localhost.:PORT"],
        ["localhost:PORT.evil.example"],
        ["[::1]:PORT"],
        ["0.0.0.0:PORT"],
        ["127.1:PORT"],
        ["2130706433:PORT"],
        ["user@127.0.0.1:PORT"],
        ["127.0.0.1:PORT, evil.example"],
    ],
)
def test_by_another_name_nothing_is_told(send, host):
    answer = send(host=host)
    # A request without a host is none to HTTP/1.1 itself.
    assert told_nothing(answer) or (not host and answer[0] == 400)


@pytest.mark.parametrize("host", [["127.0.0.1:PORT"] * 2, ["127.0.0.1:PORT", "evil.example"]])
def test_two_names_at_once_are_no_request(send, host):
    status, head, body = send(host=host)
    assert status in (400, 403)
    assert not any(word.lower() in head + body.lower() for word in SECRETS)


FOREIGN = [
    "http://evil.example",
    "https://127.0.0.1:PORT",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://127.0.0.1:PORT.evil.example",
    "http://localhost:PORT",
    "HTTP://127.0.0.1:PORT",
    "http://127.0.0.1:PORT/",
    "file://",
    "null",
    "",
]


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_from_elsewhere_is_told_nothing(send, method, origin):
    assert told_nothing(send(method, None, f"Origin: {origin}"))


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["no-cors", "cors", "websocket", ""])
@pytest.mark.parametrize("target", ["/TOKEN/", "/TOKEN/changes?since=0"])
def test_a_page_from_elsewhere_may_lead_here_and_load_nothing(send, site, mode, target):
    asked = [f"Sec-Fetch-Site: {site}", *([f"Sec-Fetch-Mode: {mode}"] if mode else [])]
    assert told_nothing(send("GET", target, *asked))
    assert send("GET", target, f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: navigate")[0] == 200


FORM = "Content-Type: application/x-www-form-urlencoded"
OWN = "Origin: http://127.0.0.1:PORT"
UNDO = b"what=answer&number=1"
"""An act that there is nothing to do for, so that who is let in gets 404."""


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Sec-Fetch-Site: cross-site"],
        ["Sec-Fetch-Site: same-site"],
        ["Sec-Fetch-Site: none"],
        [OWN, "Sec-Fetch-Site: cross-site"],
        [OWN, "Origin: http://evil.example"],
        [OWN, OWN],
        ["Origin: null", "Sec-Fetch-Site: cross-site"],
        ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"],
        ["Origin: http://evil.example", "Sec-Fetch-Site: same-origin"],
        ["Referer: http://127.0.0.1:PORT/"],
    ],
)
def test_an_act_must_come_from_the_page_itself(send, lines):
    assert told_nothing(send("POST", "/TOKEN/undo", FORM, *lines, body=UNDO))


@pytest.mark.parametrize(
    "lines",
    [
        [OWN],
        ["Sec-Fetch-Site: same-origin"],
        [OWN, "Sec-Fetch-Site: same-origin"],
        ["Origin: null", "Sec-Fetch-Site: same-origin"],
    ],
)
def test_an_act_of_the_page_itself_is_done(send, lines):
    assert send("POST", "/TOKEN/undo", FORM, *lines, body=UNDO)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_nothing_else_can_be_done(send, method):
    assert send(method, None, OWN)[0] in (403, 405)


@pytest.mark.parametrize(
    "target", ["/TOKEN/", "/TOKEN/changes?since=0", "/TOKEN/none", "/TOKEN/changes?since=x", "/x/"]
)
def test_every_answer_says_what_may_be_done_with_it(send, target):
    _, head, _ = send("GET", target)
    for header in (
        "referrer-policy: no-referrer",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "x-dns-prefetch-control: off",
        "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin",
        "cache-control: no-store",
        "content-security-policy: default-src 'none';",
    ):
        assert f"\r\n{header}" in head
    assert head.count("content-security-policy") == 1
    assert "\r\nserver:" not in head
    assert "access-control" not in head


def test_the_policy_lets_the_page_talk_to_the_app_alone(send):
    head = send()[1]
    [policy] = [line for line in head.split("\r\n") if line.startswith("content-security-policy:")]
    for rule in ("connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy


def test_who_connects_and_asks_for_nothing_keeps_nobody_out(send, at):
    with contextlib.ExitStack() as open_ones:
        silent = []
        for _ in range(MOST + 100):
            connection = open_ones.enter_context(socket.create_connection(("127.0.0.1", at.port), timeout=20))
            with contextlib.suppress(ConnectionError):
                connection.sendall(b"GET /x")
            silent.append(connection)
        assert send()[0] == 200
        for connection in silent[:100]:  # those who have been silent longest were let go
            with contextlib.suppress(ConnectionError):
                assert connection.recv(1) == b""
        assert send()[0] == 200


@pytest.mark.parametrize("target", ["/x" + "y" * 100_000, "/TOKEN/" + "y" * 100_000])
def test_a_target_without_end_is_no_trouble(send, target):
    assert send("GET", target)[0] in (400, 403, 404, 414, 431)


def test_tokens_are_long_and_never_the_same(at, tmp_path):
    assert len(at.token) >= 43
    desk = Desk(Book(), Wishes(), open_store=lambda: Store(tmp_path), clock=lambda: NOW, troubled=lambda error: None)
    with served(desk, bound(), troubled=lambda error: None) as other:
        assert other.token != at.token
        assert other.port != at.port


def test_it_listens_to_this_machine_alone():
    with bound() as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_named(at):
    with pytest.raises(TieweaveError, match=rf"port {at.port} cannot be used .*choose another --port"):
        bound(at.port)
