"""Real servers on loopback: Radicale, and one in front of it that watches and changes what passes."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import http.client
import http.server
import itertools
import re
import socket
import subprocess
import sys
import threading
import time
import zoneinfo
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

import attrs
import keyring
import keyring.backend
import pytest
from defusedxml import ElementTree

from tieweave.errors import SourceError
from tieweave.sinks import SinkContext
from tieweave.sources import Context
from tieweave.store import Store
from tieweave_dav import opening, source

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
PASSWORD = "s3crét:word"  # noqa: S105 - of the servers that these tests start
USERS = 300

BOOK = (
    '<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:set><D:prop><D:resourcetype><D:collection/>'
    "<C:addressbook/></D:resourcetype><D:displayname>{}</D:displayname></D:prop></D:set></D:mkcol>"
)
CALENDAR = (
    '<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:resourcetype><D:collection/>'
    "<C:calendar/></D:resourcetype><D:displayname>{}</D:displayname><C:supported-calendar-component-set>"
    '<C:comp name="{}"/></C:supported-calendar-component-set></D:prop></D:set></D:mkcol>'
)


PROPFIND = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'


class Request(NamedTuple):
    method: str
    path: str
    headers: http.client.HTTPMessage
    body: bytes


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def multistatus(inner: str, status: int = 207) -> Reply:
    space = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/"'
    body = f'<?xml version="1.0"?><D:multistatus {space}>{inner}</D:multistatus>'
    return Reply(status, {"Content-Type": "application/xml"}, body.encode())


class InMemory(keyring.backend.KeyringBackend):
    """A keyring that holds passwords for one test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.held = {}

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        del self.held[service, username]


@pytest.fixture(autouse=True)
def own_keyring(monkeypatch):
    """Keep every test from the keyring of who runs it."""
    before = keyring.get_keyring()
    own = InMemory()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture
def context(monkeypatch):
    store = Store.temporary()
    yield Context(now=NOW, store=store)
    store.close()


