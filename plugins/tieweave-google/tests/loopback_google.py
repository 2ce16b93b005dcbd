"""A service on loopback that behaves like Google's People API and its OAuth server, faults included.

    python loopback_google.py PEOPLE

serves that many invented people to whoever brings the token "access-0", prints its address, and each request it gets.
"""

import base64
import contextlib
import hashlib
import json
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

CONTACTS = "https://www.googleapis.com/auth/contacts.readonly"
OTHERS = "https://www.googleapis.com/auth/contacts.other.readonly"


def person(number, **fields):
    """Return an invented person as the API writes one."""
    source = {"type": "CONTACT", "id": f"{number:x}"}
    metadata = {"primary": True, "sourcePrimary": True, "source": source}
    return {
        "resourceName": f"people/c{number}",
        "etag": "%EgUBAj03LgoaBAECBQciDGp4TW5oVVBXc2s9",
        "metadata": {"sources": [{**source, "updateTime": "2026-01-02T03:04:05.678901Z"}], "objectType": "PERSON"},
        "names": [{"metadata": metadata, "displayName": f"Person {number}", "givenName": "Person"}],
        "emailAddresses": [{"metadata": metadata, "value": f"p{number}@mail.example", "type": "home"}],
        "phoneNumbers": [{"metadata": metadata, "value": f"+1 902 555 {number:05}", "type": "mobile"}],
        "memberships": [{"contactGroupMembership": {"contactGroupResourceName": "contactGroups/myContacts"}}],
        **fields,
    }


def error(code, message, status="INVALID_ARGUMENT", reason=None, **metadata):
    """Return an answer as Google words errors."""
    body = {"code": code, "message": message, "status": status}
    if reason:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        body["details"] = [{"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}]
    return code, {"error": body}


QUOTA = error(429, "Quota exceeded for quota metric 'Critical read requests'", "RESOURCE_EXHAUSTED")
EXPIRED = error(
    400,
    "Sync token is expired. Clear local cache and retry call without the sync token.",
    "FAILED_PRECONDITION",
    "EXPIRED_SYNC_TOKEN",
)


class Listing:
    """A list with sync: people by resource name, and what changed at which step."""

    def __init__(self, key, mask, total):
        self.key, self.mask, self.total = key, mask, total
        self.people = {}
        self.changed = {}  # resource name: step
        self.step = 0
        self.forgotten = 0  # tokens of earlier steps are expired

    def put(self, *people):
        for one in people:
            self.step += 1
            self.people[one["resourceName"]] = one
            self.changed[one["resourceName"]] = self.step

    def delete(self, *names):
        for name in names:
            self.step += 1
            self.people.pop(name)
            self.changed[name] = self.step

    def merge(self, new, *old):
        """Replace people by one under another name, as when Google merges a contact with a profile."""
        for name in old:
            self.people.pop(name)
            self.changed.pop(name)
        self.put({**new, "metadata": {**new["metadata"], "previousResourceNames": list(old)}})

    def expire(self):
        self.step += 1
        self.forgotten = self.step

    def page(self, query):
        """Answer one request: its parameters must be those of the first one, as the real service demands."""
        fixed = {key: value for key, value in query.items() if key not in ("pageToken", "syncToken")}
        asked = hashlib.blake2b(repr(sorted(fixed.items())).encode(), digest_size=6).hexdigest()
        if self.mask not in query:
            return error(400, f"{self.mask} mask is required.")
        since, start = 0, 0
        if token := query.get("syncToken"):
            of, since = token.removeprefix("sync-").split("-")
            since = int(since)
            if of != asked:
                return error(400, "Sync token was created with different request parameters.")
            if since < self.forgotten:
                return EXPIRED
        if token := query.get("pageToken"):
            of, start = token.removeprefix("page-").split("-")
            start = int(start)
            if of != asked:
                return error(400, "Page token was created with different request parameters.")
        if since:
            everything = [
                self.people.get(name) or {"resourceName": name, "metadata": {"deleted": True}}
                for name, step in self.changed.items()
                if step > since
            ]
        else:
            everything = list(self.people.values())
        size = int(query.get("pageSize", 100))
        some = everything[start : start + size]
        answer = {self.key: some} if some else {}  # the key is left out where there are none
        answer[self.total] = len(self.people)
        if start + size < len(everything):
            answer["nextPageToken"] = f"page-{asked}-{start + size}"
        elif query.get("requestSyncToken") == "true":
            answer["nextSyncToken"] = f"sync-{asked}-{self.step}"
        return 200, answer


class LoopbackGoogle:
    """The service. `faults` are answers given instead of the next ones, by the start of the path they are for."""

    def __init__(self):
        self.contacts = Listing("connections", "personFields", "totalItems")
        self.others = Listing("otherContacts", "readMask", "totalSize")
        self.groups = [
            {"resourceName": f"contactGroups/{name}", "groupType": "SYSTEM_CONTACT_GROUP", "name": name}
            for name in ("myContacts", "starred", "friends", "family", "coworkers", "blocked", "chatBuddies", "all")
        ]
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

            def do_GET(self):
                service._answer(self)

            def do_POST(self):
                service._answer(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
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
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        length = int(handler.headers.get("Content-Length") or 0)
        form = dict(parse_qsl(handler.rfile.read(length).decode()))
        self.requests.append((parts.path, query))
        if self.told:
            self.told(parts.path, query)
        fault = next((one for one in self.faults if parts.path.startswith(one[0])), None)
        if fault:
            self.faults.remove(fault)
            if isinstance(fault[1], str):
                self._trick(handler, fault[1])
                return
            answer = fault[1]
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
            answer = self._api(handler, parts.path, query)
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

    def _api(self, handler, path, query):
        if handler.headers.get("Authorization", "").removeprefix("Bearer ") not in self.access_tokens:
            return error(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")
        scope = OTHERS if path == "/v1/otherContacts" else CONTACTS
        if scope not in self.scopes and path != "/v1/people/me":
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
        self.tokens += 1
        self.access_tokens = {f"access-{self.tokens}"}
        answer = {"access_token": f"access-{self.tokens}", "expires_in": self.expires_in, "token_type": "Bearer"}
        answer["scope"] = scope
        if self.rotate or form["grant_type"] != "refresh_token":
            self.refresh_tokens = {f"refresh-{self.tokens}"}
            answer["refresh_token"] = f"refresh-{self.tokens}"
        return 200, answer


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
