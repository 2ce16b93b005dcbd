"""Connections that send what makes something once, and once only.

httplib2 sends a request again of itself when the connection breaks before the answer. That is harmless for a question;
a request that makes a task would make two.
"""

from __future__ import annotations

from typing import Any

import httplib2


class _Once:
    """The part of a connection that sends no POST again whose answer never came."""

    _unanswered = False

    def request(self, method: str, *arguments: Any, **named: Any) -> None:
        if self._unanswered and method == "POST":
            raise ConnectionResetError("it ended before the answer")
        self._unanswered = True
        super().request(method, *arguments, **named)  # type: ignore[misc] # of http.client, beside it

    def getresponse(self, *arguments: Any, **named: Any) -> Any:
        response = super().getresponse(*arguments, **named)  # type: ignore[misc]
        self._unanswered = False
        return response


class _Plain(_Once, httplib2.HTTPConnectionWithTimeout):  # type: ignore[misc] # httplib2 has no types
    pass


class _Safe(_Once, httplib2.HTTPSConnectionWithTimeout):  # type: ignore[misc]
    pass


class Http(httplib2.Http):  # type: ignore[misc]
    """What Google's client asks through: follows no redirection, and repeats no POST.

    Redirections would take the tokens to hosts that nobody named.
    """

    def __init__(self, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self.follow_redirects = False

    def request(self, uri: str, method: str = "GET", *arguments: Any, **named: Any) -> Any:
        """Ask as httplib2 does; a POST goes over a connection of its own, which has not gone stale."""
        if method == "POST":
            self.close()
        named["connection_type"] = _Safe if uri.lower().startswith("https:") else _Plain
        return super().request(uri, method, *arguments, **named)
