"""Keeping a test from every host but those it names."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def refuse_connections(monkeypatch: pytest.MonkeyPatch, attempts: list[str], hosts: Iterable[str]) -> None:
    """Let sockets reach `hosts` alone, by name or address; what else is tried is refused and noted in `attempts`."""
    allowed = frozenset(hosts)

    def guarded(attempt: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def guard(*arguments: Any, **named: Any) -> Any:
            target = next((argument for argument in arguments if isinstance(argument, str | tuple | bytes)), "")
            host = target[0] if isinstance(target, tuple) and target else target
            if host in allowed:
                return original(*arguments, **named)
            attempts.append(f"{attempt} {target!r}")
            raise ConnectionRefusedError(f"{attempt}: the contract allows {', '.join(allowed) or 'no host'}")

        return guard

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, guarded(name, getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", guarded("getaddrinfo", socket.getaddrinfo))
