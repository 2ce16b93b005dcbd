from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def in_terminal() -> Iterator[Callable[..., object]]:
    """Start programs in terminals of their own, see `screens.Process`; they end with the test."""
    pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    from .screens import Process

    with contextlib.ExitStack() as running:

        def start(*command: str, **terminal: object) -> Process:
            process = Process(command, **terminal)
            running.callback(process.close)
            return process

        yield start