class Account:
    """An account on Radicale of one test's own, and what a client would do with it."""

    def __init__(self, port: int, user: str) -> None:
        self.port = port
        self.user = user
        self.home = f"http://127.0.0.1:{port}/{user}/"
        self.root = f"http://127.0.0.1:{port}"

    @property
    def authorization(self) -> str:
        return "Basic " + base64.b64encode(f"{self.user}:{PASSWORD}".encode()).decode()

    def ask(self, method, path, body="", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, f"/{self.user}/{path}", data, {"Authorization": self.authorization, **headers})
            response = connection.getresponse()
            answer = response.read()
        assert response.status < 300, (method, path, response.status, answer)
        return answer

    def book(self, name="contacts", shown="Contacts"):
        self.ask("MKCOL", f"{name}/", BOOK.format(shown), **{"Content-Type": "application/xml"})

    def calendar(self, name="calendar", shown="Calendar", component="VEVENT"):
        self.ask("MKCOL", f"{name}/", CALENDAR.format(shown, component), **{"Content-Type": "application/xml"})

    def put(self, path, text, kind="text/vcard"):
        self.ask("PUT", path, text.replace("\n", "\r\n"), **{"Content-Type": kind})

    def card(self, uid, name, *lines, book="contacts"):
        more = "".join(f"{line}\n" for line in lines)
        text = f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\nN:{name};;;;\n{more}END:VCARD\n"
        self.put(f"{book}/{uid}.vcf", text)

    def event(self, uid, *lines, calendar="calendar"):
        more = "".join(f"{line}\n" for line in lines)
        head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\nBEGIN:VEVENT\n"
        text = f"{head}UID:{uid}\nDTSTAMP:20260101T000000Z\n{more}END:VEVENT\nEND:VCALENDAR\n"
        self.put(f"{calendar}/{uid}.ics", text, "text/calendar")

    def delete(self, path):
        self.ask("DELETE", path)

    def text(self, path):
        return self.ask("GET", path).decode().replace("\r\n", "\n")

    def edit(self, path, pattern, replacement):
        """Change an object as another program does."""
        before = self.text(path)
        after = re.sub(pattern, replacement, before)
        assert after != before, (pattern, before)
        self.put(path, after, "text/vcard" if path.endswith(".vcf") else "text/calendar")

    def objects(self, collection):
        """Return what is in a collection: the version and the text of each object by the last part of its path."""
        answer = self.ask("PROPFIND", f"{collection}/", PROPFIND, Depth="1", **{"Content-Type": "application/xml"})
        found = {}
        for one in ElementTree.fromstring(answer).iter("{DAV:}response"):
            href = unquote(one.findtext("{DAV:}href"))
            if not href.endswith("/"):
                name = href.rpartition("/")[2]
                found[name] = (one.findtext(".//{DAV:}getetag"), self.text(f"{collection}/{quote(name, safe='@')}"))
        return found


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running_radicale(folder, *options):
    """Run Radicale on a free port of this machine until the block ends; gives the port."""
    users = folder / "users"
    users.write_text("".join(f"u{number}:{PASSWORD}\n" for number in range(USERS)), encoding="utf-8")
    port = _free_port()
    settings = {
        "server-hosts": f"127.0.0.1:{port}",
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": str(users),
        "auth-htpasswd-encryption": "plain",
        "auth-delay": "0",
        "storage-filesystem-folder": str(folder / "store"),
    }
    arguments = [f"--{name}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "radicale", "--config", "", *arguments, *options]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            deadline = time.monotonic() + 60
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError((folder / "log").read_text(encoding="utf-8"))
                threading.Event().wait(0.02)
            yield port
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def radicale(tmp_path_factory):
    with running_radicale(tmp_path_factory.mktemp("radicale")) as port:
        yield port


@pytest.fixture
def running():
    """Return a function that runs a Radicale of the test's own; gives the port."""
    with contextlib.ExitStack() as stack:
        yield lambda folder, *options: stack.enter_context(running_radicale(folder, *options))


_numbers = itertools.count()


@pytest.fixture
def account(radicale):
    return Account(radicale, f"u{next(_numbers)}")


class Front:
    """A server before another: `requests` came over `connections`, `answer(request)` may answer in its stead.

    `change(request, reply)` changes what it answers. Without an `upstream` port, what nobody answers is a 404.
    """

    def __init__(self, upstream=None):
        self.upstream = upstream
        self.requests = []
        self.connections = 0
        self.answer = lambda request: None
        self.change = lambda request, reply: reply
        front = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each answer waits 40 ms for its own first part to be acknowledged

            def setup(self):
                super().setup()
                front.connections += 1

            def handle_one_request(self):
                self.raw_requestline = b""
                with contextlib.suppress(ConnectionError):  # who refuses an answer cuts the connection
                    self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                request = Request(self.command, self.path, self.headers, body)
                front.requests.append(request)
                reply = front.answer(request) or front.forwarded(request)
                if reply is None:  # cut the connection
                    self.close_connection = True
                    return
                reply = front.change(request, reply)
                self.send_response_only(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(reply.body)
                if "Content-Length" in reply.headers:
                    self.close_connection = True

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def forwarded(self, request):
        if self.upstream is None:
            return Reply(404, {}, b"")
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=20)
        with contextlib.closing(connection):
            headers = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
            connection.request(request.method, request.path, request.body, headers)
            response = connection.getresponse()
            headers = {name: value for name, value in response.getheaders() if name in ("Content-Type", "Location")}
            return Reply(response.status, headers, response.read())

    def refusing(self, method, status, name="", body=b""):
        """Refuse requests of a method with a status, those for an object with that name alone where there is one."""
        self.answer = lambda request: (
            Reply(status, {}, body) if request.method == method and unquote(request.path).endswith(name) else None
        )

    def asked(self, method):
        return [urlsplit(request.path).path for request in self.requests if request.method == method]

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def fronts():
    """Return a function that starts a server on loopback, before the given port or none."""
    started = []

    def start(upstream=None):
        started.append(Front(upstream))
        return started[-1]

    yield start
    for front in started:
        front.close()


@pytest.fixture
def front(fronts, account):
    return fronts(account.port)


@pytest.fixture
def read(context, account, front, options):
    """Return a function that reads a location; the password is known on both servers."""

    def read(location, **more):
        known = attrs.evolve(context, **{"options": options(account.root, front.root), **more})
        return list(source.records(location.partition(":")[0], location, known))

    return read


@pytest.fixture
def failing(context, account, front, options):
    """Return a function that reads a location that fails: gives the records and the line that says why."""

    def failing(location, **more):
        known = attrs.evolve(context, **{"options": options(account.root, front.root), **more})
        records = []
        with pytest.raises(SourceError) as raised:
            records.extend(_each(source.records(location.partition(":")[0], location, known), records))
        line = str(raised.value)
        assert len(line.splitlines()) == 1
        assert PASSWORD not in line
        return records, line

    def _each(stream, records):
        for record in stream:
            records.append(record)
        return ()

    return failing


@pytest.fixture
def options(monkeypatch, account):
    """Return a function that makes options for servers, with the password in the environment."""
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)

    def for_servers(*servers, **more):
        return {server: {"user": account.user, "password_env": "DAV_PASSWORD", **more} for server in servers}

    return for_servers


@pytest.fixture
def sink_context(account, front, options):
    """Return what sinks are opened with; the password is known on both servers."""
    store = Store.temporary()
    halifax = zoneinfo.ZoneInfo("America/Halifax")
    yield SinkContext(now=NOW, zone=halifax, store=store, options=options(account.root, front.root))
    store.close()


@pytest.fixture
def sink(sink_context):
    """Return a function that opens the sink at a location; what is opened is closed at the end."""
    with contextlib.ExitStack() as stack:

        def opened(location, **more):
            context = attrs.evolve(sink_context, **more)
            return stack.enter_context(contextlib.closing(opening.sink(location.partition(":")[0], location, context)))

        yield opened
