"""Killing a run at every one of its steps, to see what the next run makes of what is left.

    for place in killed_at_every_step(prepare, lambda place: push(plan, place)):
        push(plan, place)
        assert nothing_is_doubled(place)

A step is what leaves something behind outside the process: a file opened for writing, renamed or removed, a statement
of SQLite, bytes sent to or awaited from a socket. It needs `os.fork`.
"""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeVar

S = TypeVar("S")

_MOST = 5_000
"""Steps after which something is wrong with the act, not with what it leaves."""
_CHANGES = frozenset("os.rename os.remove os.mkdir os.rmdir os.truncate os.link os.symlink os.chmod".split())
_FAILED = 99


def killed_at_every_step(prepare: Callable[[int], S], act: Callable[[S], object]) -> Iterator[S]:
    """Run `act` again and again, killed (SIGKILL) right before its first step, its second, and so on.

    `prepare(number)` makes a fresh place for each of the runs; `act` is then run on it in a forked child, and the place
    is given when the child is dead. The last one given is that of the first run that came to its end. Raises
    AssertionError where the act fails of itself.
    """
    for number in range(1, _MOST + 1):
        place = prepare(number)
        status = _killed(lambda place=place: act(place), number)  # type: ignore[misc]
        yield place
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            if code := os.waitstatus_to_exitcode(status):
                raise AssertionError(f"the act failed of itself (exit code {code}); its traceback is on stderr")
            return
    raise AssertionError(f"the act is not done after {_MOST} steps")


def _killed(act: Callable[[], object], number: int) -> int:
    """Return the status of a child that does the act and is killed before the step of that number."""
    with warnings.catch_warnings():
        # Python 3.12 warns of threads that a child lacks; those of a test are servers, which stay with the parent.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _act_as_child(act, number)
    return os.waitpid(child, 0)[1]


def _act_as_child(act: Callable[[], object], number: int) -> NoReturn:
    code = _FAILED
    try:
        _Steps(number).watch()
        act()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on as a second test run
        traceback.print_exc()
    finally:
        os._exit(code)


class _Steps:
    """The steps of this process, counted until it is killed before the one of a number."""

    def __init__(self, number: int) -> None:
        self._left = number

    def watch(self) -> None:
        """Begin to count; there is no end to it but that of the process."""
        sys.addaudithook(self._audited)
        for name in ("send", "sendall", "recv", "recv_into"):
            setattr(socket.socket, name, self._counted(getattr(socket.socket, name)))
        connect = sqlite3.connect

        def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **named)
            connection.set_trace_callback(lambda _: self._step())
            return connection

        sqlite3.connect = connected  # type: ignore[assignment]

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def _audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES or (event == "open" and _writes(arguments)):
            self._step()

    def _counted(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self._step()
            return original(*arguments, **named)

        return counted


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return True
    return isinstance(mode, str) and not set("wax+").isdisjoint(mode)
