"""Who is let in: only who knows the token, at this address, from this page. All others learn nothing.

The token in the path keeps out every other program and user of the machine; `Host` keeps out names that somebody else
lets point here (DNS rebinding), and `Origin` other pages of the user's browser, should the token ever get out.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_HTTP = 80
_ALWAYS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-dns-prefetch-control": "off",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Headers of every answer, beside the policy."""
_NOTHING = {**_ALWAYS, "content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
"""Those of the answer to who is not let in: the page's own policy would tell whose page it is."""


class Guard:
    """Lets those through to an ASGI application who may, and puts the headers on every answer.

    `port` is the one that is listened to; `policy` the Content-Security-Policy. The application finds the part of the
    path before its own as the `root_path`.
    """

    def __init__(self, app: App, *, token: str, port: int, policy: str) -> None:
        self._app = app
        self._token = token.encode("ascii")
        ports = ["", f":{port}"] if port == _HTTP else [f":{port}"]
        self._hosts = {f"{name}{at}".encode() for name in ("127.0.0.1", "localhost") for at in ports}
        self._headers = _encoded({**_ALWAYS, "content-security-policy": policy})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":  # the server is set to bring nothing else
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message.get("headers", ()) if name not in self._headers]
                message = {**message, "headers": [*kept, *self._headers.items()]}
            await send(message)

        if not self._may(scope):
            await _forbidden(send)
            return
        root = "/" + self._token.decode()
        await self._app({**scope, "root_path": root}, receive, answer)

    def _may(self, scope: Scope) -> bool:
        path: bytes = scope.get("raw_path") or b""
        root, _, rest = path.removeprefix(b"/").partition(b"/")
        # Compared in constant time, whatever else is wrong, so that nothing can be learned byte by byte.
        known = secrets.compare_digest(root, self._token) and path[:1] == b"/" and path != b"/" + root
        hosts, origins, sites, modes = (
            [value for name, value in scope["headers"] if name == wanted]
            for wanted in (b"host", b"origin", b"sec-fetch-site", b"sec-fetch-mode")
        )
        if not known or len(hosts) != 1 or hosts[0] not in self._hosts or b".." in rest:
            return False
        ours = b"http://" + hosts[0]
        from_here = sites == [b"same-origin"]
        # Told to name no referrer, browsers name no origin of a form either; that it is ours they say all the same.
        if any(origin != ours and not (origin == b"null" and from_here) for origin in origins) or len(origins) > 1:
            return False
        if scope["method"] in ("GET", "HEAD"):
            # A page from elsewhere, or the file that leads here, may have it shown; it may not load it.
            return sites in ([], [b"none"], [b"same-origin"]) or modes == [b"navigate"]
        return (bool(origins) or from_here) and sites in ([], [b"same-origin"])


def _encoded(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


async def _forbidden(send: Send) -> None:
    headers = [*_encoded(_NOTHING).items(), (b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
