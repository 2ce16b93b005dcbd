"""A service on loopback that behaves like Google's OAuth server and People API, and those beside, faults included.

    python loopback_google.py PEOPLE

serves that many invented people to whoever brings the token "access-0", prints its address, and each request it gets.
"""

import base64
import contextlib
import hashlib
import json
import os
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlencode, urlsplit

import loopback_calendar
import loopback_groups
import loopback_tasks
from loopback_answers import Asked, error, pairs_of
from loopback_people import CONTACTS, EXPIRED, OTHERS, QUOTA, Listing, person

__all__ = ["CONTACTS", "EXPIRED", "OTHERS", "QUOTA", "LoopbackGoogle", "error", "person"]


class _Server(ThreadingHTTPServer):
    """A server that counts who is connected, so that a test can wait for those who were killed."""

    daemon_threads = True

    def __init__(self, *arguments):
        self.connected = 0
        self.left = threading.Condition()
        super().__init__(*arguments)

    def process_request(self, request, client_address):
        with self.left:
            self.connected += 1
        super().process_request(request, client_address)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):  # of those who are killed
            super().handle_error(request, client_address)

    def shutdown_request(self, request):
        super().shutdown_request(request)
        with self.left:
            self.connected -= 1
            self.left.notify_all()


class LoopbackGoogle:
    """The service. `faults` are answers given instead of the next ones, by what a request begins with.

    That is its path, or its method and path. An answer that is preceded by "after" is given when the request was done.
    """

    def __init__(self):
        self.contacts = Listing("connections", "personFields", "totalItems")
        self.others = Listing("otherContacts", "readMask", "totalSize")
        self.groups = [
            {"resourceName": f"contactGroups/{name}", "groupType": "SYSTEM_CONTACT_GROUP", "name": name}
            for name in ("myContacts", "starred", "friends", "family", "coworkers", "blocked", "chatBuddies", "all")
        ]
        self.labels = loopback_groups.Groups(self.groups, self.contacts.people)
        self.tasks = loopback_tasks.Tasks()
        self.calendar = loopback_calendar.Calendar()
        self.changes = []  # (method, path) of the requests that are no questions
        self._one_at_a_time = threading.Lock()
        self._process = os.getpid()
        self.me = {"resourceName": "people/1001", "names": [{"displayName": "Morgan Gallant"}]}
        self.faults = []  # (start of the path, answer or name of a trick)
        self.requests = []  # (path, query)
        self.scopes = (CONTACTS, OTHERS)
        self.granted = None  # scopes named in the answer of /token; None: those asked for
        self.consent = "code"  # or an error such as access_denied
        self.refresh_error = None
        self.access_tokens = {"access-0"}
        self.refresh_tokens = {"refresh-0"}
        self.revoked = []
        self.rotate = False
        self.tokens = 0
        self.codes = {}
        self.told = None  # called with each request
        self.expires_in = 3599
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each answer waits 40 ms for its own first part to be acknowledged

            def do_GET(self):
                service._answer(self)

            do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names of http.server

            def log_message(self, *_):
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.client = {
            "client_id": "1234.apps.googleusercontent.example",
            "client_secret": "GOCSPX-invented",
            "auth_uri": f"{self.address}/auth",
            "token_uri": f"{self.address}/token",
            "redirect_uris": ["http://localhost"],
        }

    def __enter__(self):
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def settle(self):
        """Wait until nobody is connected, as one who was killed may be for a moment after."""
        if os.getpid() != self._process:
            return
        # Who connects is taken in turn, so those who did before are known when this is answered.
        with socket.create_connection(self._server.server_address) as probe:
            probe.sendall(b"GET /settle HTTP/1.0\r\n\r\n")
            while probe.recv(4096):
                pass
        with self._server.left:
            assert self._server.left.wait_for(lambda: not self._server.connected, 10)

    def paths(self):
        return [path for path, _ in self.requests]

    def sign_in(self, store, account="default", scopes=None):
        """Keep tokens in a store, as a sign-in does."""
        from google.oauth2.credentials import Credentials

        from tieweave_google import accounts

        client = {key: self.client[key] for key in ("client_id", "client_secret", "token_uri")}
        tokens = Credentials("access-0", refresh_token="refresh-0", scopes=list(scopes or self.scopes), **client)  # noqa: S106 - invented
        accounts.keep(account, tokens, store)

    def _answer(self, handler):
        parts = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        content = handler.rfile.read(length).decode()
        if len(content.encode()) < length:  # who asked was killed within the request, which is then none
            handler.close_connection = True
            return
        is_json = handler.headers.get("Content-Type", "").startswith("application/json")
        form = {} if is_json else dict(pairs_of(content))
        # What is too long for an address is asked in a form.
        method = handler.headers.get("X-HTTP-Method-Override", handler.command)
        pairs = pairs_of(parts.query if method == handler.command else content)
        query = dict(pairs)
        body = json.loads(content) if is_json and content else {}
        asked = Asked(method, unquote(parts.path), pairs, body, handler.headers.get("If-Match"))
        if parts.path == "/settle":
            handler.send_error(404)
            return
        self._handle(handler, asked, parts, query, form)

    def _handle(self, handler, asked, parts, query, form):
        self.requests.append((parts.path, query))
        if asked.method != "GET" and parts.path not in ("/token", "/revoke"):
            self.changes.append((asked.method, parts.path))
        if self.told:
            self.told(parts.path, query)
        starts = (parts.path, f"{asked.method} {parts.path}")
        fault = next((one for one in self.faults if any(start.startswith(one[0]) for start in starts)), None)
        if fault:
            self.faults.remove(fault)
            if fault[1] == "after":
                self._api(handler, asked)
            if isinstance(fault[-1], str):
                self._trick(handler, fault[-1])
                return
            answer = fault[-1]
        elif parts.path == "/auth":
            self._consent(handler, query)
            return
        elif parts.path == "/token":
            basic = handler.headers.get("Authorization", "").removeprefix("Basic ")
            if basic:  # one of the two ways in which a client may say who it is
                given = base64.b64decode(basic).decode().split(":")
                form = {**form, "client_id": given[0], "client_secret": given[1]}
            answer = self._token(form)
        elif parts.path == "/revoke":
            self.revoked.append(form["token"])
            known = form["token"] in self.refresh_tokens
            answer = (200, {}) if known else (400, {"error": "invalid_token"})
            self.refresh_tokens.discard(form["token"])
        else:
            answer = self._api(handler, asked)
        status, body, *headers = answer
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json; charset=UTF-8")
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers[0].items() if headers else ():
            handler.send_header(name, value)
        handler.end_headers()
        with contextlib.suppress(ConnectionError):
            handler.wfile.write(data)

    def _trick(self, handler, trick):
        """Misbehave: "cut" ends the connection within the answer, "drop" before it, "hang" gives none for long."""
        handler.close_connection = True
        if trick == "cut":
            handler.send_response(200)
            handler.send_header("Content-Length", "5000")
            handler.end_headers()
            handler.wfile.write(b'{"connections": [')
        if trick == "hang":
            time.sleep(1.0)
        handler.wfile.flush()
        with contextlib.suppress(OSError):
            handler.connection.shutdown(socket.SHUT_RDWR)

    def _api(self, handler, asked):
        with self._one_at_a_time:
            return self._api_answer(handler, asked)

    def _api_answer(self, handler, asked):
        path, query = asked.path, asked.query
        if handler.headers.get("Authorization", "").removeprefix("Bearer ") not in self.access_tokens:
            return error(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")
        if not _rights(asked).intersection(self.scopes) and path != "/v1/people/me":
            return error(
                403,
                "Request had insufficient authentication scopes.",
                "PERMISSION_DENIED",
                "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            )
        if path == "/v1/people/me":
            return 200, self.me
        if path == "/v1/people/me/connections":
            return self.contacts.page(query)
        if path == "/v1/otherContacts":
            return self.others.page(query)
        if path.startswith("/tasks/"):
            return self.tasks.answer(asked)
        if path.startswith("/calendar/"):
            return self.calendar.answer(asked)
        if path == "/v1/people:batchGet":
            return self.labels.batch(asked)
        if loopback_groups.is_change(path):
            return self.labels.update(asked)
        if path == "/v1/contactGroups" and asked.method == "POST":
            return self.labels.create(asked)
        if path == "/v1/contactGroups":
            start, size = int(query.get("pageToken", 0)), min(int(query.get("pageSize", 30)), 5)
            answer = {"contactGroups": self.groups[start : start + size]}
            if start + size < len(self.groups):
                answer["nextPageToken"] = str(start + size)
            return 200, answer
        return error(404, "Requested entity was not found.", "NOT_FOUND")

    def _consent(self, handler, query):
        said = {"state": query["state"]}
        if self.consent == "code":
            said["code"] = f"4/code-{len(self.codes)}"
            self.codes[said["code"]] = query
        else:
            said["error"] = self.consent
        handler.send_response(302)
        handler.send_header("Location", f"{query['redirect_uri']}?{urlencode(said)}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def _token(self, form):
        if (form.get("client_id"), form.get("client_secret")) != (
            self.client["client_id"],
            self.client["client_secret"],
        ):
            return 401, {"error": "invalid_client", "error_description": "The OAuth client was not found."}
        if form["grant_type"] == "refresh_token":
            if self.refresh_error or form["refresh_token"] not in self.refresh_tokens:
                said = self.refresh_error or "invalid_grant"
                return 400, {"error": said, "error_description": "Token has been expired or revoked."}
            scope = form.get("scope", "")
        else:
            asked = self.codes.pop(form["code"], None)
            challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
            if (
                asked is None
                or asked["redirect_uri"] != form["redirect_uri"]
                or asked["code_challenge"] != challenge.decode().rstrip("=")
            ):
                return 400, {"error": "invalid_grant", "error_description": "Malformed auth code."}
            scope = asked["scope"] if self.granted is None else " ".join(self.granted)
            self.scopes = tuple(scope.split())
        self.tokens += 1
        self.access_tokens = {f"access-{self.tokens}"}
        answer = {"access_token": f"access-{self.tokens}", "expires_in": self.expires_in, "token_type": "Bearer"}
        answer["scope"] = scope
        if self.rotate or form["grant_type"] != "refresh_token":
            self.refresh_tokens = {f"refresh-{self.tokens}"}
            answer["refresh_token"] = f"refresh-{self.tokens}"
        return 200, answer


def _rights(asked):
    """Return the rights of which a request takes one."""
    if asked.path.startswith("/tasks/"):
        return {loopback_tasks.SCOPE}
    if asked.path == "/calendar/v3/users/me/calendarList":
        return {loopback_calendar.CALENDAR_LIST}
    if asked.path.startswith("/calendar/"):
        return {loopback_calendar.APP_CREATED}
    if asked.path == "/v1/otherContacts":
        return {OTHERS}
    return {loopback_groups.SCOPE} if asked.method != "GET" else {CONTACTS, loopback_groups.SCOPE}


def main():
    """Serve the people asked for, until standard input ends."""
    with LoopbackGoogle() as service:
        service.contacts.put(*(person(number) for number in range(int(sys.argv[1]))))
        service.told = lambda path, query: print(path, query.get("pageToken", ""), flush=True)
        print(service.address, flush=True)
        for line in sys.stdin:  # "change N" changes the first N people
            count = int(line.split()[1])
            service.contacts.put(*(person(number, nicknames=[{"value": "Changed"}]) for number in range(count)))
            print("changed", flush=True)


if __name__ == "__main__":
    main()
